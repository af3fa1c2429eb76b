"""The log of acknowledgements, kept by a process of its own: it outlives server and load, and syncs what it writes."""

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

from server import Fault

KEEP_UP_SECONDS = 20


class Log:
    """The load's end of it."""

    def __init__(self, path: Path):
        self.path = path
        self.told = 0
        self.lock = threading.Lock()
        path.unlink(missing_ok=True)
        self.process = subprocess.Popen([sys.executable, __file__, str(path)], stdin=subprocess.PIPE)

    def tell(self, acknowledged: dict) -> None:
        line = json.dumps(acknowledged, separators=(",", ":")).encode() + b"\n"
        with self.lock:
            os.write(self.process.stdin.fileno(), line)
            self.told += 1

    def read(self) -> list[dict]:
        """Everything told so far, from the disk."""
        until = time.monotonic() + KEEP_UP_SECONDS
        while True:
            whole = self.path.read_bytes() if self.path.exists() else b""
            lines = whole.split(b"\n")[:-1]
            if len(lines) >= self.told:
                return [json.loads(line) for line in lines]
            if time.monotonic() > until:
                raise Fault("the log of acknowledgements does not keep up")
            time.sleep(0.02)

    def close(self) -> None:
        self.process.stdin.close()
        self.process.wait(KEEP_UP_SECONDS)


def keep(path: str) -> None:
    with open(path, "ab", buffering=0) as log:
        while chunk := os.read(0, 1 << 20):
            log.write(chunk)
            os.fsync(log.fileno())


if __name__ == "__main__":
    keep(sys.argv[1])
