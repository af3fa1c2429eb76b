"""Kills on PostgreSQL: two servers on one database, and the database's own processes, one or all."""

import threading
import time
from contextlib import closing

import libpq
import verify
from acks import Log
from archives import Archives
from cluster import Cluster
from kills import Campaign, Reach, wait
from ledger import Recount
from load import Load
from postgres import PostgresProvince
from server import Fault, Program, Server
from setting import Setting

OUTAGE_SECONDS = 1.0
# The test of the test: so often the database is killed while it answers before it has written.
UNSAFE_TRIES, UNSAFE_SECONDS = 3, 1.5


class PostgresKills(Campaign):
    def __init__(
        self, setting: Setting, program: Program, cluster: Cluster, source: PostgresProvince, kinds: dict[str, int]
    ):
        super().__init__(setting, program, source, 2, kinds)
        self.cluster = cluster
        self.archives = Archives(self)
        self.reaches = {"rebuild": Reach(2.0), "erase": Reach(0.5)}

    def prepare(self) -> None:
        self.archives.prepare()

    def end_all(self) -> None:
        super().end_all()
        self.archives.restore_last(self.log.read())

    def copied(self) -> PostgresProvince:
        self.cluster.wait()
        return self.source.copy("crash_check")

    # MARK: - Kinds; each leaves the database running

    def kill(self, kind: str, servers: list[Server], database: bool) -> None:
        """All stand still at one moment while what is in flight is counted; then those that are meant die."""
        frozen = self.cluster.freeze() if database else []
        for server in self.servers:
            server.freeze()
        in_flight = self.load.in_flight()
        for server in servers:
            server.kill()
        if database:
            self.cluster.kill(frozen)
        for server in self.servers:
            if server.runs:
                server.thaw()
        self.killed(kind, in_flight)

    def at_server(self) -> None:
        """One of the two servers; whoever waited for it asks the other one."""
        self.under_load()
        self.kill("server", [self.chance.choice(self.servers)], database=False)

    def at_servers(self) -> None:
        self.under_load()
        self.kill("servers", self.servers, database=False)

    def at_postmaster(self) -> None:
        """The postmaster with all its children; the servers stay up and have to find the database again."""
        self.take_down()
        self.come_back()

    def take_down(self) -> None:
        self.under_load()
        self.kill("postmaster", [], database=True)

    def at_machine(self) -> None:
        """Everything at once."""
        self.under_load()
        self.kill("machine", self.servers, database=True)
        self.come_back()

    def at_checkpoint(self) -> None:
        """The database while it writes its pages out."""
        self.under_load()

        def checkpoint():
            try:
                self.cluster.command("CHECKPOINT")
            except libpq.Broken:
                pass

        asking = threading.Thread(target=checkpoint, daemon=True)
        asking.start()
        time.sleep(self.chance.uniform(0, 0.15))
        self.kill("checkpoint", [], database=True)
        asking.join()
        self.come_back()

    def at_backend(self) -> None:
        """One connection's process; PostgreSQL ends all others then, and recovers."""
        self.under_load()
        if self.cluster.kill_backend(self.chance):
            self.killed("backend", self.load.in_flight())

    def at_recovery(self) -> None:
        """Once more while it recovers from a kill."""
        self.take_down()
        starting = self.cluster.begin_restart()
        time.sleep(self.chance.uniform(0.02, 0.4))
        if self.cluster.kill():
            self.killed("recovery")
        starting.wait(120)
        if self.cluster.postmaster is None:
            self.cluster.restart()
        self.cluster.wait()

    def at_start(self) -> None:
        """A server while it starts beside the other one."""
        self.under_load()
        server = self.chance.choice(self.servers)
        self.kill("server", [server], database=False)
        server.start(waits=False)
        time.sleep(self.chance.uniform(0, 0.3))
        server.kill()
        self.killed("start")

    def at_rebuild(self) -> None:
        """`motcua rebuild` itself, or the database under it."""
        self.at_servers()
        self.kill_command_or_database("rebuild", self.reaches["rebuild"], "rebuild", *self.source.arguments)
        self.check(rebuilds=False)

    def at_backup(self) -> None:
        """While `motcua backup` copies beside both servers, which live on; its last statement may still be running."""
        self.under_load(0.5)
        self.archives.kill()

    def at_erase(self) -> None:
        """`motcua erase` itself, or the database under it, in the second half of its time."""
        self.at_servers()
        if words := self.erasing.asked():
            # The first half of its time goes into starting and the password.
            self.kill_command_or_database("erase", self.reaches["erase"], *words, least=0.5)
            self.erasing.give_again(words)

    def kill_command_or_database(self, kind: str, reach: Reach, *words, least=0.0) -> None:
        """One or the other, at a random moment of the command's time; no database lets it end by a fault of its own."""
        if self.chance.random() < 0.5:
            self.kill_command(kind, reach, *words, least=least)
            return
        process = self.program.start(*words)
        wait(process, reach.draw(self.chance, least))
        is_under_way = process.poll() is None
        self.cluster.kill()
        code = process.wait(120)
        self.setting.expect(code >= 0, f"motcua {words[0]} ended with {code} when its database was killed")
        self.cluster.restart()
        reach.learn(is_under_way)
        if is_under_way:
            self.killed(kind)

    def come_back(self) -> None:
        time.sleep(self.chance.uniform(0, OUTAGE_SECONDS))
        self.cluster.restart()


def unsafe(setting: Setting, program: Program, cluster: Cluster, source: PostgresProvince) -> tuple[int, int]:
    """The test of the test: told behind the servers' back not to wait for the disk, the database must lose something.

    Gives what was lost and in how many kills.
    """
    server = Server(program, source, log=setting.work / "unsafe.log")
    for tries in range(1, UNSAFE_TRIES + 1):
        log = Log(setting.work / "unsafe.acknowledged")
        server.start()
        cluster.command("ALTER SYSTEM SET synchronous_commit = off", "SELECT pg_reload_conf()")
        load = Load([server.port], setting.visitors, log, setting.chance, setting.in_flight)
        try:
            load.start()
            time.sleep(UNSAFE_SECONDS / 2)
            cluster.hold_back_writing()
            time.sleep(UNSAFE_SECONDS / 2)
            cluster.kill()
            server.kill()
        finally:
            load.end()
            server.kill()
            acknowledged = log.read()
            log.close()
            cluster.restart()
            cluster.command("ALTER SYSTEM RESET synchronous_commit", "SELECT pg_reload_conf()")
        found = verify.compare(Recount().read(source), acknowledged)
        if found.lost:
            server.close()
            return len(found.lost), tries
    server.close()
    return 0, UNSAFE_TRIES


def province(setting: Setting, program: Program, cluster: Cluster) -> PostgresProvince:
    """The suite's demonstration, moved to the database."""
    source = PostgresProvince(cluster, "motcua", setting.work / "postgres.motcua")
    source.fill(setting.seed, program)
    with closing(source.open()) as connection:
        if connection.rows("SELECT count(*) FROM dossier")[0][0] == 0:
            raise Fault("the demonstration did not come over")
    return source
