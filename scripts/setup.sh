#!/usr/bin/env bash
# Installs what building or testing MotCua needs and this machine lacks, and says what and why before it does.
#
#   scripts/setup.sh build   what the compiler links against (make demo)
#   scripts/setup.sh test    that, and what the tests need besides (make test, make screenshots)
#   scripts/setup.sh cluster what the compiler links against, and databases that take over (make test-cluster)
#
# Nothing is installed twice and nothing is ever removed. Debian packages come through apt; Python tools, which
# only tests use, go into folders of their own under .venvs/, pinned exactly.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*"; }
fail() { printf 'setup: %s\n' "$*" >&2; exit 1; }

# package: why it is needed. The list a mode needs is all that it is asked for here.
build_packages=(
    "libsqlite3-dev: the embedded database, with full-text search"
    "libqrencode-dev: the QR code on receipts"
    "libpq-dev: speaks with PostgreSQL, the second engine"
    "pkg-config: finds those libraries for the compiler"
)
test_packages=(
    "chromium: the browser that the journeys are walked in"
    "fonts-noto-core: letters with all Vietnamese marks, for the screenshots"
    "shellcheck: reads the shell scripts for mistakes"
    "postgresql-15: the second engine, in throw-away servers that the tests start and remove"
    "pgbouncer: the pooler that the PostgreSQL engine has to work through"
)
cluster_packages=(
    "postgresql-15: the databases of the cluster"
    "patroni: decides which database leads, and lets the other take over"
    "python3-etcd: by which Patroni speaks with etcd"
    "etcd-server: holds the vote on who leads"
    "etcd-client: looks into etcd when something is wrong"
    "haproxy: sends connections to the database that leads"
    "pgbouncer: shares few connections among many callers"
    "python3: runs the test and Patroni"
)

installed() { [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

# Root as it is, or through sudo; sudo may ask for a password only where somebody can answer.
as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"
    elif [ -t 0 ]; then sudo "$@"
    else sudo --non-interactive "$@"
    fi
}

install_packages() {
    local entry name missing=()
    if ! command -v dpkg-query >/dev/null; then
        say "This system has no apt. Please see to it that these are installed:"
        printf '  %s\n' "$@"
        return
    fi
    for entry in "$@"; do
        name=${entry%%:*}
        installed "$name" && continue
        [ "${#missing[@]}" = 0 ] && say "Installing with apt:"
        say "  $entry"
        missing+=("$name")
    done
    [ "${#missing[@]}" = 0 ] && return
    as_root true || fail "this needs root. Run once: sudo apt-get install --no-install-recommends ${missing[*]}"
    as_root apt-get update -qq -o Acquire::Retries=3
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install --yes -qq --no-install-recommends -o Acquire::Retries=3 "${missing[@]}" >/dev/null
}

# A Python that can make a virtual environment: 3.11 or later, with venv and ensurepip.
find_python() {
    local candidate
    for candidate in "${PYTHON:-python3}" /usr/bin/python3; do
        if "$candidate" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            say "$candidate"
            return
        fi
    done
    return 1
}

# One environment a group of tools, made again when its list of versions changes.
make_venv() {
    local folder=.venvs/$1 list=$2 why=$3 python stamp
    stamp=$(sha256sum <"$list")
    if [ "$(cat "$folder/made-from" 2>/dev/null)" = "$stamp" ]; then return; fi
    say "Making $folder from PyPI: $why"
    grep -v '^#' "$list" | sed 's/^/  /'
    python=$(find_python) || fail "no Python 3.11 with venv; set PYTHON to one"
    rm -rf "$folder"
    "$python" -m venv "$folder"
    "$folder/bin/pip" install --quiet --no-input --disable-pip-version-check --only-binary :all: -r "$list"
    say "$stamp" >"$folder/made-from"
}

case ${1:-} in
build)
    command -v swift >/dev/null || fail "no Swift here; install 6.1 or later from https://swift.org/install"
    install_packages "${build_packages[@]}"
    ;;
test)
    "$0" build
    find_python >/dev/null || test_packages+=("python3-venv: makes the folders of the Python test tools")
    install_packages "${test_packages[@]}"
    make_venv browser Tests/Journeys/requirements.txt "walks in Chromium and checks accessibility with axe"
    make_venv facts Tests/Facts/requirements.txt "recounts the reports independently"
    ;;
cluster)
    "$0" build
    install_packages "${cluster_packages[@]}"
    ;;
*)
    fail "say what for: scripts/setup.sh build | test | cluster"
    ;;
esac
