"""Holds a source against what was acknowledged: nothing missing, nothing doubled, no half dossier."""

from collections import Counter
from dataclasses import dataclass, field

from ledger import Ledger, Recount
from server import Program
from source import SEARCH

EVENTS = {
    "submit": "dossier.submitted", "receive": "dossier.received", "assign": "dossier.assigned",
    "completeStep": "dossier.stepCompleted", "settle": "dossier.settled", "returnResult": "dossier.resultReturned",
}
# What happens once at most in a life as the load leads it; steps lead to two others.
ONCE = {"dossier.submitted", "dossier.received", "dossier.assigned", "dossier.settled", "dossier.resultReturned"}
STEPS_MOST = 2
# How the load's applicants are called, and nobody of the demonstration.
OURS = "Trần Đo "


@dataclass
class Finding:
    acknowledged: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        return not (self.lost or self.doubled or self.wrong)

    def add(self, other: "Finding") -> None:
        self.acknowledged = max(self.acknowledged, other.acknowledged)
        self.lost += other.lost
        self.doubled += other.doubled
        self.wrong += other.wrong

    def told(self) -> str:
        lines = [f"  lost: {line}" for line in self.lost[:5]] + [f"  doubled: {line}" for line in self.doubled[:5]]
        return "\n".join(lines + [f"  wrong: {line}" for line in self.wrong[:8]])


def compare(ledger: Ledger, acknowledged: list[dict], answers=True, erased=frozenset()) -> Finding:
    """Every acknowledged command in the records, once; `answers`: and its kept answer, but for who was erased."""
    finding = Finding(len(acknowledged), wrong=list(ledger.wrong))
    for told in acknowledged:
        reason = missing(ledger, told, answers and told.get("number") not in erased)
        if reason:
            finding.lost.append(f"{told}: {reason}")
    named = {stream for name, streams in ledger.applicants.items() if name for stream in streams}
    finding.wrong += [f"{number} was erased and is still named" for number in erased if ledger.numbers[number] in named]
    for name, streams in ledger.applicants.items():
        if name and len(streams) > 1 and name.startswith(OURS):
            finding.doubled.append(f"{len(streams)} dossiers of {name}")
    ours = {stream for name, all in ledger.applicants.items() if name and name.startswith(OURS) for stream in all}
    for stream in ours:
        kinds = Counter(record.kind for record in ledger.streams.get(stream, []))
        for kind, count in kinds.items():
            if count > (1 if kind in ONCE else STEPS_MOST):
                finding.doubled.append(f"{count} records {kind} of {stream}")
    for command, records in ledger.commands.items():
        if len({record.stream for record in records}) > 1 and records[0].kind.startswith("dossier."):
            finding.doubled.append(f"command {command} in several dossiers")
    return finding


def missing(ledger: Ledger, told: dict, answers: bool) -> str | None:
    """Why an acknowledged command is not there, if it is not."""
    if "draft" in told or "order" in told:
        kind = "dossier.submitted" if "draft" in told else "dossier.settled"
        records = [one for one in ledger.commands.get(told.get("draft") or told["order"], []) if one.kind == kind]
        if len(records) != 1:
            return f"{len(records)} records"
        return None if len(records[0].files) == told["files"] else f"{len(records[0].files)} files"
    stream = ledger.numbers.get(told["number"])
    if stream is None:
        return "no such dossier"
    records = ledger.streams[stream]
    if len(records) < told["version"]:
        return f"the dossier has {len(records)} records only"
    if records[told["version"] - 1].kind != EVENTS[told["action"]]:
        return f"record {told['version']} is {records[told['version'] - 1].kind}"
    return None if not answers or told["key"] in ledger.answered else "its Idempotency-Key is not kept"


def check(
    source, program: Program, acknowledged: list[dict], recount: Recount, rebuilds=True, erased=frozenset()
) -> Finding:
    """The whole verification, on a source that no server has open and that may be changed."""
    finding = compare(recount.read(source), acknowledged, erased=erased)
    if rebuilds:
        before = source.tables()
        done = program.run("rebuild", *source.arguments, check=False)
        if done.returncode != 0:
            finding.wrong.append(f"motcua rebuild ended with {done.returncode}: {done.stderr.strip()[-200:]}")
        else:
            finding.wrong += differences(before, source.tables())
    return finding


def differences(before: dict[str, list], after: dict[str, list]) -> list[str]:
    told = [f"the table {name} is there once only" for name in before.keys() ^ after.keys()]
    for unsound in (before.get(SEARCH), after.get(SEARCH)):
        if unsound:
            told.append(f"the search and its table differ: {unsound}")
    for name in before.keys() & after.keys():
        if before[name] != after[name]:
            odd = list(set(before[name]) ^ set(after[name]))[:2]
            told.append(f"the table {name} differs from a rebuild: {len(before[name])} rows, {odd}")
    return told
