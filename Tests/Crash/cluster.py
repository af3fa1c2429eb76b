"""A throw-away PostgreSQL server that may be killed, whole or in parts, and comes back."""

import ctypes
import os
import random
import shlex
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import closing
from pathlib import Path

import libpq
from server import Fault

SCRIPT = Path(__file__).resolve().parents[2] / "scripts/throwaway-postgres.sh"
BACK_SECONDS = 60
SET_CHILD_SUBREAPER = 36


class Cluster:
    """The server: one postmaster and its children, ended by `kill -9` and started again."""

    def __init__(self):
        # Another user must find its way in, so it does not lie below the suite's own folder.
        self.above = Path(tempfile.mkdtemp(prefix="motcua-crash-pg-"))
        self.above.chmod(0o755)
        self.folder = self.above / "server"
        self.words = {}
        # The file that names the postmaster outlives it.
        self.ended = 0
        # Processes without a parent become this one's children, so that it can see them off: a dead postmaster whom
        # nobody has asked about looks alive to the next one.
        ctypes.CDLL(None).prctl(SET_CHILD_SUBREAPER, 1, 0, 0, 0)

    def start(self) -> None:
        told = self.script("start").stdout
        self.words = {name: shlex.split(text)[0] for name, text in (
            line.split("=", 1) for line in told.splitlines() if "=" in line)}

    def script(self, word: str) -> subprocess.CompletedProcess:
        done = subprocess.run([SCRIPT, word, self.folder], capture_output=True, text=True, timeout=120)
        if done.returncode:
            raise Fault(f"throwaway-postgres.sh {word}: {done.stderr.strip()[-600:]}")
        return done

    def remove(self) -> None:
        self.kill()
        if self.folder.exists():
            self.script("stop")
        shutil.rmtree(self.above, ignore_errors=True)

    def address(self, role: str, database: str) -> str:
        return f"postgresql://{role}@/{database}?host={self.words['PGHOST']}&port={self.words['PGPORT']}"

    def open(self, database="postgres") -> libpq.Connection:
        return libpq.Connection(self.address("postgres", database))

    def command(self, *statements: str, database="postgres") -> None:
        with closing(self.open(database)) as connection:
            for statement in statements:
                connection.command(statement)

    # MARK: - Its processes

    @property
    def postmaster(self) -> int | None:
        """Its number; None while there is none, or only one that was killed."""
        try:
            number = int((self.folder / "data/postmaster.pid").read_text().split()[0])
        except (OSError, ValueError, IndexError):
            return None
        return number if number != self.ended and Path(f"/proc/{number}").exists() else None

    def children(self, of: int) -> list[int]:
        found = []
        for entry in Path("/proc").glob("[0-9]*/stat"):
            try:
                after_name = entry.read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            if int(after_name[1]) == of and after_name[0] != "Z":
                found.append(int(entry.parent.name))
        return found

    def freeze(self) -> list[int]:
        """Every process of it stands still; the postmaster first, so that no child is added."""
        postmaster = self.postmaster
        if postmaster is None:
            return []
        os.kill(postmaster, signal.SIGSTOP)
        children = self.children(postmaster)
        for child in children:
            send(child, signal.SIGSTOP)
        return [postmaster, *children]

    def kill(self, frozen: list[int] | None = None) -> bool:
        """`kill -9` of postmaster and children; gives false where there was none."""
        all = self.freeze() if frozen is None else frozen
        for number in all:
            send(number, signal.SIGKILL)
        until = time.monotonic() + BACK_SECONDS
        for number in all:
            while lives(number):
                see_off(number)
                if time.monotonic() > until:
                    raise Fault(f"process {number} of the database outlived kill -9")
                time.sleep(0.002)
        if all:
            self.ended = all[0]
        return bool(all)

    def kill_backend(self, chance: random.Random) -> bool:
        """`kill -9` of one connection's process; the postmaster then ends all others and recovers."""
        postmaster = self.postmaster
        found = [child for child in self.children(postmaster) if "motcua_app motcua" in command_line(child)]
        if not found:
            return False
        send(chance.choice(found), signal.SIGKILL)
        self.wait()
        return True

    def hold_back_writing(self) -> None:
        """Stops the process that writes the log behind commits which do not wait for it."""
        for child in self.children(self.postmaster):
            if "walwriter" in command_line(child):
                send(child, signal.SIGSTOP)

    def restart(self) -> None:
        self.script("restart")

    def begin_restart(self) -> subprocess.Popen:
        return subprocess.Popen(
            [SCRIPT, "restart", self.folder], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def wait(self) -> None:
        until = time.monotonic() + BACK_SECONDS
        while True:
            try:
                return self.open().close()
            except libpq.Broken as broken:
                if time.monotonic() > until:
                    raise Fault(f"the database does not come back: {broken}") from None
                time.sleep(0.02)


def send(number: int, signal_number: int) -> None:
    try:
        os.kill(number, signal_number)
    except ProcessLookupError:
        pass


def lives(number: int) -> bool:
    return Path(f"/proc/{number}").exists()


def see_off(number: int) -> None:
    """Takes note of its end, where it is this process's to do so."""
    try:
        os.waitpid(number, os.WNOHANG)
    except ChildProcessError:
        pass


def command_line(number: int) -> str:
    try:
        return Path(f"/proc/{number}/cmdline").read_text()
    except OSError:
        return ""
