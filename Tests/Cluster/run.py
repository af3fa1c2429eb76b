#!/usr/bin/env python3
"""Kills the leading database under load and counts what is left; `make test-cluster` runs it.

    run.py --motcua BINARY --folder EMPTY [--keep-logs FOLDER]

etcd, two databases under Patroni with synchronous replication, two MotCua processes, each behind a pgbouncer in
transaction mode. Exit code 0: nothing lost, nothing doubled, both servers agree, and writing went on by itself.
"""

import argparse
import shutil
import signal
import sys
import time
from pathlib import Path

import checks
from database_cluster import DatabaseCluster
from load import IN_FLIGHT, Load
from place import Failure, Place, wait_for
from servers import SCALE, Server, give_token
from way_in import WayIn

# Seconds of load before the kill, and between the later events.
QUIET_SECONDS = 10
RESUME_SECONDS = 60
# A lead is taken over one term (30 s) after its holder's last sign of life, and looked at three times a term.
LEAD_SECONDS = 60


class Story:
    """The run, in the order in which it happens."""

    def __init__(self, place: Place, binary: Path):
        self.place = place
        self.cluster = DatabaseCluster(place)
        self.begun = time.monotonic()
        self.binary = binary
        self.servers: list[Server] = []
        self.load: Load | None = None

    def say(self, text: str) -> None:
        print(f"[{time.monotonic() - self.begun:5.1f} s] {text}", flush=True)

    def set_up(self) -> None:
        self.cluster.start()
        leader = self.cluster.leader
        self.say(f"{leader.name} leads, {self.cluster.other(leader).name} is its synchronous standby")
        for number in [1, 2]:
            way_in = WayIn(self.place, f"way-in-{number}", self.cluster.nodes, self.cluster.passwords)
            self.servers.append(
                Server(self.place, f"motcua-{number}", self.binary, way_in, self.cluster.passfile()))
        self.servers[0].prepare()
        self.say(f"the demonstration at {SCALE} is prepared")
        for server in self.servers:
            server.start()
        self.token = give_token(self.cluster)
        self.before = checks.dossiers(self.cluster)
        self.say(f"two servers on {len(self.before)} dossiers; {IN_FLIGHT} clients begin")
        self.load = Load([server.port for server in self.servers], self.token)
        self.load.start()
        time.sleep(QUIET_SECONDS)

    def lose_the_leader(self) -> float:
        """Gives the seconds during which nothing was acknowledged."""
        old = self.cluster.leader
        new = self.cluster.other(old)
        self.say(f"{self.load.count} acknowledged; kill -9 of Patroni and PostgreSQL of {old.name}")
        killed = time.monotonic()
        old.kill()
        wait_for(f"{new.name} to lead", RESUME_SECONDS, lambda: new.is_in_role("leader"))
        self.say(f"{new.name} leads")
        wait_for("writing to go on", RESUME_SECONDS, lambda: self._acknowledged_since(time.monotonic() - 1))
        time.sleep(QUIET_SECONDS)
        outage = self.load.longest_silence(killed, time.monotonic())
        self.say(f"{self.load.count} acknowledged; nothing was for {outage:.1f} s; {old.name} comes back")
        old.start()
        self.cluster.wait_for_standby(old)
        self.say(f"{old.name} is the synchronous standby now")
        return outage

    def _acknowledged_since(self, moment: float) -> bool:
        return bool(self.load.acknowledged) and self.load.acknowledged[-1].at > moment

    def lose_a_server(self) -> None:
        """Kills the server that leads the followers: the other goes on alone, takes the lead, and is joined again."""
        before = wait_for("a leader of the followers", LEAD_SECONDS, lambda: checks.lease(self.cluster))
        killed = next((server for server in self.servers if server.is_called(before.holder)), None)
        if killed is None:
            raise Failure(f"the followers' leader is {before.holder}, which is neither server")
        self.say(f"{killed.name} leads the followers in epoch {before.epoch}; kill -9")
        killed.kill()
        after = wait_for("another leader of the followers", LEAD_SECONDS, lambda: self._lease_after(before))
        self.say(f"{self._name(after)} leads them in epoch {after.epoch}; {killed.name} starts again")
        killed.start()
        time.sleep(QUIET_SECONDS)

    def _lease_after(self, before: checks.Lease) -> checks.Lease | None:
        lease = checks.lease(self.cluster)
        return lease if lease and lease.holder != before.holder else None

    def _name(self, lease: checks.Lease) -> str:
        return next((server.name for server in self.servers if server.is_called(lease.holder)), lease.holder)

    def count(self) -> checks.Findings:
        self.load.stop()
        self.say(f"the load is over: {self.load.count} acknowledged")
        found = checks.Findings()
        checks.check_ledger(self.cluster, self.load, self.before, found)
        looked_at = checks.check_servers(self.servers, self.load, self.token, found)
        found.other += [f"fault: {text}" for text in self.load.faults]
        found.other += [f"given up: {command.shown}" for command in self.load.given_up]
        self.say(f"both servers were asked for {looked_at} commands again")
        holder = wait_for("one leader of the followers", LEAD_SECONDS, lambda: checks.lease(self.cluster))
        self.say(f"{self._name(holder)} leads the followers in epoch {holder.epoch}")
        for server in self.servers:
            if code := server.end():
                found.other.append(f"{server.name} ended with {code}")
        return found

    def end(self) -> None:
        for server in self.servers:
            server.kill()
            server.way_in.end()
        if self.load:
            self.load.abandon()
        self.cluster.end()

    def tell(self) -> int:
        self.set_up()
        outage = self.lose_the_leader()
        self.lose_a_server()
        found = self.count()
        for text in found.all[:40]:
            print(f"  {text}")
        hindrances = ", ".join(f"{name} {times}" for name, times in sorted(self.load.hindrances.items()))
        print(f"sent again after: {hindrances or 'nothing'}")
        print(
            f"acknowledged {self.load.count}, lost {len(found.lost)}, doubled {len(found.doubled)}, "
            f"outage {outage:.1f} s, {self.cluster.leader.name} leads, {time.monotonic() - self.begun:.0f} s in all")
        return 1 if found.all else 0


def interrupted(*_: object) -> None:
    raise KeyboardInterrupt


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--motcua", type=Path, required=True)
    asked.add_argument("--folder", type=Path, required=True)
    asked.add_argument("--keep-logs", type=Path)
    words = asked.parse_args()
    signal.signal(signal.SIGTERM, interrupted)
    story = Story(Place(words.folder), words.motcua.resolve())
    try:
        return story.tell()
    except Failure as failure:
        story.say(f"FAILED: {failure}")
        return 1
    except KeyboardInterrupt:
        story.say("interrupted")
        return 130
    finally:
        story.end()
        if words.keep_logs:
            shutil.copytree(story.place.logs, words.keep_logs, dirs_exist_ok=True)


if __name__ == "__main__":
    sys.exit(main())
