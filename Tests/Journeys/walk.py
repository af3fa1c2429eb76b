"""A person at a screen: opens pages, presses buttons, types; every page they come to is checked."""

import re
from pathlib import Path

from playwright.sync_api import BrowserContext, Locator, Page, expect

from checks import Watch, accessibility, reflow

MODIFIERS = {"Shift", "Control", "Alt", "Meta"}


class Walk:
    """One browser window. What is wrong with any page it showed is told when the walk ends."""

    def __init__(self, context: BrowserContext, origin: str, *, javascript: bool = True):
        self.context = context
        self.origin = origin
        self.page: Page = context.new_page()
        self.page.set_default_timeout(10_000)
        self._scripts = None
        if not javascript:
            # The pages' scripts never run; only the check of a page lets the checker's own run, for that moment.
            self._scripts = context.new_cdp_session(self.page)
            self._let_scripts_run(False)
        self.problems: list[str] = []
        self.visited: list[str] = []
        self._watch = Watch(self.page, origin)

    # Going about

    def open(self, path: str) -> None:
        self.page.goto(self.origin + path)
        self.look()

    def follow(self, name: str | re.Pattern) -> None:
        self._go(self.page.get_by_role("link", name=name))

    def press(self, name: str | re.Pattern) -> None:
        self._go(self.page.get_by_role("button", name=name))

    def _go(self, target: Locator) -> None:
        target.click()
        self.look()

    # Filling in

    def fill(self, label: str | re.Pattern, value: str) -> None:
        self.page.get_by_label(label).fill(value)

    def choose(self, label: str | re.Pattern, option: str | None = None) -> None:
        """Checks a box or a radio button, or chooses an option of a list."""
        field = self.page.get_by_label(label)
        field.check() if option is None else field.select_option(label=option)

    def attach(self, label: str | re.Pattern, file: Path) -> None:
        self.page.get_by_label(label).set_input_files(file)

    # Looking

    def see(self, text: str | re.Pattern) -> None:
        expect(self.page.get_by_text(text).first).to_be_visible()

    def text(self, selector: str) -> str:
        return self.page.locator(selector).first.inner_text()

    def look(self) -> None:
        """Checks the page, once for each document; call it again with `again` after a script changed it."""
        self.page.wait_for_load_state("load")
        if not self.page.evaluate("window.motcuaLooked === true"):
            self.page.evaluate("window.motcuaLooked = true")
            self.visited.append(self.page.url.removeprefix(self.origin))
            self.look_again()

    def look_again(self) -> None:
        where = self.page.url.removeprefix(self.origin)
        self._let_scripts_run(True)
        found = accessibility(self.page) + reflow(self.page) + self._watch.take()
        self._let_scripts_run(False)
        self.problems += [f"{where}: {problem}" for problem in found]

    def _let_scripts_run(self, may: bool) -> None:
        if self._scripts:
            self._scripts.send("Emulation.setScriptExecutionDisabled", {"value": not may})

    def close(self) -> None:
        """Ends the walk; fails if anything was wrong with any page."""
        if not self.page.is_closed():
            self.problems += self._watch.take()
        self.context.close()
        if self.problems:
            raise AssertionError("\n".join(["the pages of this walk have faults:", *self.problems]))


class KeyboardWalk(Walk):
    """A person without a mouse. Keys are counted, values typed into fields are not.

    A chord such as Control+Enter is one key: what is counted is how often the hand comes down.
    """

    def __init__(self, context: BrowserContext, origin: str, **how):
        super().__init__(context, origin, **how)
        self.pressed: list[str] = []
        self.typed: list[str] = []

    @property
    def keys(self) -> int:
        return len(self.pressed)

    def key(self, *names: str) -> None:
        """Presses keys that stay on the page: Tab, arrows, space."""
        for name in names:
            self._down(name)

    def key_to_next_page(self, name: str) -> None:
        """Presses a key that leads to another page, and waits for that."""
        with self.page.expect_navigation():
            self._down(name)
        self.look()

    def type(self, value: str) -> None:
        """Types a value into the field that has the focus."""
        if not self.page.evaluate("document.activeElement?.matches('input, textarea, select, [contenteditable]')"):
            raise AssertionError(f"typed {value!r} where no field has the focus, after {self.pressed}")
        self.typed.append(value)
        self.page.keyboard.type(value)

    def focused(self) -> str:
        """The accessible name of what has the focus, for a test to say where it stands."""
        return self.page.evaluate(
            "(e => e.labels?.[0]?.innerText ?? e.getAttribute('aria-label') ?? e.innerText ?? '')"
            "(document.activeElement)"
        ).strip()

    def tab_to(self, name: str, at_most: int = 30) -> None:
        """Tabs on until the thing of that name has the focus; each Tab counts."""
        for _ in range(at_most):
            if self.focused() == name:
                return
            self.key("Tab")
        raise AssertionError(f"{name!r} was not reached by {at_most} Tabs; the focus is on {self.focused()!r}")

    def _down(self, name: str) -> None:
        if name in MODIFIERS:
            raise ValueError(f"{name} alone is not a key; write the chord")
        self.pressed.append(name)
        self.page.keyboard.press(name)

    def _go(self, target: Locator) -> None:
        raise AssertionError(f"this walk has no mouse, but would click {target}")

    def fill(self, label, value) -> None:
        raise AssertionError("this walk has no mouse: tab to the field and type")

    choose = attach = fill
