# shellcheck shell=bash
# A configuration for a private Portico. Needs say.sh and mariadb.sh.

# configure_portico DIR URL [LINE…] : makes the database in DIR/mariadb with two users of least right, whose passwords
# are new every time, and writes DIR/portico.yaml (0600); further lines are appended to it.
configure_portico() {
    local directory=$1 url=$2 app migrate sockets
    shift 2
    app=$(od -An -tx1 -N16 /dev/urandom | tr -d ' \n')
    migrate=$(od -An -tx1 -N16 /dev/urandom | tr -d ' \n')
    sockets=$(socket_directory "$directory")
    mariadb_root "$directory/mariadb" <<SQL
CREATE DATABASE IF NOT EXISTS portico CHARACTER SET utf8mb4;
CREATE OR REPLACE USER portico_app@localhost IDENTIFIED BY '$app';
CREATE OR REPLACE USER portico_migrate@localhost IDENTIFIED BY '$migrate';
GRANT SELECT, INSERT, UPDATE, DELETE ON portico.* TO portico_app@localhost;
GRANT ALL PRIVILEGES ON portico.* TO portico_migrate@localhost;
SQL
    mkdir -p "$directory/files"
    chmod 750 "$directory/files"
    rm -f "$directory/portico.yaml"
    (umask 077 && cat >"$directory/portico.yaml") <<YAML
public_url: "$url"
socket: "$sockets/portico.sock"
pid_file: "$directory/portico-serve.pid"
database:
  socket: "$(mariadb_socket "$directory/mariadb")"
  name: portico
  user: portico_app
  password: "$app"
migrate:
  user: portico_migrate
  password: "$migrate"
files:
  directory: "$directory/files"
secrets:
  file: "$directory/secrets.key"
operator:
  name: "Tarnwick Coffee Roasters"
  help_email: help@example.org
YAML
    if [ $# -gt 0 ]; then printf '%s\n' "$@" >>"$directory/portico.yaml"; fi
}
