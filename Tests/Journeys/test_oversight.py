"""Whoever oversees: dossiers as facts and clocks, each to be checked in the ledger, and no name anywhere."""

import csv
import io
import re

import pytest

from accounts import ACCOUNTS, sign_in
from chromium import DESKTOP, PHONE, WALL

NAMES = [line.split("\t")[3] for line in ACCOUNTS.read_text(encoding="utf-8").splitlines()[2:] if line]
CODE = re.compile(r"H21(\.\d+)+-\d{6}-\d{4}")


def overseer(somebody, screen):
    walk = somebody(screen)
    sign_in(walk, "giamsat")
    walk.open("/giam-sat")
    return walk


def nobody_named(text: str) -> None:
    assert not CODE.search(text)
    # The overseer's own name greets them at the top alone.
    assert not [name for name in NAMES if name in text]


@pytest.mark.parametrize("screen", [PHONE, DESKTOP, WALL], ids=["phone", "desktop", "wall"])
def test_a_dossier_is_followed_by_its_records_and_checked(somebody, screen):
    walk = overseer(somebody, screen)
    assert walk.text("h1") == "Tình hình giải quyết hồ sơ"
    nobody_named(walk.text("main"))
    walk.follow(re.compile("^Quá hạn"))
    assert walk.page.locator("main tbody tr").count()
    walk.page.locator("main tbody th a").first.click()
    walk.look()
    walk.see("Diễn biến và bản ghi")
    nobody_named(walk.text("main"))
    walk.page.locator("main tbody tr").first.locator("a").click()
    walk.look()
    walk.see(re.compile("bản ghi còn nguyên trong sổ|đang chờ điểm chốt"))


def test_the_list_is_narrowed_and_taken_away(somebody):
    walk = overseer(somebody, DESKTOP)
    walk.fill("Cơ quan giải quyết", "phường Pleiku")
    walk.choose("Tình trạng", "Đã trả kết quả")
    walk.press("Lọc")
    walk.see("Đang xem hồ sơ do")
    answer = walk.context.request.get(
        walk.origin + walk.page.get_by_role("link", name="Tải CSV").get_attribute("href"))
    assert answer.ok and answer.headers["content-type"] == "text/csv; charset=utf-8"
    text = answer.body().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert len(rows) > 1 and {row[6] for row in rows[1:]} == {"Đã trả kết quả"}
    nobody_named(text)


def test_every_other_page_of_officers_is_refused_in_words(somebody):
    walk = overseer(somebody, DESKTOP)
    for path in ("/viec", "/quay", "/quan-tri", "/ho-so/abc"):
        answer = walk.context.request.get(walk.origin + path)
        assert answer.status == 403
        assert "Tài khoản này không được phân quyền" in answer.text()
    walk.open("/thong-ke")
    walk.open("/so-cai")
