#!/usr/bin/env python3
"""Photographs every page of pages.py at every width, larger, in high contrast and in English.

    screenshots.py [NAME …]      all pages, or these

Writes .build/screenshots/NAME-VARIANT.png and an index.html to look through them; pages marked as kept go to
docs/screenshots/NAME.png too.
"""

import html
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser

from accounts import sign_in
from chromium import Screen, context, launched
from conftest import ROOT, program
from demo import Demo, copy_of, prepare
from pages import PAGES, Page
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


def photograph(browser: Browser, origin: str, variant: Variant, pages: list[Page]) -> list[str]:
    """One variant of all pages, a browser for each account; gives what was wrong with them."""
    problems = []
    for login in dict.fromkeys(page.login for page in pages):
        walk = Walk(context(browser, variant.screen), origin)
        walk.context.add_cookies([{"name": DISPLAY_COOKIE, "value": variant.display, "url": origin}])
        if login:
            sign_in(walk, login)
        for page in (page for page in pages if page.login == login):
            walk.open(page.path)
            if page.first:
                walk.page.locator("main tbody a").first.click()
                walk.look()
            picture = OUT / f"{page.name}-{variant.name}.png"
            walk.page.screenshot(path=picture, full_page=True)
            if page.kept and variant.name == "1280":
                walk.page.screenshot(path=KEPT / f"{page.name}.png")
        problems += [f"{variant.name} {problem}" for problem in walk.problems]
        walk.context.close()
    return problems


def index(pages: list[Page]) -> str:
    """All pictures on one page, a row for each page."""
    rows = []
    for page in pages:
        pictures = (f"{page.name}-{variant.name}.png" for variant in VARIANTS)
        cells = "".join(f'<a href="{p}"><img src="{p}" alt="{p}" height="360" loading="lazy"></a>' for p in pictures)
        rows.append(f"<h2>{html.escape(page.name)} <small>{html.escape(page.path)}</small></h2><p>{cells}</p>")
    return f'<!doctype html><meta charset="utf-8"><title>MotCua</title>{"".join(rows)}'


def main() -> int:
    names = set(sys.argv[1:])
    pages = [page for page in PAGES if not names or page.name in names]
    if names - {page.name for page in PAGES}:
        sys.exit(f"no page is named {', '.join(sorted(names - {page.name for page in PAGES}))}")
    OUT.mkdir(parents=True, exist_ok=True)
    KEPT.mkdir(parents=True, exist_ok=True)
    binary = program()
    scratch = Path(tempfile.mkdtemp(prefix="motcua-"))
    try:
        prepared = prepare(binary, scratch / "prepared.motcua")
        demo = Demo(binary, copy_of(prepared, scratch / "shown.motcua"))
        try:
            with launched() as browser:
                problems = []
                for variant in VARIANTS:
                    print(f"{variant.name}: {len(pages)} pages")
                    problems += photograph(browser, demo.address, variant, pages)
        finally:
            demo.stop()
    finally:
        shutil.rmtree(scratch)
    (OUT / "index.html").write_text(index(pages), encoding="utf-8")
    print("\n".join(problems))
    print(f"{len(pages) * len(VARIANTS)} pictures in {OUT.relative_to(ROOT)}; {len(problems)} faults")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
