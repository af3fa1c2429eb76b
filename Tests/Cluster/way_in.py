"""What stands between a MotCua machine and the databases: pgbouncer, and HAProxy that knows which node leads.

Both run beside each MotCua, so that no further machine has to be kept alive. Why not pgbouncer on the database machines
and libpq choosing by `target_session_attrs`: pgbouncer answers a new client with what its server said of itself
earlier, so a pooler whose server is gone still passes for the leader's, and nobody looks further.
"""

import time

from node import Node
from place import Place, wait_for


class WayIn:
    """One pair of the two; the address that one MotCua is given."""

    def __init__(self, place: Place, name: str, nodes: list[Node], passwords: dict[str, str]):
        self._place = place
        self._port = place.free_port()
        leader_port = place.free_port()
        folder = place.owned_folder(name)
        place.write(folder / "roles", "".join(f'"{role}" "{word}"\n' for role, word in passwords.items()))
        balancer = place.write(folder / "haproxy.cfg", self._haproxy(leader_port, nodes))
        pooler = place.write(folder / "pgbouncer.ini", self._pgbouncer(leader_port, folder))
        self._programs = [
            place.start_as_user(f"{name}-haproxy", "haproxy", "-db", "-f", balancer),
            place.start_as_user(f"{name}-pgbouncer", "pgbouncer", pooler),
        ]
        wait_for(f"pgbouncer of {name}", 10, lambda: place.is_taken(self._port))
        # HAProxy takes every server for a leader until it was refused three times.
        time.sleep(5)

    def address(self, role: str) -> str:
        return f"host=127.0.0.1 port={self._port} dbname=motcua user={role}"

    def end(self) -> None:
        for program in self._programs:
            program.kill()

    @staticmethod
    def _haproxy(port: int, nodes: list[Node]) -> str:
        """Asks each Patroni every second whether its node leads; who stops leading loses its connections at once."""
        servers = "\n".join(
            f"    server {node.name} 127.0.0.1:{node.port} check port {node.rest_port}" for node in nodes)
        return f"""global
    maxconn 400
defaults
    mode tcp
    retries 1
    timeout connect 2s
    timeout check 2s
    timeout client 30m
    timeout server 30m
listen leader
    bind 127.0.0.1:{port}
    option httpchk OPTIONS /primary
    http-check expect status 200
    default-server inter 1s fall 3 rise 1 on-marked-down shutdown-sessions
{servers}
"""

    def _pgbouncer(self, leader_port: int, folder: object) -> str:
        return f"""[databases]
* = host=127.0.0.1 port={leader_port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {self._port}
unix_socket_dir = {folder}
auth_type = scram-sha-256
auth_file = {folder}/roles
pool_mode = transaction
default_pool_size = 20
max_client_conn = 400
; A database that is away is told to who asks at once, not after minutes.
server_connect_timeout = 2
server_login_retry = 1
query_wait_timeout = 10
"""
