"""`motcua deadline` against due dates worked out by hand; office hours 07:00–11:30 and 13:30–17:00."""

import csv
import io
import json
import subprocess

import pytest

GOLDEN = [
    ("working-days", 3, "2026-02-13T09:00", "2026-02-25T17:00"),
    ("working-days", 10, "2026-02-12T09:00", "2026-03-05T17:00"),
    ("working-days", 2, "2026-11-20T09:00", "2026-11-25T17:00"),
    ("working-days", 1, "2026-11-23T09:00", "2026-11-25T17:00"),
    ("working-days", 1, "2026-08-21T09:00", "2026-08-22T17:00"),
    ("working-days", 1, "2026-01-09T09:00", "2026-01-10T17:00"),
    ("working-days", 1, "2025-12-31T09:00", "2026-01-05T17:00"),
    ("working-days", 3, "2026-04-24T09:00", "2026-05-04T17:00"),
    ("working-days", 1, "2025-04-25T09:00", "2025-04-26T17:00"),
    ("working-days", 1, "2026-08-28T09:00", "2026-09-03T17:00"),
    ("working-days", 2, "2025-08-29T09:00", "2025-09-04T17:00"),
    ("working-days", 1, "2026-11-21T10:00", "2026-11-23T17:00"),
    ("working-days", 1, "2026-11-20T18:00", "2026-11-23T17:00"),
    ("days", 15, "2026-02-06T09:00", "2026-02-23T17:00"),
    ("days", 15, "2026-11-09T09:00", "2026-11-25T17:00"),
    ("days", 30, "2026-04-01T09:00", "2026-05-04T17:00"),
    ("days", 30, "2026-08-03T09:00", "2026-09-03T17:00"),
    ("working-hours", 1, "2026-11-19T10:30", "2026-11-19T11:30"),
    ("working-hours", 8, "2026-11-19T07:00", "2026-11-19T17:00"),
    ("working-hours", 8, "2026-11-19T15:30", "2026-11-20T15:30"),
    ("working-hours", 4, "2026-11-20T16:00", "2026-11-23T10:00"),
    ("working-hours", 2, "2026-11-23T16:30", "2026-11-25T08:30"),
    ("working-hours", 8, "2026-02-13T10:00", "2026-02-23T10:00"),
    ("working-hours", 1, "2026-11-20T12:00", "2026-11-20T14:30"),
    ("working-hours", 1, "2026-11-20T18:00", "2026-11-23T08:00"),
    ("same-day", 0, "2026-11-20T14:59", "2026-11-20T17:00"),
    ("same-day", 0, "2026-11-20T15:01", "2026-11-23T17:00"),
    ("same-day", 0, "2026-11-21T10:00", "2026-11-23T17:00"),
]


def run(motcua: str, *words: str, given: str = "") -> subprocess.CompletedProcess:
    command = [motcua, "deadline", *words]
    return subprocess.run(command, input=given, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.mark.parametrize(("kind", "count", "received", "due"), GOLDEN)
def test_a_golden_due_date(motcua, kind, count, received, due):
    limit = ["--same-day"] if kind == "same-day" else [f"--{kind}", str(count)]
    done = run(motcua, "--received", received, *limit, "--json")
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["due"] == f"{due}:00+07:00"
    # The explanation runs without a gap up to the due date, each step with its rule and its words.
    steps = answer["explanation"]
    assert steps[-1]["to"] == answer["due"]
    assert all(step["rule"] and step["text"] for step in steps)


def test_a_date_outside_the_calendar_is_refused_naming_the_year(motcua):
    done = run(motcua, "--received", "2099-01-05T09:00", "--working-days", "1", "--json")
    assert done.returncode == 65
    assert "2099" in done.stderr and done.stdout == ""


def batch(motcua: str, rows: list[str]) -> tuple[subprocess.CompletedProcess, list[list[str]]]:
    done = run(motcua, "--batch", given="\n".join(["received,kind,n", *rows]) + "\n")
    return done, list(csv.reader(io.StringIO(done.stdout)))


def test_a_batch_gives_the_same_dates(motcua):
    done, rows = batch(motcua, [f"{received}:00+07:00,{kind},{count}" for kind, count, received, _ in GOLDEN])
    assert done.returncode == 0, done.stderr
    assert rows[0] == ["received", "kind", "n", "due"]
    assert [row[3] for row in rows[1:]] == [f"{due}:00+07:00" for *_, due in GOLDEN]


def test_a_bad_row_of_a_batch_is_left_without_a_date_and_the_others_are_answered(motcua):
    good = "2026-11-20T09:00:00+07:00,working-days,2"
    done, rows = batch(motcua, [good, "yesterday,working-days,2", "2026-11-20T09:00,fortnights,1", good])
    assert done.returncode == 65
    assert [row[3] for row in rows[1:]] == ["2026-11-25T17:00:00+07:00", "", "", "2026-11-25T17:00:00+07:00"]
    assert len(done.stderr.strip().splitlines()) == 2


def test_a_batch_is_read_as_spreadsheets_write_it(motcua):
    done = run(motcua, "--batch", given='\ufeffreceived,kind,n\r\n"2026-11-20T16:00","working-days","2"\r\n')
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[1].startswith("2026-11-20T16:00,working-days,2,2026-11-25T17:00")


@pytest.mark.parametrize("row", ["2026-11-20T16:00,same-day,soon", "2026-11-20T16:00,working-days,2,3"])
def test_what_is_too_much_in_a_row_is_a_fault_of_that_row(motcua, row):
    done, rows = batch(motcua, [row])
    assert done.returncode == 65 and "line 2" in done.stderr
