"""One database machine: Patroni and the PostgreSQL that it looks after."""

import json
import subprocess
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from place import Place, Program, kill_process

# The time to notice a lost leader: ttl; the time to act on it: a loop. Both are what docs/operations.md recommends.
TTL_SECONDS = 20
LOOP_SECONDS = 5
RETRY_SECONDS = 5


class Node:
    """What would be a machine of its own; here it has folder and ports of its own."""

    def __init__(self, place: Place, name: str, etcd_port: int, passwords: dict[str, str]):
        self.place = place
        self.name = name
        self.folder = place.owned_folder(name)
        self.port = place.free_port()
        self.rest_port = place.free_port()
        self.patroni: Program | None = None
        # Patroni reads YAML, of which JSON is a part.
        self.settings = place.write(
            self.folder / "patroni.yml", json.dumps(self._settings(etcd_port, passwords), indent=1))

    def start(self) -> None:
        """For the first time, or again after it was killed; it finds its part by itself."""
        self.patroni = self.place.start_as_user(f"{self.name}-patroni", "patroni", self.settings)

    def kill(self) -> None:
        """`kill -9` for Patroni first, so that it cannot start PostgreSQL again, then for PostgreSQL itself."""
        if self.patroni:
            self.patroni.kill()
        if postmaster := self.postmaster:
            kill_process(postmaster)

    @property
    def postmaster(self) -> int | None:
        """The number of PostgreSQL's own process, as it wrote it down."""
        try:
            number = int((self.folder / "data/postmaster.pid").read_text().split("\n", 1)[0])
            command = Path(f"/proc/{number}/cmdline").read_bytes()
        except (OSError, ValueError):
            return None
        # An old note may hold a number that belongs to somebody else by now.
        return number if str(self.folder).encode() in command else None

    def is_in_role(self, role: str) -> bool:
        """Asks Patroni: `leader`, `sync` (holds every commit), `replica`."""
        try:
            with urlopen(f"http://127.0.0.1:{self.rest_port}/{role}", timeout=2) as answer:
                return answer.status == 200
        except (HTTPError, URLError, OSError):
            return False

    def sql(self, text: str, database: str = "postgres") -> str:
        """Asks this PostgreSQL itself, as its superuser; columns apart by tabs."""
        words = f"host={self.folder} port={self.port} user=postgres dbname={database} connect_timeout=3"
        return subprocess.run(
            ["psql", "-X", "-q", "-A", "-t", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-d", words, "-c", text],
            check=True, capture_output=True, text=True, encoding="utf-8").stdout.rstrip("\n")

    def _settings(self, etcd_port: int, passwords: dict[str, str]) -> dict:
        rest = f"127.0.0.1:{self.rest_port}"
        return {
            "scope": "motcua", "name": self.name,
            "restapi": {"listen": rest, "connect_address": rest},
            "etcd3": {"host": f"127.0.0.1:{etcd_port}"},
            "bootstrap": {
                "dcs": {
                    "ttl": TTL_SECONDS, "loop_wait": LOOP_SECONDS, "retry_timeout": RETRY_SECONDS,
                    # A commit is answered once the other node has it on its disk.
                    "synchronous_mode": True,
                    "postgresql": {
                        # A leader that comes back undoes what only it had, and follows.
                        "use_pg_rewind": True,
                        "parameters": {"max_connections": 100, "timezone": "UTC", "log_timezone": "UTC"},
                    },
                },
                "initdb": [{"encoding": "UTF8"}, {"locale": "C.UTF-8"}, "data-checksums"],
            },
            "postgresql": {
                "listen": f"127.0.0.1:{self.port}", "connect_address": f"127.0.0.1:{self.port}",
                "data_dir": str(self.folder / "data"), "bin_dir": str(self.place.postgres),
                "pgpass": str(self.folder / "pgpass"),
                "authentication": {
                    role: {"username": name, "password": passwords[name]}
                    for role, name in [("superuser", "postgres"), ("replication", "replicator")]
                },
                "parameters": {"unix_socket_directories": str(self.folder)},
                "pg_hba": [
                    "local all postgres trust",
                    "host all all 127.0.0.1/32 scram-sha-256",
                    "host replication replicator 127.0.0.1/32 scram-sha-256",
                ],
            },
        }
