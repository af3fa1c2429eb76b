#!/usr/bin/env bash
# Kills the leading database of a small cluster under load and counts what is left; some three minutes.
#
#   scripts/test-cluster.sh            etcd, two databases, two servers: all on this machine, all gone afterwards
#
# MOTCUA_BIN names another program than the release build. Logs of the run are kept in .build/cluster-logs.
set -euo pipefail
cd "$(dirname "$0")/.."

binary=${MOTCUA_BIN:-$PWD/.build/release/motcua}
logs=$PWD/.build/cluster-logs
folder=$(mktemp -d /tmp/motcua-cluster-XXXXXX)
# The databases run as a user of their own, which has to find its way in.
chmod 755 "$folder"
rm -rf "$logs"
mkdir -p "$logs"

# Every program of the run has the folder's name on its command line; those that outlived the run are ended by it.
child=
clean_up() {
    local entry
    if [ -n "$child" ]; then
        kill "$child" 2>/dev/null || true
        wait "$child" || true
    fi
    for entry in /proc/[0-9]*; do
        if [ "${entry#/proc/}" != "$$" ] && tr '\0' ' ' 2>/dev/null <"$entry/cmdline" | grep -qF -- "$folder/"; then
            kill -9 "${entry#/proc/}" 2>/dev/null || true
        fi
    done
    rm -rf "$folder"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

export MOTCUA_RESOURCES=${MOTCUA_RESOURCES:-$PWD/Resources}
export TZ=America/Los_Angeles LC_ALL=C.UTF-8 PYTHONDONTWRITEBYTECODE=1
timeout --kill-after=20 420 python3 Tests/Cluster/run.py --motcua "$binary" --folder "$folder" --keep-logs "$logs" &
child=$!
wait "$child" && code=0 || code=$?
child=
if ((code != 0)); then
    printf 'The cluster test FAILED (exit code %s); logs of all programs: %s\n' "$code" "$logs"
    exit "$code"
fi
