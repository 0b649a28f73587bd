#!/usr/bin/env bash
# The built tests of all targets, summed up in one line from the reports that Swift Testing writes. The walks go beside
# the others: one is a single thread for as long as everything else takes.
set -euo pipefail
reports=.build/test-logs/results
status=0
rm -f "$reports"-*.xml
swift test --skip-build --ignore-lock "$@" --disable-xctest --filter PortalContractTests \
    --xunit-output "$reports-2.xml" >"$reports-2.log" 2>&1 &
walks=$!
swift test --skip-build --ignore-lock "$@" --disable-xctest --skip PortalContractTests \
    --xunit-output "$reports-1.xml" || status=$?
wait "$walks" || status=$?
cat "$reports-2.log"
[ -s "$reports-1.xml" ] && [ -s "$reports-2.xml" ] || exit 1
awk '/<testcase/ { total++ } /<failure/ && !bad[total]++ { failed++ } /<skipped/ { skipped++ }
    END { printf "%d passed, %d failed, %d skipped\n", total - failed - skipped, failed, skipped }' "$reports"-?.xml
exit "$status"
