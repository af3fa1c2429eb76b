#!/usr/bin/env bash
# Runs every test, part after part; prints how long each took and, at the end, what passed and what did not.
#
#   scripts/test.sh                 everything (make test)
#   scripts/test.sh build tidy      these parts alone
#
# A part that fails does not stop the others, but the whole fails. No part outlives its own limit, nor all together
# the budget. Full logs: .build/test-logs/. The closing line is also kept in .build/test-closing-line.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1

budget_minutes=80
wanted=" $* "
logs=.build/test-logs
data=.build/test-data
closing=.build/test-closing-line
binary=$PWD/.build/release/motcua

rm -rf "$logs" "$data" "$closing"
mkdir -p "$logs" "$data"

# Nothing may depend on where a machine thinks it is, and no log needs colours.
export TZ=America/Los_Angeles LC_ALL=C.UTF-8 NO_COLOR=1 PYTHONDONTWRITEBYTECODE=1
export MOTCUA_BIN=$binary

rows=()
total_passed=0
total_failed=0
child=
trap '[ -z "$child" ] || kill "$child"; exit 130' INT TERM
# The throw-away PostgreSQL server: in a short path, for its socket's sake, that its own user may enter.
server=/tmp/motcua-test-$$
trap '[ ! -e "$server" ] || scripts/throwaway-postgres.sh stop "$server"' EXIT

# part NAME MINUTES COUNTER COMMAND…: runs the command, if it is wanted, and takes down how it went.
part() {
    local name=$1 minutes=$2 counter=$3 started=$SECONDS log=$logs/$1.log code passed failed
    shift 3
    [[ $wanted == "  " || $wanted == *" $name "* ]] || return 0
    local limit=$((minutes * 60)) left=$((budget_minutes * 60 - SECONDS))
    ((limit < left)) || limit=$left
    printf '\n== %s\n' "$name"
    : >"$log"
    if ((limit > 0)); then
        timeout --kill-after=30 "$limit" "$@" </dev/null >"$log" 2>&1 &
        child=$!
        tail -n +1 -f --pid="$child" "$log" | on_screen
        wait "$child"
        code=$?
    else
        code=124
    fi
    ((code != 124)) || printf '%s ran out of its time\n' "$name"
    read -r passed failed < <("$counter" "$log" "$code")
    if ((code != 0 && failed == 0)); then failed=1; fi
    if ((code == 0 && passed == 0)); then failed=1; fi
    ((failed == 0)) || printf '%s FAILED (exit code %s), see %s\n' "$name" "$code" "$log"
    rows+=("$(printf '%-10s %7s %7d %7d' "$name" "$(clock $((SECONDS - started)))" "$passed" "$failed")")
    total_passed=$((total_passed + passed))
    total_failed=$((total_failed + failed))
}

# What a person watching wants to see: neither every file compiled nor every test that went well.
on_screen() { grep -vE --line-buffered '^\[[0-9]+/[0-9]+\] |^◇ |^✔ Test [^r]|^↳ T' || true; }

clock() { printf '%d:%02d' $(($1 / 60)) $(($1 % 60)); }

# Counters print how many checks passed and failed, from a part's log and exit code.
count_one() { if [ "$2" = 0 ]; then echo 1 0; else echo 0 1; fi; }

count_swift() {
    local all failed
    all=$(sed -nE 's/.*Test run with ([0-9]+) tests?.*/\1/p' "$1" | tail -n 1)
    failed=$(grep -cE '^✘ Test .* failed after' "$1")
    failed=$((failed - $(grep -cE '^✘ Test (run|case) .* failed after' "$1")))
    echo $((${all:-0} - failed)) "$failed"
}

count_pytest() {
    local last
    last=$(grep -E '^=+ .* in [0-9.]+s' "$1" | tail -n 1)
    echo $(($(number passed "$last"))) $(($(number failed "$last") + $(number errors? "$last")))
}

number() { sed -nE "s/.*[^0-9]([0-9]+) $1.*/\1/p" <<<"$2" | grep . || echo 0; }

check_format() {
    swift format lint --strict --recursive --parallel Package.swift Sources Tests && shellcheck scripts/*.sh .ci/run
}

# Warnings in our own files; those of packages are not ours to mend.
check_warnings() {
    ! grep -hE "^($PWD/)?(Sources|Tests|Package\.swift).*: warning: " "$logs"/{build,release}.log | sort -u |
        grep .
}

prepare() { "$binary" demo --prepare-only --data "$data/$1" "${@:2}"; }

recount() { MOTCUA_DATA=$data/$1 .venvs/facts/bin/pytest -p no:cacheprovider --color=no "${@:2}"; }

# Seconds long: that it runs, that every answer was the expected one, that what was acknowledged is stored.
bench() {
    swift build -c release --product motcua-bench &&
        .build/release/motcua-bench --data "$data/small.motcua" --sizes 6000 --seconds 2 --scratch .build/test-bench
}

pooled() {
    scripts/throwaway-postgres.sh pool "$server" || return 1
    # shellcheck source=/dev/null
    . "$server/pool.env"
    MOTCUA_TEST_POSTGRES=$MOTCUA_PG_POOLED MOTCUA_TEST_ENGINE=postgres swift test --skip-build --disable-xctest \
        --filter 'UseCasesTests.(Idempotency|DossierCommands|KnownDossiers|Leadership|FollowerTurns|ChoreTurns)' \
        --filter 'UseCasesTests.(DossierFault|NeighbourErasure|Session|LogBook|RebuildBeside|RebuildTogether)' \
        --filter 'StoreTests.SharedCommit'
}

july() { prepare july.motcua && recount july.motcua Tests/Facts/test_july.py Tests/Facts/test_recount.py; }

journeys() { MOTCUA_DATA=$data/small.motcua .venvs/browser/bin/pytest -p no:cacheprovider --color=no Tests/Journeys; }

copy() { MOTCUA_DATA=$data/small.motcua .venvs/facts/bin/pytest -p no:cacheprovider --color=no Tests/Copy; }

# The outsider's side: an independent program recomputes the log, and copies of it are tampered with.
proofs() { MOTCUA_DATA=$data/small.motcua .venvs/browser/bin/pytest -p no:cacheprovider --color=no Tests/Proofs; }

# Kills, power cuts and faults in small, always with the same choices.
crash() { MOTCUA_CRASH_BUILT=1 scripts/test-crash.sh --short --seed 20261120; }

count_crash() { if [ "$2" = 0 ] && [ "$(tail -n 1 "$1")" = passed ]; then echo 1 0; else echo 0 1; fi; }

# `timeout` runs programs, not functions: give it this script's own functions in a shell of their own.
export logs data binary server
export -f check_format check_warnings prepare recount july journeys proofs bench copy crash pooled
in_shell() {
    local name=$1 minutes=$2 counter=$3
    shift 3
    part "$name" "$minutes" "$counter" bash -o pipefail -c "$*"
}

part setup 10 count_one scripts/setup.sh test
in_shell format 3 count_one check_format
part build 30 count_one swift build --build-tests
part tidy 5 count_swift swift test --skip-build --disable-xctest --filter TidyTests
part server 2 count_one scripts/throwaway-postgres.sh start "$server"
if [ -e "$server/server.env" ]; then
    # shellcheck source=/dev/null
    . "$server/server.env"
    export MOTCUA_TEST_POSTGRES=$MOTCUA_PG_OWNER
fi
# The store's contract runs on both engines, everything above it on SQLite; then the use cases on PostgreSQL too.
part tests 20 count_swift swift test --skip-build --disable-xctest --skip TidyTests
MOTCUA_TEST_ENGINE=postgres part postgres 10 count_swift \
    swift test --skip-build --disable-xctest --filter UseCasesTests
# What keeps state between transactions would fail behind a pooler: repeat keys, leadership, several processes, commits.
in_shell pooled 6 count_swift pooled
part release 25 count_one swift build -c release --product motcua
in_shell warnings 1 count_one check_warnings
in_shell demo 5 count_one prepare small.motcua --scale 1:50
in_shell facts 5 count_pytest recount small.motcua Tests/Facts --ignore Tests/Facts/test_july.py
in_shell copy 6 count_pytest copy
in_shell proofs 5 count_pytest proofs
in_shell journeys 30 count_pytest journeys
in_shell bench 10 count_one bench
in_shell crash 10 count_crash crash
in_shell july 15 count_pytest july

printf '\n%-10s %7s %7s %7s\n' part time passed failed
printf '%s\n' "${rows[@]}"
printf '%-10s %7s %7d %7d\n' total "$(clock $SECONDS)" "$total_passed" "$total_failed"
echo "$total_passed passed, $total_failed failed" >"$closing"
((total_failed == 0 && total_passed > 0)) || exit 1
rm -rf "$data"
