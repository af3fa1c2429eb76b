"""The log's signing key on two sheets of paper: printed, lost, typed back, and the same key again."""

import re
import stat
import subprocess
from pathlib import Path

import pytest

import tampering
from conftest import Told


@pytest.fixture
def alone(run, prepared, tmp_path) -> Path:
    """A copy that nobody serves, with a log key."""
    folder = tampering.copy(prepared, tmp_path / "alone.motcua")
    if not Path(f"{folder}.log-key").exists():
        assert run("keys", "make", "--data", folder).code == 0
    return folder


@pytest.fixture
def keys(motcua, alone):
    def keys(name: str, *words: str, typed: list[str] | None = None) -> Told:
        done = subprocess.run(
            [motcua, "keys", name, "--data", alone, *words], input="".join(f"{line}\n" for line in typed or []),
            capture_output=True, text=True, encoding="utf-8", check=False, timeout=300)
        return Told(done.returncode, done.stdout, done.stderr)

    return keys


def groups(told: Told) -> list[str]:
    """The groups of both sheets, in the order in which they are asked for."""
    assert told.code == 0, told
    found = re.findall(r"^   (?:LOG-)?[AB][1-9]   (\S+)$", told.out, re.MULTILINE)
    assert len(found) == 18, told
    return found


def test_a_lost_log_key_comes_back_from_its_sheets(alone, keys):
    file = Path(f"{alone}.log-key")
    verifier, held = keys("show").out, file.read_text("utf-8")
    printed = keys("escrow", "--log")
    sheets = groups(printed)
    assert verifier.strip() in printed.out
    refused = keys("recover", "--log", typed=sheets)
    assert refused.code == 73 and file.read_text("utf-8") == held, refused
    file.unlink()
    told = keys("recover", "--log", typed=sheets)
    assert told.code == 0 and verifier.strip() in told.out, told
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.read_text("utf-8").splitlines()[0] == held.splitlines()[0]
    assert keys("show").out == verifier


def test_sheets_of_the_other_key_are_refused_by_name(alone, keys):
    of_log, of_master = groups(keys("escrow", "--log")), groups(keys("escrow"))
    for name, words, typed, told_as in (
        ("log-key", ["--log"], of_master, "a sheet of the master key"),
        ("master-key", [], of_log, "a sheet of the log key"),
    ):
        file = Path(f"{alone}.{name}")
        away = file.rename(f"{file}.away")
        told = keys("recover", *words, typed=typed)
        assert told.code == 65 and told_as in told.err and not file.exists(), told
        away.rename(file)


def test_after_a_change_of_key_the_new_one_is_on_paper_and_old_sheets_are_refused(alone, keys):
    file = Path(f"{alone}.log-key")
    before, old = keys("show").out.strip(), groups(keys("escrow", "--log"))
    assert keys("rotate").code == 0
    verifier = keys("show").out
    printed = keys("escrow", "--log")
    assert before in printed.err and verifier.strip() in printed.out, printed
    file.unlink()
    told = keys("recover", "--log", typed=old)
    assert told.code == 65 and "does not sign with their key" in told.err and not file.exists(), told
    assert keys("recover", "--log", typed=groups(printed)).code == 0
    assert keys("show").out == verifier
