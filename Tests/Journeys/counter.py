"""Dossiers that journeys make for themselves at the counter, so that none works on another's."""

import re
from dataclasses import dataclass
from itertools import count

from playwright.sync_api import expect

from walk import Walk

# Certifying a copy: any counter takes it in, and its result is due the same day.
CERTIFICATION = "2.000815"
CODE = re.compile(r"H21\.106-\d{6}-\d{4}")
NUMBER = re.compile(r"\bN [0-9A-Z]{3} [0-9A-Z]{3} [0-9A-Z]{3}\b")
SECRET = re.compile(r"\b[0-9A-Z]{5}-[0-9A-Z]{5}\b")
RECEIPT = re.compile(r"/ho-so/[0-9a-f]{32}/giay-tiep-nhan")

_names = (f"Nguyễn Thị Thử {given} {turn}" for turn in (
    "An", "Bình", "Chi", "Dung", "Giang", "Hà", "Khánh", "Linh", "Minh", "Ngọc", "Quý", "Tâm") for given in (
    "Hoa", "Lan", "Mai", "Nga", "Oanh", "Phương", "Quyên", "Sen", "Thảo", "Uyên", "Vân", "Xuân"))
_births = count(1)


@dataclass(frozen=True)
class Person:
    """Somebody whom nobody else is called like."""

    name: str
    number: str
    phone: str
    address: str


@dataclass(frozen=True)
class Receipt:
    """What the paper says that the person takes home."""

    person: Person
    code: str
    number: str
    secret: str


def somebody_new() -> Person:
    """A woman born in 1990 in Gia Lai, with a personal number that no warning is given about."""
    return Person(next(_names), f"064190{next(_births):06}", "0912 345 678", "12 Lê Lợi, phường Pleiku")


def fill_reception(walk: Walk, person: Person, procedure: str = CERTIFICATION) -> None:
    walk.open(f"/quay/tiep-nhan/{procedure}")
    walk.fill("Họ và tên người nộp", person.name)
    walk.page.get_by_label("Số định danh cá nhân", exact=True).fill(person.number)
    walk.fill("Số điện thoại", person.phone)
    walk.page.get_by_label("Địa chỉ", exact=True).fill(person.address)


def receive(walk: Walk) -> Receipt:
    """An officer at the counter, signed in already, takes in a dossier."""
    person = somebody_new()
    fill_reception(walk, person)
    walk.press("Tiếp nhận")
    return read_receipt(walk, person)


def read_receipt(walk: Walk, person: Person) -> Receipt:
    expect(walk.page).to_have_url(RECEIPT)
    walk.look()
    paper = walk.text("body")
    code, number, secret = (pattern.search(paper) for pattern in (CODE, NUMBER, SECRET))
    assert code and number and secret, paper
    return Receipt(person, code[0], number[0], secret[0])
