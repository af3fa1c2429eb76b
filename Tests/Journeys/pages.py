"""Which pages are photographed. A journey's interesting stops belong here as soon as there is a page for them.

A path may have holes that `scenes.py` fills with dossiers; what cannot be come to by an address alone has a way.
"""

from collections.abc import Callable
from dataclasses import dataclass

from accounts import SESSION_COOKIES
from walk import Walk

# The citizen of `scenes.py`, whose browser has opened her dossiers and begun an application.
CITIZEN = "citizen"


@dataclass(frozen=True)
class Page:
    name: str
    path: str
    # The demonstration account that sees it, or CITIZEN; None for somebody without a past.
    login: str | None = None
    # Whether docs/screenshots keeps the desktop picture, for the README.
    kept: bool = False
    # What is done after the path was opened, in a window of its own.
    way: Callable[[Walk], None] | None = None


def first(walk: Walk) -> None:
    """Opens the first dossier of a list."""
    walk.page.locator("main tbody a").first.click()
    walk.look()


def sent(walk: Walk) -> None:
    """Sends the page's form as it stands, so that it says what is missing."""
    walk.page.locator("main form[method=post] button[type=submit]").first.click()
    walk.look()


def sent_too_late(walk: Walk) -> None:
    """Sends the page's form after the session has ended."""
    for name in SESSION_COOKIES:
        walk.context.clear_cookies(name=name)
    sent(walk)


def wrong_secret(walk: Walk) -> None:
    # By place, not by words: the page is photographed in English too.
    walk.page.locator("main form[method=post] input:not([type=hidden])").first.fill("AAAAA-AAAAA")
    sent(walk)


def wrong_password(walk: Walk) -> None:
    walk.page.locator("[name=login]").fill("thuly")
    walk.page.locator("[name=password]").fill("mot-mat-khau-sai")
    sent(walk)


def opened_menu(walk: Walk) -> None:
    walk.page.locator("details.menu summary").click()


def all_opened(walk: Walk) -> None:
    """Opens whatever the page tells only when asked, such as how a deadline was counted."""
    walk.page.evaluate("document.querySelectorAll('main details').forEach(e => { e.open = true })")


PORTAL = [
    Page("home", "/", kept=True),
    Page("search", "/thu-tuc?q=dang%20ki%20ket%20hon", kept=True),
    Page("search-nothing", "/thu-tuc?q=zzzzqq"),
    Page("sectors", "/thu-tuc"),
    Page("procedure", "/thu-tuc/1.001193", kept=True),
    Page("procedure-ministry", "/thu-tuc/1.000086"),
    Page("procedure-at-the-counter", "/thu-tuc/2.000815"),
    Page("statistics", "/thong-ke", kept=True),
    Page("statistics-agencies", "/thong-ke?tu=2025-07-01&den=2025-07-26&theo=co-quan&xep=qua-han"),
    Page("statistics-nothing", "/thong-ke?thang=2025-01"),
    Page("statistics-refused", "/thong-ke?tu=2026-11-19&den=2026-11-01"),
    Page("ledger", "/so-cai"),
    Page("record-check", "/kiem-chung"),
    Page("record-check-refused", "/kiem-chung?so=2&ma=0123"),
    Page("record-not-so", "/kiem-chung/2/" + 32 * "0"),
    Page("sign-in", "/dang-nhap"),
    Page("sign-in-refused", "/dang-nhap", way=wrong_password),
]

APPLY = [
    Page("apply", "/nop-ho-so/{birth}"),
    Page("apply-again", "/nop-ho-so/{birth}", CITIZEN),
    Page("apply-submitter", "/nop-ho-so/{birth}/nguoi-nop", CITIZEN),
    Page("apply-place", "/nop-ho-so/{birth}/noi-giai-quyet", CITIZEN),
    Page("apply-form", "/nop-ho-so/{birth}/to-khai", CITIZEN),
    Page("apply-papers", "/nop-ho-so/{birth}/giay-to", CITIZEN),
    Page("apply-result", "/nop-ho-so/{birth}/nhan-ket-qua", CITIZEN),
    Page("apply-review", "/nop-ho-so/{birth}/xem-lai", CITIZEN),
    Page("apply-receipt", "{apply_receipt}", CITIZEN),
]

TRACKING = [
    Page("tracking", "/tra-cuu"),
    Page("tracking-unknown", "/tra-cuu?so=H21.106-261120-9999"),
    Page("tracking-number-alone", "/tra-cuu/{withdraw_code}"),
    Page("tracking-wrong-secret", "/tra-cuu/{withdraw_code}", way=wrong_secret),
    Page("tracking-opened", "/tra-cuu/{withdraw_code}", CITIZEN, kept=True, way=all_opened),
    Page("tracking-waits-for-you", "/tra-cuu/{supplement_number}", CITIZEN, way=all_opened),
    Page("tracking-result", "/tra-cuu/{fetch_number}", CITIZEN),
    Page("owner-supplement", "/tra-cuu/{supplement_number}/bo-sung", CITIZEN),
    Page("owner-supplement-code", "/tra-cuu/{supplement_number}/bo-sung/xac-nhan", CITIZEN),
    Page("owner-withdraw", "/tra-cuu/{withdraw_number}/rut", CITIZEN),
    Page("owner-withdraw-code", "/tra-cuu/{withdraw_number}/rut/xac-nhan", CITIZEN),
    Page("owner-fetch", "/tra-cuu/{fetch_number}/ket-qua", CITIZEN),
    Page("owner-fetch-code", "/tra-cuu/{fetch_number}/ket-qua/xac-nhan", CITIZEN),
]

COUNTER = [
    Page("counter", "/quay", "tiepnhan", kept=True),
    Page("counter-menu", "/quay", "truongmotcua", way=opened_menu),
    Page("counter-online", "/quay/truc-tuyen", "tiepnhan"),
    Page("counter-completion", "/quay/cho-bo-sung", "tiepnhan"),
    Page("counter-results", "/quay/tra-ket-qua", "tiepnhan"),
    Page("counter-search", "/quay/tim?q=nguyen", "tiepnhan"),
    Page("counter-search-nothing", "/quay/tim?q=zzzzqq", "tiepnhan"),
    Page("reception-choice", "/quay/tiep-nhan", "tiepnhan"),
    Page("reception", "/quay/tiep-nhan/2.000815", "tiepnhan", kept=True),
    Page("reception-missing", "/quay/tiep-nhan/2.000815", "tiepnhan", way=sent),
    Page("receipt", "/ho-so/{received}/giay-tiep-nhan", "tiepnhan"),
    Page("counter-dossier", "/quay/tra-ket-qua", "tiepnhan", way=first),
    Page("counter-dossier-received", "/quay/ho-so/{received}", "truongmotcua"),
    Page("counter-dossier-online", "/quay/ho-so/{submitted}", "tiepnhan"),
]

# Every act of CounterAct, each with a dossier that it can be done with.
COUNTER_ACTS = [
    Page(f"counter-act-{name}", f"/quay/ho-so/{{{dossier}}}/{act}", login)
    for name, act, dossier, login in (
        ("receive", "tiep-nhan", "submitted", "tiepnhan"),
        ("supply", "nhan-bo-sung", "supplement", "tiepnhan"),
        ("supply-online", "nhan-bo-sung", "asked", "tiepnhan"),
        ("hand-over", "tra-ket-qua", "settled", "tiepnhan"),
        ("confirm-payment", "xac-nhan-da-nop", "payment", "tiepnhan"),
        ("ask-completion", "yeu-cau-hoan-thien", "submitted", "tiepnhan"),
        ("refuse", "tu-choi-tiep-nhan", "submitted", "tiepnhan"),
        ("change-procedure", "doi-thu-tuc", "received", "tiepnhan"),
        ("correct", "dinh-chinh", "received", "tiepnhan"),
        ("renew-secret", "cap-lai-ma", "received", "tiepnhan"),
        ("withdraw", "rut-ho-so", "received", "tiepnhan"),
        ("void", "huy-tiep-nhan", "received", "truongmotcua"),
    )
] + [
    Page("counter-act-change-found", "/quay/ho-so/{received}/doi-thu-tuc?ma=2.000884", "tiepnhan"),
    Page("counter-act-refused-form", "/quay/ho-so/{submitted}/tu-choi-tiep-nhan", "tiepnhan", way=sent),
]

DESK = [
    Page("desk", "/viec", "thuly"),
    Page("desk-unit", "/viec?loc=don-vi", "lanhdao"),
    Page("desk-to-assign", "/viec?loc=cho-phan-cong", "lanhdao", kept=True),
    Page("desk-reminders", "/viec/nhac-viec", "lanhdao"),
    Page("desk-waiting", "/viec?loc=cho-nguoi-nop", "lanhdao"),
    Page("desk-to-sign", "/viec?loc=cho-ky", "chutich"),
    Page("desk-consultations", "/viec?loc=hoi-y-kien", "sonnmt"),
    Page("dossier", "/ho-so/{received}", "lanhdao", kept=True, way=all_opened),
    Page("dossier-assigned", "/ho-so/{assigned}", "thuly"),
    Page("dossier-consulted", "/ho-so/{consulted}", "thuly"),
    Page("dossier-adviser", "/ho-so/{consulted}", "sonnmt"),
    Page("dossier-waiting", "/ho-so/{supplement}", "thuly", way=all_opened),
    Page("dossier-settled", "/ho-so/{settled}", "chutich"),
]

# Every act of DeskAct, each with a dossier that it can be done with.
DESK_ACTS = [
    Page(f"desk-act-{name}", f"/ho-so/{{{dossier}}}/{act}", login)
    for name, act, dossier, login in (
        ("settle", "ky-duyet", "signing", "chutich"),
        ("complete-step", "chuyen-buoc", "assigned", "thuly"),
        ("assign", "phan-cong", "received", "lanhdao"),
        ("answer-consultation", "tra-loi-y-kien", "consulted", "sonnmt"),
        ("confirm-payment", "xac-nhan-da-nop", "payment", "thuly"),
        ("request-supplement", "yeu-cau-bo-sung", "assigned", "thuly"),
        ("consult", "lay-y-kien", "assigned", "thuly"),
        ("request-payment", "nghia-vu-tai-chinh", "assigned", "thuly"),
        ("send-back", "tra-lai-buoc", "signing", "chutich"),
        ("extend", "gia-han", "longer", "lanhdao"),
        ("apologise", "xin-loi", "assigned", "lanhdao"),
        ("refuse", "tu-choi", "assigned", "thuly"),
        ("stop", "dung", "assigned", "lanhdao"),
    )
] + [Page("desk-act-refused-form", "/ho-so/{assigned}/tu-choi", "thuly", way=sent)]

PROBLEMS = [
    Page("not-found", "/khong-co-trang-nay"),
    Page("not-permitted", "/quay", "thuly"),
    Page("not-this-agency", "/ho-so/{received}", "sonnmt"),
    Page("session-over", "/ho-so/{assigned}/tu-choi", "thuly", way=sent_too_late),
]

ACCOUNTS = [
    Page("password-change", "/doi-mat-khau", "tiepnhan"),
    Page("admin", "/quan-tri", "quantri"),
    Page("admin-new-account", "/quan-tri/tai-khoan-moi", "quantri"),
    Page("admin-account", "/quan-tri", "quantri", way=first),
    Page("admin-followers", "/quan-tri/tac-vu", "quantri"),
    Page("oversight", "/giam-sat", "giamsat"),
    Page("oversight-dossier", "/giam-sat", "giamsat", way=first),
]

PAGES = PORTAL + APPLY + TRACKING + COUNTER + COUNTER_ACTS + DESK + DESK_ACTS + PROBLEMS + ACCOUNTS
