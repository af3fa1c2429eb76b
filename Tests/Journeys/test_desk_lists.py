"""Officers' lists: what is opened first, what presses, questions of other agencies, and lists as files."""

import re
from pathlib import Path

from accounts import sign_in
from chromium import PHONE
from counter import Receipt, receive


def assigned(somebody) -> tuple[Receipt, object]:
    """A dossier that the handler has in hand, and the handler's window."""
    counter, leader, handler = somebody(), somebody(), somebody()
    for walk, account in ((counter, "tiepnhan"), (leader, "lanhdao"), (handler, "thuly")):
        sign_in(walk, account)
    receipt = receive(counter)
    leader.open("/viec?loc=cho-phan-cong")
    leader.follow(receipt.code)
    leader.follow("Phân công thụ lý")
    leader.choose("Siu H’Bình")
    leader.press("Phân công")
    handler.open("/viec?loc=cua-toi")
    handler.follow(receipt.code)
    return receipt, handler


def test_another_agency_is_asked_finds_the_question_and_answers(somebody):
    receipt, handler = assigned(somebody)
    handler.follow("Lấy ý kiến phối hợp")
    handler.choose("Cơ quan được hỏi", "Sở Nông nghiệp và Môi trường tỉnh Gia Lai")
    handler.fill("Nội dung xin ý kiến", "Thửa đất số 12 có thuộc quy hoạch rừng phòng hộ không?")
    handler.press("Gửi câu hỏi")
    handler.see("Đã gửi câu hỏi đến cơ quan phối hợp.")
    # Until the answer is there the dossier cannot go on, and says so.
    assert not handler.page.get_by_role("link", name="Chuyển bước", exact=True).count()

    adviser = somebody()
    sign_in(adviser, "sonnmt")
    adviser.open("/viec")
    adviser.page.locator("ul.filters a", has_text="Chờ cho ý kiến").click()
    adviser.look()
    adviser.see("Trả lời trước")
    adviser.follow(receipt.code)
    adviser.follow("Trả lời ý kiến phối hợp")
    adviser.fill("Câu trả lời", "Thửa đất không thuộc quy hoạch rừng phòng hộ.")
    adviser.press("Gửi trả lời")
    adviser.see("Đã gửi câu trả lời.")
    adviser.open("/viec?loc=hoi-y-kien")
    assert receipt.code not in adviser.text("main")

    handler.open("/viec?loc=cua-toi")
    handler.follow(receipt.code)
    handler.see("“Thửa đất không thuộc quy hoạch rừng phòng hộ.”")
    handler.follow(re.compile("^Chuyển bước$"))


def test_work_opens_where_something_waits(somebody):
    assigned(somebody)
    for account in ("thuly", "lanhdao", "chutich", "tiepnhan", "truongmotcua", "sonnmt"):
        walk = somebody()
        sign_in(walk, account)
        walk.open("/viec")
        counts = [int(count.replace(".", "").rstrip("+"))
                  for count in walk.page.locator("ul.filters").first.locator("strong").all_inner_texts()]
        shown = walk.page.locator("main tbody tr").filter(has=walk.page.locator("a")).count()
        assert bool(shown) == any(counts), account


def test_each_count_leads_to_the_list_that_it_counts(somebody):
    assigned(somebody)
    walk = somebody()
    sign_in(walk, "lanhdao")
    walk.open("/viec?loc=don-vi")
    ways = walk.page.locator("ul.filters a")
    for index in range(ways.count()):
        said = int(ways.nth(index).locator("strong").inner_text())
        walk.open(ways.nth(index).get_attribute("href"))
        assert walk.page.locator("main tbody tr").filter(has=walk.page.locator("a")).count() == said
        walk.open("/viec?loc=don-vi")


def test_a_list_of_work_is_taken_away_as_a_file(desktop):
    sign_in(desktop, "sonnmt")
    desktop.open("/viec?loc=don-vi")
    shown = desktop.page.locator("main tbody tr").filter(has=desktop.page.locator("a")).all_inner_texts()
    with desktop.page.expect_download() as taken:
        desktop.page.get_by_role("link", name="Tải CSV").click()
    lines = Path(taken.value.path()).read_bytes().decode("utf-8-sig").split("\r\n")
    assert len(lines) == len(shown) + 2
    for row, line in zip(shown, lines[1:], strict=False):
        assert re.search(r"H21\.\S+-\d{6}-\d{4}", row)[0] in line


def test_the_questions_of_others_are_read_on_a_telephone(somebody):
    walk = somebody(PHONE)
    sign_in(walk, "sonnmt")
    for path in ("/viec", "/viec?loc=hoi-y-kien", "/viec?loc=don-vi&han=qua-han", "/viec?loc=cho-phan-cong"):
        walk.open(path)
