#!/usr/bin/env python3
"""Recounts a settlement report from the facts of every dossier, knowing nothing of how MotCua counts.

    recount.py --motcua BINARY --data FOLDER [--seed N]

Reads `motcua facts` once, asks `motcua report` for periods and agencies drawn from the seed, and compares each
figure. The definitions follow template II.06a and the settled meanings in docs/law/; Python's standard library alone.
"""

import argparse
import csv
import io
import json
import random
import subprocess
import sys
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone

OFFICE = timezone(timedelta(hours=7))
MINUTES_A_WORKING_DAY = 8 * 60

COLUMNS = {
    "received": ["total", "online", "directAndPost", "carriedOver"],
    "settled": ["total", "early", "onTime", "late"],
    "inProgress": ["total", "inTime", "overdue"],
    "other": ["waitingForSupplement", "waitingForFinancialDuty", "withdrawn", "stopped", "voided"],
}
CHANNELS = {"direct": "directAndPost", "post": "directAndPost", "online": "online"}
WAITS = {"supplement": "waitingForSupplement", "financial-duty": "waitingForFinancialDuty"}
ENDINGS = {"settled", "refused", "withdrawn", "stopped", "voided"}


@dataclass
class Dossier:
    """One line of the facts, its instants read."""

    code: str
    competent: str
    intake: str
    sector: str
    channel: str
    received: datetime
    dues: list[tuple[datetime, datetime]]
    waits: list[tuple[datetime, datetime | None, str]]
    ended: datetime | None
    end_kind: str
    limit: str

    def due_at(self, moment: datetime) -> datetime:
        """The due date in force at a moment: the last one set by then."""
        return [due for at, due in self.dues if at <= moment][-1]

    def wait_at(self, moment: datetime) -> str | None:
        """What the dossier waits for at a moment, if for anything outside the office."""
        for start, end, kind in self.waits:
            if start <= moment and (end is None or moment < end):
                return WAITS[kind]
        return None


@dataclass
class Question:
    """A report to ask for; the period holds its last day wholly, and the state is that at its end unless said."""

    first: date
    last: date
    as_of: datetime | None = None
    agency: str | None = None

    @property
    def start(self) -> datetime:
        return datetime.combine(self.first, time.min, OFFICE)

    @property
    def end(self) -> datetime:
        return datetime.combine(self.last + timedelta(days=1), time.min, OFFICE)

    @property
    def moment(self) -> datetime:
        return self.as_of or self.end

    def arguments(self) -> list[str]:
        words = ["--from", self.first.isoformat(), "--to", self.last.isoformat()]
        if self.as_of:
            words += ["--as-of", self.as_of.isoformat()]
        if self.agency:
            words += ["--agency", self.agency]
        return words


def instant(text: str) -> datetime:
    value = datetime.fromisoformat(text)
    if value.utcoffset() != timedelta(hours=7):
        raise ValueError(f"not an instant of the office clock (+07:00): {text}")
    return value


def read(text: str) -> list[Dossier]:
    """Reads the facts; a line that cannot be understood is an error, never skipped."""
    dossiers = []
    for number, row in enumerate(csv.DictReader(io.StringIO(text)), start=2):
        try:
            dossiers.append(read_row(row))
        except (KeyError, ValueError, AttributeError, TypeError) as error:
            raise ValueError(f"facts, line {number}: {error!r} in {row}") from error
    return dossiers


def read_row(row: dict[str, str]) -> Dossier:
    dues = [tuple(map(instant, part.split(">"))) for part in row["dues"].split("|")]
    waits = []
    for part in filter(None, row["waits"].split("|")):
        start, end, kind = part.split("/")
        if kind not in WAITS:
            raise ValueError(f"unknown wait {kind}")
        waits.append((instant(start), instant(end) if end else None, kind))
    ended = instant(row["ended"]) if row["ended"] else None
    dossier = Dossier(
        row["code"], row["competent"], row["intake"], row["sector"], row["channel"], instant(row["received"]),
        dues, waits, ended, row["endKind"], row["limit"],
    )
    if dossier.channel not in CHANNELS or dossier.end_kind not in (ENDINGS if ended else {""}):
        raise ValueError("unknown channel or ending")
    if dues != sorted(dues, key=lambda pair: pair[0]) or dues[0][0] != dossier.received:
        raise ValueError("the due dates are out of order or do not begin with the reception")
    over_a_working_day(dossier.limit)
    return dossier


def over_a_working_day(limit: str) -> bool:
    """Whether a limit such as 5wd, 15d, 2m, 8h or same-day is longer than one working day."""
    if limit == "same-day":
        return False
    count, unit = int(limit.rstrip("abcdefghijklmnopqrstuvwxyz")), limit.lstrip("0123456789")
    match unit:
        case "wd" | "d":
            return count > 1
        case "m":
            return count > 0
        case "h":
            return count * 60 > MINUTES_A_WORKING_DAY
    raise ValueError(f"unknown limit {limit}")


def timeliness(ended: datetime, due: datetime, limit: str) -> str:
    """Late compares instants; early and on time compare days, or minutes where a day is the whole limit."""
    if ended > due:
        return "late"
    if over_a_working_day(limit):
        return "onTime" if ended.date() == due.date() else "early"
    return "onTime" if ended.replace(second=0, microsecond=0) == due.replace(second=0, microsecond=0) else "early"


def column(dossier: Dossier, moment: datetime) -> tuple[str, str]:
    """Where a received dossier stands at a moment: exactly one column."""
    if dossier.ended is not None and dossier.ended <= moment:
        if dossier.end_kind in ("settled", "refused"):
            return "settled", timeliness(dossier.ended, dossier.due_at(dossier.ended), dossier.limit)
        return "other", dossier.end_kind
    waiting = dossier.wait_at(moment)
    if waiting:
        return "other", waiting
    return "inProgress", "overdue" if dossier.due_at(moment) < moment else "inTime"


def empty() -> dict[str, dict[str, int]]:
    return {group: dict.fromkeys(names, 0) for group, names in COLUMNS.items()}


def report(dossiers: list[Dossier], question: Question) -> dict:
    """The report that the facts give: `total` and `rows` by sector."""
    sectors: dict[str, dict] = {}
    for dossier in dossiers:
        if question.agency and not f"{dossier.competent}.".startswith(f"{question.agency}."):
            continue
        if dossier.received > question.moment or dossier.received >= question.end:
            continue
        if dossier.received >= question.start:
            origin = CHANNELS[dossier.channel]
        elif dossier.ended is None or dossier.ended >= question.start:
            origin = "carriedOver"
        else:
            continue
        figures = sectors.setdefault(dossier.sector, empty())
        group, name = column(dossier, question.moment)
        for group, name in (("received", origin), (group, name)):
            figures[group][name] += 1
            if "total" in figures[group]:
                figures[group]["total"] += 1
    total = empty()
    for figures in sectors.values():
        for group, names in figures.items():
            for name, value in names.items():
                total[group][name] += value
    return {"total": total, "rows": sectors}


def differences(ours: dict, theirs: dict) -> list[str]:
    """What two reports disagree on, figure by figure; empty if on nothing."""
    found = []
    rows = {row["sector"]: row for row in theirs["rows"]}
    pairs = [("total", ours["total"], theirs["total"])]
    for sector in sorted(ours["rows"].keys() | rows.keys()):
        pairs.append((sector, ours["rows"].get(sector, empty()), rows.get(sector, empty())))
    for place, mine, other in pairs:
        for group, names in COLUMNS.items():
            for name in names:
                a, b = mine[group][name], other[group][name]
                if a != b:
                    found.append(f"{place} {group}.{name}: recounted {a}, reported {b}")
    return found


def imbalance(figures: dict) -> int:
    """By how much received differs from settled, in progress and other together."""
    parts = figures["settled"]["total"] + figures["inProgress"]["total"] + sum(figures["other"].values())
    return figures["received"]["total"] - parts


def questions(dossiers: list[Dossier], seed: int) -> list[Question]:
    """Five cut-offs drawn from the days that the facts cover, each for everyone and for three random agencies."""
    draw = random.Random(seed)
    first = min(dossier.received for dossier in dossiers).date()
    last = max(dossier.received for dossier in dossiers).date()
    # An agency with others below it, and two of those that settle themselves.
    settling = sorted({dossier.competent for dossier in dossiers})
    above = sorted({code.rsplit(".", 1)[0] for code in settling})
    parent = draw.choice(above)
    others = [code for code in settling if code != parent]
    chosen = [None, parent, *draw.sample(others, min(2, len(others)))]
    asked = []
    for turn in range(5):
        days = [first + timedelta(days=draw.randrange((last - first).days + 1)) for _ in range(2)]
        question = Question(min(days), max(days))
        if turn % 2:
            span = int((question.end - question.start).total_seconds())
            question.as_of = question.start + timedelta(seconds=draw.randrange(1, span))
        asked += [Question(question.first, question.last, question.as_of, agency) for agency in chosen]
    return asked


def run(motcua: str, *words: str) -> str:
    done = subprocess.run([motcua, *words], capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(words)} ended with {done.returncode}: {done.stderr.strip()}")
    return done.stdout


def ask(motcua: str, data: str, question: Question) -> dict:
    return json.loads(run(motcua, "report", "--data", data, *question.arguments(), "--format", "json"))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--motcua", required=True)
    parser.add_argument("--data", required=True)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2**32))
    given = parser.parse_args()
    print(f"SEED={given.seed}")
    dossiers = read(run(given.motcua, "facts", "--data", given.data))
    wrong = 0
    for question in questions(dossiers, given.seed):
        found = differences(report(dossiers, question), ask(given.motcua, given.data, question))
        print("differs" if found else "agrees ", " ".join(question.arguments()))
        print("".join(f"    {line}\n" for line in found), end="")
        wrong += bool(found)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
