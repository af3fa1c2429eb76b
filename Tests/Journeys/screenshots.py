#!/usr/bin/env python3
"""Photographs every page of pages.py at every width, larger, in high contrast and in English.

    screenshots.py [--at VARIANT,…] [NAME …]      all pages, or these; at all variants, or these

Writes .build/screenshots/NAME-VARIANT.png and an index.html to look through them; pages marked as kept go to
docs/screenshots/NAME.png too.
"""

import argparse
import html
import os
import shutil
import sys
import tempfile
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from playwright.sync_api import Browser, Error

import scenes
from accounts import sign_in
from chromium import Screen, context, launched
from conftest import ROOT, program
from demo import Demo, copy_of, prepare
from pages import CITIZEN, PAGES, Page
from scenes import Scenes
from walk import Walk

OUT = ROOT / ".build/screenshots"
KEPT = ROOT / "docs/screenshots"
DISPLAY_COOKIE = "motcua-hien-thi"


@dataclass(frozen=True)
class Variant:
    name: str
    width: int
    # Language, text size in pixels and contrast, as the cookie of the display has them; "-" is not chosen.
    display: str = "-.-.0"

    @property
    def screen(self) -> Screen:
        return Screen(self.width, 740 if self.width < 600 else 1000, touch=self.width < 600)


VARIANTS = [
    Variant("360", 360),
    Variant("768", 768),
    Variant("1280", 1280),
    Variant("1920", 1920),
    Variant("360-a-plus", 360, "-.28.0"),
    Variant("1280-a-plus", 1280, "-.28.0"),
    Variant("1280-contrast", 1280, "-.-.1"),
    Variant("360-en", 360, "en.-.0"),
    Variant("1280-en", 1280, "en.-.0"),
]


def window(browser: Browser, origin: str, variant: Variant, login: str | None, shown: Scenes) -> Walk:
    """A browser as somebody has it who reads pages of this variant."""
    walk = Walk(context(browser, variant.screen), origin)
    walk.page.set_default_timeout(30_000)
    if login == CITIZEN:
        shown.become_citizen(walk)
    elif login:
        sign_in(walk, login)
    # The citizen's browser has one of its own; this one counts.
    walk.context.add_cookies([{"name": DISPLAY_COOKIE, "value": variant.display, "url": origin}])
    return walk


def photograph(browser: Browser, origin: str, variant: Variant, pages: list[Page], shown: Scenes) -> list[str]:
    """One variant of all pages; gives what was wrong with them.

    Pages come one after another in one browser for each account, but what has a way gets a browser of its own, since
    it may leave its marks there.
    """
    problems = []
    # A page that cannot be come to is told, and the others are photographed all the same.
    order = sorted(pages, key=lambda page: (page.login or "", page.way is not None))
    for (login, alone), group in groupby(order, key=lambda page: (page.login, page.name if page.way else None)):
        walk = window(browser, origin, variant, login, shown)
        for page in group:
            try:
                shoot(walk, variant, page, shown)
            except (Error, AssertionError) as error:
                walk.problems.append(f"{page.name}: {str(error).splitlines()[0]}")
        problems += [f"{variant.name} {alone or login or ''} {problem}" for problem in walk.problems]
        walk.context.close()
    return problems


def shoot(walk: Walk, variant: Variant, page: Page, shown: Scenes) -> None:
    walk.open(shown.path(page.path))
    if page.way:
        page.way(walk)
    walk.page.screenshot(path=OUT / f"{page.name}-{variant.name}.png", full_page=True)
    if page.kept and variant.name == "1280":
        walk.page.screenshot(path=KEPT / f"{page.name}.png")


def index(pages: list[Page]) -> str:
    """All pictures on one page, a row for each page."""
    rows = []
    for page in pages:
        pictures = (f"{page.name}-{variant.name}.png" for variant in VARIANTS)
        cells = "".join(f'<a href="{p}"><img src="{p}" alt="{p}" height="360" loading="lazy"></a>' for p in pictures)
        rows.append(f"<h2>{html.escape(page.name)} <small>{html.escape(page.path)}</small></h2><p>{cells}</p>")
    return f'<!doctype html><meta charset="utf-8"><title>MotCua</title>{"".join(rows)}'


def asked() -> tuple[list[Variant], list[Page]]:
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--at", type=lambda text: text.split(","), default=[v.name for v in VARIANTS])
    given.add_argument("names", nargs="*", metavar="NAME")
    words = given.parse_args()
    for known, said in (({v.name for v in VARIANTS}, words.at), ({page.name for page in PAGES}, words.names)):
        if unknown := set(said) - known:
            given.error(f"nothing is named {', '.join(sorted(unknown))}")
    names = set(words.names)
    return [v for v in VARIANTS if v.name in words.at], [p for p in PAGES if not names or p.name in names]


def main() -> int:
    variants, pages = asked()
    OUT.mkdir(parents=True, exist_ok=True)
    KEPT.mkdir(parents=True, exist_ok=True)
    binary = program()
    scratch = Path(tempfile.mkdtemp(prefix="motcua-"))
    problems = []
    try:
        demo = Demo(binary, copy_of(prepared(binary, scratch), scratch / "shown.motcua"))
        try:
            with launched() as browser:
                shown = scenes.build(browser, demo.address, scratch)
                for variant in variants:
                    print(f"{variant.name}: {len(pages)} pages", flush=True)
                    problems += photograph(browser, demo.address, variant, pages, shown)
        finally:
            demo.stop()
    finally:
        shutil.rmtree(scratch)
    (OUT / "index.html").write_text(index(pages), encoding="utf-8")
    print("\n".join(problems))
    print(f"{len(pages) * len(variants)} pictures in {OUT.relative_to(ROOT)}; {len(problems)} faults")
    return 1 if problems else 0


def prepared(binary: Path, scratch: Path) -> Path:
    """The demonstration at 1:50; MOTCUA_DATA names one that is there already. Never changed."""
    if "MOTCUA_DATA" in os.environ:
        return Path(os.environ["MOTCUA_DATA"]).resolve()
    return prepare(binary, scratch / "prepared.motcua")


if __name__ == "__main__":
    sys.exit(main())
