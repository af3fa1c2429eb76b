"""What citizens do with dossiers they have handed in: withdraw, answer a request, and what is in the way of others."""

import re

import pytest
from playwright.sync_api import expect

from accounts import sign_in
from chromium import DESKTOP, PHONE
from citizen import (
    BIRTH, CERTIFICATE, DECLARATION, another, give_code, give_secret, hand_in, open_dossier, paper,
    receive_online, shown_code,
)
from counter import somebody_new
from demo import Demo

with_and_without_scripts = pytest.mark.parametrize("javascript", [True, False])


def events(walk) -> list[str]:
    return walk.page.locator("main ol.timeline li.done h3, main ol.timeline li.now h3").all_inner_texts()


def ask_completion(counter, submitted, *papers: re.Pattern) -> None:
    counter.open("/quay/truc-tuyen")
    counter.follow(submitted.person.name)
    counter.follow("Yêu cầu hoàn thiện")
    for name in papers:
        counter.page.get_by_label(name).check()
    counter.fill(re.compile("^Lý do"), "Hồ sơ còn thiếu.")
    counter.press("Yêu cầu hoàn thiện")
    counter.see("Đã gửi yêu cầu hoàn thiện cho người nộp.")


@with_and_without_scripts
def test_a_dossier_is_withdrawn_once_its_code_is_right(somebody, tmp_path, javascript):
    owner = somebody(PHONE, javascript=javascript)
    submitted = hand_in(owner, somebody_new(), tmp_path)
    open_dossier(owner, submitted.number, submitted.secret)
    owner.follow("Rút hồ sơ")
    owner.see("việc đã rút không khôi phục được")
    owner.fill("Lý do rút hồ sơ", "Tôi khai nhầm nơi đăng ký.")
    owner.press("Tiếp tục")
    code = shown_code(owner)

    # What is no code is no guess; what is one, is counted; neither does anything.
    give_code(owner, "12 34", "Rút hồ sơ")
    owner.see("Mã xác nhận gồm 6 chữ số.")
    give_code(owner, another(code), "Rút hồ sơ")
    owner.see("Mã xác nhận không đúng. Còn 4 lần nhập.")
    owner.see("Tôi khai nhầm nơi đăng ký.")
    # Larger letters, and the page is still there.
    owner.press("Tăng cỡ chữ")
    assert owner.text("h1") == "Xác nhận rút hồ sơ"

    give_code(owner, f"{code[:3]} {code[3:]}", "Rút hồ sơ")
    owner.see("Đã rút hồ sơ.")
    assert owner.text("h1") == "Hồ sơ đã được rút"
    assert events(owner)[-1].endswith("Đã rút hồ sơ")
    assert owner.page.get_by_role("link", name="Rút hồ sơ").count() == 0
    for page in ("rut", "rut/xac-nhan", "bo-sung", "ket-qua"):
        owner.open(f"/tra-cuu/{submitted.number}/{page}")
        assert owner.text("h1") == "Hồ sơ đã được rút"

    counter = somebody(DESKTOP)
    sign_in(counter, "tiepnhan")
    counter.open("/quay/truc-tuyen")
    assert submitted.person.name not in counter.text("main")


def test_a_double_click_withdraws_once(somebody, tmp_path):
    owner = somebody(PHONE, javascript=False)
    submitted = hand_in(owner, somebody_new(), tmp_path)
    open_dossier(owner, submitted.number, submitted.secret)
    owner.follow("Rút hồ sơ")
    owner.press("Tiếp tục")
    owner.fill("Mã xác nhận", shown_code(owner))
    owner.page.get_by_role("button", name="Rút hồ sơ").dblclick()
    owner.page.wait_for_url(re.compile("xong=rut"))
    owner.look()
    assert owner.text("h1") == "Hồ sơ đã được rút"
    assert len([event for event in events(owner) if "Đã rút hồ sơ" in event]) == 1


def test_five_wrong_codes_end_a_code_and_another_one_is_made(somebody, tmp_path):
    owner = somebody(PHONE)
    submitted = hand_in(owner, somebody_new(), tmp_path)
    open_dossier(owner, submitted.number, submitted.secret)
    owner.follow("Rút hồ sơ")
    owner.press("Tiếp tục")
    code = shown_code(owner)
    for left in (4, 3, 2, 1):
        give_code(owner, another(code), "Rút hồ sơ")
        owner.see(f"Còn {left} lần nhập.")
    give_code(owner, another(code), "Rút hồ sơ")
    owner.see("Mã xác nhận đã hết hiệu lực hoặc đã nhập sai quá số lần cho phép.")
    # The right one comes too late.
    assert owner.page.get_by_label("Mã xác nhận").count() == 0
    for _ in range(4):
        owner.press(re.compile("^Lấy mã"))
    # Five an hour were made; a sixth is not, and the fifth still counts.
    fifth = shown_code(owner)
    owner.press("Lấy mã khác")
    owner.see("Đã lấy 5 mã trong một giờ.")
    assert shown_code(owner) == fifth
    give_code(owner, fifth, "Rút hồ sơ")
    owner.see("Đã rút hồ sơ.")


def test_after_ten_wrong_secrets_even_the_right_one_must_wait(somebody, tmp_path):
    owner = somebody(PHONE)
    submitted = hand_in(owner, somebody_new(), tmp_path)
    owner.open(f"/tra-cuu/{submitted.number}")
    owner.press("Xem chi tiết")
    owner.see("Hãy nhập mã bí mật.")
    for _ in range(10):
        give_secret(owner, "AAAAA-AAAAA")
        owner.see("Mã bí mật không đúng.")
    give_secret(owner, submitted.secret)
    owner.see("Đã thử quá 10 lần trong một giờ.")
    assert owner.text("h1") == "Đã nhận, đang chờ kiểm tra"
    # Nobody else's dossier is shut by it.
    other = hand_in(owner, somebody_new(), tmp_path)
    open_dossier(owner, other.number, other.secret)
    assert owner.text("h1") == "Hồ sơ của bạn đang chờ kiểm tra"
    owner.see(re.compile("Ủy ban nhân dân phường Pleiku trả lời bạn trước "))


@with_and_without_scripts
def test_files_that_cannot_be_taken_are_named_and_the_others_stay(somebody, tmp_path, javascript):
    owner, counter = somebody(PHONE, javascript=javascript), somebody(DESKTOP)
    submitted = hand_in(owner, somebody_new(), tmp_path)
    sign_in(counter, "tiepnhan")
    ask_completion(counter, submitted, DECLARATION, CERTIFICATE)
    open_dossier(owner, submitted.number, submitted.secret)
    owner.follow("Nộp bổ sung")
    owner.attach(DECLARATION, paper(tmp_path, "to-khai.pdf"))
    program, heavy = tmp_path / "anh.jpg", tmp_path / "quet.pdf"
    program.write_bytes(b"MZ this is a program")
    heavy.write_bytes(b"%PDF-1.4\n" + bytes(20 * 1024 * 1024))
    owner.page.get_by_label(CERTIFICATE).set_input_files([program, heavy])
    owner.fill("Lời nhắn cho cán bộ", "Tôi gửi đủ.")
    owner.press("Tiếp tục")
    # Twenty megabytes take their time, longer where the program was built for debugging.
    expect(owner.page.get_by_role("alert")).to_be_visible(timeout=60_000)
    owner.look()
    owner.see("Tệp “anh.jpg” không phải PDF, PNG hoặc JPEG.")
    owner.see("Tệp “quet.pdf” lớn quá 20 MB.")
    owner.see("to-khai.pdf (1 KB)")
    assert owner.page.get_by_label("Lời nhắn cho cán bộ").input_value() == "Tôi gửi đủ."

    owner.attach(CERTIFICATE, paper(tmp_path))
    owner.press("Tải lên và ở lại trang này")
    owner.press("Bỏ tệp to-khai.pdf")
    owner.press("Tiếp tục")
    owner.see(re.compile("Chưa có tệp cho giấy tờ “Tờ khai"))
    owner.attach(DECLARATION, tmp_path / "to-khai.pdf")
    owner.press("Tiếp tục")

    # Somebody else's browser finds what was prepared, by number and secret alone.
    other = somebody(DESKTOP)
    open_dossier(other, submitted.number, submitted.secret)
    other.follow("Nộp bổ sung")
    for name in ("to-khai.pdf (1 KB)", "giay-chung-sinh.pdf (1 KB)"):
        other.see(name)
    owner.page.get_by_label("Mã xác nhận").fill(shown_code(owner))
    owner.page.get_by_role("button", name="Nộp bổ sung").dblclick()
    owner.page.wait_for_url(re.compile("xong=bo-sung"))
    owner.look()
    assert len([event for event in events(owner) if "Đã nộp bổ sung" in event]) == 1


def test_a_page_that_is_no_longer_new_is_told_and_the_code_still_counts(somebody, tmp_path):
    owner, counter = somebody(PHONE), somebody(DESKTOP)
    submitted = hand_in(owner, somebody_new(), tmp_path, complete=True)
    open_dossier(owner, submitted.number, submitted.secret)
    owner.follow("Rút hồ sơ")
    owner.press("Tiếp tục")
    code = shown_code(owner)
    sign_in(counter, "tiepnhan")
    receive_online(counter, submitted)
    give_code(owner, code, "Rút hồ sơ")
    owner.see("Trang không còn mới")
    give_code(owner, code, "Rút hồ sơ")
    owner.see("Đã rút hồ sơ.")
    assert [event.split("\n")[-1] for event in events(owner)][-2:] == ["Đã tiếp nhận hồ sơ", "Đã rút hồ sơ"]


def test_a_dossier_that_is_closed_on_a_shared_machine_stays_closed(somebody, tmp_path):
    owner = somebody(PHONE)
    submitted = hand_in(owner, somebody_new(), tmp_path)
    open_dossier(owner, submitted.number, submitted.secret)
    secret = submitted.secret.replace("-", "")
    for cookie in owner.context.cookies():
        assert cookie["httpOnly"] and cookie["sameSite"] == "Lax"
        assert secret not in cookie["value"]
    here = f"/tra-cuu/{submitted.number}"
    owner.open(here)
    assert owner.text("h1") == "Hồ sơ của bạn đang chờ kiểm tra"
    owner.press("Đóng hồ sơ")
    for page in (here, here + "/rut", here + "/rut/xac-nhan"):
        owner.open(page)
        assert owner.text("h1") == "Đã nhận, đang chờ kiểm tra"
        assert submitted.person.name not in owner.page.content()
    owner.page.go_back()
    assert "Hồ sơ của bạn" not in owner.text("main")


def test_what_comes_after_half_an_hour_is_kept_and_asks_for_the_secret_again(
    somebody, binary, start_demo, tmp_path
):
    first = start_demo()
    owner = somebody(PHONE, origin=first.address)
    counter = somebody(DESKTOP, origin=first.address)
    submitted = hand_in(owner, somebody_new(), tmp_path)
    sign_in(counter, "tiepnhan")
    ask_completion(counter, submitted, DECLARATION)
    open_dossier(owner, submitted.number, submitted.secret)
    owner.follow("Nộp bổ sung")
    owner.fill("Lời nhắn cho cán bộ", "Tôi viết lâu.")
    owner.attach(DECLARATION, paper(tmp_path, "to-khai.pdf"))

    # The same office, 35 minutes later; the browser has the page still open.
    port = first.address.rpartition(":")[2]
    first.stop()
    later = Demo(binary, first.folder, "--now", "2026-11-20T09:35:00+07:00", "--listen", f"127.0.0.1:{port}")
    try:
        assert later.address == first.address
        owner.press("Tiếp tục")
        owner.see("Đã quá 30 phút kể từ khi nhập mã bí mật.")
        assert submitted.person.name not in owner.page.content()
        give_secret(owner, submitted.secret)
        assert owner.text("h1") == "Nộp bổ sung hồ sơ"
        owner.see("to-khai.pdf (1 KB)")
        assert owner.page.get_by_label("Lời nhắn cho cán bộ").input_value() == "Tôi viết lâu."
        owner.press("Tiếp tục")
        give_code(owner, shown_code(owner), "Nộp bổ sung")
        owner.see("Đã nộp bổ sung.")
    finally:
        assert later.stop() == 0


def test_pages_that_only_tell_something_leave_no_cookie(somebody):
    walk = somebody(PHONE)
    for path in ("/", "/thu-tuc", "/thu-tuc?q=khai+sinh", f"/thu-tuc/{BIRTH}", "/tra-cuu"):
        walk.open(path)
        assert walk.context.cookies() == [], path


def test_an_officer_is_known_also_where_there_is_no_page(somebody):
    walk = somebody(DESKTOP)
    sign_in(walk, "tiepnhan")
    walk.open("/khong-co-trang-nay")
    assert "Đăng nhập" not in walk.text("header")
    walk.see("Nguyễn Thị Thu Hà")


def test_a_procedure_says_only_the_ways_that_it_can_be_handed_in_by(somebody):
    walk = somebody(PHONE)
    # At a counter alone.
    walk.open("/thu-tuc/2.000815")
    walk.see("Thủ tục này chưa nhận hồ sơ trực tuyến. Hãy nộp tại quầy.")
    walk.see(re.compile("^Nộp hồ sơ tại quầy$"))
    assert "bưu chính" not in walk.text("main")
    assert walk.page.get_by_role("link", name="Nộp hồ sơ", exact=True).count() == 0
    walk.open(f"/thu-tuc/{BIRTH}")
    walk.see("Nộp hồ sơ tại quầy, qua bưu chính hoặc trực tuyến")


class Office(Demo):
    """The same folder served as a real office serves it: no code is ever shown on a screen."""

    command = "serve"


def test_an_office_that_can_send_no_code_says_where_to_go(somebody, binary, start_demo, tmp_path):
    first = start_demo()
    owner = somebody(PHONE, origin=first.address)
    submitted = hand_in(owner, somebody_new(), tmp_path)
    first.stop()
    office = Office(binary, first.folder)
    try:
        owner = somebody(PHONE, origin=office.address)
        open_dossier(owner, submitted.number, submitted.secret)
        owner.follow("Rút hồ sơ")
        owner.see("Chưa làm được việc này trên mạng")
        owner.see(re.compile("đến Ủy ban nhân dân phường Pleiku, hoặc gọi điện"))
        assert owner.page.locator("main form").count() == 0
        owner.open(f"/tra-cuu/{submitted.number}/rut/xac-nhan")
        owner.see("Chưa làm được việc này trên mạng")
    finally:
        assert office.stop() == 0
