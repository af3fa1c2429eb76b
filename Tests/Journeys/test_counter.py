"""An officer at the counter: the queue, a reception by keyboard, the receipt, the results to be handed over."""

import re

import pytest
from playwright.sync_api import expect

from accounts import sign_in
from chromium import PHONE
from counter import CERTIFICATION, RECEIPT, fill_reception, read_receipt, receive, somebody_new

KEYS_MOST = 25
with_and_without_scripts = pytest.mark.parametrize("javascript", [True, False])


def rows(walk) -> list[str]:
    """What the rows of the page's table say."""
    return walk.page.locator("main tbody tr").filter(has=walk.page.locator("a")).all_inner_texts()


def test_the_queue_shows_what_waits_and_its_figures_lead_there(desktop):
    sign_in(desktop, "tiepnhan")
    assert desktop.text("h1") == "Quầy tiếp nhận"
    for words, heading in (
        ("hồ sơ trực tuyến chờ trả lời", "Hồ sơ trực tuyến chờ trả lời"),
        ("chờ người nộp hoàn thiện", "Hồ sơ chờ người nộp hoàn thiện"),
        ("kết quả chờ trả", "Kết quả cần trả"),
    ):
        desktop.open("/quay")
        figure = desktop.page.locator("main li").filter(has=desktop.page.get_by_role("link", name=words, exact=True))
        said = int(figure.locator("strong").inner_text())
        desktop.follow(re.compile(f"^{words}$"))
        assert desktop.text("h1") == heading
        assert len(rows(desktop)) == said > 0


def test_the_queue_is_read_on_a_telephone(somebody):
    walk = somebody(PHONE)
    sign_in(walk, "tiepnhan")
    for page in ("", "/truc-tuyen", "/tra-ket-qua", "/tiep-nhan", f"/tiep-nhan/{CERTIFICATION}"):
        walk.open("/quay" + page)


def test_a_certification_is_received_by_keyboard_with_few_keys(keyboard):
    person = somebody_new()
    sign_in(keyboard, "tiepnhan")
    keyboard.key_to_next_page("F2")
    keyboard.type(CERTIFICATION)
    keyboard.key_to_next_page("Enter")
    for label, value in (
        ("Họ và tên người nộp (bắt buộc)", person.name),
        ("Số định danh cá nhân", person.number),
        ("Số điện thoại", person.phone),
        ("Địa chỉ", person.address),
    ):
        keyboard.tab_to(label)
        keyboard.type(value)
    keyboard.key_to_next_page("Control+Enter")
    receipt = read_receipt(keyboard, person)
    assert keyboard.keys <= KEYS_MOST, keyboard.pressed

    # Ctrl+/ finds it again.
    keyboard.open("/quay")
    keyboard.key("Control+/")
    keyboard.type(receipt.code)
    keyboard.key_to_next_page("Enter")
    assert keyboard.text("h1") == f"Hồ sơ {receipt.code}"


@with_and_without_scripts
def test_a_double_click_makes_one_dossier(somebody, javascript):
    walk = somebody(javascript=javascript)
    sign_in(walk, "tiepnhan")
    person = somebody_new()
    fill_reception(walk, person)
    walk.page.get_by_role("button", name="Tiếp nhận").dblclick()
    receipt = read_receipt(walk, person)
    walk.open("/quay")
    walk.fill("Tìm hồ sơ tại quầy", person.number)
    walk.press("Tìm")
    assert [row for row in rows(walk) if receipt.code in row] == rows(walk)
    assert len(rows(walk)) == 1


@with_and_without_scripts
def test_the_receipt_shows_the_code_and_when_to_come(somebody, javascript):
    walk = somebody(javascript=javascript)
    sign_in(walk, "tiepnhan")
    receipt = receive(walk)
    assert walk.text("h1") == "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ"
    paper = walk.text("body")
    assert receipt.person.name in paper and "Nguyễn Thị Thu Hà" in paper
    assert re.search(r"Hẹn trả kết quả: 17:00 .+, tại Ủy ban nhân dân phường Pleiku\.", paper)
    # Once for the counter's scanner, once for telephones.
    for name in (receipt.code, receipt.number):
        expect(walk.page.get_by_role("img", name=name)).to_be_visible()
    walk.follow("Bản chữ lớn, khổ A4")
    assert receipt.code in walk.text("body")
    walk.follow("Quay lại")
    assert walk.page.url == walk.origin + "/quay"


def test_a_missing_name_is_told_and_nothing_typed_is_lost(desktop):
    sign_in(desktop, "tiepnhan")
    person = somebody_new()
    fill_reception(desktop, person)
    desktop.fill("Họ và tên người nộp", "")
    desktop.press("Tiếp nhận")
    desktop.see("1 chỗ cần sửa")
    assert desktop.page.get_by_label("Số định danh cá nhân").input_value() == person.number
    desktop.fill("Họ và tên người nộp", person.name)
    desktop.press("Tiếp nhận")
    read_receipt(desktop, person)


def test_an_odd_personal_number_is_asked_about_once(desktop):
    sign_in(desktop, "tiepnhan")
    person = somebody_new()
    fill_reception(desktop, person)
    desktop.fill("Số định danh cá nhân", "123456789")
    desktop.press("Tiếp nhận")
    desktop.see("Số này có 9 chữ số như chứng minh nhân dân cũ.")
    desktop.press("Tiếp nhận")
    expect(desktop.page).to_have_url(RECEIPT)
    read_receipt(desktop, person)


def test_a_result_is_handed_over_and_leaves_the_list(desktop):
    sign_in(desktop, "tiepnhan")
    desktop.open("/quay/tra-ket-qua")
    waiting = rows(desktop)
    code = re.search(r"H21\.\S+-\d{6}-\d{4}", waiting[0])[0]
    desktop.page.locator("main tbody a").first.click()
    desktop.look()
    assert desktop.text("h1") == f"Hồ sơ {code}"
    desktop.follow("Trả kết quả")
    desktop.press("Trả kết quả")
    desktop.see("Đã ghi nhận việc trả kết quả.")
    desktop.open("/quay/tra-ket-qua")
    assert rows(desktop) == waiting[1:]
