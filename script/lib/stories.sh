#!/usr/bin/env bash
# The stories of both halves at the same time: each waits for its browser most of the time. Each half has a house of its
# own (MariaDB, Portico, nginx, mail); what they print comes one after the other, and the last line is the sum.
set -euo pipefail
logs=.build/test-logs
mkdir -p "$logs"
PART=house bash Tests/EndToEnd/run >"$logs/stories-house.log" 2>&1 &
house=$!
status=0
PART=people bash Tests/EndToEnd/run 2>&1 | tee "$logs/stories-people.log" || status=$?
wait "$house" || status=$?
cat "$logs/stories-house.log"
cat "$logs"/stories-{people,house}.log | awk '
    /^[0-9]+ passed, [0-9]+ failed, [0-9]+ skipped$/ { halves++; passed += $1; failed += $3; skipped += $5 }
    END { if (halves < 2) failed += 2 - halves; printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped }'
exit "$status"
