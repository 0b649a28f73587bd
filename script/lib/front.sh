# shellcheck shell=bash
# A private nginx before Portico: the production files with an outer file of our own (nginx.sh writes it).
# Needs say.sh, processes.sh, nginx.sh; Debian: nginx.

# start_nginx PIDFILE DIR PORT SOCKET FILES
start_nginx() {
    local pidfile=$1 directory=$2 port=$3
    mkdir -p "$directory"
    write_nginx_conf "$directory" "$port" "$4" "$5"
    nginx -t -q -e "$directory/error.log" -p "$directory" -c "$directory/nginx.conf" ||
        die "nginx does not accept $directory/nginx.conf"
    start_process "$pidfile" "$directory/start.log" \
        nginx -e "$directory/error.log" -p "$directory" -c "$directory/nginx.conf" -g 'daemon off;'
    nginx_listens() { is_gone "$pidfile" || port_in_use "$port"; }
    if ! wait_until 10 nginx_listens || is_gone "$pidfile"; then
        tail -n 20 "$directory/error.log" "$directory/start.log" >&2 || true
        die "nginx did not start on port $port"
    fi
}
