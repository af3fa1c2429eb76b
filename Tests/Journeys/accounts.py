"""Signing in, as the demonstration's listed accounts do."""

import os
from pathlib import Path

from walk import Walk

SIGN_IN = "/dang-nhap"
ACCOUNTS = Path(__file__).resolve().parents[2] / "Resources/demo/accounts.tsv"


def password(account: str) -> str:
    """The account's password, as the demonstration prints it; MOTCUA_DEMO_PASSWORD where it is another."""
    if known := os.environ.get("MOTCUA_DEMO_PASSWORD"):
        return known
    for line in ACCOUNTS.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if cells[0] == account:
            return cells[1]
    raise KeyError(account)


def sign_in(walk: Walk, account: str) -> None:
    walk.open(SIGN_IN)
    fields = walk.page.locator("main form").filter(has=walk.page.locator("input[type=password]"))
    fields.locator("input:not([type=hidden]):not([type=password])").first.fill(account)
    fields.locator("input[type=password]").fill(password(account))
    fields.locator("button[type=submit], button:not([type])").first.click()
    walk.look()
    if walk.page.url.removeprefix(walk.origin).startswith(SIGN_IN):
        raise AssertionError(f"{account} was not let in: {walk.text('main')}")
