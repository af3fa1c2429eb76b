"""Citizens who hand in online, follow their dossier and answer for it; each with files of their own."""

import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import expect

from counter import CODE, NUMBER, SECRET, Person
from walk import Walk

# Registering a birth: settled by the commune that the applicant names, and taken in online.
BIRTH = "1.001193"
DECLARATION = re.compile("^Tờ khai đăng ký khai sinh")
CERTIFICATE = re.compile("^Giấy chứng sinh")
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8ffff3f0005fe02fe"
    "a73581840000000049454e44ae426082"
)


@dataclass(frozen=True)
class Submitted:
    """What a citizen writes down from the page that ends an application."""

    person: Person
    number: str
    secret: str


def paper(folder: Path, name: str = "giay-chung-sinh.pdf", words: str = "") -> Path:
    """A file as a telephone makes it: a PDF or a picture by its name, holding these words."""
    path = folder / name
    head = b"%PDF-1.4\n" if name.endswith(".pdf") else PNG
    path.write_bytes(head + f"% {name} {words}\n".encode())
    return path


def begin(walk: Walk, person: Person) -> None:
    """From the procedure's page, over the form, to the page of the papers."""
    walk.open(f"/thu-tuc/{BIRTH}")
    walk.follow("Nộp hồ sơ")
    walk.press("Bắt đầu")
    walk.fill("Họ và tên người nộp", person.name)
    walk.fill("Số định danh cá nhân", person.number)
    walk.fill("Số điện thoại", person.phone)
    walk.page.get_by_label(re.compile("^Địa chỉ \\(")).fill(person.address)
    walk.press("Tiếp tục")
    field = walk.page.get_by_label("Cơ quan giải quyết")
    field.select_option(label=field.locator("option").filter(has_text="phường Pleiku").first.inner_text())
    walk.press("Tiếp tục")
    declare(walk)


def declare(walk: Walk) -> None:
    """Answers what the form must have, and goes on to the papers."""
    assert walk.text("h1") == "Tờ khai"
    for label, value in (
        ("Quan hệ với người được khai sinh", "cha"),
        ("Họ, chữ đệm, tên người được khai sinh", "NGUYỄN THỬ AN"),
        ("Ngày, tháng, năm sinh (bắt buộc)", "2026-11-02"),
        ("Dân tộc (bắt buộc)", "Kinh"),
        ("Quốc tịch (bắt buộc)", "Việt Nam"),
        ("Nơi sinh", "Bệnh viện Đa khoa tỉnh Gia Lai, phường Pleiku"),
        ("Quê quán", "Phường Pleiku, tỉnh Gia Lai"),
        ("Họ, chữ đệm, tên người mẹ", "Nguyễn Thị Thử Mẹ"),
    ):
        walk.fill(label, value)
    walk.choose("Nữ")
    walk.press("Tiếp tục")


def finish(walk: Walk, person: Person, way: str) -> Submitted:
    """From the page of the papers to the receipt."""
    walk.press("Tiếp tục")
    walk.choose(re.compile(f"^{way}"))
    walk.press("Tiếp tục")
    assert walk.text("h1") == "Xem lại và nộp"
    walk.press("Nộp hồ sơ")
    return read_receipt(walk, person)


def read_receipt(walk: Walk, person: Person) -> Submitted:
    assert walk.text("h1") == "Đã nộp hồ sơ"
    shown = walk.text("main")
    number, secret = NUMBER.search(shown), SECRET.search(shown)
    assert number and secret, shown
    # The square says the number alone: whoever sees the paper from afar learns no secret.
    assert secret[0] not in walk.page.locator("svg.qr").inner_html()
    return Submitted(person, number[0], secret[0])


def hand_in(
    walk: Walk, person: Person, folder: Path, way: str = "Tại quầy", *, complete: bool = False
) -> Submitted:
    """Hands in with the certificate alone, or `complete` so that it can be received as it is."""
    begin(walk, person)
    walk.attach(CERTIFICATE, paper(folder))
    if complete:
        walk.attach(DECLARATION, paper(folder, "to-khai.png"))
    return finish(walk, person, way)


def receive_online(counter, submitted) -> str:
    """The counter finds it among what came online, and receives it; gives the dossier's code."""
    counter.open("/quay/truc-tuyen")
    counter.follow(submitted.person.name)
    counter.see("Phải trả lời trước")
    counter.follow(re.compile("^Tiếp nhận$"))
    counter.press("Tiếp nhận")
    expect(counter.page).to_have_url(re.compile("giay-tiep-nhan"))
    counter.look()
    return CODE.search(counter.text("body"))[0]


def open_dossier(walk: Walk, number: str, secret: str) -> None:
    walk.open("/tra-cuu")
    walk.fill("Mã số hồ sơ", number)
    walk.press("Tra cứu")
    give_secret(walk, secret)


def give_secret(walk: Walk, secret: str) -> None:
    walk.fill("Mã bí mật", secret)
    walk.press("Xem chi tiết")
    assert secret.replace("-", "") not in walk.page.url.replace("-", "")


def shown_code(walk: Walk) -> str:
    """The one-time code as the demonstration shows it."""
    code = walk.text(".loud .code")
    assert re.fullmatch(r"\d{6}", code), code
    return code


def another(code: str) -> str:
    """Six digits that are not the code."""
    return f"{(int(code) + 1) % 1_000_000:06}"


def give_code(walk: Walk, code: str, button: str) -> None:
    walk.fill("Mã xác nhận", code)
    walk.press(button)
