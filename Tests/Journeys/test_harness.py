"""The harness itself, on small pages of its own: a check that never fails would prove nothing."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from chromium import DESKTOP, PHONE
from walk import KeyboardWalk

GOOD = """<!doctype html><html lang="vi"><head><title>Tốt</title><link rel="icon" href="data:,"></head><body><main>
<h1>Tra cứu hồ sơ</h1><p><a href="/slow">Trang chậm</a></p>
<form action="/slow" method="post"><p><label>Mã hồ sơ <input name="code"></label></p>
<p><label><input type="checkbox" name="agree"> Đồng ý</label></p><p><button>Tra cứu</button></p></form>
</main></body></html>"""

PAGES = {
    "/good": GOOD,
    "/slow": GOOD,
    "/no-name": GOOD.replace("Mã hồ sơ ", ""),
    "/wide": GOOD.replace("<h1>", '<div style="width:3000px">rộng</div><h1>'),
    "/script": GOOD.replace(
        "</main>", "<noscript><p>Không có JavaScript</p></noscript></main><script>throw new Error('hỏng')</script>"),
    "/stranger": GOOD.replace("</main>", '</main><img alt="" src="http://127.0.0.2:9/x.png">'),
    "/heavy": GOOD.replace("<h1>", "<!--" + "x" * 60_000 + "--><h1>"),
}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/slow":
            time.sleep(0.4)
        body = PAGES.get(self.path, "<!doctype html><title>broken</title>").encode()
        self.send_response(200 if self.path in PAGES else 500)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Security-Policy", "script-src 'self'" if self.path == "/good" else "")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.do_GET()

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def small_site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def test_a_good_page_has_no_fault(somebody, small_site):
    walk = somebody(PHONE, origin=small_site)
    walk.open("/good")
    walk.fill("Mã hồ sơ", "H21.24-261120-0001")
    walk.choose("Đồng ý")
    walk.press("Tra cứu")
    walk.see("Tra cứu hồ sơ")
    walk.follow("Trang chậm")
    # A page that answers late is still looked at, once for each time it came.
    assert walk.visited == ["/good", "/slow", "/slow"]
    assert walk.problems == []


@pytest.mark.parametrize(
    ("path", "fault"),
    [
        ("/no-name", "label (critical)"),
        ("/wide", "wider than the screen"),
        ("/script", "hỏng"),
        ("/stranger", "asks a stranger"),
        ("/heavy", "bytes for"),
        ("/missing", "500 from"),
    ],
)
def test_every_kind_of_fault_is_found(somebody, small_site, path, fault):
    walk = somebody(PHONE, origin=small_site)
    walk.open(path)
    with pytest.raises(AssertionError, match="have faults"):
        walk.close()
    assert any(fault in problem and problem.startswith(path) for problem in walk.problems), walk.problems
    walk.problems.clear()


def test_keys_are_counted_and_typed_values_are_not(somebody, small_site):
    walk = somebody(DESKTOP, kind=KeyboardWalk, origin=small_site)
    walk.open("/good")
    walk.tab_to("Mã hồ sơ")
    walk.type("H21.24-261120-0001")
    walk.key("Tab", "Space", "Shift+Tab")
    assert walk.page.get_by_label("Đồng ý").is_checked()
    walk.key_to_next_page("Enter")
    assert walk.visited == ["/good", "/slow"]
    assert walk.pressed == ["Tab", "Tab", "Tab", "Space", "Shift+Tab", "Enter"]
    assert walk.keys == 6 and walk.typed == ["H21.24-261120-0001"]


def test_a_walk_by_keyboard_has_no_mouse_and_types_into_fields_alone(somebody, small_site):
    walk = somebody(DESKTOP, kind=KeyboardWalk, origin=small_site)
    walk.open("/good")
    with pytest.raises(AssertionError, match="no mouse"):
        walk.press("Tra cứu")
    with pytest.raises(AssertionError, match="no field has the focus"):
        walk.type("x")


def test_pages_are_checked_without_javascript_too(somebody, small_site):
    walk = somebody(PHONE, origin=small_site, javascript=False)
    walk.open("/script")
    assert walk.text("noscript p") == "Không có JavaScript"
    walk.press("Tra cứu")
    assert walk.visited == ["/script", "/slow"] and walk.problems == []
    walk.open("/no-name")
    assert any("label (critical)" in problem for problem in walk.problems)
    walk.problems.clear()
