#!/usr/bin/env bash
# Measures `modeler load` side by side with other loaders on one real Cassandra node, and how its load scales.
set -euo pipefail

usage() {
    cat <<'TEXT'
Usage: benches/loaders.sh [OPTIONS] [loaders|scaling]

  loaders      one CSV into three tables of a node, by each of the programs below, in turns [default]
  scaling      modeler alone: inputs of several sizes into three tables, and one input into 1, 3 and 10 tables

Programs:
  modeler      modeler load
  cqlsh        cqlsh COPY FROM with its own settings, a COPY for each table
  cqlsh-tuned  the same with the best settings known
  dsbulk       DSBulk with its own settings, a run for each table
  python       cassandra-driver for Python, 100 on their way
  inserts      the scylla driver for Rust, single prepared inserts, 256 on their way
  replay       the requests that modeler sends, recorded before and sent again as they are

Options:
  --only NAME[,NAME]  only these programs
  --rows N            how many events the input has; with scaling, that of several numbers of tables
                                                                        [default: 500000; scaling: 1000000]
  --few N             how many of them the Python driver gets; its rate counts [default: 20000]
  --sizes N[,N]       with scaling: the sizes of the inputs of three tables [default: 100000,1000000,5000000]
  --rounds K          how often each program runs [default: 3; scaling: 1]
  --calm P            wait, and run again, while others than the program and the node keep more than P processors busy
  --json FILE         write the figures to FILE as well
  --heap SIZE         Java heap of the node [default: 2g]
  --port PORT         CQL port of the node; 0 takes a free one [default: 0]
  --help              this text

Needs a Rust toolchain, a C compiler, JDK 17, Maven and the network the first time, and Python 3.10 or later with venv.
Starts a node with tests/node/node, and stops it at the end. Everything it makes is under benches/target and the
project's own target folder (CARGO_TARGET_DIR is heeded).
TEXT
}

fail() {
    printf 'loaders.sh: %s\n' "$*" >&2
    exit 1
}

what=loaders rows='' rounds='' only=modeler,cqlsh,cqlsh-tuned,dsbulk,python,inserts,replay few=20000 heap=2g port=0
arguments=()
while (($#)); do
    case $1 in
    -h | --help) usage && exit 0 ;;
    loaders | scaling) what=$1 ;;
    --rows) rows=${2:?a value is missing after $1} && shift ;;
    --rounds) rounds=${2:?a value is missing after $1} && shift ;;
    --only) only=${2:?a value is missing after $1} && shift ;;
    --few) few=${2:?a value is missing after $1} && shift ;;
    --heap) heap=${2:?a value is missing after $1} && shift ;;
    --port) port=${2:?a value is missing after $1} && shift ;;
    --sizes | --calm | --json) arguments+=("$1" "${2:?a value is missing after $1}") && shift ;;
    *) usage >&2 && exit 2 ;;
    esac
    shift
done
if [[ $what == scaling ]]; then
    rows=${rows:-1000000} rounds=${rounds:-1} only=modeler
else
    rows=${rows:-500000} rounds=${rounds:-3}
    arguments+=(--few "$few" --only "$only")
fi

benches=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$benches")
target=$(realpath -m "${CARGO_TARGET_DIR:-$root/target}")
venv=$benches/target/venv

wants() {
    [[ ,$only, == *,$1,* ]]
}

# Gives Python with the module given, from the package given.
python_with() {
    "$venv/bin/python" -c "import $1" 2>/dev/null && return
    local python
    for python in python3 python3.13 python3.12 python3.11 python3.10; do
        if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 10))' 2>/dev/null; then
            [[ -x $venv/bin/python ]] || "$python" -m venv "$venv"
            "$venv/bin/python" -m pip install --quiet --disable-pip-version-check "$2"
            return
        fi
    done
    fail "cqlsh needs Python 3.10 or later, and there is none on the PATH"
}

# Fetches DSBulk once: into a folder of another name, renamed when it is whole, so that a kill leaves no half.
fetch_dsbulk() {
    local version partial
    version=$(sed -n 's:.*<dsbulk.version>\(.*\)</dsbulk.version>.*:\1:p' "$benches/dsbulk/pom.xml")
    dsbulk=$benches/target/dsbulk-$version
    [[ -d $dsbulk ]] && return
    command -v mvn >/dev/null || fail "DSBulk is fetched with Maven, and there is no mvn on the PATH"
    partial=$(mktemp -d "$benches/target/dsbulk.XXXXXX")
    mvn --batch-mode --quiet --file "$benches/dsbulk/pom.xml" "-Dmaven.repo.local=$partial/store" \
        dependency:copy-dependencies "-DoutputDirectory=$partial/lib" -DincludeScope=runtime >&2 ||
        fail "Maven could not fetch DSBulk $version"
    mv "$partial/lib" "$dsbulk"
    rm -rf "$partial"
}

# One target folder for both packages, so that the runner finds the other programs beside itself.
cargo build --release --locked --manifest-path "$root/Cargo.toml" --target-dir "$target" --bin modeler --example make_events
# Not --locked: the lock file of this package need not know what the main crate came to depend on since.
cargo build --release --manifest-path "$benches/Cargo.toml" --target-dir "$target"

mkdir -p "$benches/target"
if wants cqlsh || wants cqlsh-tuned; then python_with cqlshlib cqlsh; fi
if wants python; then python_with cassandra.cluster cassandra-driver; fi
if wants dsbulk; then fetch_dsbulk && arguments+=(--dsbulk "$dsbulk"); fi

# A folder of its own, named by this process, so that several of these can run.
folder=$target/cassandra/nodes/bench.$$
stop() {
    CARGO_TARGET_DIR=$target "$root/tests/node/node" stop --dir "$folder"
}
trap stop EXIT
CARGO_TARGET_DIR=$target "$root/tests/node/node" start --dir "$folder" --port "$port" --heap "$heap" >/dev/null

# No exec: the node is to be stopped.
"$target/release/bench" --root "$root" --work "$benches/target/work" --node "$folder" --python "$venv/bin/python" \
    --rows "$rows" --rounds "$rounds" "${arguments[@]}" "$what"
