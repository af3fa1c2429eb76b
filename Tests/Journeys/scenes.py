"""Dossiers brought to where their pages have something to show, once for a whole run of photographs."""

import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser

from accounts import sign_in
from chromium import DESKTOP, PHONE, context
from citizen import (
    BIRTH, CERTIFICATE, DECLARATION, Submitted, begin, give_secret, hand_in, open_dossier, paper,
    receive_online,
)
from counter import fill_reception, read_receipt, receive, somebody_new
from walk import Walk

HANDLER = "Siu H’Bình"
SIGNATORY = "Võ Thị Bích Ngọc (Ký kết quả)"
# Takes some days, so that its due date can be moved.
MARITAL_STATUS = "1.004873"
IDENTITY = re.compile(r"/ho-so/([0-9a-f]{32})")


@dataclass
class Scenes:
    """What addresses of pages name, and what the citizen knows and her browser keeps."""

    values: dict[str, str]
    cookies: list
    secrets: dict[str, str]

    def path(self, pattern: str) -> str:
        """Fills holes such as `{assigned}` with the dossier that is meant."""
        return pattern.format_map(self.values)

    def become_citizen(self, walk: Walk) -> None:
        """Gives a browser what hers keeps, and opens her dossiers, which stay open for half an hour alone."""
        walk.context.add_cookies(self.cookies)
        for number, secret in self.secrets.items():
            walk.open(f"/tra-cuu/{number}")
            if walk.page.get_by_label("Mã bí mật").count():
                give_secret(walk, secret)


class Company:
    """Everybody who has something to do with the dossiers, each at a window of their own."""

    def __init__(self, browser: Browser, origin: str):
        self.citizen = Walk(context(browser, PHONE), origin)
        self.secrets: dict[str, str] = {}
        self.officers: dict[str, Walk] = {}
        for account in ("tiepnhan", "lanhdao", "thuly", "chutich", "sonnmt"):
            self.officers[account] = Walk(context(browser, DESKTOP), origin)
            sign_in(self.officers[account], account)

    def __getitem__(self, account: str) -> Walk:
        return self.officers[account]

    def close(self) -> None:
        """What was wrong with pages on the way is the journeys' to tell, not the photographs'."""
        for walk in (self.citizen, *self.officers.values()):
            walk.context.close()

    # Ways of a dossier; each gives its id as officers' addresses have it.

    def find(self, code: str) -> str:
        """Opens it at the handler's desk."""
        walk = self["thuly"]
        walk.open("/viec?loc=cua-toi")
        walk.follow(code)
        return IDENTITY.search(walk.page.url)[1]

    def received(self) -> tuple[str, str]:
        """Taken in at the counter: id and code."""
        receipt = receive(self["tiepnhan"])
        return IDENTITY.search(self["tiepnhan"].page.url)[1], receipt.code

    def assign(self, code: str) -> str:
        leader = self["lanhdao"]
        leader.open("/viec?loc=cho-phan-cong")
        leader.follow(code)
        leader.follow("Phân công thụ lý")
        leader.choose(HANDLER)
        leader.press("Phân công")
        return self.find(code)

    def open_own(self, submitted: Submitted) -> None:
        """The citizen opens what she handed in."""
        self.secrets[submitted.number] = submitted.secret
        open_dossier(self.citizen, submitted.number, submitted.secret)

    def assigned(self) -> str:
        return self.assign(self.received()[1])

    def ask_supplement(self, paper_name: re.Pattern | None = None) -> None:
        handler = self["thuly"]
        handler.follow("Yêu cầu bổ sung")
        boxes = handler.page.locator("main input[type=checkbox]")
        (handler.page.get_by_label(paper_name) if paper_name else boxes.first).check()
        handler.fill(re.compile("^Lý do"), "Bản chụp mờ, không đọc được trang 2.")
        handler.press("Yêu cầu bổ sung")

    def hand_on(self) -> None:
        handler = self["thuly"]
        handler.follow("Chuyển bước")
        handler.choose("Giao cho", SIGNATORY)
        handler.fill("Ghi chú cho người làm tiếp", "Bản sao khớp bản chính.")
        handler.press("Chuyển bước")

    def sign(self, code: str, file: Path | None = None) -> None:
        signatory = self["chutich"]
        signatory.open("/viec?loc=cho-ky")
        signatory.follow(code)
        signatory.follow("Ký duyệt kết quả")
        signatory.fill("Số, ký hiệu văn bản kết quả", "112/TP-KS")
        if file:
            signatory.attach("Tệp kết quả", file)
        signatory.press("Ký duyệt")


def offices(company: Company) -> dict[str, str]:
    """Dossiers that officers' pages are about."""
    values = {}
    values["received"], values["received_code"] = company.received()
    values["assigned"] = company.assigned()
    handler = company["thuly"]
    counter, person = company["tiepnhan"], somebody_new()
    fill_reception(counter, person, MARITAL_STATUS)
    counter.press("Tiếp nhận")
    values["longer"] = company.assign(read_receipt(counter, person).code)
    values["consulted"] = company.assigned()
    handler.follow("Lấy ý kiến phối hợp")
    handler.choose("Cơ quan được hỏi", "Sở Nông nghiệp và Môi trường tỉnh Gia Lai")
    handler.fill("Nội dung xin ý kiến", "Thửa đất số 12 có thuộc quy hoạch rừng phòng hộ không?")
    handler.press("Gửi câu hỏi")
    values["supplement"] = company.assigned()
    company.ask_supplement()
    values["payment"] = company.assigned()
    handler.follow("Thông báo nghĩa vụ tài chính")
    handler.fill("Số tiền (đồng)", "120.000")
    handler.press("Gửi thông báo")
    values["signing"], code = company.received()
    company.assign(code)
    company.hand_on()
    values["settled"], code = company.received()
    company.assign(code)
    company.hand_on()
    company.sign(code)
    return values


def online(company: Company, folder: Path) -> dict[str, str]:
    """Dossiers of one citizen, opened in her browser; and an application that she has not ended."""
    citizen, counter = company.citizen, company["tiepnhan"]
    values = {}

    # Not received yet: what came online, and what the counter found missing.
    waiting = hand_in(citizen, somebody_new(), folder)
    counter.open("/quay/truc-tuyen")
    counter.follow(waiting.person.name)
    values["submitted"] = IDENTITY.search(counter.page.url)[1]
    asked = hand_in(citizen, somebody_new(), folder)
    counter.open("/quay/truc-tuyen")
    counter.follow(asked.person.name)
    values["asked"] = IDENTITY.search(counter.page.url)[1]
    counter.follow("Yêu cầu hoàn thiện")
    counter.page.get_by_label(DECLARATION).check()
    counter.fill(re.compile("^Lý do"), "Hồ sơ chưa có tờ khai.")
    counter.press("Yêu cầu hoàn thiện")

    supplied = hand_in(citizen, somebody_new(), folder, complete=True)
    code = receive_online(counter, supplied)
    company.assign(code)
    company.ask_supplement(CERTIFICATE)
    values["supplement_number"] = supplied.number
    company.open_own(supplied)
    citizen.follow("Nộp bổ sung")
    citizen.attach(CERTIFICATE, paper(folder, "giay-chung-sinh-ro.pdf"))
    citizen.press("Tiếp tục")

    withdrawn = hand_in(citizen, somebody_new(), folder, complete=True)
    values["withdraw_number"], values["withdraw_code"] = withdrawn.number, receive_online(counter, withdrawn)
    company.open_own(withdrawn)
    citizen.follow("Rút hồ sơ")
    citizen.fill("Lý do rút hồ sơ", "Tôi khai nhầm nơi đăng ký.")
    citizen.press("Tiếp tục")

    fetched = hand_in(citizen, somebody_new(), folder, "Bản điện tử", complete=True)
    code = receive_online(counter, fetched)
    company.assign(code)
    company.hand_on()
    company.sign(code, paper(folder, "giay-khai-sinh.pdf"))
    values["fetch_number"] = fetched.number
    company.open_own(fetched)
    citizen.follow("Nhận kết quả điện tử")
    citizen.press("Tiếp tục")
    values |= applications(company, folder)
    return values


def applications(company: Company, folder: Path) -> dict[str, str]:
    """One that was handed in and shows its receipt, then one that stands at its review."""
    citizen = company.citizen
    hand_in(citizen, somebody_new(), folder)
    receipt = citizen.page.url.removeprefix(citizen.origin)
    begin(citizen, somebody_new())
    citizen.attach(CERTIFICATE, paper(folder))
    citizen.press("Tiếp tục")
    citizen.choose(re.compile("^Tại quầy"))
    citizen.press("Tiếp tục")
    assert citizen.text("h1") == "Xem lại và nộp"
    return {"birth": BIRTH, "apply_receipt": receipt}


def build(browser: Browser, origin: str, folder: Path) -> Scenes:
    company = Company(browser, origin)
    try:
        values = offices(company) | online(company, folder)
        return Scenes(values, company.citizen.context.cookies(), company.secrets)
    finally:
        company.close()

