#!/usr/bin/env bash
# Measures modeler side by side with the csv crate, SQLite and DuckDB in one run, and reports ratios.
set -euo pipefail

usage() {
    cat <<'TEXT'
Usage: benches/run.sh [OPTIONS] [load|reads|generate|all]

  load        one CSV into three tables: csv crate alone, SQLite tuned, DuckDB, modeler, in turns
  reads       single rows and partitions, in process, from the store that modeler made
  generate    generate, check and run: whole processes
  all         all of them [default]

Options:
  --rows N     how many events the input has [default: 1000000]
  --rounds K   how often each program runs [default: 3]
  --calm P     wait, and run again, while others keep more than P processors busy (0.1, say):
               a quarter of an hour in all
  --json FILE  write the figures to FILE as well
  --no-duckdb  leave DuckDB out: no Python is needed then, and no network
  --help       this text

Needs a Rust toolchain and a C compiler, for SQLite; for DuckDB Python 3 with venv, and the network the first time.
Everything it makes is under benches/target and the project's own target folder (CARGO_TARGET_DIR is heeded).
TEXT
}

duckdb=yes
arguments=()
while (($#)); do
    case $1 in
    -h | --help) usage && exit 0 ;;
    --no-duckdb) duckdb=no ;;
    load | reads | all) arguments+=("$1") ;;
    generate) duckdb=no && arguments+=("$1") ;;
    --rows | --rounds | --calm | --json) arguments+=("$1" "${2:?a value is missing after $1}") && shift ;;
    *) usage >&2 && exit 2 ;;
    esac
    shift
done

benches=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$benches")
target=$(realpath -m "${CARGO_TARGET_DIR:-$root/target}")
venv=$benches/target/venv

# One target folder for both packages, so that the runner finds the other programs beside itself.
cargo build --release --locked --manifest-path "$root/Cargo.toml" --target-dir "$target" --bin modeler --example make_events
# Not --locked: the lock file of this package need not know what the main crate came to depend on since.
cargo build --release --manifest-path "$benches/Cargo.toml" --target-dir "$target"

if [[ $duckdb == yes ]]; then
    if ! "$venv/bin/python" -c 'import duckdb' 2>/dev/null; then
        python3 -m venv "$venv"
        "$venv/bin/python" -m pip install --quiet --disable-pip-version-check duckdb
    fi
    arguments+=(--python "$venv/bin/python")
fi

exec "$target/release/bench" --root "$root" --work "$benches/target/work" "${arguments[@]}"
