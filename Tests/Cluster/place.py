"""Where the test lives: a folder of its own, a user that PostgreSQL agrees to run as, free ports, programs to end."""

import os
import pwd
import random
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

POSTGRES_PROGRAMS = [Path("/usr/lib/postgresql/15/bin"), *sorted(Path("/usr/lib/postgresql").glob("*/bin"))]


class Failure(Exception):
    """What did not come about, in words for whoever reads the run."""


def wait_for(what: str, seconds: float, happened: Callable[[], object]) -> object:
    """Looks ten times a second until it has happened, and gives what it saw."""
    end = time.monotonic() + seconds
    while True:
        seen = happened()
        if seen:
            return seen
        if time.monotonic() > end:
            raise Failure(f"{what}: not within {seconds:.0f} s")
        time.sleep(0.1)


class Program:
    """A program of the test's own, its output in a file, in a process group of its own."""

    def __init__(self, name: str, command: list[object], log: Path, env: dict[str, str] | None = None):
        self.name = name
        self.log = log
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                [str(word) for word in command], stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                env={**os.environ, **(env or {})}, cwd="/", start_new_session=True,
            )

    @property
    def runs(self) -> bool:
        return self.process.poll() is None

    def kill(self) -> None:
        """`kill -9`, as when the machine is gone."""
        if self.runs:
            self.process.kill()
        self.process.wait()

    def end(self, seconds: float = 10) -> None:
        """Asks it to end, and makes it if it does not."""
        if self.runs:
            self.process.terminate()
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()


class Place:
    """The folder and what runs in it."""

    def __init__(self, folder: Path):
        self.folder = folder.resolve()
        self.logs = self.folder / "logs"
        self.logs.mkdir()
        self.user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
        self._ports: set[int] = set()
        # Debian keeps haproxy and pgbouncer where the PATH of people without rights does not look.
        os.environ["PATH"] += ":/usr/sbin"
        self.postgres = next((path for path in POSTGRES_PROGRAMS if (path / "initdb").exists()), None)
        for program in ["etcd", "patroni", "pgbouncer", "haproxy", "psql"]:
            if shutil.which(program) is None or self.postgres is None:
                raise Failure(f"{program} is not there; scripts/setup.sh cluster installs what is needed")

    def owned_folder(self, name: str) -> Path:
        """A folder of the user that the databases run as."""
        path = self.folder / name
        path.mkdir(mode=0o700, parents=True)
        self.give(path)
        return path

    def give(self, path: Path) -> None:
        if os.geteuid() == 0:
            account = pwd.getpwnam(self.user)
            os.chown(path, account.pw_uid, account.pw_gid)

    def write(self, path: Path, text: str, mode: int = 0o600) -> Path:
        """A file of that user's."""
        path.write_text(text, encoding="utf-8")
        path.chmod(mode)
        self.give(path)
        return path

    def start_as_user(self, name: str, *command: object, env: dict[str, str] | None = None) -> Program:
        words = list(command)
        if os.geteuid() == 0:
            account = pwd.getpwnam(self.user)
            words = ["setpriv", "--reuid", account.pw_uid, "--regid", account.pw_gid, "--clear-groups", "--", *words]
        return Program(name, words, self.logs / f"{name}.log", env)

    def free_port(self) -> int:
        """Below those that the system gives to connections by itself, which could take it before it is used."""
        while True:
            port = random.randrange(20000, 32000)
            if port not in self._ports and not self.is_taken(port):
                self._ports.add(port)
                return port

    @staticmethod
    def is_taken(port: int) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) == 0


def kill_process(number: int) -> None:
    """`kill -9` for a process that another program started."""
    try:
        os.kill(number, signal.SIGKILL)
    except ProcessLookupError:
        pass
