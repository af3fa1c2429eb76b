"""The settings file: what `motcua init` writes is what is read, and what is not understood is refused by its line."""

import re
import signal
import socket
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from conftest import ROOT

WRITTEN = re.compile(r"^# ([a-z-]+) = (\S+)$", re.MULTILINE)
START_SECONDS = 60


def run(motcua: str, *words, **further) -> subprocess.CompletedProcess:
    return subprocess.run(
        [motcua, *map(str, words)], capture_output=True, text=True, encoding="utf-8", timeout=START_SECONDS,
        check=False, **further)


@pytest.fixture(scope="module")
def province(motcua, tmp_path_factory) -> Path:
    """A fresh province, with the file that comes with it."""
    folder = tmp_path_factory.mktemp("settings") / "tinh.motcua"
    done = run(motcua, "init", "--data", folder, "--name", "Gia Lai", "--code", "H21")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def conf(province):
    """Writes the province's settings; afterwards they are as `init` wrote them."""
    path = province / "motcua.conf"
    before = path.read_bytes()

    def write(content: str | bytes) -> Path:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    yield write
    path.write_bytes(before)


def refused(motcua, province, *words) -> str:
    """What `serve` says; it must end with 78, and in both languages."""
    done = run(motcua, "serve", "--data", province, *words)
    assert done.returncode == 78, (done.returncode, done.stdout, done.stderr)
    assert done.stdout == ""
    english, slash, vietnamese = done.stderr.strip().partition(" / ")
    assert slash and re.search("[ăâđêôơưạảấầẩậắằặẹẻếềểễệịọỏốồổộớờởợụủứừửữựỳỷỹ]", vietnamese), done.stderr
    return english


class Served:
    """`motcua serve` until the end of the block; every line it says is kept."""

    def __init__(self, motcua, *words):
        self.process = subprocess.Popen(
            [motcua, *map(str, words)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8")

    def __enter__(self):
        line = self.process.stdout.readline()
        found = re.search(r"http://(\S+)", line)
        if found is None:
            self.process.kill()
            pytest.fail(f"no address: {line!r} {self.process.stderr.read()}")
        self.address = found[1]
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.errors = self.process.communicate(timeout=START_SECONDS)[1]
        assert self.process.returncode == 0, self.errors

    def get(self, path: str, address: str | None = None):
        return urllib.request.urlopen(f"http://{address or self.address}{path}", timeout=10)


# The file that `init` writes.


def test_the_written_file_holds_exactly_the_keys_that_are_read(motcua, province, conf):
    written = (province / "motcua.conf").read_text()
    keys = [key for key, _ in WRITTEN.findall(written)]
    source = (ROOT / "Sources/motcua/Setting/SettingKey.swift").read_text()
    body = source[source.index("enum SettingKey") : source.index("var range")]
    cases = re.findall(r"^    case (\w+)(?: = \"([a-z-]+)\")?$", body, re.MULTILINE)
    assert keys == [raw or case for case, raw in cases]
    # With the # taken away every line is read, and says the default again.
    conf(WRITTEN.sub(r"\1 = \2", written))
    told = run(motcua, "doctor", "--data", province).stdout
    assert "ok    settings" in told
    assert re.findall(r"^ {8}(\S+) = (\S+)$", told, re.MULTILINE) == WRITTEN.findall(written)


def test_every_key_is_explained_in_both_languages(province):
    written = (province / "motcua.conf").read_text()
    for part in written.strip().split("\n\n")[1:]:
        lines = part.splitlines()
        assert all(line.startswith("# ") and len(line) <= 120 for line in lines), part
        assert len(lines) >= 3 and WRITTEN.fullmatch(lines[-1]), part
        assert any(re.search("[ăâđêôơưạảấầậắằặẹẻếềểễệịọỏốồổộớờởợụủứừửữựỳỷỹ]", line) for line in lines[:-1]), part


def test_init_never_writes_over_a_file(motcua, tmp_path):
    folder = tmp_path / "tinh.motcua"
    folder.mkdir()
    mine = folder / "motcua.conf"
    mine.write_text("master-key-file = ../elsewhere.key  # beside the folder\n")
    done = run(motcua, "init", "--data", folder, "--name", "Gia Lai", "--code", "H21")
    assert done.returncode == 0, done.stderr
    assert mine.read_text() == "master-key-file = ../elsewhere.key  # beside the folder\n"
    # The key is where the file says, seen from its folder, and whoever reads finds it there.
    assert (tmp_path / "elsewhere.key").exists() and not (tmp_path / "tinh.motcua.master-key").exists()
    facts = run(motcua, "facts", "--data", folder)
    assert facts.returncode == 0, facts.stderr


# What is refused.


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        ("# fine\nlisten = 127.0.0.1:0\nbehind-proxi = 1\n", 3, "behind-proxi: There is no such setting. "
         "Did you mean behind-proxy?"),
        ("Session_Hours = 8\n", 1, "Did you mean session-hours?"),
        ("completely different = 1\n", 1, "There is no such setting; motcua init writes a file with all of them."),
        ("readers = 2\n\nreaders = 3\n", 3, "readers: It is set already in line 1."),
        ("session-hours = 25\n", 1, "session-hours: A whole number from 1 to 24 is wanted. Found: 25"),
        ("sign-in-tries = six\n", 1, "A whole number from 1 to 5 is wanted. Found: six"),
        ("cache-mib = 99999999999999999999\n", 1, "A whole number from 1 to 4096 is wanted."),
        ("listen = 8080\n", 1, "listen: HOST:PORT is wanted, as 127.0.0.1:8080. Found: 8080"),
        ("metrics = 127.0.0.1:70000\n", 1, "metrics: A port is 0 to 65535."),
        ('listen = "127.0.0.1:0"\n', 1, "Write the value without quotation marks."),
        ("plain-http = maybe\n", 1, "One of these is wanted: no, yes. Found: maybe"),
        ("one-time-codes = screen\n", 1, "Only none can be set. Found: screen"),
        ("log-level =   # nothing\n", 1, "log-level: A value is wanted."),
        ("resources = .\n", 1, "resources: This folder holds no texts"),
        ("readers 4\n", 1, "readers 4: A line is: key = value."),
        (b"readers = 4\n# caf\xe9\n", 2, "The line is not UTF-8."),
    ],
)
def test_a_line_that_is_not_understood_is_refused_by_its_number(motcua, province, conf, content, line, words):
    path = conf(content)
    told = refused(motcua, province, "--listen", "127.0.0.1:0")
    assert told.startswith(f"{path}, line {line} (dòng {line})")
    assert words in told
    # Everything that opens the folder reads the file.
    assert run(motcua, "facts", "--data", province).returncode == 78
    doctor = run(motcua, "doctor", "--data", province)
    assert doctor.returncode == 78 and "MEND  settings" in doctor.stdout and words in doctor.stdout


def test_a_file_that_cannot_be_read_is_refused(motcua, province, conf, tmp_path):
    missing = tmp_path / "missing.conf"
    told = refused(motcua, province, "--settings", missing)
    assert told == f"{missing}: The settings file cannot be read (No such file or directory). " \
        "Check its path and permissions."
    assert "Is a directory" in refused(motcua, province, "--settings", tmp_path)
    assert "more than 64 KiB" in refused(motcua, province, "--settings", conf("# " + "x" * 70_000))


@pytest.mark.parametrize("address", ["0.0.0.0:0", "*:0", "[::]:0"])
def test_plain_http_for_others_is_refused(motcua, province, conf, address):
    told = refused(motcua, province, "--listen", address)
    assert told.startswith("--listen: ") and "behind-proxy = 1" in told and "plain-http = yes" in told
    path = conf(f"# here\nlisten = {address}\n")
    assert refused(motcua, province).startswith(f"{path}, line 2 (dòng 2), listen: ")
    assert run(motcua, "doctor", "--data", province).returncode == 78
    conf(f"metrics = {address}\n")
    assert ", metrics: " in refused(motcua, province, "--listen", "127.0.0.1:0")
    demo = run(motcua, "demo", "--data", province / "none", "--listen", address)
    assert demo.returncode == 78, demo.stderr


def test_a_flag_that_is_not_taken_is_a_wrong_command_line(motcua, province):
    for words in (["--listen", "8080"], ["--behind-proxy", "-1"], ["--behind-proxy", "many"]):
        done = run(motcua, "serve", "--data", province, *words)
        assert done.returncode == 64 and words[0] in done.stderr, done.stderr


@pytest.mark.parametrize("key", ["database", "keyring-database"])
@pytest.mark.parametrize(
    "connection",
    ["postgresql://motcua_app:hidden@127.0.0.1:1/motcua", "host=127.0.0.1 password=hidden",
     "postgresql://[motcua_app:hidden@db/motcua", '"postgresql://motcua_app:hidden@db/motcua"'])
def test_a_password_in_a_connection_is_refused_and_never_repeated(motcua, province, conf, key, connection):
    path = conf(f"# here\n{key} = {connection}\n")
    told = refused(motcua, province)
    assert told.startswith(f"{path}, line 2 (dòng 2), {key}: ") and "hidden" not in told
    doctor = run(motcua, "doctor", "--data", province)
    assert doctor.returncode == 78 and "hidden" not in doctor.stdout + doctor.stderr
    conf("")
    if key == "database":
        flag = run(motcua, "serve", "--data", province, "--database", connection)
        assert flag.returncode == 64 and "--database: " in flag.stderr and "hidden" not in flag.stderr, flag.stderr


def test_a_database_that_nobody_answers_at_is_named(motcua, province):
    nobody = "postgresql://motcua_app@127.0.0.1:1/motcua"
    away = run(motcua, "serve", "--data", province, "--listen", "127.0.0.1:0", "--database", nobody)
    assert away.returncode == 69, away.stderr
    assert "The database cannot be reached" in away.stderr and "cơ sở dữ liệu" in away.stderr


# What takes effect.


def test_the_file_is_read_and_the_command_line_wins_over_it(motcua, province, conf):
    conf("listen = 127.0.0.1:1 # taken by nobody\nbehind-proxy = 1\nmetrics = 127.0.0.1:0\nlog-level = info\r\n")
    with Served(motcua, "serve", "--data", province, "--listen", "127.0.0.1:0") as served:
        answer = served.get("/")
        assert answer.status == 200
        # Behind a proxy browsers are held to TLS.
        assert "Strict-Transport-Security" in answer.headers
    # A line for each request.
    assert "route=/" in served.errors, served.errors
    conf("behind-proxy = 1\n")
    with Served(motcua, "serve", "--data", province, "--listen", "127.0.0.1:0", "--behind-proxy", "0") as served:
        assert "Strict-Transport-Security" not in served.get("/").headers
    assert served.errors == ""


def test_a_file_that_is_named_is_read_instead_of_the_folders(motcua, province, conf, tmp_path):
    conf("no such line\n")
    named = tmp_path / "named.conf"
    named.write_bytes(b"\xef\xbb\xbflisten = 127.0.0.1:0\n")
    with Served(motcua, "serve", "--data", province, "--settings", named) as served:
        assert served.get("/healthz").status == 200


@pytest.mark.parametrize("line", ["behind-proxy = 1", "plain-http = yes"])
def test_others_may_connect_where_the_settings_say_so(motcua, province, conf, line):
    conf(f"listen = 0.0.0.0:0\n{line}\n")
    with Served(motcua, "serve", "--data", province) as served:
        assert served.get("/healthz", served.address.replace("0.0.0.0", "127.0.0.1")).status == 200
    assert ("Warning: plain-http = yes" in served.errors) == line.startswith("plain"), served.errors


def test_the_limit_of_requests_is_the_one_that_is_set(motcua, province, conf):
    # Behind a proxy, because this very machine is not limited.
    conf("listen = 127.0.0.1:0\nbehind-proxy = 1\nrequests-per-minute = 60\n")
    with Served(motcua, "serve", "--data", province) as served:
        codes = []
        for _ in range(75):
            request = urllib.request.Request(f"http://{served.address}/", headers={"X-Forwarded-For": "203.0.113.7"})
            try:
                codes.append(urllib.request.urlopen(request, timeout=10).status)
            except urllib.error.HTTPError as error:
                codes.append(error.code)
        assert codes[:60] == [200] * 60
        assert 429 in codes[60:]


def test_the_housekeeping_has_its_figures(motcua, province, conf):
    port = free_port()
    conf(f"listen = 127.0.0.1:0\nmetrics = 127.0.0.1:{port}\n")
    with Served(motcua, "serve", "--data", province) as served:
        figures = served.get("/metrics", f"127.0.0.1:{port}").read().decode()
    assert "motcua_housekeeping_last_run_timestamp_seconds 0\n" in figures
    assert "motcua_housekeeping_rows_removed_total 0\n" in figures


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
