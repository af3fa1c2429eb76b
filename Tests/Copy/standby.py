"""A primary and a streaming standby of a test's own, and what their files hold."""

import os
import pwd
import re
import shlex
import shutil
import subprocess
import tempfile
import time
import zlib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "scripts/throwaway-postgres.sh"
# How a stream of zlib or gzip begins, at every usual level.
STREAM = re.compile(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08")
# More than any stored file of the test unpacks to.
UNPACKED_MOST = 1 << 22
PATIENCE_SECONDS = 30


def wait_for(what: str, happened) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not happened():
        assert time.monotonic() < end, f"{what}: not within {PATIENCE_SECONDS} s"
        time.sleep(0.1)


class Servers:
    """The primary that the script starts, and a standby of it, whose slot keeps its log until it followed."""

    def __init__(self):
        # Another user must be able to reach it, and a socket's path is short.
        self.folder = Path(tempfile.mkdtemp(prefix="motcua-standby-", dir="/tmp"))
        self.folder.chmod(0o755)
        self.primary, self.standby = self.folder / "primary", self.folder / "standby"
        self.words: dict[str, str] = {}

    def start(self) -> None:
        told = subprocess.run([SCRIPT, "start", self.primary], capture_output=True, text=True, check=False)
        assert told.returncode == 0, told.stderr
        lines = (line.split("=", 1) for line in told.stdout.splitlines() if "=" in line)
        self.words = {name: shlex.split(value)[0] for name, value in lines}
        self.port = int(self.words["PGPORT"])
        data = Path(self.ask("SHOW data_directory"))
        self.user = data.stat().st_uid
        self.programs = Path(self.ask("SELECT setting FROM pg_config WHERE name = 'BINDIR'"))
        # A standby asks for no database, and the script lets in whoever asks for one alone.
        with open(self.primary / "access.conf", "a", encoding="utf-8") as access:
            access.write("local replication all trust\n")
        self.ask("SELECT pg_reload_conf()")

    def follow(self) -> None:
        """Makes the standby and waits until it has followed."""
        self.standby.mkdir(mode=0o700)
        if os.geteuid() == 0:
            os.chown(self.standby, self.user, -1)
        self.standby_port = self.port + 1
        self.as_user(
            "pg_basebackup", "-D", self.standby / "data", "-h", self.words["PGHOST"], "-p", self.port, "-U", "postgres",
            "-R", "-X", "stream", "-c", "fast", "-C", "-S", "motcua_standby")
        # Reached by the socket alone, whose folder is our own, so the port cannot be taken.
        options = f"-c config_file={self.primary}/settings.conf -c port={self.standby_port} -c listen_addresses="
        self.as_user(
            "pg_ctl", "start", "-w", "-t", PATIENCE_SECONDS, "-s", "-D", self.standby / "data", "-l",
            self.standby / "server.log", "-o", options)
        self.caught_up()

    def as_user(self, program: str, *words, check=True) -> None:
        command = [str(self.programs / program), *map(str, words)]
        if os.geteuid() == 0:
            group = str(pwd.getpwuid(self.user).pw_gid)
            command = ["setpriv", "--reuid", str(self.user), "--regid", group, "--clear-groups", "--", *command]
        # A server that it starts keeps its output open, so that is no pipe.
        told = self.folder / f"{program}.told"
        with open(told, "w", encoding="utf-8") as output:
            done = subprocess.run(command, cwd="/", stdin=subprocess.DEVNULL, stdout=output, stderr=output, check=False)
        assert not check or done.returncode == 0, f"{program}: {told.read_text('utf-8')}"

    def stop(self) -> None:
        try:
            if (self.standby / "data/postmaster.pid").exists():
                self.as_user("pg_ctl", "stop", "-m", "immediate", "-w", "-s", "-D", self.standby / "data", check=False)
        finally:
            subprocess.run([SCRIPT, "stop", self.primary], check=True)
            shutil.rmtree(self.folder)

    def ask(self, *statements: str, standby=False, database="postgres") -> str:
        """What the last statement answers, asked as the administrator of the primary or of the standby."""
        port = self.standby_port if standby else self.port
        words = ["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", self.words["PGHOST"], "-p", str(port)]
        words += ["-U", "postgres", "-d", database]
        for statement in statements:
            words += ["-c", statement]
        done = subprocess.run(words, capture_output=True, text=True, encoding="utf-8", check=False)
        assert done.returncode == 0, f"{statements}: {done.stderr}"
        return done.stdout.strip()

    def caught_up(self) -> None:
        """Waits until the standby has replayed all that the primary has written."""
        self.ask("SELECT pg_logical_emit_message(true, 'test', 'flushed')")
        here = self.ask("SELECT pg_current_wal_flush_lsn()")
        seen = f"SELECT coalesce(pg_last_wal_replay_lsn() >= '{here}', false)"
        wait_for("the standby follows", lambda: self.ask(seen, standby=True) == "t")

    def rows(self, standby=False) -> bytes:
        """Every row of the province as text, so that no compression of the server hides any of it."""
        port = self.standby_port if standby else self.port
        told = b""
        for database in ("motcua", "motcua_keyring"):
            told += subprocess.run(
                [self.programs / "pg_dump", "-a", "-n", "motcua", "-h", self.words["PGHOST"], "-p", str(port),
                 "-U", "postgres", database], capture_output=True, check=True).stdout
        return told


def unpacked(data: bytes):
    """Every stream of zlib or gzip that begins anywhere in the bytes, as far as it can be read."""
    for found in STREAM.finditer(data):
        opening = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)
        try:
            yield opening.decompress(data[found.start():found.start() + UNPACKED_MOST], UNPACKED_MOST)
        except zlib.error:
            # Most of them only look like the beginning of one.
            continue


def holding(folder: Path, needles: dict[str, bytes]) -> list[str]:
    """Which files hold which needle, as they are or within a compressed stream."""
    found = []
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            # A server's own short-lived file.
            continue
        name = str(path.relative_to(folder))
        found += [f"{what} in {name}" for what, needle in needles.items() if needle in data]
        for plain in unpacked(data):
            found += [f"{what} in {name}, compressed" for what, needle in needles.items() if needle in plain]
    return found
