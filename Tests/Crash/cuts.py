"""Power cuts: one load is recorded with everything it wrote and synced, then cut off at many moments."""

import random
import re
import time
from dataclasses import dataclass
from pathlib import Path

import verify
from acks import Log
from image import SENT, Disk, Line, journal
from ledger import Recount
from load import Load
from server import Fault, Program, Server
from setting import Setting
from source import SQLiteFolder

NUMBER = re.compile(rb'"number":"([^"]+)"')
VERSION = re.compile(rb'"version":(\d+)')
RECEIPT = re.compile(rb"\?don=([0-9a-f]+)")
# Every cut is recounted; a rebuild of all tables takes longer than everything else together.
REBUILT_EVERY = 4
SIGNED = re.compile(rb"/ho-so/([0-9a-f]{32})\?xong=ky-duyet")


@dataclass
class Recording:
    root: Path
    start: SQLiteFolder
    path: Path
    # Acknowledged commands with the line of the journal at which their answer was given to the network.
    acknowledged: list[tuple[int, dict]]
    lines: int
    sends: list[int]
    in_flight: list[int]


def record(setting: Setting, program: Program, name: str, seconds: float, **environment) -> Recording:
    """Loads a server whose writes, syncs and answers are journalled; it is killed at the end."""
    live = setting.seed.copy(setting.work / name / "live.motcua")
    path = setting.work / name / "journal"
    path.unlink(missing_ok=True)
    server = Server(program, live, log=setting.work / name / "server.log")
    log = Log(setting.work / name / "acknowledged")
    try:
        server.start(
            LD_PRELOAD=setting.shim, CUT_ROOT=live.folder, CUT_JOURNAL=path, **environment)
        load = Load([server.port], setting.visitors, log, setting.chance, setting.in_flight)
        load.start()
        until, seen = time.monotonic() + seconds, []
        while time.monotonic() < until:
            time.sleep(0.05)
            seen.append(load.waiting)
        server.kill()
        load.end()
        setting.expect(not load.faults, f"answers that no request should get: {load.faults[:3]}")
        setting.expect(not load.troubles, f"troubles of a healthy server: {dict(load.troubles)}")
        told = log.read()
    finally:
        server.close()
        log.close()
    places, lines, sends = answers(path)
    acknowledged = []
    for one in told:
        place = places.get(key_of(one))
        setting.expect(place is not None, f"the journal has no answer for {one}")
        if place is not None:
            acknowledged.append((place, one))
    return Recording(live.folder, setting.seed, path, acknowledged, lines, sends, seen[2:] or seen)


def answers(path: Path) -> tuple[dict[tuple, int], int, list[int]]:
    """Where the answer to each command was handed to the network for the first time; and how many lines there are."""
    places: dict[tuple, int] = {}
    sends, lines = [], 0
    for line in journal(path):
        lines += 1
        if line.kind != SENT:
            continue
        sends.append(line.index)
        for key in keys_in(line):
            places.setdefault(key, line.index)
    return places, lines, sends


def keys_in(line: Line) -> list[tuple]:
    head = line.payload
    number, version = NUMBER.search(head), VERSION.search(head)
    found = [("command", number[1].decode(), int(version[1]))] if number and version else []
    found += [("draft", match[1].decode()) for match in [RECEIPT.search(head)] if match]
    return found + [("sign", match[1].decode()) for match in [SIGNED.search(head)] if match]


def key_of(told: dict) -> tuple:
    if "draft" in told:
        return ("draft", told["draft"])
    if "order" in told:
        return ("sign", told["stream"])
    return ("command", told["number"], told["version"])


def cut_points(recording: Recording, count: int, chance: random.Random) -> list[int]:
    """Half of them anywhere, half just behind an answer: there the loss of a late sync would show most."""
    first = recording.sends[0]
    behind = [chance.choice(recording.sends) + 1 for _ in range(count // 2)]
    return sorted(behind + [chance.randrange(first, recording.lines) for _ in range(count - len(behind))])


def cut(setting: Setting, program: Program, recording: Recording, count: int, serves=True) -> verify.Finding:
    """Cuts, starts the program on what is left, and holds it against what had been acknowledged before the cut."""
    chance = random.Random(setting.chance.randrange(1 << 60))
    points = cut_points(recording, count, chance)
    disk, recount, whole = Disk(recording.root, recording.start.folder), Recount(), verify.Finding()
    done = 0
    for line in journal(recording.path):
        while done < len(points) and points[done] <= line.index:
            done += 1
            before = [told for place, told in recording.acknowledged if place < points[done - 1]]
            finding = one_cut(setting, program, disk, chance, before, recount, serves, done % REBUILT_EVERY == 1)
            if not finding.is_good and serves:
                setting.say(f"cut {done} at line {points[done - 1]} of {recording.lines}:\n{finding.told()}")
            whole.add(finding)
            if done % 20 == 0:
                setting.say(
                    f"  {done} cuts, {len(before)} acknowledged before the last, lost {len(whole.lost)}, "
                    f"doubled {len(whole.doubled)}")
        if done == len(points):
            return whole
        disk.follow(line)
    raise Fault(f"the journal ended before cut {done + 1} of {len(points)}")


def one_cut(setting, program, disk, chance, before, recount, serves, rebuilds) -> verify.Finding:
    image = SQLiteFolder(setting.images / "cut.motcua")
    part = disk.cut(image.folder, chance)
    image.master_key_file.write_bytes(setting.seed.master_key_file.read_bytes())
    if not serves:
        return verify.compare(recount.read(image), before)
    server = Server(program, image, log=setting.work / "cuts.log")
    try:
        server.start()
        wrong = setting.ask_for(server.port, before, 5)
        server.stop()
        finding = verify.check(image, program, before, recount, rebuilds)
        finding.wrong += wrong
    except Fault as fault:
        finding = verify.Finding(len(before), wrong=[f"after a cut that kept {part:.0%} of what was open: {fault}"])
    finally:
        server.close()
    return finding

