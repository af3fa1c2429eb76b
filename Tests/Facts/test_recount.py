"""The recount against hand-counted dossiers, then `motcua report` against the recount of the real facts."""

import os
from datetime import date

import pytest

import recount
from recount import Question, instant

HEADER = "code,competent,intake,sector,channel,received,dues,waits,ended,endKind,limit\n"


def at(text: str) -> str:
    return f"2025-07-{text}:00+07:00"


def line(number: int, *, received: str, due: str, competent="H21.24.01", sector="ho-tich", channel="online",
         waits="", ended="", kind="", limit="5wd", dues="") -> str:
    dues = dues or f"{at(received)}>{at(due)}"
    code = f"H21.24-250701-{number:04d}"
    ended = at(ended) if ended else ""
    return f"{code},{competent},H21.24,{sector},{channel},{at(received)},{dues},{waits},{ended},{kind},{limit}\n"


def count(*lines: str, **question) -> dict:
    asked = Question(date(2025, 7, 1), date(2025, 7, 26), **question)
    counted = recount.report(recount.read(HEADER + "".join(lines)), asked)["total"]
    assert recount.imbalance(counted) == 0
    return {f"{g}.{n}": v for g, names in counted.items() for n, v in names.items() if v and n != "total"}


@pytest.mark.parametrize(
    ("limit", "due", "ended", "expected"),
    [
        ("5wd", "08T17:00", "07T16:59", "early"),
        ("5wd", "08T17:00", "08T07:00", "onTime"),
        ("5wd", "08T17:00", "08T17:01", "late"),
        ("15d", "16T17:00", "15T10:00", "early"),
        ("1m", "22T17:00", "22T10:00", "onTime"),
        ("1wd", "02T17:00", "02T07:00", "early"),
        ("same-day", "01T17:00", "01T16:59", "early"),
        ("same-day", "01T17:00", "01T17:00", "onTime"),
        ("8h", "02T10:00", "02T10:01", "late"),
        ("9h", "02T11:00", "02T07:30", "onTime"),
    ],
)
def test_early_and_on_time_depend_on_the_limit(limit, due, ended, expected):
    counted = count(line(1, received="01T09:00", due=due, ended=ended, kind="settled", limit=limit))
    assert counted == {"received.online": 1, f"settled.{expected}": 1}


def test_a_refusal_after_appraisal_is_settled():
    counted = count(line(1, received="01T09:00", due="08T17:00", ended="07T09:00", kind="refused"))
    assert counted["settled.early"] == 1


@pytest.mark.parametrize("kind", ["withdrawn", "stopped", "voided"])
def test_what_ended_without_a_decision_is_neither_settled_nor_in_progress(kind):
    counted = count(line(1, received="01T09:00", due="08T17:00", ended="07T09:00", kind=kind, channel="post"))
    assert counted == {"received.directAndPost": 1, f"other.{kind}": 1}


def test_a_dossier_waits_from_the_request_to_the_answer():
    waits = f"{at('03T09:00')}/{at('09T09:00')}/supplement|{at('10T09:00')}//financial-duty"
    dues = f"{at('01T09:00')}>{at('08T17:00')}|{at('09T09:00')}>{at('16T17:00')}"
    row = line(1, received="01T09:00", due="", waits=waits, dues=dues)
    assert "other.waitingForSupplement" in count(row, as_of=instant(at("03T09:00")))
    assert "inProgress.inTime" in count(row, as_of=instant(at("09T09:00")))
    assert "other.waitingForFinancialDuty" in count(row)


def test_overdue_compares_with_the_due_date_in_force():
    dues = f"{at('01T09:00')}>{at('08T17:00')}|{at('07T09:00')}>{at('28T17:00')}"
    row = line(1, received="01T09:00", due="", dues=dues)
    assert "inProgress.inTime" in count(row)
    row = line(1, received="01T09:00", due="08T17:00")
    assert "inProgress.inTime" in count(row, as_of=instant(at("08T17:00")))
    assert "inProgress.overdue" in count(row, as_of=instant(at("08T17:01")))


def test_only_what_had_not_ended_is_carried_over():
    open_before = line(1, received="01T09:00", due="08T17:00", ended="05T09:00", kind="settled")
    over_before = line(2, received="01T09:00", due="08T17:00", ended="02T09:00", kind="settled")
    later = line(3, received="10T09:00", due="17T17:00")
    facts = recount.read(HEADER + open_before + over_before + later)
    counted = recount.report(facts, Question(date(2025, 7, 3), date(2025, 7, 8)))["total"]
    assert counted["received"] == {"total": 1, "online": 0, "directAndPost": 0, "carriedOver": 1}
    assert counted["settled"]["early"] == 1


def test_an_agency_counts_with_all_below_it_and_no_namesake():
    rows = [line(n, received="01T09:00", due="08T17:00", competent=code)
            for n, code in enumerate(["H21", "H21.2", "H21.24", "H21.24.01"])]
    assert count(*rows, agency="H21.24") == {"received.online": 2, "inProgress.overdue": 2}
    assert count(*rows, agency="H21")["received.online"] == 4


def test_an_unknown_word_in_the_facts_is_an_error():
    good = line(1, received="01T09:00", due="08T17:00")
    for old, new in [("online", "fax"), ("5wd", "5x"), ("+07:00", "Z"), (",,,5wd", ",,lost,5wd")]:
        with pytest.raises(ValueError, match="line 2"):
            recount.read(HEADER + good.replace(old, new, 1))


def test_the_report_agrees_with_the_recount_at_random_cut_offs_and_agencies(motcua, data, facts):
    seed = int(os.environ.get("MOTCUA_SEED", "20250726"))
    print(f"SEED={seed}")
    asked = recount.questions(facts, seed)
    assert len({q.moment for q in asked}) == 5 and len({q.agency for q in asked}) == 4, "draws too few; take a new seed"
    for question in asked:
        theirs = recount.ask(motcua, data, question)
        found = recount.differences(recount.report(facts, question), theirs)
        assert not found, f"SEED={seed} {' '.join(question.arguments())}\n" + "\n".join(found)
        assert recount.imbalance(theirs["total"]) == 0
