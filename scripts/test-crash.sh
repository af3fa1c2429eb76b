#!/usr/bin/env bash
# Kills, power cuts and faults on the real program under load: the long form, some half an hour on two quiet cores.
#
#   scripts/test-crash.sh                      215 kills on SQLite, 80 on PostgreSQL, 200 power cuts, 40 at
#                                              synchronous=NORMAL, faults of the disk and the clock
#   scripts/test-crash.sh --short              the same in small, as make test runs it
#   scripts/test-crash.sh --seed 7             with the choices of an earlier run (its first and last line print SEED)
#   scripts/test-crash.sh --parts kills,cuts   these parts alone: kills (on SQLite), postgres, cuts, normal, faults
#
# PostgreSQL is a throw-away server that the suite makes, kills and removes. The debug build is for one part: only it
# can be told not to wait for the disk, and must then be seen to lose something. Builds what is missing; what a failed
# run leaves behind lies in .build/test-crash.
set -euo pipefail
cd "$(dirname "$0")/.."

[ -n "${MOTCUA_CRASH_BUILT:-}" ] || {
    scripts/setup.sh test
    swift build -c release --product motcua
    swift build --product motcua
}
export TZ=America/Los_Angeles LC_ALL=C.UTF-8 PYTHONDONTWRITEBYTECODE=1
exec .venvs/facts/bin/python Tests/Crash/crash.py --motcua .build/release/motcua --debug .build/debug/motcua "$@"
