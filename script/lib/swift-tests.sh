#!/usr/bin/env bash
# The built tests of all targets, summed up in one line from the report that Swift Testing writes.
set -euo pipefail
report=.build/test-logs/results.xml
rm -f "$report"
status=0
swift test --skip-build "$@" --disable-xctest --xunit-output "$report" || status=$?
[ -s "$report" ] || exit 1
awk '/<testcase/ { total++ } /<failure/ && !bad[total]++ { failed++ } /<skipped/ { skipped++ }
    END { printf "%d passed, %d failed, %d skipped\n", total - failed - skipped, failed, skipped }' "$report"
exit "$status"
