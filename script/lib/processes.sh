# shellcheck shell=bash
# Programs in the background: each is known by its pid and the moment it started, so that nothing else is ever
# signalled, even after a pid was given to somebody else.

# The moment a process started, in ticks since boot (field 22 of proc(5) stat; the name may hold spaces).
process_birth() {
    local line fields
    { line=$(<"/proc/$1/stat"); } 2>/dev/null || return 1
    line=${line##*) }
    read -ra fields <<<"$line"
    [ "${fields[0]}" != Z ] || return 1
    printf '%s\n' "${fields[19]}"
}

# start_process PIDFILE LOG COMMAND… : starts it in a session of its own, so that Ctrl-C reaches the script only.
start_process() {
    local file=$1 log=$2
    shift 2
    setsid "$@" </dev/null >>"$log" 2>&1 8>&- 9>&- &
    printf '%s %s\n' "$!" "$(process_birth "$!" || echo gone)" >"$file"
    disown "$!" 2>/dev/null || true
}

# The pid written in the file, if that very process still lives.
live_pid() {
    local pid birth
    [ -r "$1" ] && read -r pid birth <"$1" || return 1
    [ "$(process_birth "$pid")" = "$birth" ] || return 1
    printf '%s\n' "$pid"
}
is_gone() { ! live_pid "$1" >/dev/null; }

# stop_process PIDFILE [SIGNAL] [SECONDS] : asks, waits, and only then insists.
stop_process() {
    local pid
    if pid=$(live_pid "$1"); then
        kill -s "${2:-TERM}" "$pid" 2>/dev/null || true
        if ! wait_until "${3:-20}" is_gone "$1"; then
            note "process $pid did not end within ${3:-20} s and is killed"
            kill -s KILL "$pid" 2>/dev/null || true
            wait_until 5 is_gone "$1" || true
        fi
    fi
    rm -f "$1"
}

# True when something listens at the port on loopback or on all addresses.
port_in_use() {
    local hex
    hex=$(printf '%04X' "$1")
    grep -qsE "^ *[0-9]+: (0100007F|00000000|0{32}|0000000000000000FFFF00000100007F|0{24}01000000):$hex [0-9A-F:]+ 0A" \
        /proc/net/tcp /proc/net/tcp6
}

# A port nobody listens at, below the range from which the system takes its own.
free_port() {
    local port
    for _ in {1..200}; do
        port=$((20000 + RANDOM % 12000))
        port_in_use "$port" || { printf '%s\n' "$port"; return; }
    done
    return 1
}

answers() { curl -fsS -o /dev/null --max-time 2 "$1"; }
