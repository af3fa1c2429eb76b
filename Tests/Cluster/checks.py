"""Afterwards: is every acknowledged command there, is none there twice, and do all who can be asked say the same?"""

import collections
import random
from dataclasses import dataclass, field

from database_cluster import DatabaseCluster
from load import Caller, Load
from place import Failure, wait_for
from servers import Server

# Dossiers asked for through both servers, besides every one whose command had to be sent again.
LOOKED_AT = 150


@dataclass
class Findings:
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)

    @property
    def all(self) -> list[str]:
        return [f"lost: {text}" for text in self.lost] + [f"doubled: {text}" for text in self.doubled] + self.other


def rows(cluster: DatabaseCluster, text: str, database: str = "motcua") -> list[list[str]]:
    """What the leading database itself answers, past pooler and program."""
    return [line.split("\t") for line in cluster.leader.sql(text, database).splitlines()]


def dossiers(cluster: DatabaseCluster) -> set[str]:
    """Numbers of all dossiers that there are."""
    return {row[0] for row in rows(cluster, "SELECT number FROM motcua.dossier")}


@dataclass
class Stored:
    """A dossier as the leading database has it."""

    stream: str
    code: str
    version: int
    events: list[str]


def dossiers_since(cluster: DatabaseCluster, before: set[str]) -> dict[str, Stored]:
    """Those that were not there before, by number, each with the events of its records."""
    found = rows(
        cluster,
        """
        SELECT d.number, d.stream, coalesce(d.code, ''), d.version,
            (SELECT string_agg(r.kind, ' ' ORDER BY r.version) FROM motcua.record r WHERE r.stream = d.stream)
        FROM motcua.dossier d
        """)
    return {
        number: Stored(stream, code, int(version), events.split())
        for number, stream, code, version, events in found if number not in before
    }


def check_ledger(cluster: DatabaseCluster, load: Load, before: set[str], found: Findings) -> None:
    """Compares what clients hold in their hands with records, tables, keys and idempotency rows."""
    answered = {row[0] for row in rows(
        cluster, "SELECT idempotency_key FROM motcua.idempotency WHERE answer IS NOT NULL AND sealed IS NOT NULL")}
    keys = {row[0] for row in rows(
        cluster, "SELECT stream FROM motcua.wrapped_key WHERE wrapped IS NOT NULL", "motcua_keyring")}
    stored = dossiers_since(cluster, before)
    for command in load.acknowledged:
        dossier = stored.get(command.answer["number"])
        if (
            dossier is None or command.key not in answered or dossier.stream not in keys
            or command.event not in dossier.events or command.answer.get("code") not in (None, dossier.code)
        ):
            found.lost.append(f"{command.shown}, answered {str(command.answer)[:200]}: {dossier}")
    # Whoever gave up does not know what became of the command; without such, nothing else may be there.
    if not load.given_up:
        acknowledged = collections.Counter(command.answer["number"] for command in load.acknowledged)
        found.doubled += [
            f"{number}, acknowledged {acknowledged[number]} times: {dossier}" for number, dossier in stored.items()
            if len(dossier.events) > acknowledged[number]
        ]
    found.other += [f"{number}: {dossier}" for number, dossier in stored.items()
                    if dossier.version != len(dossier.events) or len(set(dossier.events)) != len(dossier.events)]
    check_numbering(stored, found)
    check_records(cluster, found)


def check_numbering(stored: dict[str, Stored], found: Findings) -> None:
    """Two servers number as one: each day's codes of the agency follow one another."""
    days: dict[str, list[int]] = {}
    for dossier in stored.values():
        if dossier.code:
            agency, day, order = dossier.code.rsplit("-", 2)
            days.setdefault(f"{agency}-{day}", []).append(int(order))
    for day, orders in days.items():
        if sorted(orders) != list(range(min(orders), min(orders) + len(orders))):
            found.other.append(f"codes of {day} leave gaps or stand twice")


def check_records(cluster: DatabaseCluster, found: Findings) -> None:
    """The log is whole, and the standby has the same one."""
    counted = "SELECT count(*), min(seq), max(seq) + 1, count(DISTINCT leaf) FROM motcua.record WHERE log = 'H21'"
    [[count, first, after, distinct]] = rows(cluster, counted)
    [[size, root]] = rows(cluster, "SELECT size, encode(root, 'hex') FROM motcua.head WHERE log = 'H21'")
    if not (count == after == distinct == size and first == "0"):
        found.other.append(f"{count} records from {first} to {after}, {distinct} leaves, the head counts {size}")
    standby = cluster.other(cluster.leader)
    same = "SELECT size, encode(root, 'hex') FROM motcua.head WHERE log = 'H21'"
    wait_for("the standby to have the same head", 20, lambda: standby.sql(same, "motcua") == f"{size}\t{root}")


def check_servers(servers: list[Server], load: Load, token: str, found: Findings) -> int:
    """Both servers tell the same of a dossier, with its names; a command sent again gets its first answer."""
    callers = [Caller([server.port], token) for server in servers]
    again = [command for command in load.acknowledged if command.tries > 1]
    again += random.sample(load.acknowledged, min(LOOKED_AT, load.count))
    for command in again:
        for caller in callers:
            code, answer = caller.post(command)
            if code not in (200, 201) or answer != command.answer:
                found.doubled.append(f"{command.shown} sent again: {code} {str(answer)[:300]}")
        number = command.answer["number"]
        told = [caller.get(f"/api/v1/dossiers/{number}") for caller in callers]
        if told[0] != told[1] or told[0][0] != 200:
            found.other.append(f"the servers disagree on {number}: {str(told)[:600]}")
        elif command.name and told[0][1].get("personal", {}).get("submitter.name") != command.name:
            found.lost.append(f"the name in {number}")
    return len(again)


@dataclass(frozen=True)
class Lease:
    """Which process leads the followers, as the database says."""

    holder: str
    epoch: int


def lease(cluster: DatabaseCluster) -> Lease | None:
    """None while nobody leads. There is one row, so there is one leader."""
    [[count, holder, epoch]] = rows(
        cluster, "SELECT count(*), coalesce(max(holder), ''), coalesce(max(epoch), 0) FROM motcua.lease")
    if int(count) > 1:
        raise Failure(f"{count} leases of the followers")
    return Lease(holder, int(epoch)) if holder else None
