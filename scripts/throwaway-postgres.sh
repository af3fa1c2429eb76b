#!/usr/bin/env bash
# A PostgreSQL server of its own for a test, in a folder of its own, gone without trace afterwards.
#
#   scripts/throwaway-postgres.sh start DIR            makes it, starts it, prints how to reach it (also DIR/server.env)
#   scripts/throwaway-postgres.sh restart DIR          starts it again on the same port, after it was killed
#   scripts/throwaway-postgres.sh pool DIR             puts pgbouncer before it, in transaction mode (also DIR/pool.env)
#   scripts/throwaway-postgres.sh stop DIR             stops it at once and removes all it made
#   scripts/throwaway-postgres.sh databases CONNINFO   makes roles and databases on a server that runs already
#
# On the socket nobody is asked for a password; on 127.0.0.1 everybody is (scram; DIR/passfile knows them). Writes are
# synced to the disk as in production. Started by root, the server runs as another user, since it refuses root;
# THROWAWAY_USER names that user (postgres, else nobody), POSTGRES_BIN another folder of PostgreSQL's programs.
set -euo pipefail

say() { printf '%s\n' "$*"; }
fail() { printf 'throwaway-postgres: %s\n' "$*" >&2; exit 1; }

# PostgreSQL 15 where it is installed, since that is what MotCua is tested on; else the newest.
find_programs() {
    for programs in "${POSTGRES_BIN:-/usr/lib/postgresql/15/bin}" /usr/lib/postgresql/*/bin /usr/pgsql-*/bin; do
        if [ -x "$programs/initdb" ]; then return; fi
    done
    fail "no PostgreSQL here; install the package postgresql-15 (scripts/setup.sh test)"
}

# The server's user, and the words that run a command as that user.
find_user() {
    user=$(id -un)
    as_user=()
    [ "$(id -u)" = 0 ] || return 0
    user=${THROWAWAY_USER:-postgres}
    getent passwd "$user" >/dev/null || user=nobody
    as_user=(setpriv --reuid "$user" --regid "$(id -g "$user")" --clear-groups --)
}

free_port() {
    local port
    for _ in $(seq 100); do
        port=$((20000 + RANDOM % 12000))
        if ! (: </dev/tcp/127.0.0.1/$port) 2>/dev/null; then
            say "$port"
            return
        fi
    done
    return 1
}

new_password() { od -An -N16 -tx1 /dev/urandom | tr -d ' \n'; }

# The owner makes the tables; the application owns nothing and gets only the rights the owner gives it. The keyring,
# which holds the key of each person's facts, is a database of its own so that it is backed up apart.
make_databases() {
    local name
    psql -X -q -v ON_ERROR_STOP=1 -d "$1" -v owner="$2" -v app="$3" <<'SQL'
CREATE ROLE motcua_owner LOGIN PASSWORD :'owner';
CREATE ROLE motcua_app LOGIN PASSWORD :'app';
SQL
    for name in motcua motcua_keyring; do
        psql -X -q -v ON_ERROR_STOP=1 -d "$1" -v name="$name" <<'SQL'
CREATE DATABASE :"name" OWNER motcua_owner TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';
REVOKE ALL ON DATABASE :"name" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"name" TO motcua_app;
SQL
    done
}

write_settings() {
    cat >"$folder/settings.conf" <<END
listen_addresses = '127.0.0.1'
port = $port
unix_socket_directories = '$sockets'
max_connections = 100
shared_buffers = 128MB
fsync = on
full_page_writes = on
synchronous_commit = on
timezone = 'UTC'
log_timezone = 'UTC'
lc_messages = 'C'
hba_file = '$folder/access.conf'
END
    cat >"$folder/access.conf" <<'END'
local all all trust
host all all 127.0.0.1/32 scram-sha-256
END
}

# From / since the server's user may not be allowed into the folder this was called from.
run_server() {
    (cd / && "${as_user[@]}" "$programs/pg_ctl" start -w -t 60 -s -D "$folder/data" -l "$folder/server.log" \
        -o "-c config_file=$folder/settings.conf" >/dev/null)
}

# Another program may take the port between the look and the start; then another port is tried.
start_server() {
    for _ in 1 2 3; do
        port=$(free_port) || fail "no free port found"
        write_settings
        if run_server; then return; fi
    done
    tail -n 20 "$folder/server.log" >&2 || true
    fail "the server did not start; its log is $folder/server.log"
}

start() {
    [ ! -e "$1/data" ] || fail "$1 holds a server already; stop it first"
    find_programs
    find_user
    mkdir -p "$1"
    folder=$(cd "$1" && pwd -P)
    # A socket's path may be no longer than 107 bytes, so it cannot lie in any folder one is given.
    sockets=$(mktemp -d /tmp/mcpg-XXXX)
    say "$sockets" >"$folder/sockets"
    touch "$folder/server.log"
    chown "$user" "$folder" "$folder/server.log" "$sockets"
    (cd / && "${as_user[@]}" test -w "$folder") || fail "$user may not reach $folder; take one below /tmp or /var/tmp"
    (cd / && "${as_user[@]}" "$programs/initdb" -D "$folder/data" -U postgres -E UTF8 --locale=C.UTF-8 \
        --data-checksums --no-sync --auth=trust >"$folder/initdb.log" 2>&1) ||
        fail "initdb failed, see $folder/initdb.log"
    start_server
    open_databases
}

open_databases() {
    local owner app
    owner=$(new_password)
    app=$(new_password)
    make_databases "host=$sockets port=$port user=postgres dbname=postgres" "$owner" "$app"
    (umask 077 && printf '127.0.0.1:*:*:motcua_owner:%s\n127.0.0.1:*:*:motcua_app:%s\n' "$owner" "$app" \
        >"$folder/passfile")
    tee "$folder/server.env" <<END
PGHOST='$sockets'
PGPORT=$port
PGPASSFILE='$folder/passfile'
MOTCUA_PG_ADMIN='postgresql://postgres@/postgres?host=$sockets&port=$port'
MOTCUA_PG_OWNER='postgresql://motcua_owner@/motcua?host=$sockets&port=$port'
MOTCUA_PG_OWNER_KEYRING='postgresql://motcua_owner@/motcua_keyring?host=$sockets&port=$port'
MOTCUA_PG_APP='postgresql://motcua_app@/motcua?host=$sockets&port=$port'
MOTCUA_PG_APP_KEYRING='postgresql://motcua_app@/motcua_keyring?host=$sockets&port=$port'
MOTCUA_PG_APP_TCP='postgresql://motcua_app@127.0.0.1:$port/motcua'
END
}

restart() {
    [ -e "$1/settings.conf" ] || fail "$1 holds no server; start one first"
    find_programs
    find_user
    folder=$(cd "$1" && pwd -P)
    if run_server; then return; fi
    tail -n 5 "$folder/server.log" >&2 || true
    fail "the server did not start again; its log is $folder/server.log"
}

# Few connections for many callers, each lent for a transaction at a time: who keeps anything in a session loses it.
pool() {
    local pooler
    folder=$(cd "$1" && pwd -P)
    [ -e "$folder/server.env" ] || fail "$1 holds no server; start one first"
    # Debian keeps it where the PATH of people without rights does not look.
    pooler=$(PATH=$PATH:/usr/sbin command -v pgbouncer) || fail "no pgbouncer here (scripts/setup.sh test)"
    find_user
    # shellcheck source=/dev/null
    . "$folder/server.env"
    printf '"%s" ""\n' motcua_owner motcua_app postgres >"$folder/roles"
    cat >"$folder/pool.ini" <<END
[databases]
* = host=$PGHOST port=$PGPORT
[pgbouncer]
listen_addr =
unix_socket_dir = $PGHOST
listen_port = $((PGPORT + 1))
pool_mode = transaction
auth_type = trust
auth_file = $folder/roles
default_pool_size = 20
max_client_conn = 500
pidfile = $PGHOST/pool.pid
logfile = $PGHOST/pool.log
END
    chmod a+r "$folder/roles" "$folder/pool.ini"
    (cd / && "${as_user[@]}" "$pooler" -q -d "$folder/pool.ini")
    for _ in $(seq 50); do
        if [ -S "$PGHOST/.s.PGSQL.$((PGPORT + 1))" ]; then break; fi
        sleep 0.1
    done
    tee "$folder/pool.env" <<END
MOTCUA_PG_POOLED='postgresql://motcua_owner@/motcua?host=$PGHOST&port=$((PGPORT + 1))'
END
}

stop() {
    [ -d "$1" ] || return 0
    find_programs
    find_user
    local folder sockets
    folder=$(cd "$1" && pwd -P)
    sockets=$(cat "$folder/sockets" 2>/dev/null || true)
    if [ -e "$sockets/pool.pid" ]; then kill "$(cat "$sockets/pool.pid")" || true; fi
    if [ -e "$folder/data/postmaster.pid" ]; then
        (cd / && "${as_user[@]}" "$programs/pg_ctl" stop -m immediate -w -t 30 -s -D "$folder/data") || true
    fi
    case $sockets in /tmp/mcpg-*) rm -rf "$sockets" ;; esac
    rm -rf "$folder/data"
    rm -f "$folder"/{sockets,server.log,initdb.log,settings.conf,access.conf,passfile,server.env}
    rm -f "$folder"/{roles,pool.ini,pool.env}
    rmdir --ignore-fail-on-non-empty "$folder"
}

case ${1:-}:$# in
start:2) start "$2" ;;
restart:2) restart "$2" ;;
pool:2) pool "$2" ;;
stop:2) stop "$2" ;;
databases:2) make_databases "$2" "$(new_password)" "$(new_password)" ;;
*) fail "say what: start DIR | restart DIR | pool DIR | stop DIR | databases CONNINFO" ;;
esac
