"""A fresh province: the first administrator comes in by a link, makes accounts, lets another system in and out."""

import json
import re
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from accounts import SIGN_IN_MS, give, is_asked
from chromium import DESKTOP, PHONE, WALL
from conftest import ROOT
from demo import Demo

LINK = re.compile(r"/kich-hoat/[0-9a-f]{64}")
TOKEN = re.compile(r"mct_[0-9a-f]{64}")
ADMINISTRATOR, RECEIVER = "rừng đại ngàn gió hú 26", "biển xanh cát trắng nắng"


class Served(Demo):
    """`motcua serve` on a province that was made by hand."""

    command = "serve"


class Province:
    def __init__(self, binary: Path, folder: Path):
        made = subprocess.run(
            [binary, "init", "--data", folder, "--name", "Gia Lai", "--code", "H21"],
            check=True, capture_output=True, text=True)
        self.link = LINK.search(made.stdout)[0]
        subprocess.run(
            [binary, "catalogue", "import", "--data", folder, ROOT / "Resources/catalogue"], check=True,
            capture_output=True)
        self.server = Served(binary, folder)
        self.address = self.server.address


@pytest.fixture(scope="module")
def province(binary, tmp_path_factory):
    province = Province(binary, tmp_path_factory.mktemp("fresh") / "province.motcua")
    yield province
    assert province.server.stop() == 0


@pytest.fixture
def administrator(somebody, province):
    """The first administrator's window; the account is made by the link of the first test that asks."""
    walk = somebody(DESKTOP, origin=province.address)
    if province.link:
        walk.open(province.link)
        walk.fill("Họ và tên", "Rơ Châm Tuấn")
        walk.fill("Tên đăng nhập", "quantri")
        choose_password(walk, ADMINISTRATOR)
        assert walk.page.url == province.address + "/quan-tri", walk.text("main")
        province.link = None
        province.cookies = walk.context.cookies()
    walk.context.add_cookies(province.cookies)
    walk.open("/quan-tri")
    assert not is_asked(walk)
    return walk


def choose_password(walk, word: str) -> None:
    walk.page.get_by_label("Mật khẩu mới", exact=True).fill(word)
    walk.fill("Nhập lại mật khẩu mới", word)
    # A password takes the server long on purpose, and longer where it is busy or was built for debugging.
    with walk.page.expect_navigation(timeout=SIGN_IN_MS):
        walk.page.get_by_role("button", name="Lưu và đăng nhập").click(timeout=SIGN_IN_MS)
    walk.look()


def fill_account(walk, name: str, login: str, role: str, agency: str) -> None:
    walk.open("/quan-tri/tai-khoan-moi")
    walk.fill("Họ và tên", name)
    walk.fill("Tên đăng nhập", login)
    walk.choose("Vai trò", role)
    walk.page.get_by_label("Cơ quan", exact=True).fill(agency)


def make_account(walk, name: str, login: str, role: str = "Công chức tiếp nhận", agency: str = "H21.106") -> str:
    """Makes an account; gives the page's text that is shown once."""
    fill_account(walk, name, login, role, agency)
    walk.press("Tạo tài khoản")
    shown = walk.page.locator("textarea[readonly]")
    return shown.input_value() if shown.count() else ""


def open_account(walk, name: str) -> None:
    walk.open("/quan-tri")
    walk.follow(name)


def test_a_receiver_is_made_and_comes_in_by_the_link(administrator, somebody, province):
    assert administrator.page.get_by_role("heading", name="Tài khoản", exact=True).count() == 1
    fill_account(administrator, "Nguyễn Thị Thu Hà", "tiepnhan", "Công chức tiếp nhận", "pleiku")
    administrator.press("Thêm phân công khác")
    administrator.see("Có nhiều cơ quan khớp với tên đã gõ.")
    administrator.choose("Ủy ban nhân dân phường Pleiku")
    administrator.press("Thêm phân công khác")
    assert administrator.page.locator("input[type=checkbox]:checked").count() == 1
    administrator.choose("Vai trò", "Phụ trách Bộ phận Một cửa")
    administrator.page.get_by_label("Cơ quan", exact=True).fill("H21.106")
    administrator.press("Tạo tài khoản")
    administrator.see("Chỉ hiện một lần")
    link = administrator.page.locator("textarea[readonly]").input_value()
    assert link.startswith(province.address + "/kich-hoat/")

    officer = somebody(PHONE, origin=province.address)
    officer.open(link.removeprefix(province.address))
    officer.see("Nguyễn Thị Thu Hà")
    choose_password(officer, RECEIVER)
    assert officer.page.url == province.address + "/quay"
    officer.open("/quan-tri")
    officer.see("Không có quyền thực hiện")
    # The link was for once.
    officer.open(link.removeprefix(province.address))
    officer.see("Liên kết không còn dùng được")

    open_account(administrator, "Nguyễn Thị Thu Hà")
    administrator.see("Đang dùng")
    assert administrator.page.locator("main tbody tr").count() == 3


def test_locking_asks_first_ends_sessions_and_is_taken_back(administrator, somebody, province):
    link = make_account(administrator, "Siu H’Bình", "thuly", "Công chức thụ lý")
    officer = somebody(origin=province.address, javascript=False)
    officer.open(link.removeprefix(province.address))
    choose_password(officer, RECEIVER)
    assert officer.page.url == province.address + "/viec"
    open_account(administrator, "Siu H’Bình")
    administrator.follow("Khóa tài khoản")
    administrator.see("không đăng nhập được cho đến khi mở khóa")
    stale = somebody(origin=province.address)
    stale.context.add_cookies(province.cookies)
    stale.open(administrator.page.url.removeprefix(province.address))
    administrator.press("Khóa tài khoản")
    administrator.see("Đã khóa tài khoản.")
    stale.press("Khóa tài khoản")
    stale.see("Tài khoản đã thay đổi sau khi trang này được mở")
    officer.open("/viec")
    assert is_asked(officer)
    give(officer, "thuly", RECEIVER)
    assert is_asked(officer)
    administrator.follow("Mở khóa")
    administrator.press("Mở khóa")
    administrator.see("Đã mở khóa tài khoản.")
    give(officer, "thuly", RECEIVER)
    assert not is_asked(officer)

    # A forgotten password: a new link, while the present one still opens.
    open_account(administrator, "Siu H’Bình")
    administrator.follow("Cấp liên kết đặt mật khẩu")
    administrator.press("Cấp liên kết")
    assert LINK.search(administrator.page.locator("textarea[readonly]").input_value())
    open_account(administrator, "Siu H’Bình")
    administrator.see("Đã cấp, chưa dùng")
    administrator.follow("Kết thúc các phiên")
    administrator.press("Kết thúc các phiên")
    administrator.see("Không có phiên nào đang đăng nhập.")


def test_administrators_neither_lock_themselves_nor_drop_their_role(administrator):
    open_account(administrator, "Rơ Châm Tuấn")
    assert not administrator.page.get_by_role("link", name="Khóa tài khoản").count()
    administrator.follow("Đổi phân công")
    administrator.page.locator("input[type=checkbox]").uncheck()
    administrator.choose("Vai trò", "Công chức tiếp nhận")
    administrator.page.get_by_label("Cơ quan", exact=True).fill("H21.106")
    administrator.press("Lưu phân công")
    administrator.see("Không tự bỏ quyền quản trị của chính mình")


def asked(address: str, token: str) -> tuple[int, str]:
    request = urllib.request.Request(
        f"{address}/api/v1/dossiers/H21.106-261120-0001", headers={"Authorization": f"Bearer {token}"})
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, ""
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)["code"]


def test_another_system_is_let_in_by_a_token_and_shut_out(administrator, province):
    assert make_account(administrator, "Cổng dịch vụ công", "cong.dvc", "Hệ thống liên thông", "H21") == ""
    administrator.see("Bước tiếp theo: cấp mã truy cập")
    administrator.follow("Cấp mã truy cập")
    administrator.press("Cấp mã truy cập")
    administrator.see("Hãy ghi mã này dùng cho phần mềm hoặc máy nào.")
    administrator.fill("Dùng cho", "Máy chủ tiếp nhận số 1")
    administrator.press("Cấp mã truy cập")
    token = administrator.page.locator("textarea[readonly]").input_value()
    assert TOKEN.fullmatch(token)
    # The token is known; there is no such dossier.
    assert asked(province.address, token) == (404, "dossier.not-found")
    administrator.follow("Đến trang tài khoản")
    administrator.see("Máy chủ tiếp nhận số 1")
    administrator.see("Còn hiệu lực")
    administrator.follow("Thu hồi")
    administrator.press("Thu hồi mã truy cập")
    administrator.see("Đã thu hồi mã truy cập.")
    assert asked(province.address, token) == (401, "access.token-needed")


def test_the_list_is_searched_narrowed_and_taken_away(administrator):
    make_account(administrator, "Đinh Thị Mận", "man.dt", "Người có thẩm quyền ký")
    administrator.open("/quan-tri?q=dinh+man&vai-tro=signatory&co-quan=H21.106&tinh-trang=waiting")
    assert administrator.page.locator("main tbody tr").count() == 1
    with administrator.page.expect_download() as taken:
        administrator.page.get_by_role("link", name="Tải CSV").click()
    lines = Path(taken.value.path()).read_bytes().decode("utf-8-sig").split("\r\n")
    assert len(lines) == 3 and "man.dt" in lines[1]
    administrator.open("/quan-tri?q=khong-co-ai")
    administrator.see("Không có tài khoản nào khớp")
    administrator.open("/quan-tri?vai-tro=vua")
    administrator.see("Lựa chọn ở mục “Vai trò” không có trong danh sách")


@pytest.mark.parametrize("screen", [PHONE, WALL])
def test_the_pages_are_read_on_every_screen(administrator, somebody, province, screen):
    walk = somebody(screen, origin=province.address)
    walk.context.add_cookies(province.cookies)
    for path in ("/quan-tri", "/quan-tri/tai-khoan-moi", "/quan-tri?vai-tro=integration", "/doi-mat-khau"):
        walk.open(path)
    walk.open("/quan-tri")
    walk.page.locator("main tbody a").first.click()
    walk.look()
    for link in walk.page.locator("main .acts a").all():
        walk.open(link.get_attribute("href"))
        walk.page.go_back()
