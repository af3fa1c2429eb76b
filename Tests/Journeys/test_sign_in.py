"""Officers sign in: what they are told when it fails, and where they are afterwards."""

import pytest

from accounts import give, is_asked, password, sign_in

WRONG = "Tên đăng nhập hoặc mật khẩu không đúng"


def test_a_wrong_password_is_told_and_does_not_say_whether_the_account_exists(desktop):
    said = []
    for account in ("thuly", "khong-co-ai"):
        desktop.open("/dang-nhap")
        give(desktop, account, "mot-mat-khau-sai")
        desktop.see(WRONG)
        # What was typed stays, the password does not.
        assert desktop.page.get_by_label("Tên đăng nhập").input_value() == account
        assert desktop.page.get_by_label("Mật khẩu").input_value() == ""
        said.append(desktop.text("main"))
    assert said[0] == said[1]


def test_an_empty_form_names_what_is_missing(phone):
    phone.open("/dang-nhap")
    give(phone, "", "")
    phone.see("Hãy nhập tên đăng nhập.")
    give(phone, "thuly", "")
    phone.see("Hãy nhập mật khẩu.")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_page_asked_for_without_a_session_comes_after_signing_in(somebody, javascript):
    walk = somebody(javascript=javascript)
    walk.open("/viec?loc=don-vi")
    assert is_asked(walk)
    give(walk, "thuly", password("thuly"))
    assert walk.page.url == walk.origin + "/viec?loc=don-vi"
    walk.see("Siu H’Bình")


def test_a_page_of_another_site_is_not_where_signing_in_leads(desktop):
    desktop.open("/dang-nhap?return=https%3A%2F%2Fexample.org%2F")
    give(desktop, "thuly", password("thuly"))
    assert desktop.page.url.startswith(desktop.origin + "/")


@pytest.mark.parametrize(
    ("account", "begins"), [("tiepnhan", "/quay"), ("thuly", "/viec"), ("lanhdao", "/viec"), ("chutich", "/viec")])
def test_everybody_comes_to_where_their_day_begins(desktop, account, begins):
    sign_in(desktop, account)
    assert desktop.page.url == desktop.origin + begins


def test_after_signing_out_every_office_page_asks_again(desktop):
    desktop.open("/dang-nhap")
    give(desktop, "truongmotcua", password("truongmotcua"))
    desktop.page.locator("details.menu summary").click()
    desktop.press("Đăng xuất")
    for page in ("/quay", "/viec", "/quay/tiep-nhan/2.000815"):
        desktop.open(page)
        assert is_asked(desktop), page


def test_an_account_does_not_open_pages_of_another_role(desktop):
    sign_in(desktop, "thuly")
    desktop.open("/quay")
    desktop.see("Không có quyền thực hiện")
