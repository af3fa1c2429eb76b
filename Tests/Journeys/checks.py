"""What must hold on every page that a journey comes to, whatever the page is about."""

import json
from functools import cache

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Request, Response

# WCAG 2.0, 2.1 and 2.2, levels A and AA.
AXE_OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}

PAGE_BYTES_MAX = 50_000


@cache
def axe_script() -> str:
    return Axe().axe_script


def accessibility(page: Page) -> list[str]:
    """Every violation that axe finds, with the elements it is about."""
    page.evaluate(axe_script())
    result = page.evaluate(f"axe.run({json.dumps(AXE_OPTIONS)})")
    found = []
    for violation in result["violations"]:
        found.append(f"{violation['id']} ({violation['impact']}): {violation['help']}")
        for node in violation["nodes"][:5]:
            summary = " ".join(node["failureSummary"].split())
            found.append(f"    {' '.join(node['target'])}: {node['html'][:200]}\n        {summary}")
    return found


def reflow(page: Page) -> list[str]:
    """A page may be scrolled down, not sideways; a wide table scrolls within its own frame."""
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"the page is {wider} px wider than the screen"] if wider > 1 else []


class Watch:
    """Listens to a page between two looks at it: mistakes of its scripts, failed answers, strangers, weight."""

    def __init__(self, page: Page, origin: str):
        self._origin = origin
        self._problems: list[str] = []
        self._finished: list[Request] = []
        page.on("pageerror", lambda error: self._problems.append(f"script: {error}"))
        page.on("console", lambda message: self._problems.append(f"console: {message.text}")
                if message.type == "error" and "status of 4" not in message.text else None)
        page.on("request", self._request)
        page.on("response", self._response)
        page.on("requestfinished", lambda request: self._finished.append(request))

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self._origin + "/", "data:", "blob:", "about:")):
            self._problems.append(f"asks a stranger: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 500:
            self._problems.append(f"{response.status} from {response.url}")

    def take(self) -> list[str]:
        """What was noticed since the last time."""
        problems, self._problems = self._problems, []
        finished, self._finished = self._finished, []
        sizes = [(request, request.sizes()) for request in finished if request.url.startswith(self._origin)]
        weight = sum(size["responseBodySize"] + size["responseHeadersSize"] for _, size in sizes)
        pages = [request for request, _ in sizes if request.resource_type == "document"]
        # A journey that passed several pages between two looks carried the weight of them all.
        if pages and weight > PAGE_BYTES_MAX * len(pages):
            problems.append(f"{weight} bytes for {' '.join(page.url for page in pages)}")
        return problems
