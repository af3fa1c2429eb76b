"""A dossier's whole way: received, assigned, worked on, signed, handed over, and what its owner sees at the end."""

import re

import pytest
from playwright.sync_api import expect

from accounts import sign_in
from chromium import PHONE
from counter import receive

with_and_without_scripts = pytest.mark.parametrize("javascript", [True, False])


def open_from_list(walk, path: str, code: str) -> None:
    """As an officer comes to a dossier: through the list it stands in."""
    walk.open(path)
    walk.follow(code)
    assert walk.text("h1") == f"Hồ sơ {code}"


def history(walk) -> list[str]:
    return walk.page.locator("main ol.timeline li").all_inner_texts()


@with_and_without_scripts
def test_a_dossier_goes_from_the_counter_to_its_owner(somebody, javascript):
    desks = {}
    for account in ("tiepnhan", "lanhdao", "thuly", "chutich"):
        desks[account] = somebody(javascript=javascript)
        sign_in(desks[account], account)
    counter, leader, handler, signatory = desks.values()
    receipt = receive(counter)

    open_from_list(leader, "/viec?loc=cho-phan-cong", receipt.code)
    leader.see("chưa giao người thụ lý")
    leader.follow("Phân công thụ lý")
    leader.choose("Siu H’Bình")
    leader.press("Phân công")
    leader.see("Đã phân công thụ lý.")
    leader.open("/viec?loc=cho-phan-cong")
    assert receipt.code not in leader.text("main")

    open_from_list(handler, "/viec?loc=cua-toi", receipt.code)
    handler.follow("Chuyển bước")
    handler.choose("Giao cho", "Võ Thị Bích Ngọc (Ký kết quả)")
    handler.fill("Ghi chú cho người làm tiếp", "Bản sao khớp bản chính.")
    handler.press("Chuyển bước")
    handler.see("Đã chuyển hồ sơ sang bước tiếp theo.")
    handler.open("/viec?loc=cua-toi")
    assert receipt.code not in handler.text("main")

    open_from_list(signatory, "/viec?loc=cho-ky", receipt.code)
    signatory.follow("Ký duyệt kết quả")
    signatory.fill("Số, ký hiệu văn bản kết quả", "17/SCT-BS")
    signatory.press("Ký duyệt")
    signatory.see("Đã ký duyệt; kết quả chờ trả tại quầy.")
    told = history(signatory)
    for event, who in zip(
        told,
        (
            ("Đã nộp hồ sơ", "Nguyễn Thị Thu Hà"),
            ("Đã tiếp nhận hồ sơ", "Nguyễn Thị Thu Hà"),
            ("Đã giao người thụ lý", "Lê Quang Vinh"),
            ("Đã chuyển sang bước tiếp theo", "Siu H’Bình"),
            ("Đã ký kết quả", "Võ Thị Bích Ngọc"),
        ),
        strict=True,
    ):
        assert all(word in event for word in who), told
    assert "Bản sao khớp bản chính." in told[3] and "17/SCT-BS" in told[4]

    owner = somebody(PHONE, javascript=javascript)
    owner.open(f"/tra-cuu/{receipt.code}")
    assert owner.text("h1") == "Đã có kết quả"

    counter.open("/quay/tra-ket-qua")
    counter.follow(receipt.person.name)
    counter.follow("Trả kết quả")
    assert counter.page.get_by_label("Người đến nhận kết quả").input_value() == receipt.person.name
    counter.press("Trả kết quả")
    counter.see("Đã ghi nhận việc trả kết quả.")

    owner.open(f"/tra-cuu/{receipt.code}")
    assert owner.text("h1") == "Đã kết thúc"
    owner.fill("Mã bí mật", receipt.secret)
    owner.press("Xem chi tiết")
    assert owner.text("h1") == "Kết quả đã được trả"
    # Notes between officers stay inside.
    assert "Bản sao khớp bản chính." not in owner.page.content()


def test_a_page_that_is_no_longer_new_is_told_and_changes_nothing(somebody):
    counter, leader, other = somebody(), somebody(), somebody()
    sign_in(counter, "tiepnhan")
    receipt = receive(counter)
    for walk in (leader, other):
        sign_in(walk, "lanhdao")
        open_from_list(walk, "/viec?loc=cho-phan-cong", receipt.code)
        walk.follow("Phân công thụ lý")
    leader.choose("Siu H’Bình")
    leader.press("Phân công")
    leader.see("Đã phân công thụ lý.")
    other.choose("Nguyễn Đình Toàn")
    other.press("Phân công")
    other.see("Trang không còn mới")
    open_from_list(leader, "/viec?loc=don-vi", receipt.code)
    leader.see(re.compile("Giao Siu H’Bình"))
    assert "Nguyễn Đình Toàn" not in leader.text("main")


def test_a_double_click_signs_once(somebody):
    counter, leader = somebody(), somebody(javascript=False)
    sign_in(counter, "tiepnhan")
    receipt = receive(counter)
    sign_in(leader, "lanhdao")
    open_from_list(leader, "/viec?loc=cho-phan-cong", receipt.code)
    leader.follow("Phân công thụ lý")
    leader.choose("Siu H’Bình")
    leader.page.get_by_role("button", name="Phân công").dblclick()
    expect(leader.page).to_have_url(re.compile(r"xong=phan-cong"))
    leader.look()
    leader.see("Đã phân công thụ lý.")
    assert len([event for event in history(leader) if "Đã giao người thụ lý" in event]) == 1


def test_lists_and_dossiers_are_read_on_a_telephone(somebody):
    walk = somebody(PHONE)
    sign_in(walk, "lanhdao")
    for path in ("/viec", "/viec?loc=don-vi", "/viec?loc=cho-phan-cong", "/viec?loc=cho-nguoi-nop"):
        walk.open(path)
    walk.page.locator("main tbody a").first.click()
    walk.look()
    walk.see("Quá trình giải quyết")


def test_a_dossier_of_another_agency_is_closed(somebody):
    walk, stranger = somebody(), somebody()
    sign_in(walk, "tiepnhan")
    receipt = receive(walk)
    path = walk.page.url.removeprefix(walk.origin).partition("/giay-tiep-nhan")[0]
    sign_in(stranger, "sonnmt")
    stranger.open(path)
    assert receipt.person.name not in stranger.page.content()
    assert receipt.code not in stranger.text("main")
