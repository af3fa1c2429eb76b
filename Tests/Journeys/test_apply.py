"""A dossier handed in online: its whole way, from a search without marks to the result in its owner's hands."""

import re

import pytest

from accounts import sign_in
from chromium import DESKTOP, PHONE
from citizen import (
    BIRTH, CERTIFICATE, DECLARATION, begin, declare, finish, give_code, give_secret, hand_in, open_dossier, paper,
    read_receipt, receive_online, shown_code,
)
from counter import somebody_new

with_and_without_scripts = pytest.mark.parametrize("javascript", [True, False])


def open_from_list(walk, path: str, code: str) -> None:
    walk.open(path)
    walk.follow(code)


def assign(leader, code: str) -> None:
    open_from_list(leader, "/viec?loc=cho-phan-cong", code)
    leader.follow("Phân công thụ lý")
    leader.choose("Siu H’Bình")
    leader.press("Phân công")
    leader.see("Đã phân công thụ lý.")


@with_and_without_scripts
def test_a_dossier_goes_from_a_search_without_marks_to_the_result_in_its_owners_hands(
    somebody, tmp_path, javascript
):
    person = somebody_new()
    owner = somebody(PHONE, javascript=javascript)
    owner.open("/")
    owner.fill("Tìm thủ tục hành chính", "dang ky khai sinh")
    owner.press("Tìm")
    assert owner.page.locator(f"main a[href='/thu-tuc/{BIRTH}']").count() == 1

    begin(owner, person)
    owner.attach(DECLARATION, paper(tmp_path, "to-khai.png"))
    owner.attach(CERTIFICATE, paper(tmp_path, "giay-chung-sinh.pdf", "bản mờ"))
    owner.press("Tải lên và ở lại trang này")
    owner.see(re.compile("giay-chung-sinh.pdf"))
    submitted = finish(owner, person, "Bản điện tử")
    owner.follow("Tra cứu hồ sơ này")
    assert owner.text("h1") == "Đã nhận, đang chờ kiểm tra"
    give_secret(owner, submitted.secret)
    assert owner.text("h1") == "Hồ sơ của bạn đang chờ kiểm tra"

    desks = {}
    for account in ("tiepnhan", "lanhdao", "thuly", "chutich"):
        desks[account] = somebody(DESKTOP, javascript=javascript)
        sign_in(desks[account], account)
    counter, leader, handler, signatory = desks.values()
    code = receive_online(counter, submitted)
    assign(leader, code)

    open_from_list(handler, "/viec", code)
    handler.follow("Yêu cầu bổ sung")
    handler.page.get_by_label(CERTIFICATE).check()
    handler.fill(re.compile("^Lý do"), "Giấy chứng sinh bị mờ, không đọc được họ tên người mẹ.")
    handler.press("Yêu cầu bổ sung")
    handler.see("Đã gửi yêu cầu bổ sung; hồ sơ chờ người nộp.")

    # The old number leads to the same dossier; what was opened stays open for a while.
    owner.open(f"/tra-cuu/{submitted.number}")
    assert owner.text("h1") == "Cơ quan giải quyết đang chờ bạn bổ sung giấy tờ"
    owner.see("Giấy chứng sinh bị mờ, không đọc được họ tên người mẹ.")
    owner.follow("Nộp bổ sung")
    # Only what was asked.
    assert owner.page.locator("main input[type=file]").count() == 1
    owner.attach(CERTIFICATE, paper(tmp_path, "giay-chung-sinh-ro.pdf"))
    owner.fill("Lời nhắn cho cán bộ", "Tôi đã chụp lại.")
    owner.press("Tiếp tục")
    assert owner.text("h1") == "Xác nhận nộp bổ sung"
    owner.see("giay-chung-sinh-ro.pdf")
    give_code(owner, shown_code(owner), "Nộp bổ sung")
    owner.see("Đã nộp bổ sung.")
    assert owner.text("h1") == "Hồ sơ của bạn đang được giải quyết"
    owner.see("Hẹn trả")
    # Under the names that the files came with; the new one has taken the blurred one's place.
    owner.see("giay-chung-sinh-ro.pdf (1 KB)")
    owner.see("to-khai.png (1 KB)")
    assert owner.page.get_by_text("giay-chung-sinh.pdf").count() == 0

    open_from_list(handler, "/viec", code)
    handler.follow("Chuyển bước")
    handler.choose("Giao cho", "Võ Thị Bích Ngọc (Ký kết quả)")
    handler.press("Chuyển bước")
    handler.see("Đã chuyển hồ sơ sang bước tiếp theo.")
    open_from_list(signatory, "/viec?loc=cho-ky", code)
    signatory.follow("Ký duyệt kết quả")
    signatory.fill("Số, ký hiệu văn bản kết quả", "112/TP-KS")
    result = paper(tmp_path, "giay-khai-sinh.pdf", "kết quả")
    signatory.attach("Tệp kết quả", result)
    signatory.press("Ký duyệt")
    signatory.see("Đã ký duyệt; kết quả chờ trả tại quầy.")

    owner.open(f"/tra-cuu/{code}")
    assert owner.text("h1") == "Hồ sơ của bạn đã có kết quả"
    owner.follow("Nhận kết quả điện tử")
    # No code, no file.
    assert owner.page.locator("main a[href*='/tep/']").count() == 0
    owner.press("Tiếp tục")
    give_code(owner, shown_code(owner), "Nhận kết quả")
    owner.see("112/TP-KS")
    with owner.page.expect_download() as download:
        owner.page.locator("main a[href*='/tep/']").click()
    assert download.value.path().read_bytes() == result.read_bytes()
    owner.open(f"/tra-cuu/{code}")
    assert owner.text("h1") == "Kết quả đã được trả"

    # Whoever has the address alone gets nothing: the file asks for the secret.
    stranger = somebody(PHONE, javascript=javascript)
    stranger.open(download.value.url.removeprefix(owner.origin))
    assert stranger.text("h1") == "Đã kết thúc"
    assert "112/TP-KS" not in stranger.page.content()


@with_and_without_scripts
def test_what_was_asked_before_reception_is_handed_in_and_answered_anew(somebody, tmp_path, javascript):
    owner, counter = somebody(PHONE, javascript=javascript), somebody(DESKTOP, javascript=javascript)
    submitted = hand_in(owner, somebody_new(), tmp_path)
    sign_in(counter, "tiepnhan")
    counter.open("/quay/truc-tuyen")
    counter.follow(submitted.person.name)
    counter.follow("Yêu cầu hoàn thiện")
    counter.page.get_by_label(DECLARATION).check()
    counter.fill(re.compile("^Lý do"), "Hồ sơ chưa có tờ khai.")
    counter.press("Yêu cầu hoàn thiện")
    counter.see("Đã gửi yêu cầu hoàn thiện cho người nộp.")

    open_dossier(owner, submitted.number, submitted.secret)
    assert owner.text("h1") == "Hồ sơ của bạn cần bổ sung trước khi tiếp nhận"
    owner.see("Hồ sơ chưa có tờ khai.")
    owner.follow("Nộp bổ sung")
    # Everything together, or nothing: what lacks is named beside its paper, and the words stay.
    owner.fill("Lời nhắn cho cán bộ", "Tôi gửi tờ khai.")
    owner.press("Tiếp tục")
    owner.see(re.compile("Chưa có tệp cho giấy tờ “Tờ khai đăng ký khai sinh"))
    assert owner.page.get_by_label("Lời nhắn cho cán bộ").input_value() == "Tôi gửi tờ khai."
    owner.attach(DECLARATION, paper(tmp_path, "to-khai.png"))
    owner.press("Tiếp tục")
    give_code(owner, shown_code(owner), "Nộp bổ sung")
    owner.see("Đã nộp bổ sung.")
    assert owner.text("h1") == "Hồ sơ của bạn đang chờ kiểm tra"
    receive_online(counter, submitted)


@with_and_without_scripts
def test_every_page_of_an_application_is_without_fault_and_keeps_what_was_typed(somebody, tmp_path, javascript):
    person = somebody_new()
    walk = somebody(PHONE, javascript=javascript)
    walk.open(f"/nop-ho-so/{BIRTH}")
    walk.press("Bắt đầu")
    walk.press("Tiếp tục")
    walk.see("Mục “Họ và tên người nộp” còn trống.")
    walk.fill("Họ và tên người nộp", person.name)
    walk.fill("Số điện thoại", person.phone)
    walk.press("Tiếp tục")
    walk.see("Mục “Địa chỉ” còn trống.")
    assert walk.page.get_by_label("Họ và tên người nộp").input_value() == person.name
    walk.page.get_by_label(re.compile("^Địa chỉ \\(")).fill(person.address)
    walk.press("Tiếp tục")

    # Left and come back to: nothing is opened unasked, nothing is lost.
    walk.open(f"/nop-ho-so/{BIRTH}")
    walk.see("Máy này có một hồ sơ đang làm dở")
    walk.press("Làm tiếp hồ sơ này")
    walk.press("Tiếp tục")
    walk.see("Mục “Cơ quan giải quyết” còn trống.")
    field = walk.page.get_by_label("Cơ quan giải quyết")
    field.select_option(label=field.locator("option").filter(has_text="phường Pleiku").first.inner_text())
    walk.press("Tiếp tục")

    # What the form of the procedure asks: every fault at its field, and what was typed stays.
    walk.fill("Số lượng bản sao", "hai")
    walk.press("Tiếp tục")
    walk.see("Mục “Giới tính” còn trống.")
    walk.see(re.compile("Mục “Số lượng bản sao” phải là số"))
    assert walk.page.get_by_label("Số lượng bản sao").input_value() == "hai"
    walk.fill("Số lượng bản sao", "2")
    declare(walk)

    walk.attach(CERTIFICATE, paper(tmp_path, "giay.pdf"))
    false = tmp_path / "anh.pdf"
    false.write_bytes(b"MZ this is a program")
    walk.attach(DECLARATION, false)
    walk.press("Tiếp tục")
    walk.see("Tệp “anh.pdf” không phải PDF, PNG hoặc JPEG.")
    # What could be taken was taken; the same file sent again is not kept twice.
    walk.attach(CERTIFICATE, tmp_path / "giay.pdf")
    walk.press("Tải lên và ở lại trang này")
    assert walk.page.get_by_text("giay.pdf (").count() == 1
    walk.press("Tiếp tục")
    walk.choose(re.compile("^Tại quầy"))
    walk.press("Tiếp tục")

    # The summary shows the answers, and an answer changed from there leads back to it.
    walk.see("NGUYỄN THỬ AN")
    walk.see("02/11/2026")
    walk.follow("Sửa Quê quán")
    walk.fill("Quê quán", "Xã Ia Grai, tỉnh Gia Lai")
    walk.press("Tiếp tục")
    walk.see("Xã Ia Grai, tỉnh Gia Lai")
    walk.press("Nộp hồ sơ")
    submitted = read_receipt(walk, person)

    # Read again, it is the same; going back, there is nothing to hand in a second time.
    walk.open(walk.page.url.removeprefix(walk.origin))
    assert read_receipt(walk, person) == submitted
    walk.open(f"/nop-ho-so/{BIRTH}/xem-lai")
    assert walk.text("h1") == "Nộp hồ sơ trực tuyến"
