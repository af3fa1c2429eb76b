"""The public figures: what the page and its file say is what `motcua report` gives, and everybody can read it."""

import csv
import io
import json
import re
import subprocess
from datetime import datetime

import pytest

from chromium import DESKTOP, PHONE

with_and_without_scripts = pytest.mark.parametrize("javascript", [True, False])
# Where the report's figures stand in the file, in its order.
COLUMNS = [
    ("received", ("total", "online", "directAndPost", "carriedOver")),
    ("settled", ("total", "early", "onTime", "late")),
    ("inProgress", ("total", "inTime", "overdue")),
    ("other", (None, "waitingForSupplement", "waitingForFinancialDuty", "withdrawn", "stopped", "voided")),
]
AS_OF = re.compile(r"Số liệu tính đến (\d\d:\d\d) ngày (\d\d/\d\d/\d{4})\.")


def file(walk, query: str) -> tuple[list[list[str]], datetime]:
    """The rows of the file without its head, and the moment that it says."""
    answer = walk.context.request.get(f"{walk.origin}/thong-ke?{query}&dang=csv")
    assert answer.ok and answer.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(io.StringIO(answer.body().decode("utf-8-sig"))))
    return rows[1:], datetime.strptime(rows[1][-1] + "+0700", "%d/%m/%Y %H:%M%z")


def report(binary, demo, first: str, last: str, *words: str) -> dict:
    command = [binary, "report", "--data", demo.folder, "--from", first, "--to", last, "--format", "json", *words]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def figures(told: dict) -> list[int]:
    """A row of the report in the order of the file."""
    return [
        sum(told[group].values()) if name is None else told[group][name] for group, names in COLUMNS for name in names
    ]


def numbers(row: list[str]) -> list[int]:
    return [int(cell) for cell in row[2:19]]


@pytest.mark.parametrize(("first", "last"), [("2025-07-01", "2025-07-26"), ("2025-07-10", "2025-07-16"), (None, None)])
def test_the_file_of_a_period_is_the_report_of_the_same_days_and_moment(desktop, binary, demo, first, last):
    query = f"tu={first}&den={last}" if first else "xep=ten"
    rows, moment = file(desktop, query)
    if not first:
        first, last = moment.replace(day=1).date().isoformat(), moment.date().isoformat()
    told = report(binary, demo, first, last, "--as-of", moment.isoformat())
    *sectors, whole = rows
    assert numbers(whole) == figures(told["total"])
    assert {row[0]: numbers(row) for row in sectors} == {row["sector"]: figures(row) for row in told["rows"]}
    # A period that is over is closed at its end, which is what the report means without being told a moment.
    if last < moment.date().isoformat():
        assert report(binary, demo, first, last) == told

    agencies, _ = file(desktop, query + "&theo=co-quan")
    assert numbers(agencies[-1]) == numbers(whole)
    for row in (agencies[0], agencies[len(agencies) // 2]):
        # Of an agency with others below it, the report tells them all together.
        below = [other for other in agencies[:-1] if f"{other[0]}.".startswith(f"{row[0]}.")]
        only = report(binary, demo, first, last, "--as-of", moment.isoformat(), "--agency", row[0])
        assert [sum(column) for column in zip(*map(numbers, below), strict=True)] == figures(only["total"])


@with_and_without_scripts
@pytest.mark.parametrize("screen", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_line_on_the_home_page_leads_to_the_same_figures(somebody, screen, javascript):
    walk = somebody(screen, javascript=javascript)
    walk.open("/")
    line = walk.page.locator("main ul.facts").inner_text()
    walk.page.locator("main ul.facts a").first.click()
    walk.look()
    assert walk.text("h1") == "Số liệu giải quyết thủ tục hành chính"
    assert walk.page.locator("main ul.facts").inner_text() == line
    assert AS_OF.search(walk.text("main"))
    walk.see("mọi con số trên trang này là số liệu giả định")

    walk.follow(re.compile("^Theo cơ quan giải quyết"))
    walk.follow(re.compile("^Tỷ lệ quá hạn cao nhất"))
    shares = [share_of(text) for text in walk.page.locator("main tbody td:last-child").all_inner_texts()]
    assert shares == sorted(shares, reverse=True) and shares
    walk.see("Mỗi hồ sơ được tính cho cơ quan có thẩm quyền giải quyết")


def share_of(text: str) -> float:
    return float(text.removesuffix("%").replace(",", "."))


@with_and_without_scripts
def test_a_month_or_days_are_chosen_and_what_cannot_be_is_told(somebody, javascript):
    walk = somebody(PHONE, javascript=javascript)
    walk.open("/thong-ke")
    walk.choose("Tháng", "7/2025")
    walk.press("Xem theo tháng")
    walk.see("Toàn tỉnh, từ 01/07/2025 đến 31/07/2025")
    walk.see("Số liệu tính đến 24:00 ngày 31/07/2025.")
    walk.fill("Từ ngày", "2025-07-20")
    walk.fill("Đến ngày", "2025-07-10")
    walk.press("Xem theo ngày")
    walk.see("Ngày cuối kỳ đứng trước ngày đầu kỳ.")
    # To be mended, not to be typed anew.
    assert walk.page.get_by_label("Từ ngày").input_value() == "2025-07-20"
    walk.fill("Đến ngày", "2025-07-26")
    walk.press("Xem theo ngày")
    walk.see("Toàn tỉnh, từ 20/07/2025 đến 26/07/2025")


def test_all_rows_are_come_to_part_by_part_and_taken_away_as_a_file(desktop):
    desktop.open("/thong-ke?thang=2025-07&theo=co-quan")
    seen = []
    while True:
        seen += desktop.page.locator("main tbody th").all_inner_texts()
        more = desktop.page.locator("main nav.pager a[rel=next]")
        if not more.count():
            break
        more.click()
        desktop.look()
    rows, _ = file(desktop, "thang=2025-07&theo=co-quan")
    # Shorter on the page than in the file.
    names = [row[1].replace("Ủy ban nhân dân", "UBND").removesuffix(" tỉnh Gia Lai") for row in rows[:-1]]
    assert seen == names and len(seen) > 12
    with desktop.page.expect_download() as taken:
        desktop.page.get_by_role("link", name="Tải CSV").click()
    assert taken.value.suggested_filename == "so-lieu-co-quan-2025-07-01-2025-07-31.csv"


def test_the_table_is_moved_within_its_frame_by_the_keyboard(somebody):
    walk = somebody(PHONE)
    walk.open("/thong-ke?thang=2025-07")
    frame = walk.page.locator("main .wide")
    assert frame.evaluate("e => e.scrollWidth > e.clientWidth")
    frame.focus()
    walk.page.keyboard.press("ArrowRight")
    walk.page.wait_for_timeout(500)
    assert frame.evaluate("e => e.scrollLeft > 0")


def test_the_figures_are_printed_within_a_sheet(desktop):
    desktop.open("/thong-ke?thang=2025-07&theo=co-quan")
    desktop.page.set_viewport_size({"width": 703, "height": 1000})
    desktop.page.emulate_media(media="print")
    # 186 mm between the margins of a sheet of A4.
    assert desktop.page.evaluate("document.querySelector('main table').scrollWidth") <= 703
    desktop.page.emulate_media(media="screen")
