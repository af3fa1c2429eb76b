# MotCua. Every target fits on a screen; `make` alone lists them. Needs Swift 6.1 or later and, for what it
# installs, Debian's apt (and PyPI for tests).

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-long test-crash test-cluster bench fmt screenshots

motcua := .build/release/motcua

# More words for a command, such as: make demo ARGS="--listen 127.0.0.1:9000"   make test ARGS="build tidy"
ARGS ?=

help: ## lists what can be made
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1\t\2/p' Makefile | expand -t 22

setup: ## installs what building needs and is missing, saying what
	@scripts/setup.sh build

$(motcua): setup
	swift build -c release --product motcua

demo: $(motcua) ## builds and serves the demonstration province
	$(motcua) demo $(ARGS)

test: ## runs every test (about an hour from a clean clone on two cores)
	@scripts/test.sh $(ARGS)

test-long: setup ## a million random commands and fresh seeds; prints the seed to run it again with
	@scripts/test-long.sh

test-crash: ## kills, power cuts and full disks under load, and counts (some half an hour)
	@scripts/test-crash.sh $(ARGS)

test-cluster: $(motcua) ## kills the leading database of a small cluster under load and counts (some three minutes)
	@scripts/setup.sh cluster
	@scripts/test-cluster.sh

bench: $(motcua) ## measures at three sizes beside the engine's own limit (an hour, 32 GB of disk; goes on where it was)
	swift build -c release --product motcua-bench
	.build/release/motcua-bench --json .build/bench.json $(ARGS)

fmt: ## lays out the Swift files
	swift format --in-place --recursive --parallel Package.swift Sources Tests

screenshots: $(motcua) ## photographs every page at every width into .build/screenshots
	@scripts/setup.sh test
	MOTCUA_BIN=$(motcua) .venvs/browser/bin/python Tests/Journeys/screenshots.py $(ARGS)
