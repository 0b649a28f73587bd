#!/usr/bin/env bash
# Attacks on the walls between a portal and the kernel. Each file of Tests/Walls holds one offence under `#if ATTACK`:
# without it the file must compile, with it the compiler must refuse it, and for the reason that one of its lines
# `// expect: …` gives ("the compiler crashes" is a reason too: no portal comes of it).
# Ground.swift is compiled with each. Needs a debug build, whose own flags for a portal are used.
# script/lib/walls.sh [NAME…] ; the last line is "N passed, N failed, N skipped".
set -euo pipefail
cd "$(dirname "$0")/../.."

# How SwiftPM compiles a portal: the flags that decide what it sees and what is refused.
portal_flags() {
    local arguments=() index=0
    mapfile -t arguments < <(
        grep -m 1 '"-module-name","AnnouncementsPortal".*"-emit-module"' .build/debug.yaml |
            sed -e 's/^ *args: \["//' -e 's/"\]$//' -e 's/","/\n/g'
    )
    while [ "$index" -lt "${#arguments[@]}" ]; do
        case ${arguments[index]} in
        -I | -Xcc | -swift-version | -enable-upcoming-feature | -package-name | -module-cache-path | -target)
            printf '%s\n' "${arguments[index]}" "${arguments[index + 1]}"
            index=$((index + 2))
            ;;
        -I?* | -strict-memory-safety)
            printf '%s\n' "${arguments[index]}"
            index=$((index + 1))
            ;;
        *) index=$((index + 1)) ;;
        esac
    done
}

# Ownership is checked after types, so -typecheck alone would let some offences pass.
compiles() {
    local log=$1
    shift
    swiftc "${flags[@]}" -module-name SupportPortal -parse-as-library -warnings-as-errors -wmo -emit-sil -o /dev/null \
        "$@" >"$log" 2>&1
}

# as_expected FILE LOG : whether one of the reasons that the file gives stands in the compiler's words.
as_expected() {
    local reason
    while IFS= read -r reason; do
        if [ "$reason" = "the compiler crashes" ]; then
            if grep -q 'PLEASE submit a bug report\|Stack dump:' "$2"; then return 0; fi
        elif grep -F 'error: ' "$2" | grep -qF -- "$reason"; then
            return 0
        fi
    done < <(sed -n 's|^// expect: ||p' "$1")
    return 1
}

# attack FILE : says what is wrong, if anything, and leaves "ok" or "bad" in its own file.
attack() {
    local name log
    name=$(basename "$1" .swift)
    log=$scratch/$name
    echo bad >"$log.result"
    if ! compiles "$log.control" Tests/Walls/Ground.swift "$1"; then
        printf '%s: does not compile without its offence either\n' "$name"
        grep 'error: ' "$log.control" | head -n 5 || true
    elif compiles "$log.attack" -D ATTACK Tests/Walls/Ground.swift "$1"; then
        printf '%s: the wall is down, this compiles: swiftc -D ATTACK %s\n' "$name" "$1"
    elif ! as_expected "$1" "$log.attack"; then
        printf '%s: refused, but not for the reason it names:\n' "$name"
        grep 'error: ' "$log.attack" | head -n 5 || tail -n 5 "$log.attack"
    else
        echo ok >"$log.result"
    fi
}

mapfile -t flags < <(portal_flags)
if [ ${#flags[@]} -eq 0 ]; then
    echo "There is no debug build of a portal to take the flags from: swift build --build-tests" >&2
    exit 1
fi
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export SWIFT_BACKTRACE=enable=no

names=("$@")
[ ${#names[@]} -gt 0 ] || mapfile -t names < <(basename -s .swift Tests/Walls/*.swift | grep -vx Ground)
for name in "${names[@]}"; do
    while [ "$(jobs -rp | wc -l)" -ge "$(nproc)" ]; do wait -n; done
    attack "Tests/Walls/$name.swift" &
done
wait
passed=$(cat "$scratch"/*.result | grep -cx ok || true)
failed=$((${#names[@]} - passed))
printf '%s passed, %s failed, 0 skipped\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
