"""Officers are reminded of what is nearly due or overdue, and put aside what they have seen."""

import re

import pytest

from accounts import sign_in
from chromium import DESKTOP, PHONE


def reminded(walk) -> int:
    """How many dossiers the band over the work tells of; the chore does its first turn soon after the start."""
    for _ in range(60):
        walk.open("/viec")
        band = walk.page.get_by_role("link", name=re.compile("^Nhắc việc: "))
        if band.count():
            return int(re.search(r"\d+", band.inner_text())[0])
        walk.page.wait_for_timeout(1_000)
    raise AssertionError("nobody was reminded of anything")


@pytest.mark.parametrize(("account", "screen"), [("thuly", PHONE), ("lanhdao", DESKTOP)], ids=["phone", "desktop"])
def test_an_officer_sees_what_presses_and_puts_it_aside(somebody, account, screen):
    walk = somebody(screen)
    sign_in(walk, account)
    count = reminded(walk)
    walk.follow(re.compile("^Nhắc việc: "))
    assert walk.text("h1") == "Nhắc việc"
    rows = walk.page.locator("main tbody tr")
    assert rows.count() == count
    code = rows.first.locator("th a").inner_text()
    rows.first.get_by_role("button", name="Đã xem", exact=True).click()
    walk.look()
    walk.see("Đã ghi nhận.")
    assert rows.count() == count - 1
    walk.open("/viec/nhac-viec")
    assert not walk.page.get_by_role("link", name=code, exact=True).count()
    if count > 1:
        rows.first.locator("th a").click()
        walk.look()
        walk.see("Quá trình giải quyết")
        walk.open("/viec/nhac-viec")
        walk.press("Đã xem tất cả")
        walk.see("Không có việc nào cần nhắc")
    walk.open("/viec")
    assert not walk.page.get_by_role("link", name=re.compile("^Nhắc việc: ")).count()
