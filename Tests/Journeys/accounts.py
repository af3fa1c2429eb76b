"""Signing in, as the demonstration's listed accounts do."""

import os
from pathlib import Path

from walk import Walk

SIGN_IN = "/dang-nhap"
ACCOUNTS = Path(__file__).resolve().parents[2] / "Resources/demo/accounts.tsv"
SIGN_IN_MS = 60_000
SESSION_COOKIES = ("motcua-phien", "__Host-motcua-phien")

# The session of each account at each server: only twenty attempts in ten minutes may come from one address.
_sessions: dict[tuple[str, str], list] = {}


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
    """Leaves the walk where the account's day begins; a session that was begun before goes on."""
    key = (walk.origin, account)
    if key in _sessions:
        walk.context.add_cookies(_sessions[key])
    walk.open(SIGN_IN)
    if is_asked(walk):
        give(walk, account, password(account))
        if is_asked(walk):
            raise AssertionError(f"{account} was not let in: {walk.text('main')}")
        _sessions[key] = [cookie for cookie in walk.context.cookies() if cookie["name"] in SESSION_COOKIES]


def is_asked(walk: Walk) -> bool:
    """Whether the page before the walk is the one that asks who somebody is."""
    return walk.page.url.removeprefix(walk.origin).startswith(SIGN_IN)


def give(walk: Walk, account: str, word: str) -> None:
    """Fills the form that the walk stands at, and sends it."""
    fields = walk.page.locator("main form").filter(has=walk.page.locator("input[type=password]"))
    fields.locator("input:not([type=hidden]):not([type=password])").first.fill(account)
    fields.locator("input[type=password]").fill(word)
    # A password takes the server long on purpose, and longer where it is busy or was built for debugging.
    fields.locator("button[type=submit], button:not([type])").first.click(timeout=SIGN_IN_MS)
    walk.look()
