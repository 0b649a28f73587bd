# shellcheck shell=bash
# A private nginx for demo, tests and measurements: the production files of nginx/ and around them one file
# that says where everything is. It runs as whoever calls it.
#
#   write_nginx_conf DIR PORT SOCKET FILES [TLS_CERT TLS_KEY]   writes DIR/nginx.conf
#   nginx -p DIR -c DIR/nginx.conf -e DIR/error.log             starts it; DIR/nginx.pid has its process id
#
# PORTICO_SERVER_NAMES (default "localhost 127.0.0.1") and PORTICO_ACCESS_LOG (default DIR/access.log, or "off").

portico_nginx_files="$(cd "$(dirname "${BASH_SOURCE[0]}")/../../nginx" && pwd)"

write_nginx_conf() {
    local dir=$1 port=$2 socket=$3 files=$4 cert=${5:-} key=${6:-}
    local names=${PORTICO_SERVER_NAMES:-localhost 127.0.0.1} log=${PORTICO_ACCESS_LOG:-$dir/access.log}
    local user="" listen="127.0.0.1:$port" tls="" name
    [ "$(id -u)" = 0 ] && user="user root $(id -gn);"
    [ "$log" = off ] || log="\"$log\" portico"
    if [ -n "$cert" ]; then
        listen="$listen ssl http2"
        tls="ssl_certificate \"$cert\"; ssl_certificate_key \"$key\"; ssl_protocols TLSv1.2 TLSv1.3;
    ssl_session_tickets off; ssl_prefer_server_ciphers off;
    ssl_ciphers ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305;"
    fi
    mkdir -p "$dir/tmp"
    chmod 0750 "$dir/tmp"
    for name in limits security fastcgi portico; do
        ln -sfn "$portico_nginx_files/$name.conf" "$dir/$name.conf"
    done
    cat > "$dir/nginx.conf" <<CONF
$user
pid "$dir/nginx.pid";
error_log "$dir/error.log" warn;
worker_processes auto;
worker_rlimit_nofile 8192;
events { worker_connections 4096; }
http {
    client_body_temp_path "$dir/tmp/body";
    fastcgi_temp_path "$dir/tmp/fastcgi";
    proxy_temp_path "$dir/tmp/proxy";
    uwsgi_temp_path "$dir/tmp/uwsgi";
    scgi_temp_path "$dir/tmp/scgi";
    include limits.conf;
    include security.conf;
    access_log $log;
    sendfile on;
    tcp_nopush on;
    map \$host \$portico_files { default "$files"; }
    map \$host \$portico_errors { default "$portico_nginx_files/errors"; }
    upstream portico { server "unix:$socket" max_fails=0; }
    $tls

    # Whoever asks for a name that is not ours gets nothing of ours.
    server {
        listen $listen default_server;
        server_name _;
        return 421;
    }
    server {
        listen $listen;
        server_name $names;
        include portico.conf;
    }
}
CONF
}
