"""Citizens at their telephones: they find a procedure, follow a dossier, and read as they like."""

import re

import pytest

from accounts import sign_in
from chromium import DESKTOP, PHONE
from counter import NUMBER, receive

with_and_without_scripts = pytest.mark.parametrize("javascript", [True, False])
MARRIAGE = re.compile(r"^Thủ tục đăng ký kết hôn( 1\.000894.*)?$")


def font_size(walk) -> float:
    return float(walk.page.evaluate("getComputedStyle(document.body).fontSize").removesuffix("px"))


@with_and_without_scripts
def test_a_search_without_marks_leads_to_the_procedure_and_on_to_tracking(somebody, javascript):
    counter = somebody()
    sign_in(counter, "tiepnhan")
    receipt = receive(counter)

    walk = somebody(PHONE, javascript=javascript)
    walk.open("/")
    walk.fill("Tìm thủ tục hành chính", "dang ki ket hon")
    walk.press("Tìm")
    found = walk.page.locator("main").get_by_role("link").first
    assert MARRIAGE.match(" ".join(found.inner_text().split()))
    walk.follow(MARRIAGE)
    assert walk.page.url == walk.origin + "/thu-tuc/1.000894"
    assert walk.text("h1") == "Thủ tục đăng ký kết hôn"
    for part in ("Giấy tờ cần có", "Các bước", "Bao lâu", "Phí, lệ phí", "Cơ quan giải quyết"):
        walk.see(part)

    walk.page.locator("header .mark").click()
    walk.look()
    # Small letters will do.
    walk.fill("Mã số hồ sơ", receipt.code.lower())
    walk.press("Tra cứu")
    assert walk.text("h1") == "Đang giải quyết"


@with_and_without_scripts
def test_the_number_alone_shows_the_bare_state_and_the_secret_the_rest(somebody, javascript):
    counter = somebody()
    sign_in(counter, "tiepnhan")
    receipt = receive(counter)

    walk = somebody(PHONE, javascript=javascript)
    bare_number, bare_code = receipt.number.replace(" ", ""), re.sub(r"[.-]", "", receipt.code)
    typed = [
        # Small letters, without dots and dashes: all the same.
        (receipt.code, receipt.code, bare_number), (bare_code.lower(), receipt.code, bare_number),
        (receipt.number, receipt.number, receipt.code), (bare_number.lower(), receipt.number, receipt.code),
    ]
    for number, shown, other in typed:
        walk.open("/tra-cuu")
        walk.fill("Mã số hồ sơ", number)
        walk.press("Tra cứu")
        assert walk.text("h1") == "Đang giải quyết"
        assert walk.text("main .hint") == f"Hồ sơ {shown}"
        # The code tells agency and day of reception: the number alone leads to neither.
        assert other not in walk.page.url
        page = walk.page.content()
        hidden = (receipt.person.name, receipt.person.number, "Lê Lợi", "hứng thực", receipt.secret, other)
        for one in hidden:
            assert one not in page
        # The dossier's code tells its day; nothing else on the page does.
        assert not re.search(r"\d\d/\d\d/\d{4}", walk.text("main"))
        assert bool(NUMBER.search(walk.text("main"))) == (shown == receipt.number)

    walk.fill("Mã bí mật", "AAAAA-AAAAA")
    walk.press("Xem chi tiết")
    walk.see("Mã bí mật không đúng")
    assert receipt.person.name not in walk.page.content()

    walk.fill("Mã bí mật", receipt.secret)
    walk.press("Xem chi tiết")
    assert walk.text("h1") == "Hồ sơ của bạn đã được tiếp nhận"
    for part in ("Đã nộp hồ sơ", "Đã tiếp nhận hồ sơ", "Giải quyết và ký kết quả", "Hẹn trả"):
        walk.see(part)
    # What officers are called is not the public's.
    assert "Nguyễn Thị Thu Hà" not in walk.page.content()


@with_and_without_scripts
def test_an_unknown_number_is_answered_clearly(somebody, javascript):
    walk = somebody(PHONE, javascript=javascript)
    walk.open("/")
    walk.fill("Mã số hồ sơ", "H21.106-261120-9999")
    walk.press("Tra cứu")
    walk.see("Không có hồ sơ nào mang mã số này.")
    # To be mended, not to be typed anew.
    assert walk.page.get_by_label("Mã số hồ sơ").input_value() == "H21.106-261120-9999"
    assert walk.page.title().startswith("Lỗi:")


@with_and_without_scripts
def test_a_search_that_finds_nothing_says_what_to_try(somebody, javascript):
    walk = somebody(PHONE, javascript=javascript)
    walk.open("/")
    walk.fill("Tìm thủ tục hành chính", "zzzzqq")
    walk.press("Tìm")
    walk.see("Chưa tìm thấy thủ tục nào")


@with_and_without_scripts
@pytest.mark.parametrize("screen", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_text_grows_contrast_rises_and_the_page_stays(somebody, screen, javascript):
    walk = somebody(screen, javascript=javascript)
    here = "/thu-tuc?q=dang%20ki%20ket%20hon"
    walk.open(here)
    sizes = [font_size(walk)]
    while walk.page.get_by_role("button", name="Tăng cỡ chữ").is_enabled():
        walk.press("Tăng cỡ chữ")
        assert walk.page.url == walk.origin + here
        sizes.append(font_size(walk))
    assert sizes == sorted(set(sizes)) and sizes[-1] >= 1.5 * sizes[0], sizes

    # On the next page too, until the usual size is asked for.
    walk.open("/tra-cuu")
    assert font_size(walk) == sizes[-1]
    walk.press("Cỡ chữ thường")
    assert font_size(walk) == sizes[0]

    before = walk.page.evaluate("getComputedStyle(document.body).backgroundColor")
    walk.press("Tương phản cao")
    assert walk.page.get_by_role("button", name="Tương phản cao", pressed=True).is_visible()
    assert walk.page.evaluate("getComputedStyle(document.body).backgroundColor") != before
    walk.open(here)
    walk.press("Tương phản cao")
    assert walk.page.evaluate("getComputedStyle(document.body).backgroundColor") == before


@with_and_without_scripts
def test_the_page_is_read_in_english_and_back(somebody, javascript):
    walk = somebody(PHONE, javascript=javascript)
    walk.open("/")
    walk.press("English")
    assert walk.page.locator("html").get_attribute("lang") == "en"
    assert walk.text("h1") == "What do you need to do?"
    walk.fill("Search administrative procedures", "marriage")
    walk.press("Search")
    assert "/thu-tuc?q=marriage" in walk.page.url
    walk.open("/thu-tuc/1.000894")
    walk.see("How long")
    # The name of the procedure is Vietnamese, and is said to be.
    assert walk.page.locator("h1").first.evaluate("e => e.closest('[lang]').lang") == "vi"
    walk.press("Tiếng Việt")
    assert walk.page.url == walk.origin + "/thu-tuc/1.000894"
    assert walk.page.locator("html").get_attribute("lang") == "vi"
    walk.see("Bao lâu")
