"""etcd and two database machines with synchronous replication; and who leads."""

import platform
import secrets
import subprocess
from pathlib import Path

from node import Node
from place import Failure, Place, wait_for

START_SECONDS = 60
THROWAWAY = Path(__file__).resolve().parents[2] / "scripts/throwaway-postgres.sh"


class DatabaseCluster:
    def __init__(self, place: Place):
        self.place = place
        self._etcd_port = place.free_port()
        self.passwords = {
            role: secrets.token_hex(16) for role in ["postgres", "replicator", "motcua_owner", "motcua_app"]
        }
        self.nodes = [Node(place, name, self._etcd_port, self.passwords) for name in ["node-a", "node-b"]]
        self.etcd = None

    def start(self) -> None:
        """The first node alone, so that it is plain which one copies from which."""
        self._start_etcd()
        first, second = self.nodes
        first.start()
        wait_for("the first leader", START_SECONDS, lambda: first.is_in_role("leader"))
        second.start()
        self.wait_for_standby(second)
        self._make_databases(first)

    def _start_etcd(self) -> None:
        client = f"http://127.0.0.1:{self._etcd_port}"
        peer = f"http://127.0.0.1:{self.place.free_port()}"
        self.etcd = self.place.start_as_user(
            "etcd", "etcd", "--name", "one", "--data-dir", self.place.owned_folder("etcd") / "data",
            "--listen-client-urls", client, "--advertise-client-urls", client,
            "--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer, "--initial-cluster", f"one={peer}",
            # etcd of this age starts on other processors only when told that one knows.
            env={"ETCD_UNSUPPORTED_ARCH": "arm64"} if platform.machine() == "aarch64" else None)

    def _make_databases(self, leader: Node) -> None:
        words = f"host={leader.folder} port={leader.port} user=postgres dbname=postgres"
        subprocess.run([THROWAWAY, "databases", words], check=True)
        for role in ["motcua_owner", "motcua_app"]:
            leader.sql(f"ALTER ROLE {role} PASSWORD '{self.passwords[role]}'")

    def wait_for_standby(self, node: Node) -> None:
        """Waits until no commit is answered before this node has it as well."""
        wait_for(f"{node.name} as synchronous standby", START_SECONDS, lambda: node.is_in_role("sync"))

    @property
    def leader(self) -> Node:
        for node in self.nodes:
            if node.is_in_role("leader"):
                return node
        raise Failure("no node leads")

    def other(self, node: Node) -> Node:
        return next(other for other in self.nodes if other is not node)

    def passfile(self) -> Path:
        """Passwords where libpq looks for them; they may not stand on a command line."""
        path = self.place.folder / "passfile"
        if not path.exists():
            path.touch(mode=0o600)
            path.write_text("".join(f"*:*:*:{role}:{word}\n" for role, word in self.passwords.items()))
        return path

    def end(self) -> None:
        for node in self.nodes:
            node.kill()
        if self.etcd:
            self.etcd.kill()
