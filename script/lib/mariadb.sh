# shellcheck shell=bash
# A private MariaDB: one directory, one Unix socket, no network, no service of the machine.
# Needs say.sh and processes.sh; Debian: mariadb-server-core mariadb-client-core.

mariadb_socket() { printf '%s/mariadb.sock\n' "$(socket_directory "$1")"; }

# A client of it, as its root user; the directory's 0700 is the lock.
mariadb_root() {
    local socket
    socket=$(mariadb_socket "$1")
    shift
    mariadb --no-defaults --socket="$socket" --user=root --default-character-set=utf8mb4 "$@"
}

# start_mariadb DIR [OPTION…] : makes the data directory the first time, returns when it answers.
# MariaDB's core package has the server and mariadb-install-db, but no user mysql, no configuration, no
# plug-ins and no mariadb-admin: whoever calls runs it, as root with --user=root.
start_mariadb() {
    local directory short socket user=()
    mkdir -p "$1"
    chmod 700 "$1"
    directory=$(cd "$1" && pwd -P)
    shift
    if live_pid "$directory/pid" >/dev/null; then return 0; fi
    [ "$(id -u)" -ne 0 ] || user=(--user=root)
    # A server that starts deletes the temporary tables in its tmpdir: two must never share one.
    mkdir -p "$directory/tmp"
    if [ ! -e "$directory/ready" ]; then
        rm -rf "$directory/data"
        # mariadb-install-db breaks on a path with spaces, so it is shown another one.
        short=$(private_directory)
        ln -s "$directory" "$short/here"
        mariadb-install-db --no-defaults "${user[@]}" --datadir="$short/here/data" --tmpdir="$short/here/tmp" \
            --skip-test-db --auth-root-authentication-method=normal --skip-name-resolve \
            --innodb-flush-log-at-trx-commit=0 >"$directory/install.log" 2>&1 && : >"$directory/ready"
        rm -rf "$short"
        if [ ! -e "$directory/ready" ]; then
            head -n 40 "$directory/install.log" >&2
            die "MariaDB's data directory could not be made"
        fi
    fi
    socket=$(mariadb_socket "$directory")
    rm -f "$socket"
    start_process "$directory/pid" "$directory/mariadb.log" mariadbd --no-defaults "${user[@]}" \
        --datadir="$directory/data" --tmpdir="$directory/tmp" --socket="$socket" --pid-file="$directory/mariadbd.pid" \
        --skip-networking --skip-log-bin --skip-name-resolve --character-set-server=utf8mb4 \
        --innodb-buffer-pool-size=256M --max-connections=200 --performance-schema=OFF "$@"
    if ! wait_until 60 mariadb_answers "$directory"; then
        tail -n 20 "$directory/mariadb.log" >&2
        die "MariaDB did not start (the lines above are from $directory/mariadb.log)"
    fi
}
mariadb_answers() {
    is_gone "$1/pid" && return 0
    [ -S "$(mariadb_socket "$1")" ] && mariadb_root "$1" -e 'SELECT 1'
}

stop_mariadb() {
    stop_process "$1/pid" TERM 60
    remove_socket_directory "$1"
}

# remove_mariadb DIR : stops it and takes everything away.
remove_mariadb() {
    stop_mariadb "$1"
    rm -rf "$1"
}
