"""The lists of a counter as files that spreadsheets open."""

from pathlib import Path

from accounts import sign_in


def test_a_list_is_taken_away_as_a_file(desktop):
    sign_in(desktop, "tiepnhan")
    for path in ("/quay/truc-tuyen", "/quay/tra-ket-qua"):
        desktop.open(path)
        shown = desktop.page.locator("main tbody tr").count()
        with desktop.page.expect_download() as taken:
            desktop.page.get_by_role("link", name="Tải CSV").click()
        content = Path(taken.value.path()).read_bytes()
        assert content.startswith(b"\xef\xbb\xbf") and content.endswith(b"\r\n")
        lines = content.decode("utf-8-sig").split("\r\n")
        assert lines[0].startswith("Mã hồ sơ,") and len(lines) == shown + 2
        assert taken.value.suggested_filename.endswith(".csv")
