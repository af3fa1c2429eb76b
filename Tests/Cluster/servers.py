"""The real program on the cluster: the province made once, then served by two processes."""

import hashlib
import os
import secrets
import subprocess
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from database_cluster import DatabaseCluster
from place import Failure, Place, Program, wait_for
from way_in import WayIn

SCALE = "1:500"
PREPARE_SECONDS = 240
START_SECONDS = 30
# The demonstration's receiving officer of the ward where the load hands its dossiers in.
RECEIVER = "tiepnhan"


class Server:
    """One `motcua serve`, on a port that it keeps over a restart."""

    def __init__(self, place: Place, name: str, binary: Path, way_in: WayIn, passfile: Path):
        self.name = name
        self.way_in = way_in
        self.port = place.free_port()
        self._place = place
        self._binary = binary
        self._env = {"PGPASSFILE": str(passfile)}
        self._program: Program | None = None

    @property
    def data(self) -> Path:
        """Settings and, beside it, the master key: the same for all servers. All else lies in the database."""
        return self._place.folder / "province"

    def prepare(self) -> None:
        """Makes tables and the small demonstration, as the role that may; serving needs less."""
        command = [
            self._binary, "demo", "--prepare-only", "--scale", SCALE, "--data", self.data,
            "--database", self.way_in.address("motcua_owner"),
        ]
        done = subprocess.run(
            command, env={**os.environ, **self._env}, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, encoding="utf-8", timeout=PREPARE_SECONDS)
        if done.returncode:
            raise Failure(f"motcua demo ended with {done.returncode}:\n{done.stdout[-3000:]}")

    def start(self) -> None:
        command = [
            self._binary, "serve", "--data", self.data, "--database", self.way_in.address("motcua_app"),
            "--listen", f"127.0.0.1:{self.port}",
        ]
        self._program = Program(self.name, command, self._place.logs / f"{self.name}.log", self._env)
        wait_for(f"{self.name} to serve", START_SECONDS, lambda: self.is_ready or not self._program.runs)
        if not self._program.runs:
            raise Failure(f"{self.name} ended by itself:\n{self._program.log.read_text(errors='replace')[-3000:]}")

    @property
    def is_ready(self) -> bool:
        try:
            with urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5) as answer:
                return answer.status == 200
        except (URLError, OSError):
            return False

    def is_called(self, holder: str) -> bool:
        """Whether this is the process of a lease: machine, process number and a word by chance."""
        return self._program is not None and str(self._program.process.pid) in holder.split(" ")

    def kill(self) -> None:
        if self._program:
            self._program.kill()

    def end(self) -> int | None:
        """Asks it to end as an operator would, and gives its exit code."""
        if self._program is None:
            return None
        self._program.end()
        return self._program.process.returncode


def give_token(cluster: DatabaseCluster) -> str:
    """A token for the receiving officer, written where an administrator's page would write it."""
    token = "mct_" + secrets.token_hex(32)
    digest = hashlib.sha256(token.encode()).hexdigest()
    cluster.leader.sql(
        f"""
        INSERT INTO motcua.bearer_token (id, token, actor, label, created, expires)
        SELECT '{secrets.token_hex(16)}', '\\x{digest}'::bytea, actor, 'cluster', now, now + 86400000000
        FROM motcua.account, (SELECT (extract(epoch FROM now()) * 1000000)::bigint AS now) AS clock
        WHERE login = '{RECEIVER}'
        """, "motcua")
    return token
