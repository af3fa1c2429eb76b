"""Which pages are photographed. A journey's interesting stops belong here as soon as there is a page for them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    name: str
    path: str
    # The demonstration account that sees it; None for a citizen.
    login: str | None = None
    # Whether docs/screenshots keeps the desktop picture, for the README.
    kept: bool = False
    # Whether the first dossier of the list at the path is meant; the address of a dossier is not known before.
    first: bool = False


PAGES = [
    Page("home", "/", kept=True),
    Page("search", "/thu-tuc?q=dang%20ki%20ket%20hon", kept=True),
    Page("search-nothing", "/thu-tuc?q=zzzzqq"),
    Page("sectors", "/thu-tuc"),
    Page("procedure", "/thu-tuc/1.001193", kept=True),
    Page("procedure-ministry", "/thu-tuc/1.000086"),
    Page("procedure-at-the-counter", "/thu-tuc/2.000815"),
    Page("apply", "/nop-ho-so/1.001193"),
    Page("tracking", "/tra-cuu"),
    Page("tracking-unknown", "/tra-cuu?so=H21.106-261120-9999"),
    Page("sign-in", "/dang-nhap"),
    Page("not-found", "/khong-co-trang-nay"),
    Page("counter", "/quay", "tiepnhan", kept=True),
    Page("counter-online", "/quay/truc-tuyen", "tiepnhan"),
    Page("counter-completion", "/quay/cho-bo-sung", "tiepnhan"),
    Page("counter-results", "/quay/tra-ket-qua", "tiepnhan"),
    Page("counter-search-nothing", "/quay/tim?q=zzzzqq", "tiepnhan"),
    Page("reception-choice", "/quay/tiep-nhan", "tiepnhan"),
    Page("reception", "/quay/tiep-nhan/2.000815", "tiepnhan", kept=True),
    Page("counter-dossier", "/quay/tra-ket-qua", "tiepnhan", first=True),
    Page("desk", "/viec", "thuly"),
    Page("desk-to-assign", "/viec?loc=cho-phan-cong", "lanhdao", kept=True),
    Page("desk-waiting", "/viec?loc=cho-nguoi-nop", "lanhdao"),
    Page("desk-to-sign", "/viec?loc=cho-ky", "chutich"),
    Page("dossier", "/viec?loc=cho-phan-cong", "lanhdao", kept=True, first=True),
]
