# shellcheck shell=bash
# Lines for the person who watches, and the one place where a script cleans up after itself.
# Sourced by the scripts beside it; expects `set -euo pipefail`.

say() { printf '\033[1m==>\033[0m %s\n' "$*"; }
note() { printf '    %s\n' "$*"; }
complain() { printf '\033[1;31merror:\033[0m %s\n' "$*" >&2; }
die() {
    complain "$@"
    exit 1
}

# Milliseconds since the machine started: for waits with an end and for figures.
now_ms() {
    local up _
    read -r up _ </proc/uptime
    printf '%s\n' "$((10#${up/./} * 10))"
}

# wait_until SECONDS COMMAND… : asks again every 0.05 s until the command succeeds or the time is over.
wait_until() {
    local end=$(($(now_ms) + $1 * 1000))
    shift
    until "$@" >/dev/null 2>&1; do
        [ "$(now_ms)" -lt "$end" ] || return 1
        sleep 0.05
    done
}

# at_exit COMMAND… : runs the command when the script ends, however it ends; the last one registered runs first.
portico_at_exit=()
at_exit() { portico_at_exit=("$(printf '%q ' "$@")" "${portico_at_exit[@]}"); }
portico_leave() {
    local status=$? command
    trap '' INT TERM HUP
    trap - EXIT
    for command in "${portico_at_exit[@]}"; do eval "$command" || true; done
    exit "$status"
}
trap portico_leave EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
trap 'exit 129' HUP

# A short directory that only the caller may enter.
private_directory() {
    local base=${XDG_RUNTIME_DIR:-/tmp}
    { [ -d "$base" ] && [ -w "$base" ] && [ "${#base}" -le 60 ]; } || base=/tmp
    mktemp -d "$base/portico-XXXXXX"
}

# Where the sockets of DIR go: DIR itself, or, because the path of a Unix socket ends at 107 bytes, a short
# directory that DIR/sockets remembers.
socket_directory() {
    local LC_ALL=C
    if [ "${#1}" -le 85 ]; then
        printf '%s\n' "$1"
        return
    fi
    if [ ! -s "$1/sockets" ] || [ ! -d "$(<"$1/sockets")" ]; then private_directory >"$1/sockets"; fi
    cat "$1/sockets"
}
remove_socket_directory() {
    [ -s "$1/sockets" ] || return 0
    rm -rf "$(<"$1/sockets")"
    rm -f "$1/sockets"
}
