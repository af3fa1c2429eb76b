"""The browser that journeys are walked in: Debian's Chromium, driven by Playwright."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, BrowserContext, sync_playwright


@dataclass(frozen=True)
class Screen:
    """A device that somebody holds, sits at or looks up to."""

    width: int
    height: int
    scale: float = 1
    touch: bool = False


PHONE = Screen(360, 740, scale=2, touch=True)
DESKTOP = Screen(1280, 800)
WALL = Screen(1920, 1080)


def executable() -> str:
    """Chromium as installed, or as CHROMIUM names it; never one that Playwright would download."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        raise RuntimeError("no Chromium here; scripts/setup.sh test installs it")
    return found


@contextmanager
def launched() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        arguments = ["--force-color-profile=srgb", "--font-render-hinting=none"]
        # Chromium's sandbox does not start for root, which is who runs tests in a container.
        if os.geteuid() == 0:
            arguments.append("--no-sandbox")
        browser = playwright.chromium.launch(executable_path=executable(), args=arguments)
        try:
            yield browser
        finally:
            browser.close()


def context(browser: Browser, screen: Screen, *, locale: str = "vi-VN") -> BrowserContext:
    """A browser with no past: no cookies, no cache, no motion."""
    return browser.new_context(
        viewport={"width": screen.width, "height": screen.height},
        device_scale_factor=screen.scale,
        has_touch=screen.touch,
        is_mobile=screen.touch,
        locale=locale,
        timezone_id="Asia/Ho_Chi_Minh",
        reduced_motion="reduce",
        accept_downloads=True,
    )
