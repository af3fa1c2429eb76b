"""Changing one's own password: the rules before anything is typed, faults at their fields, other sessions ended."""

import pytest

from accounts import SIGN_IN_MS, give, is_asked, password
from chromium import DESKTOP, PHONE

PATH = "/doi-mat-khau"
BETTER = "Ba cây chụm lại nên hòn núi cao"


@pytest.fixture(scope="module")
def own(start_demo) -> str:
    """A server of its own, for a password is changed there."""
    return start_demo().address


def change(walk, current: str, new: str, again: str | None = None) -> None:
    walk.fill("Mật khẩu đang dùng", current)
    walk.page.get_by_label("Mật khẩu mới", exact=True).fill(new)
    walk.fill("Nhập lại mật khẩu mới", new if again is None else again)
    with walk.page.expect_navigation(timeout=SIGN_IN_MS):
        walk.page.get_by_role("button", name="Đổi mật khẩu").click(timeout=SIGN_IN_MS)
    walk.look()


def test_a_password_is_changed_and_other_sessions_end(somebody, own):
    here, elsewhere = somebody(PHONE, origin=own), somebody(DESKTOP, origin=own, javascript=False)
    for walk in (here, elsewhere):
        walk.open("/dang-nhap")
        give(walk, "lanhdao", password("lanhdao"))
    here.page.locator("details.menu summary").click()
    here.follow("Đổi mật khẩu")
    assert here.page.url == own + PATH
    # What is asked of a password stands above the first field.
    rules = here.page.get_by_text("Có từ 14 đến 128 ký tự").bounding_box()
    assert rules["y"] < here.page.get_by_label("Mật khẩu đang dùng").bounding_box()["y"]

    change(here, "", "")
    here.see("Hãy nhập mật khẩu đang dùng.")
    change(here, password("lanhdao"), BETTER, "khác đi")
    here.see("Hai lần nhập mật khẩu không giống nhau.")
    change(here, password("lanhdao"), "ngắn quá")
    here.see("Mật khẩu phải có ít nhất 14 ký tự.")
    change(here, "không phải mật khẩu này", BETTER)
    here.see("Mật khẩu đang dùng không đúng.")
    assert here.page.get_by_label("Mật khẩu đang dùng").input_value() == ""

    change(here, password("lanhdao"), BETTER)
    here.see("Đã đổi mật khẩu")
    here.see("Các phiên đăng nhập khác của tài khoản đã kết thúc.")
    here.follow("Làm việc tiếp")
    assert here.page.url == own + "/viec"
    elsewhere.open("/viec")
    assert is_asked(elsewhere)
    give(elsewhere, "lanhdao", password("lanhdao"))
    assert is_asked(elsewhere)
    give(elsewhere, "lanhdao", BETTER)
    assert not is_asked(elsewhere)


def test_a_page_opened_before_the_change_changes_nothing_more(somebody, own):
    first, second = somebody(origin=own), somebody(origin=own)
    first.open("/dang-nhap")
    give(first, "sonnmt", password("sonnmt"))
    second.context.add_cookies(first.context.cookies())
    for walk in (first, second):
        walk.open(PATH)
    change(first, password("sonnmt"), BETTER)
    second.context.clear_cookies()
    second.context.add_cookies(first.context.cookies())
    change(second, password("sonnmt"), BETTER)
    second.see("Mật khẩu đã được đổi sau khi trang này được mở")
