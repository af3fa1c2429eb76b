"""Who will ask: officers with tokens and sessions written into a data folder, and what there is to hand in."""

import csv
import hashlib
import os
import re
import secrets
import time
from dataclasses import dataclass, field
from pathlib import Path

import talk
from server import Fault

COMMUNE = "H21.106"
LOGINS = ("tiepnhan", "thuly", "lanhdao", "chutich", "ketnoi")
SESSION = "__Host-motcua-phien"
VISITOR = "__Host-motcua-khach"
DRAFT = "__Host-motcua-nhap"
TOKEN = re.compile(r'name="csrf" value="([^"]+)"')
YEAR = 366 * 86_400 * 1_000_000
# More than any load asks for: it is the store that is tested, not the limits.
SETTINGS = "requests-per-minute = 1000000\nlog-level = warning\n"


@dataclass
class Matter:
    """A procedure that can be handed in online, with the steps that its dossiers take."""

    code: str
    papers: list[str]
    # Who completes the step, and the step after it.
    steps: list[tuple[str, str]] = field(default_factory=list)

    def body(self, name: str) -> dict:
        return {
            "procedure": self.code, "channel": "online", "places": {"intake": COMMUNE}, "resultWay": "counter",
            "components": [{"component": paper, "copies": 1} for paper in self.papers],
            "submitter": {
                "name": name, "number": "052198001234", "phone": "0912345678", "address": "12 Trần Phú, Pleiku",
            },
        }


@dataclass
class Visitors:
    tokens: dict[str, str] = field(default_factory=dict)
    actors: dict[str, str] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)
    matters: list[Matter] = field(default_factory=list)
    portal: list[Matter] = field(default_factory=list)
    # The hidden field of the forms of a session, and of a visitor with this cookie.
    forms: dict[str, str] = field(default_factory=dict)
    visitor: str = ""

    def admit(self, source) -> None:
        """Writes tokens and sessions into the tables, while no server runs; only their hashes are kept there."""
        now = max(int(time.time() * 1_000_000), source.last_recorded())
        for login in LOGINS:
            rows = source.rows("SELECT actor FROM account WHERE login = ?1", login)
            if not rows:
                raise Fault(f"the data holds no demonstration: it has no account {login}")
            actor, token, session = rows[0][0], "mct_" + secrets.token_hex(32), secrets.token_hex(32)
            source.execute(
                "INSERT INTO bearer_token (id, token, actor, label, created, expires) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                secrets.token_hex(16), digest(token), actor, "crash", now - YEAR // 2, now + YEAR // 3)
            source.execute(
                "INSERT INTO session (token, id, actor, started, seen, expires, idle, form_secret, browser)"
                " VALUES (?1, ?2, ?3, ?4, ?4, ?5, ?6, ?7, ?8)",
                digest(session), secrets.token_hex(16), actor, now, now + YEAR // 3, YEAR, os.urandom(32), "crash")
            self.tokens[login], self.actors[login], self.sessions[login] = token, actor, session

    def look_round(self, port: int, resources: Path) -> None:
        """Finds what can be handed in, by handing it in, and takes up the forms' hidden fields."""
        line = talk.Line(port)
        for matter in candidates(resources):
            if len(self.matters) < 6 and self.is_whole(line, matter):
                self.matters.append(matter)
                if matter.papers:
                    self.portal.append(matter)
        if not self.matters or not self.portal:
            raise Fault("no procedure of the catalogue can be handed in online and taken to its end")
        answer = line.ask(talk.page(f"/nop-ho-so/{self.portal[0].code}", {}), "10.0.0.1")
        self.visitor = answer.cookies[VISITOR]
        self.forms["visitor"] = TOKEN.search(answer.body.decode())[1]
        answer = line.ask(talk.page("/viec", {SESSION: self.sessions["chutich"]}), "10.0.0.1")
        self.forms["chutich"] = TOKEN.search(answer.body.decode())[1]
        line.hang_up()

    def is_whole(self, line: talk.Line, matter: Matter) -> bool:
        """Takes one dossier as far as its signing, trying which steps there are."""
        def give(who: str, path: str, body: dict) -> talk.Answer:
            return line.ask(talk.command(path, self.tokens[who], secrets.token_hex(8), body), "10.0.0.1")

        answer = give("ketnoi", "/api/v1/dossiers", matter.body("Trần Thị Dò"))
        if answer.code != 201:
            return False
        path = f"/api/v1/dossiers/{answer.json()['number']}/commands"
        if give("tiepnhan", path, {"action": "receive", "fee": 0}).code != 200:
            return False
        if give("lanhdao", path, {"action": "assign", "assignee": self.actors["thuly"]}).code != 200:
            return False
        for who, to in (("thuly", "review"), ("thuly", "sign"), ("lanhdao", "sign")):
            if give(who, path, {"action": "completeStep", "to": to}).code == 200:
                matter.steps.append((who, to))
        return bool(matter.steps) and matter.steps[-1][1] == "sign"


def digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


def table(path: Path) -> list[dict[str, str]]:
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def candidates(resources: Path) -> list[Matter]:
    """Procedures of communes that take dossiers online and ask nothing that must be answered."""
    catalogue = resources / "catalogue"
    asked = {row["procedure"] for row in table(catalogue / "forms.tsv") if row["required"] == "1"}
    papers: dict[str, list[str]] = {}
    for row in table(catalogue / "components.tsv"):
        if row["kind"] == "submit" and row["required"] == "1" and not row["variant"]:
            papers.setdefault(row["procedure"], []).append(row["code"])
    found = [
        Matter(row["code"], papers.get(row["code"], []))
        for row in table(catalogue / "procedures.tsv")
        if row["level"] == "xa" and "online" in row["channels"] and row["code"] not in asked
    ]
    return sorted(found, key=lambda matter: (not matter.papers, matter.code))[:60]
