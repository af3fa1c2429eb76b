"""What verify, the outsiders, the witness and the offline page say of a log that holds and of those that lie."""

import json
import re
import shutil
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

import tampering
from conftest import nobodys_key
from ledger_log import digest

PAGE = Path(__file__).resolve().parents[2] / "Resources/verifier/kiem-chung.html"


@pytest.fixture(scope="module")
def seq(province) -> int:
    """The record that is tampered with."""
    return tampering.some_submission(province.folder)


@pytest.fixture(scope="module")
def kept(province, tmp_path_factory):
    """The checkpoint that somebody kept before the last commands."""
    file = tmp_path_factory.mktemp("kept") / "checkpoint"
    file.write_text(province.before.text, encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def saved(province, verify_py, tmp_path_factory):
    """The whole log as verify.py saves it."""
    folder = tmp_path_factory.mktemp("saved") / "log"
    told = verify_py(province.log.address, "--key", province.key, "--save", folder)
    assert told.code == 0, told
    return folder


@pytest.fixture(scope="module")
def rewritten(copied, seq):
    folder = copied("rewritten")
    tampering.rewrite(folder, seq)
    assert tampering.entries_agree(folder)
    return folder


@pytest.fixture(scope="module")
def lying(rewritten, serve):
    with serve(rewritten) as log:
        yield log


@pytest.fixture(scope="module")
def disclosure(province, run, copied, tmp_path_factory):
    """Facts of the last week before the first checkpoint, as an auditor is given them."""
    file = tmp_path_factory.mktemp("audit") / "facts.json"
    told = run(
        "disclose", "--data", copied("disclosing"), "--from", "2026-11-02", "--to", "2026-11-13", "--for",
        "Đoàn giám sát HĐND tỉnh", "--out", file)
    assert told.code == 0, told
    return file


# Where the ledger lies.


def test_a_whole_ledger_is_verified_with_its_tables(run, copied):
    told = run("verify", "--data", copied("whole"), "--tables")
    assert told.code == 0, told
    assert "records" in told.out and "every table" in told.out


@pytest.mark.parametrize("tamper, words", [
    (tampering.flip_a_byte, "WRONG at record {seq}:"),
    (tampering.remove, "record {seq} was due"),
])
def test_a_flipped_byte_and_a_removed_record_are_named(run, copied, seq, tamper, words):
    folder = copied("tampered")
    tamper(folder, seq)
    told = run("verify", "--data", folder)
    assert told.code == 1 and words.format(seq=seq) in told.err, told


def test_a_table_that_says_something_else_is_named(run, copied):
    folder = copied("table")
    with tampering.opened(folder) as database:
        database.execute("UPDATE clock_entry SET at = at + 1 WHERE rowid = (SELECT min(rowid) FROM clock_entry)")
    assert run("verify", "--data", folder).code == 0
    told = run("verify", "--data", folder, "--tables")
    assert told.code == 1 and "clock_entry" in told.err, told


def test_a_rewritten_history_agrees_with_itself_but_not_with_checkpoints(run, copied, seq, rewritten):
    assert run("verify", "--data", rewritten).code == 0
    folder = copied("checkpoints")
    with tampering.opened(folder) as database:
        checkpoints = database.execute("SELECT * FROM checkpoint").fetchall()
    tampering.rewrite(folder, seq)
    with tampering.opened(folder) as database:
        database.executemany(f"INSERT INTO checkpoint VALUES ({','.join('?' * len(checkpoints[0]))})", checkpoints)
    told = run("verify", "--data", folder)
    assert told.code == 1 and "they were changed since" in told.err, told


# From outside.


def test_an_outsider_sees_that_the_log_continues(province, run, verify_py, kept, tmp_path):
    told = run("verify", "--log", province.log.address, "--from", kept, "--key", province.key)
    assert told.code == 0 and "continues" in told.out, told
    mine = tmp_path / "kept"
    mine.write_bytes(kept.read_bytes())
    told = verify_py(province.log.address, "--key", province.key, "--keep", mine)
    assert told.code == 0 and "khớp" in told.out, told
    assert mine.read_text(encoding="utf-8").startswith(f"{province.after.origin}\n")


def test_an_outsider_sees_a_rewritten_history(province, run, verify_py, kept, lying, tmp_path):
    for quick in ((), ("--quick",)):
        told = run("verify", "--log", lying.address, "--from", kept, "--key", province.key, *quick)
        assert told.code == 1 and "REWRITTEN" in told.err, told
    # It holds by itself: only what was kept tells.
    assert run("verify", "--log", lying.address, "--key", province.key).code == 0
    mine = tmp_path / "kept"
    mine.write_bytes(kept.read_bytes())
    told = verify_py(lying.address, "--key", province.key, "--keep", mine)
    assert told.code == 1 and "LỊCH SỬ BỊ VIẾT LẠI" in told.out, told
    assert mine.read_bytes() == kept.read_bytes() and list(tmp_path.glob("kept.*.khac"))


def test_another_key_is_not_taken(province, run, verify_py, witness):
    assert run("verify", "--log", province.log.address, "--key", witness.key).code == 1
    assert verify_py(province.log.address, "--key", witness.key).code == 1


def test_a_damaged_checkpoint_and_two_places_at_once_are_refused_by_name(province, run, copied, tmp_path):
    torn = tmp_path / "torn"
    torn.write_text(province.before.text[:40], encoding="utf-8")
    told = run("verify", "--log", province.log.address, "--from", torn, "--key", province.key, "--quick")
    assert told.code == 65 and "no whole checkpoint" in told.err and "Usage" not in told.err, told
    told = run("verify", "--data", copied("both"), "--log", province.log.address)
    assert told.code == 64 and "Only one of --data and --log" in told.err, told


def test_a_damaged_tile_is_seen_in_saved_files(province, verify_py, saved, tmp_path):
    assert verify_py("--folder", saved, "--key", province.key).code == 0
    folder = tmp_path / "log"
    shutil.copytree(saved, folder)
    tile = folder / "tile/entries/001"
    tile.write_bytes(tile.read_bytes().replace(b'"office"', b'"rating"', 1))
    told = verify_py("--folder", folder, "--key", province.key)
    assert told.code == 1 and "không khớp" in told.out, told


def damaged(saved: Path, seq: int, to: Path) -> Path:
    """A copy of the saved log in which one bit of another bundle of entries than a record's is flipped."""
    shutil.copytree(saved, to)
    bundle = to / f"tile/entries/{0 if seq >= 256 else 1:03d}"
    data = bytearray(bundle.read_bytes())
    data[40] ^= 1
    bundle.write_bytes(data)
    return to


def test_a_receipt_and_facts_are_checked_beside_the_whole_and_not_instead_of_it(
    province, verify_py, saved, seq, disclosure, tmp_path
):
    commit = json.loads(province.log.entries(province.after.size)[seq])["commit"]
    receipt = ("--receipt", seq, commit[:32])
    told = verify_py("--folder", saved, "--key", province.key, *receipt)
    assert told.code == 0 and "tính lại mã băm gốc" in told.out and "Giấy tiếp nhận khớp" in told.out, told
    told = verify_py("--folder", saved, "--key", province.key, "--disclosure", disclosure)
    assert told.code == 0 and "điểm chốt ghi trong tệp dữ kiện" in told.out and "đã giữ" not in told.out, told
    folder = damaged(saved, seq, tmp_path / "log")
    for more in ((), receipt, ("--disclosure", disclosure)):
        told = verify_py("--folder", folder, "--key", province.key, *more)
        assert told.code == 1 and "KHÔNG KHỚP" in told.out, told
    # Whoever asks for no more is told that no more was done.
    told = verify_py("--folder", folder, "--key", province.key, "--quick", *receipt)
    assert told.code == 0 and "CHƯA tính lại toàn bộ sổ" in told.out and "KẾT LUẬN: khớp." not in told.out, told


def spoiled(note) -> dict[str, str]:
    """What a kept file may have become, by accident or by a stranger's hand."""
    body, lines = note.text.split("\n\n")
    origin, size, root = body.split("\n")
    other = ("A" if root[0] != "A" else "B") + root[1:]
    return {
        "root": f"{origin}\n{size}\n{other}\n\n{lines}",
        "size": f"{origin}\n{int(size) - 1}\n{root}\n\n{lines}",
        "stranger": f"{body}\n\n" + lines.replace("\u2014 ", "\u2014 x"),
        "cut": note.text[:40],
        "none": "import sys\n",
    }


def test_a_damaged_kept_file_accuses_nobody_and_is_left_as_it_is(province, verify_py, saved, tmp_path):
    for name, text in spoiled(province.before).items():
        mine = tmp_path / name
        mine.write_text(text, encoding="utf-8")
        told = verify_py("--folder", saved, "--key", province.key, "--keep", mine)
        assert told.code == 2 and "CHƯA RÕ" in told.out and "trên máy này" in told.out, told
        assert "VIẾT LẠI" not in told.out and "cơ quan giám sát" not in told.out, told
        assert mine.read_text(encoding="utf-8") == text
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted(spoiled(province.before))


def test_what_cannot_be_read_is_said_in_plain_words(province, verify_py, saved, tmp_path):
    text, empty = tmp_path / "text", tmp_path / "empty"
    text.write_text("no JSON\n", encoding="utf-8")
    empty.write_text("\n", encoding="utf-8")
    folder = ("--folder", saved)
    for words, said in (
        ((*folder, "--key", tmp_path / "none"), "Không có tệp tên"),
        ((*folder, "--key", "a+b+c"), "8 ký tự 0–9, a–f"),
        ((*folder, "--key", empty), "không có khóa nào"),
        ((*folder, "--disclosure", text, "--quick"), "tệp không phải dạng JSON"),
        ((*folder, "--disclosure", tmp_path / "none", "--quick"), "không có tệp này"),
        (("--folder", tmp_path / "none"), "không có tệp này"),
        (("http://127.0.0.1:9",), "máy chủ không trả lời"),
    ):
        told = verify_py(*words)
        assert told.code == 2 and said in told.out and "Err" not in told.out + told.err, told


# Facts.


def test_each_fact_is_the_one_in_its_entry_and_names_nobody(province, disclosure):
    told = json.loads(disclosure.read_text(encoding="utf-8"))
    entries = province.log.entries(province.after.size)
    assert told["facts"] and told["count"] == len(told["facts"]) + len(told["withheld"])
    for fact in told["facts"]:
        commit = digest(bytes.fromhex(fact["salt"]), fact["statement"].encode()).hex()
        assert json.loads(entries[fact["seq"]])["commit"] == commit
        assert not re.search(r"H21[.0-9]*-\d{6}-\d{4}", fact["statement"]), "a dossier's code"
    assert any('"kind":"dossier.received"' in fact["statement"] for fact in told["facts"])


def test_facts_are_checked_and_an_altered_one_is_named(province, verify_py, disclosure, tmp_path):
    told = verify_py(province.log.address, "--key", province.key, "--disclosure", disclosure)
    assert told.code == 0 and "told whole" in told.out, told
    altered = tmp_path / "altered.json"
    for change, words in ((alter, "was ALTERED"), (leave_out, "left out")):
        facts = json.loads(disclosure.read_text(encoding="utf-8"))
        change(facts)
        altered.write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")
        told = verify_py(province.log.address, "--key", province.key, "--disclosure", altered)
        assert told.code == 1 and words in told.out, told


def alter(facts: dict) -> None:
    fact = facts["facts"][5]
    later = re.sub(r'"at":(\d)', lambda found: f'"at":{(int(found[1]) + 1) % 10}', fact["statement"], count=1)
    assert later != fact["statement"]
    fact["statement"] = later


def leave_out(facts: dict) -> None:
    del facts["facts"][5]


def test_a_disclosure_leaves_an_audit_line(run, copied, tmp_path):
    folder = copied("audited")
    words = ("--from", "2026-11-02", "--to", "2026-11-03", "--for", "Thanh tra tỉnh")
    assert run("disclose", "--data", folder, *words, "--out", tmp_path / "facts.json").code == 0
    with tampering.opened(folder) as database:
        lines = database.execute("SELECT detail FROM audit_line WHERE action = 'facts.disclosed'").fetchall()
    assert len(lines) == 1 and "Thanh tra tỉnh" in lines[0][0] and "2026-11-02" in lines[0][0]
    # Nothing is written over.
    assert run("disclose", "--data", folder, *words, "--out", tmp_path / "facts.json").code == 73


# The log's key.


def test_a_log_that_signed_and_lost_its_key_is_told_how_it_comes_back(run, copied):
    folder = copied("keyless")
    assert "ok    log key" in run("doctor", "--data", folder).out
    Path(f"{folder}.log-key").unlink()
    told = run("doctor", "--data", folder)
    assert told.code == 1 and "MEND  log key" in told.out and "keys recover --log" in told.out, told
    told = run("keys", "make", "--data", folder)
    assert told.code == 66 and "keys recover --log" in told.err and "keys make" not in told.err, told


# The witness.


def test_a_witness_signs_beside_the_log_and_refuses_a_fork(province, run, witness, lying):
    told = run("witness", province.log.address, "--keep", witness.folder, "--log-key", province.key, "--once")
    assert told.code == 0 and not told.err, told
    note = province.log.checkpoint()
    assert note.is_signed(witness.key) and note.is_signed(province.key)
    assert not (witness.folder / "unsent").exists()
    # What is kept was signed here too; looking again changes nothing.
    before = (witness.folder / "checkpoint").read_bytes()
    assert run("witness", province.log.address, "--keep", witness.folder, "--once").code == 0
    told = run("witness", lying.address, "--keep", witness.folder, "--once")
    assert told.code == 1 and "WRONG" in told.err, told
    assert (witness.folder / "checkpoint").read_bytes() == before
    (evidence,) = witness.folder.glob("fork-*")
    assert (evidence / "kept").read_bytes() == before and (evidence / "found").exists()


def test_an_empty_key_is_refused_and_never_taken_for_none(province, run, tmp_path):
    blank = tmp_path / "blank"
    blank.write_text("\n")
    for empty in ("", blank):
        told = run(
            "witness", province.log.address, "--keep", tmp_path / "kept", "--name", "hdnd", "--once", "--log-key",
            empty)
        assert told.code == 64 and "verifier key" in told.err, told
        told = run("verify", "--log", province.log.address, "--key", empty)
        assert told.code == 64 and "verifier key" in told.err, told
    assert not (tmp_path / "kept/log-key").exists()


def test_a_wrong_key_is_never_kept_and_never_takes_the_place_of_the_right_one(province, run, tmp_path):
    folder, wrong = tmp_path / "kept", nobodys_key()
    file = folder / "log-key"
    words = ("witness", province.log.address, "--keep", folder, "--once")
    assert run(*words, "--name", "council", "--log-key", wrong).code == 1
    assert not file.exists()
    assert run(*words, "--log-key", province.key).code == 0
    told = run(*words, "--log-key", wrong)
    assert told.code == 73 and str(file) in told.err, told
    assert run(*words, "--log-key", province.key, "--log-key", wrong).code == 0
    assert file.read_text("utf-8") == f"{province.key}\n"
    assert run(*words).code == 0
    # As an earlier version may have left it: the message names the file.
    file.write_text(f"{wrong}\n", "utf-8")
    told = run(*words)
    assert told.code == 1 and str(file) in told.err, told


def test_a_strangers_signature_is_not_taken(province, run, tmp_path):
    told = run(
        "witness", province.log.address, "--keep", tmp_path / "kept", "--name", "stranger", "--log-key", province.key,
        "--once")
    assert told.code == 0 and "HTTP 403" in told.err, told
    assert all(name != "stranger" for name, _, _ in province.log.checkpoint().signatures)


# The offline page.


class OfflinePage:
    """The page as a file, in a browser that has no network."""

    def __init__(self, browser, key: str):
        self.context = browser.new_context(offline=True, locale="vi-VN")
        self.page = self.context.new_page()
        self.faults: list[str] = []
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.address = PAGE.as_uri()
        self.key = key

    def ask(self, folder, *, kept=None, disclosure=None, receipt="") -> tuple[str, str]:
        """The outcome, good or bad or note, and all that was said."""
        self.page.goto(self.address)
        self.page.set_input_files("#folder", folder)
        self.page.fill("#key", self.key)
        for name, file in (("#kept", kept), ("#disclosure", disclosure)):
            if file:
                self.page.set_input_files(name, file)
        self.page.fill("#receipt", receipt)
        self.page.get_by_role("button", name="Kiểm tra").click()
        outcome = self.page.locator("#outcome:is(.good, .bad, .note)")
        outcome.wait_for(timeout=60_000)
        assert not self.faults, self.faults
        return outcome.get_attribute("class").split()[0], self.page.inner_text("#found")


@pytest.fixture(scope="module", params=["its own Ed25519", "the page's"])
def page(browser, province, request):
    page = OfflinePage(browser, province.key)
    if request.param == "the page's":
        page.context.add_init_script(
            "crypto.subtle.importKey = () => Promise.reject(new DOMException('', 'NotSupportedError'))")
    yield page
    page.context.close()


def test_the_offline_page_agrees_with_the_others(
    page, province, seq, saved, kept, disclosure, lying, verify_py, tmp_path
):
    assert page.ask(saved)[0] == "good"
    assert page.ask(saved, kept=kept, disclosure=disclosure)[0] == "good"
    entry = json.loads(province.log.entries(province.after.size)[seq])
    receipt = f"https://example.vn/kiem-chung/{seq}/{entry['commit'][:32]}"
    outcome, words = page.ask(saved, receipt=receipt)
    assert outcome == "good" and f"bản ghi {seq}" in words
    assert "Mã băm gốc tính lại" in words
    assert page.ask(damaged(saved, seq, tmp_path / "log"), receipt=receipt)[0] == "bad"
    assert page.ask(tmp_path / "log", disclosure=disclosure)[0] == "bad"
    assert page.ask(saved, receipt=receipt[:-1] + ("0" if receipt[-1] != "0" else "1"))[0] == "bad"
    facts = json.loads(disclosure.read_text(encoding="utf-8"))
    alter(facts)
    (tmp_path / "altered.json").write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")
    outcome, words = page.ask(saved, disclosure=tmp_path / "altered.json")
    assert outcome == "bad" and "SỬA" in words
    false = tmp_path / "false"
    assert verify_py(lying.address, "--key", province.key, "--save", false).code == 0
    outcome, words = page.ask(false, kept=kept)
    assert outcome == "bad" and "VIẾT LẠI" in words


def test_the_offline_page_accuses_nobody_of_a_damaged_kept_file(page, province, saved, tmp_path):
    for name, text in spoiled(province.before).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        outcome, words = page.ask(saved, kept=tmp_path / name)
        assert outcome == "note" and "CHƯA RÕ" in words and "của quý vị" in words, (name, words)
        assert "VIẾT LẠI" not in words and "Mã băm gốc tính lại" in words, (name, words)


def test_the_offline_page_can_be_used_by_everybody(browser, province, saved):
    page = OfflinePage(browser, province.key)
    page.page.set_viewport_size({"width": 360, "height": 740})
    page.ask(saved)
    assert page.page.evaluate("document.documentElement.scrollWidth") <= 360
    # The page's own policy lets no foreign script in; axe comes by the browser's own door.
    found = Axe().run(page.page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
    assert found.violations_count == 0, found.generate_report()
    page.context.close()
