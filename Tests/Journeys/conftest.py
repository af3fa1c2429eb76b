"""What every journey needs: the running demonstration, a browser, and somebody at a screen."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from chromium import DESKTOP, PHONE, WALL, Screen, context, launched
from demo import Demo, copy_of, prepare
from walk import KeyboardWalk, Walk

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / ".build/journeys"


def program() -> Path:
    """The release build unless MOTCUA_BIN names another."""
    path = Path(os.environ.get("MOTCUA_BIN", ROOT / ".build/release/motcua")).resolve()
    if not path.exists():
        raise RuntimeError(f"{path} is not there; build it: swift build -c release --product motcua")
    return path


@pytest.fixture(scope="session")
def binary() -> Path:
    return program()


@pytest.fixture(scope="session")
def prepared(binary, tmp_path_factory) -> Path:
    """The demonstration at 1:50, prepared once; MOTCUA_DATA names one that is there already. Never changed."""
    if "MOTCUA_DATA" in os.environ:
        return Path(os.environ["MOTCUA_DATA"]).resolve()
    return prepare(binary, tmp_path_factory.mktemp("prepared") / "small.motcua")


@pytest.fixture(scope="session")
def start_demo(binary, prepared, tmp_path_factory) -> Iterator[Callable[..., Demo]]:
    """Starts further servers, each on a copy of its own, with further words for `motcua demo`."""
    running: list[Demo] = []

    def start(*words: str) -> Demo:
        demo = Demo(binary, copy_of(prepared, tmp_path_factory.mktemp("demo") / "shown.motcua"), *words)
        running.append(demo)
        return demo

    yield start
    codes = [demo.stop() for demo in running]
    assert not any(codes), f"servers ended with {codes}:\n" + "".join(running[-1].output[-40:])


@pytest.fixture(scope="session")
def demo(start_demo) -> Demo:
    """The one server that journeys share; each works on dossiers of its own."""
    return start_demo()


@pytest.fixture(scope="session")
def origin(demo) -> str:
    return demo.address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


@pytest.fixture
def somebody(browser, request) -> Iterator[Callable[..., Walk]]:
    """Opens windows: `somebody(PHONE)`, `somebody(DESKTOP, kind=KeyboardWalk)`, `somebody(javascript=False)`.

    At the end of the test every page that any of them came to must have been without fault.
    """
    walks: list[Walk] = []

    def open_window(screen: Screen = DESKTOP, *, kind: type[Walk] = Walk, origin: str | None = None, **how) -> Walk:
        at = origin or request.getfixturevalue("origin")
        walk = kind(context(browser, screen), at, **how)
        walks.append(walk)
        return walk

    yield open_window
    if hasattr(request.node, "failed_call"):
        keep_pictures(request.node.name, walks)
    faults = []
    for walk in walks:
        try:
            walk.close()
        except AssertionError as error:
            faults.append(str(error))
    assert not faults, "\n".join(faults)


@pytest.fixture
def phone(somebody) -> Walk:
    return somebody(PHONE)


@pytest.fixture
def desktop(somebody) -> Walk:
    return somebody(DESKTOP)


@pytest.fixture
def wall(somebody) -> Walk:
    return somebody(WALL)


@pytest.fixture
def keyboard(somebody) -> KeyboardWalk:
    return somebody(DESKTOP, kind=KeyboardWalk)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.when == "call" and report.failed:
        item.failed_call = report
    return report


def keep_pictures(test: str, walks: list[Walk]) -> None:
    """What the screens showed when a test failed, to look at afterwards."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    name = "".join(letter if letter.isalnum() else "-" for letter in test)
    for number, walk in enumerate(walks, start=1):
        if walk.page.is_closed():
            continue
        walk.page.screenshot(path=PICTURES / f"{name}-{number}.png", full_page=True)
        (PICTURES / f"{name}-{number}.html").write_text(walk.page.content(), encoding="utf-8")
        print(f"{PICTURES.relative_to(ROOT)}/{name}-{number}.png shows {walk.page.url}")
