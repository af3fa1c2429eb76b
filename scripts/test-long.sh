#!/usr/bin/env bash
# The long suites: property tests a million commands long and simulations of many processes, in release, from a fresh
# seed that is printed.
#
#   scripts/test-long.sh            a fresh seed
#   MOTCUA_SEED=42 scripts/test-long.sh   the same again
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/setup.sh test
export TZ=America/Los_Angeles LC_ALL=C.UTF-8 MOTCUA_RANDOM_COMMANDS=1000000
export MOTCUA_SIMULATIONS=40 MOTCUA_SIMULATION_STEPS=2000
export MOTCUA_SEED=${MOTCUA_SEED:-$(od -An -N4 -tu4 /dev/urandom | tr -d ' ')}
echo "SEED=$MOTCUA_SEED"
swift test -c release -Xswiftc -enable-testing --disable-xctest --skip TidyTests

data=.build/test-long-data/small.motcua
rm -rf .build/test-long-data
mkdir -p .build/test-long-data
swift build -c release --product motcua
.build/release/motcua demo --prepare-only --scale 1:50 --data "$data"
MOTCUA_BIN=$PWD/.build/release/motcua MOTCUA_DATA=$PWD/$data \
    .venvs/facts/bin/pytest -p no:cacheprovider Tests/Facts/test_recount.py
rm -rf .build/test-long-data
