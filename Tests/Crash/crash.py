#!/usr/bin/env python3
"""Kills, power cuts and faults on the real program under load; then nothing acknowledged is missing or doubled.

    crash.py --motcua BINARY --debug BINARY [--short] [--seed N] [--parts kills,postgres,cuts,normal,faults]

The last line says what was found; the exit code is 0 only if nothing was lost, doubled or otherwise wrong, and if the
same power cuts on a program that does not wait for its disk lost something (the test of the test).
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import cuts
import older
import postgres_kills
from cluster import Cluster
from faults import Faults
from kills import Count
from postgres import PostgresProvince
from server import Fault, Program
from setting import Setting
from source import SQLiteFolder
from sqlite_kills import SQLiteKills
from verify import Finding

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("kills", "postgres", "cuts", "normal", "faults")
VARIABLE = "MOTCUA_TEST_SYNCHRONOUS"
SCALE = "1:1000"
# At least 32 commands have to be with the server at any moment; some visitors always are between two.
VISITORS, IN_FLIGHT_LEAST = 80, 32
# How many kills of each kind; those that need a server killed first count that one too.
FORMS = {
    "long": {
        "sqlite": {
            "load": 90, "fold": 25, "start": 15, "end": 10, "rebuild": 15, "backup": 15, "erase": 15},
        "migrations": 20, "first migrations": 10,
        "postgres": {
            "server": 13, "servers": 6, "postmaster": 14, "machine": 5, "checkpoint": 6, "backend": 5, "recovery": 4,
            "start": 3, "rebuild": 4, "backup": 5, "erase": 10},
        "postgres migrations": 5,
        "cuts": 200, "seconds": 25, "normal": 40,
    },
    "short": {
        "sqlite": {"load": 3, "fold": 1, "start": 1, "end": 1, "rebuild": 1, "backup": 2, "erase": 1},
        "migrations": 1, "first migrations": 1,
        "postgres": {"server": 2, "postmaster": 2, "backend": 1, "backup": 1, "erase": 1},
        "postgres migrations": 0,
        "cuts": 10, "seconds": 3, "normal": 6,
    },
}


class Suite:
    def __init__(self, setting: Setting, form: dict[str, int], mounts: bool):
        self.setting, self.form, self.mounts = setting, form, mounts
        self.whole = Finding()
        self.acknowledged, self.in_flight, self.kills = 0, [], 0
        self.line: list[str] = []
        self.tests_of_test: list[str] = []

    def part_kills(self) -> None:
        """On SQLite."""
        setting = self.setting
        source = setting.seed.copy(setting.work / "kills.motcua")
        campaign = SQLiteKills(setting, setting.program, source, dict(self.form["sqlite"]))
        count = campaign.run()
        source.remove()

        def copied() -> SQLiteFolder:
            return setting.seed.copy(setting.images / "older.motcua")

        migrated = older.OlderShapes(setting, setting.program, setting.seed, copied).run(self.form["migrations"])
        empty = older.on_empty(setting, setting.program, self.form["first migrations"])
        self.take_kills(count, migrated, empty)

    def part_postgres(self) -> None:
        """On a throw-away server of its own."""
        setting = self.setting
        cluster = Cluster()
        try:
            cluster.start()
            source = postgres_kills.province(setting, setting.program, cluster)
            seed = source.copy("crash_seed")
            setting.say("postgres: prepared")

            def copied() -> PostgresProvince:
                return seed.copy("crash_older")

            campaign = postgres_kills.PostgresKills(
                setting, setting.program, cluster, source, dict(self.form["postgres"]))
            count = campaign.run()
            migrated = older.OlderShapes(setting, setting.program, seed, copied).run(self.form["postgres migrations"])
            self.take_kills(count, migrated)
            lost, kills = postgres_kills.unsafe(setting, setting.program, cluster, source)
            setting.expect(lost > 0, "kills at synchronous_commit=off lost nothing: this suite would miss a loss")
            self.tests_of_test.append(f"at synchronous_commit=off lost {lost} in {kills} kills")
        finally:
            cluster.remove()

    def take_kills(self, first: Count, *more: Count) -> None:
        for count in more:
            first.kills += count.kills
            first.checks += count.checks
            self.whole.add(count.found)
        self.setting.say(f"kills on {first.told()}, verified {first.checks} times")
        self.kills += first.kills.total()
        self.take(first.told(), first.found, first.in_flight)

    def part_cuts(self) -> None:
        setting = self.setting
        recording = self.recorded("cuts", setting.program)
        found = cuts.cut(setting, setting.program, recording, self.form["cuts"])
        found.acknowledged = len(recording.acknowledged)
        self.take(f"power cuts {self.form['cuts']}", found, recording.in_flight)
        recording.path.unlink()

    def part_normal(self) -> None:
        """The same at synchronous=NORMAL, which a debug build alone can be brought to."""
        setting = self.setting
        name = VARIABLE.encode()
        setting.expect(
            name in Path(setting.debug.path).read_bytes(), f"the debug build does not know {VARIABLE}; build it anew")
        release = "release" in Path(setting.program.path).resolve().parts
        setting.expect(
            not release or name not in Path(setting.program.path).read_bytes(), f"a release build knows {VARIABLE}")
        recording = self.recorded("normal", setting.debug, **{VARIABLE: "NORMAL"})
        found = cuts.cut(setting, setting.debug, recording, self.form["normal"], serves=False)
        setting.expect(bool(found.lost), "power cuts at NORMAL lost nothing: this suite would not notice a loss")
        setting.expect(not found.doubled, f"power cuts at NORMAL doubled {found.doubled[:3]}")
        self.tests_of_test.append(f"at NORMAL lost {len(found.lost)} in {self.form['normal']} cuts")
        recording.path.unlink()

    def part_faults(self) -> None:
        told = Faults(self.setting, self.setting.program, self.mounts).run()
        self.line.append(f"faults {len(told)}")

    def recorded(self, name: str, program: Program, **environment) -> cuts.Recording:
        (self.setting.work / name).mkdir()
        recording = cuts.record(self.setting, program, name, self.form["seconds"], **environment)
        self.setting.say(
            f"{name}: {len(recording.acknowledged)} acknowledged in {self.form['seconds']} s, {recording.lines} lines "
            f"of journal, {recording.path.stat().st_size >> 20} MiB")
        return recording

    def take(self, words: str, found: Finding, in_flight: list[int]) -> None:
        usual = sorted(in_flight)[len(in_flight) // 2]
        self.setting.expect(usual >= IN_FLIGHT_LEAST, f"{words}: only {usual} commands in flight")
        self.in_flight += in_flight
        self.acknowledged += found.acknowledged
        self.whole.add(found)
        self.line.append(words)

    def closing_line(self) -> str:
        flight = sorted(self.in_flight) or [0]
        left_out = f"left out: {', '.join(self.setting.left_out)}; " if self.setting.left_out else ""
        return (
            f"kills {self.kills}: {', '.join(self.line)}; in flight {flight[len(flight) // 2]} (least {flight[0]}), "
            f"acknowledged {self.acknowledged}, lost {len(self.whole.lost)}, doubled {len(self.whole.doubled)}, "
            f"wrong {len(self.whole.wrong)}; {', '.join(self.tests_of_test) or 'tests of the test left out'}; "
            f"{left_out}SEED={self.setting.seed_number}")


def in_own_mounts(parts: list[str]) -> bool:
    """Starts again in a mount namespace, so that the small disks of this suite are seen by nobody else.

    False where the machine gives none: the disks are left out then, and told so.
    """
    if "faults" not in parts or os.environ.get("MOTCUA_OWN_MOUNTS"):
        return True
    kind = ["--mount"] if os.geteuid() == 0 else ["--map-root-user", "--mount"]
    if subprocess.run(["unshare", *kind, "true"], capture_output=True).returncode == 0:
        os.environ["MOTCUA_OWN_MOUNTS"] = "1"
        os.execvp("unshare", ["unshare", *kind, sys.executable, *sys.argv])
    return False


def choices() -> argparse.Namespace:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--motcua", default=ROOT / ".build/release/motcua", type=Path)
    asked.add_argument("--debug", default=ROOT / ".build/debug/motcua", type=Path)
    asked.add_argument("--short", action="store_true")
    asked.add_argument("--seed", type=int, default=None)
    asked.add_argument("--parts", default=",".join(PARTS))
    asked.add_argument("--work", type=Path, default=ROOT / ".build/test-crash")
    return asked.parse_args()


def main() -> int:
    asked = choices()
    # So that what was started is ended as well.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    parts = [part for part in PARTS if part in asked.parts.split(",")]
    mounts = in_own_mounts(parts)
    seed = asked.seed if asked.seed is not None else int.from_bytes(os.urandom(4), "big")
    print(f"SEED={seed}", flush=True)
    for binary in (asked.motcua, asked.debug):
        if not binary.exists():
            raise SystemExit(f"crash: {binary} is not there; build it first (make test-crash does)")
    shutil.rmtree(asked.work, ignore_errors=True)
    asked.work.mkdir(parents=True)
    memory = Path("/dev/shm")
    images = Path(tempfile.mkdtemp(prefix="motcua-crash-", dir=memory if os.access(memory, os.W_OK) else asked.work))
    resources = Path(os.environ.get("MOTCUA_RESOURCES", ROOT / "Resources"))
    environment = {"MOTCUA_RESOURCES": str(resources)}
    setting = Setting(
        Program(str(asked.motcua.resolve()), environment), Program(str(asked.debug.resolve()), environment),
        asked.work.resolve(), images, resources, seed, VISITORS)
    suite = Suite(setting, FORMS["short" if asked.short else "long"], mounts)
    try:
        setting.prepare(SCALE)
        setting.say("prepared")
        for part in parts:
            getattr(suite, f"part_{part}")()
    except Fault as fault:
        setting.expect(False, str(fault))
    finally:
        shutil.rmtree(images, ignore_errors=True)
    good = not setting.failed and suite.whole.is_good
    print(suite.closing_line(), flush=True)
    print("passed" if good else f"FAILED: {len(setting.failed)} expectations; see {asked.work}", flush=True)
    if good:
        shutil.rmtree(asked.work, ignore_errors=True)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
