"""What a counter does besides receiving and returning: papers brought later, mistakes put right, dossiers ended."""

import re

import pytest
from playwright.sync_api import expect

from accounts import sign_in
from chromium import PHONE
from counter import RECEIPT, SECRET, Receipt, receive, somebody_new

with_and_without_scripts = pytest.mark.parametrize("javascript", [True, False])


def open_dossier(walk, receipt: Receipt) -> None:
    """As an officer finds it: by the code on the paper that the person brings."""
    walk.open("/quay")
    walk.fill("Tìm hồ sơ tại quầy", receipt.code)
    walk.press("Tìm")
    assert walk.text("h1") == f"Hồ sơ {receipt.code}"


def offered(walk) -> str:
    return walk.text("main")


@with_and_without_scripts
def test_papers_asked_for_before_reception_are_brought_to_the_counter(somebody, javascript, tmp_path):
    walk = somebody(javascript=javascript)
    sign_in(walk, "tiepnhan")
    walk.open("/quay/truc-tuyen")
    walk.page.locator("main tbody a").last.click()
    walk.look()
    walk.follow("Yêu cầu hoàn thiện")
    walk.page.locator("main input[type=checkbox]").first.check()
    walk.fill("Lý do, hướng dẫn", "Tờ khai thiếu chữ ký.")
    walk.press("Yêu cầu hoàn thiện")
    walk.follow("Nhận bổ sung")
    walk.see("Tờ khai thiếu chữ ký.")
    # None of what was asked is not enough.
    boxes = walk.page.get_by_label(re.compile("^Số bản (chính|sao): "))
    for box in boxes.all():
        box.fill("0")
    walk.press("Nhận bổ sung")
    walk.see(re.compile("chỗ cần sửa"))
    for box in walk.page.get_by_label(re.compile("^Số bản chính: ")).all():
        box.fill("1")
    scan = tmp_path / "to-khai.pdf"
    scan.write_bytes(b"%PDF-1.4\n%%EOF\n")
    walk.page.locator("main input[type=file]").first.set_input_files(scan)
    walk.press("Nhận bổ sung")
    walk.see("Đã ghi nhận giấy tờ bổ sung.")
    walk.see("Đã nộp bổ sung")
    walk.see(re.compile("Tệp PDF"))
    walk.follow(re.compile("^Tiếp nhận$"))
    walk.press("Tiếp nhận")
    expect(walk.page).to_have_url(RECEIPT)


def received_and_assigned(somebody):
    """A dossier that is being handled: its receipt, the counter's window and the handler's."""
    counter, leader, handler = (somebody() for _ in range(3))
    for walk, account in ((counter, "tiepnhan"), (leader, "lanhdao"), (handler, "thuly")):
        sign_in(walk, account)
    receipt = receive(counter)
    leader.open("/viec?loc=cho-phan-cong")
    leader.follow(receipt.code)
    leader.follow("Phân công thụ lý")
    leader.choose("Siu H’Bình")
    leader.press("Phân công")
    handler.open("/viec?loc=cua-toi")
    handler.follow(receipt.code)
    return receipt, counter, handler


def test_money_that_was_paid_is_confirmed_at_the_counter(somebody):
    receipt, counter, handler = received_and_assigned(somebody)
    handler.follow("Thông báo nghĩa vụ tài chính")
    handler.fill("Số tiền (đồng)", "120.000")
    handler.press("Gửi thông báo")
    open_dossier(counter, receipt)
    counter.follow("Xác nhận đã nộp")
    counter.see("120.000 đồng")
    counter.press("Xác nhận đã nộp")
    counter.see(re.compile("1 chỗ cần sửa"))
    counter.fill("Số chứng từ", "BL-0012345")
    counter.press("Xác nhận đã nộp")
    counter.see("Đã xác nhận nghĩa vụ tài chính; hồ sơ được xử lý tiếp.")


def test_papers_asked_for_during_appraisal_are_brought_and_work_goes_on(somebody):
    receipt, counter, handler = received_and_assigned(somebody)
    handler.follow("Yêu cầu bổ sung")
    handler.page.locator("main input[type=checkbox]").first.check()
    handler.fill("Lý do", "Bản chụp mờ, không đọc được trang 2.")
    handler.press("Yêu cầu bổ sung")
    handler.see("Đã gửi yêu cầu bổ sung; hồ sơ chờ người nộp.")

    open_dossier(counter, receipt)
    counter.follow("Nhận bổ sung")
    counter.see("Bản chụp mờ, không đọc được trang 2.")
    counter.press("Nhận bổ sung")
    counter.see("Đã ghi nhận giấy tờ bổ sung.")
    handler.open("/viec?loc=cua-toi")
    handler.follow(receipt.code)
    handler.see("Đã nộp bổ sung")


@with_and_without_scripts
def test_a_mistake_is_put_right_and_both_texts_are_kept(somebody, javascript):
    walk = somebody(javascript=javascript)
    sign_in(walk, "tiepnhan")
    receipt = receive(walk)
    right = somebody_new()
    open_dossier(walk, receipt)
    walk.follow(re.compile("^Đính chính thông tin"))
    walk.press("Đính chính")
    walk.see(re.compile("Lý do đính chính"))
    walk.fill("Họ và tên người nộp", right.name)
    walk.fill("Họ và tên chủ hồ sơ", right.name)
    walk.fill("Số định danh cá nhân", "123456789")
    walk.fill("Lý do đính chính", "Gõ sai so với thẻ căn cước.")
    walk.press("Đính chính")
    assert walk.text("h1") == "Kiểm tra nội dung đính chính"
    walk.see("Số này có 9 chữ số như chứng minh nhân dân cũ.")
    for words in (receipt.person.name, right.name, receipt.person.number):
        walk.see(words)
    # Going back loses nothing.
    walk.press("Sửa tiếp")
    assert walk.page.get_by_label("Họ và tên người nộp").input_value() == right.name
    walk.see(f"Đang ghi: {receipt.person.number}")
    walk.fill("Số định danh cá nhân", right.number)
    walk.press("Đính chính")
    walk.press("Đính chính")
    walk.see("Đã đính chính; nội dung cũ và mới đều được lưu.")
    walk.see(f"Họ tên người nộp: “{receipt.person.name}” sửa thành “{right.name}”.")
    # Found by the new name, no longer by the old one.
    for name, count in ((right.name, 1), (receipt.person.name, 0)):
        walk.open("/quay")
        walk.fill("Tìm hồ sơ tại quầy", name)
        walk.press("Tìm")
        assert walk.text("h1").startswith(f"{count} hồ sơ"), walk.text("h1")


def test_nothing_to_correct_is_told(desktop):
    sign_in(desktop, "tiepnhan")
    receipt = receive(desktop)
    open_dossier(desktop, receipt)
    desktop.follow(re.compile("^Đính chính thông tin"))
    desktop.fill("Lý do đính chính", "Không có gì sai.")
    desktop.press("Đính chính")
    desktop.see(re.compile("[Kk]hông có .* (đính chính|thay đổi|khác)"))


def test_a_reception_by_mistake_is_voided_by_the_head_alone(somebody):
    counter, head = somebody(), somebody()
    sign_in(counter, "tiepnhan")
    receipt = receive(counter)
    open_dossier(counter, receipt)
    assert "Hủy tiếp nhận nhầm" not in offered(counter)
    sign_in(head, "truongmotcua")
    open_dossier(head, receipt)
    head.follow(re.compile("^Hủy tiếp nhận nhầm"))
    head.see(re.compile("mã hồ sơ vẫn coi là đã dùng"))
    head.fill("Lý do hủy", "Tiếp nhận hai lần cùng một hồ sơ.")
    head.press("Hủy việc tiếp nhận")
    head.see(re.compile("1 chỗ cần sửa"))
    head.choose("Hồ sơ này được tiếp nhận nhầm; tôi muốn hủy việc tiếp nhận")
    head.press("Hủy việc tiếp nhận")
    head.see("Đã hủy việc tiếp nhận; mã hồ sơ không dùng lại.")
    second = receive(counter)
    assert second.code > receipt.code
    open_dossier(counter, receipt)
    counter.see("Đã hủy tiếp nhận")


def test_a_dossier_is_withdrawn_at_the_applicants_request(desktop):
    sign_in(desktop, "tiepnhan")
    receipt = receive(desktop)
    open_dossier(desktop, receipt)
    desktop.follow(re.compile("^Rút hồ sơ theo đề nghị"))
    desktop.choose("Người nộp đã ký đề nghị rút hồ sơ này")
    desktop.press("Rút hồ sơ")
    desktop.see("Đã rút hồ sơ theo đề nghị của người nộp.")
    assert "Rút hồ sơ theo đề nghị" not in desktop.page.locator("main ul.links").all_inner_texts()


def test_a_new_secret_is_printed_and_the_old_one_is_spent(somebody):
    counter, owner = somebody(), somebody(PHONE)
    sign_in(counter, "tiepnhan")
    receipt = receive(counter)
    open_dossier(counter, receipt)
    counter.follow(re.compile("^Cấp lại mã bí mật"))
    counter.press("Cấp mã mới và in giấy")
    counter.see(re.compile("1 chỗ cần sửa"))
    counter.choose("Đã đối chiếu giấy tờ: người đề nghị là người nộp hoặc chủ hồ sơ")
    counter.press("Cấp mã mới và in giấy")
    expect(counter.page).to_have_url(RECEIPT)
    secret = SECRET.search(counter.text("body"))[0]
    assert secret != receipt.secret
    owner.open(f"/tra-cuu/{receipt.code}")
    owner.fill("Mã bí mật", receipt.secret)
    owner.press("Xem chi tiết")
    assert receipt.person.name not in owner.page.content()
    owner.fill("Mã bí mật", secret)
    owner.press("Xem chi tiết")
    owner.see("Đã tiếp nhận hồ sơ")


def test_a_new_secret_is_given_for_a_dossier_that_was_not_received_yet(desktop):
    sign_in(desktop, "tiepnhan")
    desktop.open("/quay/truc-tuyen")
    desktop.page.locator("main tbody a").last.click()
    desktop.look()
    desktop.follow(re.compile("^Cấp lại mã bí mật"))
    desktop.choose("Đã đối chiếu giấy tờ: người đề nghị là người nộp hoặc chủ hồ sơ")
    desktop.press("Cấp mã mới và in giấy")
    assert desktop.text("h1") == "PHIẾU CẤP LẠI MÃ BÍ MẬT"
    assert SECRET.search(desktop.text("body"))


@with_and_without_scripts
def test_a_dossier_is_put_under_another_procedure_before_it_is_assigned(somebody, javascript):
    walk = somebody(javascript=javascript)
    sign_in(walk, "tiepnhan")
    receipt = receive(walk)
    open_dossier(walk, receipt)
    walk.follow(re.compile("^Đổi thủ tục, trường hợp"))
    walk.fill("Mã thủ tục hoặc vài từ", "zzzzqq")
    walk.press("Tìm thủ tục")
    walk.see(re.compile("Không có thủ tục nào của cơ quan này"))
    walk.fill("Mã thủ tục hoặc vài từ", "2.000884")
    walk.press("Tìm thủ tục")
    walk.see("Hẹn trả sau khi đổi")
    walk.fill("Lý do đổi", "Chọn nhầm thủ tục khi tiếp nhận.")
    walk.press("Đổi và in giấy tiếp nhận mới")
    expect(walk.page).to_have_url(RECEIPT)
    assert "2.000884" in walk.text("body") and receipt.code in walk.text("body")
    open_dossier(walk, receipt)
    walk.see("Đã đổi thủ tục hoặc trường hợp")


def test_the_acts_are_read_on_a_telephone(somebody):
    walk = somebody(PHONE)
    sign_in(walk, "truongmotcua")
    walk.open("/quay")
    walk.fill("Tìm hồ sơ tại quầy", "Nguyễn")
    walk.press("Tìm")
    sign_in(desk := somebody(), "tiepnhan")
    receipt = receive(desk)
    open_dossier(walk, receipt)
    page = walk.page.url.removeprefix(walk.origin)
    for act in ("doi-thu-tuc", "dinh-chinh", "cap-lai-ma", "rut-ho-so", "huy-tiep-nhan"):
        walk.open(f"{page}/{act}")


@with_and_without_scripts
def test_a_result_handed_over_otherwise_than_chosen_says_why(somebody, javascript):
    walk = somebody(javascript=javascript)
    sign_in(walk, "tiepnhan")
    walk.open("/quay/tra-ket-qua")
    walk.page.locator("main tbody a").first.click()
    walk.follow("Trả kết quả")
    ways = walk.page.locator("main input[type=radio]")
    chosen = walk.page.locator("main input[type=radio]:checked").get_attribute("value")
    other = next(way for way in ("counter", "electronic") if way != chosen)
    ways.and_(walk.page.locator(f"[value={other}]")).check()
    # Asked only now, for most results go as they were meant to.
    assert walk.page.get_by_label("Lý do trả khác cách đã chọn").count() == 0
    walk.press("Trả kết quả")
    walk.see(re.compile("chỗ cần sửa"))
    walk.look()
    walk.fill("Lý do trả khác cách đã chọn", "Người nộp đến quầy lấy bản giấy.")
    walk.press("Trả kết quả")
    walk.see("Đã ghi nhận việc trả kết quả.")
