#!/usr/bin/env bash
# Measures `modeler load` side by side with Python loaders on one real Cassandra node, and the memory of load and verify.
set -euo pipefail

usage() {
    cat <<'TEXT'
Usage: benches/cassandra.sh [OPTIONS] [cassandra|memory|generated]

  cassandra    one CSV into three tables of a node: modeler, and cassandra-driver in two ways, in turns [default]
  memory       peak memory of load and verify for so many events, and for four times as many
  generated    the generated Rust of the founding model beside the same calls written by hand: allocations, and client CPU
               over 20 rounds in turns

Options:
  --rows N     how many events the input has [default: 100000; memory: 1000000]
  --few N      how many of them the loader that waits for every row gets [default: 5000]
  --rounds K   how often each program runs [default: 3]
  --calm P     wait, and run again, while others than the program and the node keep more than P processors busy
  --json FILE  write the figures to FILE as well
  --heap SIZE  Java heap of the node [default: 2g]
  --port PORT  CQL port of the node; 0 takes a free one [default: 0]
  --help       this text

Needs a Rust toolchain, a C compiler, JDK 17, Maven and the network the first time, and Python 3 with venv. Starts a node
with tests/node/node, and stops it at the end. Everything it makes is under benches/target and the project's own target
folder (CARGO_TARGET_DIR is heeded).
TEXT
}

what=cassandra rows='' heap=2g port=0
arguments=()
while (($#)); do
    case $1 in
    -h | --help) usage && exit 0 ;;
    cassandra | memory | generated) what=$1 ;;
    --rows) rows=${2:?a value is missing after $1} && shift ;;
    --heap) heap=${2:?a value is missing after $1} && shift ;;
    --port) port=${2:?a value is missing after $1} && shift ;;
    --few | --rounds | --calm | --json) arguments+=("$1" "${2:?a value is missing after $1}") && shift ;;
    *) usage >&2 && exit 2 ;;
    esac
    shift
done
if [[ $what == memory ]]; then rows=${rows:-1000000}; else rows=${rows:-100000}; fi

benches=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$benches")
target=$(realpath -m "${CARGO_TARGET_DIR:-$root/target}")
venv=$benches/target/venv

# One target folder for both packages, so that the runner finds the other programs beside itself.
cargo build --release --locked --manifest-path "$root/Cargo.toml" --target-dir "$target" --bin modeler --example make_events
# Not --locked: the lock file of this package need not know what the main crate came to depend on since.
cargo build --release --manifest-path "$benches/Cargo.toml" --target-dir "$target"

if [[ $what == cassandra ]]; then
    if ! "$venv/bin/python" -c 'import cassandra.cluster' 2>/dev/null; then
        python3 -m venv "$venv"
        "$venv/bin/python" -m pip install --quiet --disable-pip-version-check cassandra-driver
    fi
    arguments+=(--python "$venv/bin/python")
fi

# A folder of its own, named by this process, so that several of these can run.
folder=$target/cassandra/nodes/bench.$$
stop() {
    CARGO_TARGET_DIR=$target "$root/tests/node/node" stop --dir "$folder"
}
trap stop EXIT
address=$(CARGO_TARGET_DIR=$target "$root/tests/node/node" start --dir "$folder" --port "$port" --heap "$heap")

if [[ $what == generated ]]; then
    "$target/release/modeler" apply --quiet --file "$root/models/queries.yaml" --store "cassandra://$address"
    "$target/release/bench-generated" "$address"
    exit
fi

# No exec: the node is to be stopped.
"$target/release/bench" --root "$root" --work "$benches/target/work" --node "$folder" --rows "$rows" \
    "${arguments[@]}" "$what"
