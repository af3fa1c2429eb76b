"""What a counter prints: one sheet of A5, whatever a procedure is called and however many papers it has."""

import re

import pytest
from playwright.sync_api import expect

from accounts import sign_in
from counter import RECEIPT, fill_reception, receive, somebody_new

A5 = (419.53, 595.28)
# The longest name of the catalogue, the most papers, and both together.
LONG = ["1.013980", "2.001263", "1.013831?truong-hop=chuyen-quyen"]


def sheets(walk) -> list[tuple[float, float]]:
    """Width and height in points of each sheet that the browser would print."""
    pdf = walk.page.pdf(prefer_css_page_size=True, print_background=True)
    count = len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))
    boxes = re.findall(rb"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)\s*\]", pdf)
    assert count == len(boxes) > 0
    return [(float(width), float(height)) for width, height in boxes]


def is_one_a5(walk) -> bool:
    found = sheets(walk)
    return len(found) == 1 and all(abs(is_ - be) < 2 for is_, be in zip(found[0], A5, strict=True))


def test_a_usual_receipt_is_one_sheet_of_a5(desktop):
    sign_in(desktop, "tiepnhan")
    receive(desktop)
    assert is_one_a5(desktop), sheets(desktop)


@pytest.mark.parametrize("procedure", LONG)
def test_a_long_receipt_is_one_sheet_of_a5(desktop, procedure):
    sign_in(desktop, "tiepnhan")
    person = somebody_new()
    desktop.open(f"/quay/tiep-nhan/{procedure}")
    if desktop.text("h1") == "Chọn trường hợp":
        procedure = desktop.page.locator("main ul.links a").first.get_attribute("href").rpartition("/")[2]
    fill_reception(desktop, person, procedure)
    desktop.page.get_by_text("Người nộp không phải là chủ hồ sơ").click()
    desktop.fill("Họ và tên người nộp", "Nguyễn Hoàng Thị Phương Thảo Nguyên Hương Quỳnh Trâm Anh Thư Bình Minh")
    desktop.fill("Họ và tên chủ hồ sơ", "Công ty trách nhiệm hữu hạn một thành viên Xây dựng và Thương mại Gia Lai")
    desktop.page.get_by_label("Địa chỉ", exact=True).fill(
        "Số 128/12/4 đường Nguyễn Thị Minh Khai nối dài, tổ dân phố số 12, phường Pleiku, tỉnh Gia Lai")
    for box in desktop.page.get_by_label(re.compile("^Số bản chính: ")).all():
        box.fill("1")
    if not desktop.page.get_by_label("Phí, lệ phí thu (đồng)").input_value():
        desktop.fill("Phí, lệ phí thu (đồng)", "100000")
    desktop.press("Tiếp nhận")
    expect(desktop.page).to_have_url(RECEIPT)
    desktop.look()
    assert is_one_a5(desktop), sheets(desktop)


def test_the_large_receipt_is_printed_on_a4(desktop):
    sign_in(desktop, "tiepnhan")
    receive(desktop)
    desktop.follow("Bản chữ lớn, khổ A4")
    assert all(abs(width - 595.28) < 2 for width, _ in sheets(desktop))


def test_the_slip_of_a_new_secret_is_one_sheet_of_a5(desktop):
    sign_in(desktop, "tiepnhan")
    desktop.open("/quay/truc-tuyen")
    desktop.page.locator("main tbody a").last.click()
    desktop.look()
    desktop.follow(re.compile("^Cấp lại mã bí mật"))
    desktop.choose("Đã đối chiếu giấy tờ: người đề nghị là người nộp hoặc chủ hồ sơ")
    desktop.press("Cấp mã mới và in giấy")
    assert is_one_a5(desktop), sheets(desktop)
