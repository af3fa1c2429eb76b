"""What all parts of the suite share: the seed, the prepared data, who asks, and how results are told."""

import os
import random
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import talk
from server import Fault, Program, Server
from source import SQLiteFolder
from visitors import Visitors

HERE = Path(__file__).resolve().parent


@dataclass
class Setting:
    program: Program
    debug: Program
    work: Path
    # Where disks after a cut are built: in memory where there is room, for nothing there has to last.
    images: Path
    resources: Path
    seed_number: int
    in_flight: int
    failed: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    visitors: Visitors = field(default_factory=Visitors)

    def __post_init__(self):
        self.chance = random.Random(self.seed_number)
        self.begun = time.monotonic()
        self.seed = SQLiteFolder(self.work / "seed.motcua")
        self.shim = self.work / "cut.so"

    def prepare(self, scale: str) -> None:
        """Builds the shim, a small demonstration, and visitors who know their way in it."""
        # The Swift toolchain brings clang, where there is no other compiler.
        compiler = next(filter(None, map(shutil.which, ["cc", "gcc", "clang"])))
        subprocess.run(
            [compiler, "-std=gnu11", "-O2", "-Wall", "-fPIC", "-shared", "-o", self.shim, HERE / "cut.c", "-ldl",
             "-lpthread"], check=True)
        self.seed.prepare(self.program, scale)
        self.visitors.admit(self.seed)
        server = Server(self.program, self.seed, log=self.work / "seed.log")
        try:
            server.start()
            self.visitors.look_round(server.port, self.resources)
            server.stop()
        finally:
            server.close()
        # Folded in, so that a copy begins with empty logs.
        for keyring in (False, True):
            self.seed.rows("PRAGMA wal_checkpoint(TRUNCATE)", keyring=keyring)

    def say(self, words: str) -> None:
        print(f"{time.monotonic() - self.begun:7.1f} s  {words}", flush=True)

    def expect(self, holds: bool, words: str) -> None:
        if not holds:
            self.failed.append(words)
            print(f"FAILED: {words}", file=sys.stderr, flush=True)

    def leave_out(self, words: str) -> None:
        """What this machine cannot test is told at the end, and is a failure where nobody watches."""
        self.left_out.append(words)
        self.say(f"left out: {words}")
        self.expect(os.environ.get("CI") != "true", f"with CI=true nothing may be left out: {words}")

    def ask_for(self, port: int, acknowledged: list[dict], count: int) -> list[str]:
        """Asks the API for some of the dossiers that were acknowledged; says which are not as they were."""
        numbers: dict[str, int] = {}
        for told in acknowledged:
            if "number" in told:
                numbers[told["number"]] = max(numbers.get(told["number"], 0), told.get("version", 0))
        line, wrong = talk.Line(port), []
        bearer = {"Authorization": f"Bearer {self.visitors.tokens['tiepnhan']}"}
        for number in self.chance.sample(sorted(numbers), min(count, len(numbers))):
            answer = line.ask(talk.Request("GET", f"/api/v1/dossiers/{number}", bearer), "10.200.0.1")
            told = answer.json() if answer.code == 200 else {}
            if answer.code != 200 or told.get("version", 0) < numbers[number]:
                wrong.append(f"the API answers {answer.code} with version {told.get('version')} for {number}, "
                             f"acknowledged with {numbers[number]}")
        line.hang_up()
        return wrong


def must(holds: bool, words: str) -> None:
    if not holds:
        raise Fault(words)
