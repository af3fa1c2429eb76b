"""`motcua serve` as a process of its own, which the tests kill, cut off and start again."""

import os
import signal
import socket
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

START_SECONDS = 60


class Fault(Exception):
    """Something that the suite itself cannot go on with."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class Program:
    """The program under test, with what every start of it is given."""

    path: str
    environment: dict[str, str] = field(default_factory=dict)

    def run(self, *words, check=True, seconds=300) -> subprocess.CompletedProcess:
        done = subprocess.run(
            [self.path, *map(str, words)], capture_output=True, text=True, timeout=seconds, env=self.all()
        )
        if check and done.returncode != 0:
            raise Fault(f"motcua {' '.join(map(str, words))} ended with {done.returncode}: {done.stderr.strip()}")
        return done

    def start(self, *words, log=subprocess.DEVNULL, **more) -> subprocess.Popen:
        return subprocess.Popen(
            [self.path, *map(str, words)], stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            env=self.all() | more.get("environment", {})
        )

    def all(self) -> dict[str, str]:
        return os.environ | self.environment

    def knows(self, command: str) -> bool:
        """Whether the program has this command; some come with later releases."""
        return any(line.split()[:1] == [command] for line in self.run("--help").stdout.splitlines())


class Server:
    """One data folder, served on one port, through as many lives as the test wants."""

    def __init__(self, program: Program, source, port: int | None = None, log: Path | None = None):
        self.program, self.source = program, source
        self.port = port or free_port()
        self.log = open(log or os.devnull, "ab")
        self.process: subprocess.Popen | None = None

    def start(self, waits=True, **environment) -> None:
        self.process = self.program.start(
            "serve", *self.source.serving, "--listen", f"127.0.0.1:{self.port}", "--behind-proxy", 1,
            log=self.log, environment={name: str(value) for name, value in environment.items()}
        )
        if waits:
            self.wait()

    def wait(self) -> None:
        until = time.monotonic() + START_SECONDS
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                if self.process.poll() is not None:
                    raise Fault(f"motcua serve ended with {self.process.returncode}; see {self.log.name}") from None
                if time.monotonic() > until:
                    raise Fault("motcua serve did not come up") from None
                time.sleep(0.005)

    @property
    def runs(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def kill(self, look=None):
        """Ends it at once; `look` is called while it stands still, so that what was under way can be counted."""
        seen = None
        if look is not None:
            self.freeze()
            seen = look()
        self.process.kill()
        self.process.wait()
        return seen

    def freeze(self) -> None:
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self.process.send_signal(signal.SIGCONT)

    def stop(self) -> None:
        """Ends it as an operator would."""
        self.process.terminate()
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise Fault("motcua serve did not end when asked to") from None

    def close(self) -> None:
        if self.runs:
            self.process.kill()
            self.process.wait()
        self.log.close()
