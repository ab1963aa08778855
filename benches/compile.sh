#!/usr/bin/env bash
# Measures how long the Rust of a model with so many queries takes to compile, in a crate of its own.
set -euo pipefail

if [[ ${1:-} == -h || ${1:-} == --help ]]; then
    cat <<'TEXT'
Usage: benches/compile.sh [QUERIES]

Makes a model of QUERIES queries [default: 100], each with a table of its own of eight columns, generates its Rust, and
times `cargo check`, `cargo build` and `cargo build --release` of a crate that holds nothing else, in the edition of 2021;
its dependencies are compiled before. Everything it makes is under benches/target.
TEXT
    exit
fi

queries=${1:-100}
benches=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$benches")
target=$(realpath -m "${CARGO_TARGET_DIR:-$root/target}")
work=$benches/target/compile

cargo build --quiet --release --locked --manifest-path "$root/Cargo.toml" --target-dir "$target" --bin modeler
mkdir -p "$work/models" "$work/src"

{
    printf 'modeler: 1\nkeyspace: many\nsource: { files: [data/*.csv] }\ncolumns:\n'
    printf '  user: int\n  at: timestamp\n  day: { type: date, derive: date(at) }\n  a: text\n  b: double\n  c: "list<text>"\n  d: uuid\n  e: boolean\n'
    printf 'queries:\n'
    for ((n = 0; n < queries; n++)); do
        printf '  query_%d: { partition_key: [user, day], clustering_key: [at desc], select: [a, b, c, d, e] }\n' "$n"
    done
} >"$work/models/queries.yaml"
"$target/release/modeler" generate --quiet --file "$work/models/queries.yaml"

cat >"$work/Cargo.toml" <<'TOML'
[package]
name = "compiled"
version = "0.0.0"
edition = "2021"

[workspace]

[dependencies]
scylla = "1.9.0"
uuid = "1"
TOML
printf '//! Generated code alone.\n#![deny(warnings, missing_docs)]\n\n#[path = "../generated/rows.rs"]\npub mod rows;\n' >"$work/src/lib.rs"

lines=$(wc -l <"$work/generated/rows.rs")
printf '%d queries, %d lines of Rust\n' "$queries" "$lines"
for command in check build 'build --release'; do
    # shellcheck disable=SC2086
    cargo $command --quiet --manifest-path "$work/Cargo.toml" --target-dir "$work/target"
    times=()
    for _ in 1 2 3; do
        touch "$work/src/lib.rs"
        began=$EPOCHREALTIME
        # shellcheck disable=SC2086
        cargo $command --quiet --manifest-path "$work/Cargo.toml" --target-dir "$work/target"
        times+=("$(awk -v a="$began" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.1f", b - a }')")
    done
    printf 'cargo %-15s %s s\n' "$command" "$(printf '%s\n' "${times[@]}" | sort -n | paste -sd' ')"
done
