"""Starts the real program on a demonstration of its own and stops it again."""

import re
import shutil
import subprocess
import threading
import time
from pathlib import Path

ADDRESS = re.compile(r"https?://[^\s/]+:\d+")
START_SECONDS = 180
STOP_SECONDS = 15


class Demo:
    """`motcua demo` on a folder and a free port of its own; the address is the one that it prints."""

    command = "demo"

    def __init__(self, binary: Path, folder: Path, *words: str):
        self.folder = folder
        self.output: list[str] = []
        command = [str(binary), self.command, "--data", str(folder), "--listen", "127.0.0.1:0", *words]
        self.process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, encoding="utf-8", errors="replace",
        )
        self._heard = threading.Event()
        self._address: str | None = None
        # Read to the end, or a full pipe would stop the server.
        self._reader = threading.Thread(target=self._listen, daemon=True)
        self._reader.start()

    def _listen(self) -> None:
        for line in self.process.stdout:
            self.output.append(line)
            found = ADDRESS.search(line)
            if found and self._address is None:
                self._address = found[0]
                self._heard.set()
        self._heard.set()

    @property
    def address(self) -> str:
        """Waits until the server has said where it listens."""
        if not self._heard.wait(START_SECONDS) or self._address is None:
            self.stop()
            raise RuntimeError("motcua demo printed no address:\n" + "".join(self.output[-40:]))
        return self._address

    def stop(self) -> int:
        """Asks it to end as an operator would, and gives its exit code."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self._reader.join(STOP_SECONDS)
        return self.process.returncode


def copy_of(prepared: Path, folder: Path) -> Path:
    """A copy of a prepared demonstration to change at will: the data folder and the key that lies beside it."""
    shutil.copytree(prepared, folder)
    key = prepared.with_name(prepared.name + ".master-key")
    if key.exists():
        shutil.copy2(key, folder.with_name(folder.name + ".master-key"))
    return folder


def prepare(binary: Path, folder: Path) -> Path:
    """Makes the demonstration province at 1:50."""
    started = time.monotonic()
    command = [binary, "demo", "--prepare-only", "--data", folder, "--scale", "1:50"]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    print(f"prepared {folder.name} in {time.monotonic() - started:.1f} s")
    return folder
