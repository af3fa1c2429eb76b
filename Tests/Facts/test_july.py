"""The published figures of July 2025, exactly; needs the demonstration at full scale (MOTCUA_DATA)."""

from datetime import date

import recount
from recount import Question

PERIOD = Question(date(2025, 7, 1), date(2025, 7, 26))

PUBLISHED = {
    "received": {"total": 88_671, "online": 38_592, "directAndPost": 23_756, "carriedOver": 26_323},
    "settled": {"total": 44_790, "early": 40_391, "onTime": 208, "late": 4_191},
    "inProgress": {"total": 39_799, "inTime": 29_405, "overdue": 10_394},
}

# What the published figures leave out, since 88,671 is not 44,790 + 39,799.
IN_OTHER_BUCKETS = 4_082


def check(figures: dict) -> None:
    assert {group: figures[group] for group in PUBLISHED} == PUBLISHED
    assert sum(figures["other"].values()) == IN_OTHER_BUCKETS
    assert recount.imbalance(figures) == 0


def test_the_recount_of_the_facts_gives_the_published_figures(facts):
    check(recount.report(facts, PERIOD)["total"])


def test_the_report_gives_the_published_figures(motcua, data):
    check(recount.ask(motcua, data, PERIOD)["total"])


def test_enough_of_the_new_dossiers_are_of_same_day_procedures(facts):
    new = [d for d in facts if PERIOD.start <= d.received < PERIOD.end]
    assert len(new) == 62_348
    assert sum(d.limit == "same-day" for d in new) >= 15_587


def test_the_report_is_the_same_after_every_table_was_made_again(motcua, data):
    before = recount.ask(motcua, data, PERIOD)
    recount.run(motcua, "rebuild", "--data", data)
    assert recount.ask(motcua, data, PERIOD) == before
