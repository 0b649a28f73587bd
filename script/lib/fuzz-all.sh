#!/usr/bin/env bash
# Every parser for SECONDS_EACH, two at a time: making one takes longer than a short run of it. The last line is
# "N passed, N failed, N skipped".
set -euo pipefail
cd "$(dirname "$0")/../.."
results=$(for file in Tests/Fuzz/*Fuzz.swift; do basename "$file" Fuzz.swift; done |
    xargs -P 2 -I{} sh -c 'script/fuzz {} >&2 && echo passed {} || echo failed {}')
printf '%s\n' "$results"
passed=$(grep -c '^passed' <<<"$results" || true) failed=$(grep -c '^failed' <<<"$results" || true)
printf '%s passed, %s failed, 0 skipped\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
