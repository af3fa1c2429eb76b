"""The load: as many visitors as are wanted, each taking dossiers through their lives, one command after the other.

Whoever gets no answer asks again with the same key, as a careful program does, until the server is back; so every
command ends acknowledged, and a doubled one would show.
"""

import json
import re
import threading
import time
from collections import Counter

import talk
from acks import Log
from visitors import COMMUNE, DRAFT, SESSION, VISITOR, Matter, Visitors

NUMBER = re.compile(r"\bN [0-9A-Z]{3} [0-9A-Z]{3} [0-9A-Z]{3}\b")
STREAM = re.compile(r"/quay/ho-so/([0-9a-f]{32})")
HIDDEN = {name: re.compile(f'name="{name}" value="([^"]+)"') for name in ("lenh", "phien-ban", "nhap")}
PAPER = b"%PDF-1.4\n"
FAULTS_KEPT = 20


class Ended(Exception):
    """The load was told to end while a request was open."""


class Refused(Exception):
    """An answer that no such request should get."""


class Load:
    def __init__(self, ports: list[int], visitors: Visitors, log: Log, random, visitors_count: int):
        self.ports, self.people, self.log = ports, visitors, log
        self.ends = threading.Event()
        # Cleared while nobody serves for long: who gets no answer then waits before asking again.
        self.may_ask = threading.Event()
        self.may_ask.set()
        self.faults: list[str] = []
        self.troubles: Counter[str] = Counter()
        # Letters only, as in names: no other dossier's applicant is called so.
        self.run = letters(random.randrange(26**5))
        self.visitors = [Visitor(self, number, random.randrange(1 << 60)) for number in range(visitors_count)]

    def start(self) -> None:
        for visitor in self.visitors:
            visitor.thread.start()

    def end(self) -> None:
        self.ends.set()
        self.may_ask.set()
        for visitor in self.visitors:
            visitor.thread.join()

    def in_flight(self) -> int:
        """Commands with the server at this moment; it stands still while they are counted."""
        return sum(visitor.gives and visitor.line.is_unanswered() for visitor in self.visitors)

    @property
    def waiting(self) -> int:
        return sum(visitor.gives and visitor.line.waits for visitor in self.visitors)


class Visitor:
    def __init__(self, load: Load, number: int, seed: int):
        import random

        self.load, self.number = load, number
        self.random = random.Random(seed)
        first = number % len(load.ports)
        self.line = talk.Line(*load.ports[first:], *load.ports[:first])
        self.address = f"10.{number % 200}.0.1"
        self.turn = 0
        self.key = 0
        self.gives = False
        self.thread = threading.Thread(target=self.live, name=f"visitor-{number}", daemon=True)

    def live(self) -> None:
        while not self.load.ends.is_set():
            try:
                self.dossier()
            except Ended:
                break
            except Refused as refused:
                if len(self.load.faults) < FAULTS_KEPT:
                    self.load.faults.append(str(refused))
        self.line.hang_up()

    def dossier(self) -> None:
        """One dossier's life; some end half-way, as they do."""
        self.turn += 1
        self.address = f"10.{self.number % 200}.{self.turn // 250 % 250}.{self.turn % 250 + 1}"
        name = f"Trần Đo {self.load.run} {letters(self.number)} {letters(self.turn)}"
        if self.random.random() < 0.2:
            matter = self.random.choice(self.load.people.portal)
            number = self.hand_in_by_pages(matter, name)
        else:
            matter = self.random.choice(self.load.people.matters)
            number = self.command("ketnoi", "/api/v1/dossiers", matter.body(name), "submit", name=name)["number"]
        path = f"/api/v1/dossiers/{number}/commands"
        acts = [("tiepnhan", {"action": "receive", "fee": 0})]
        acts.append(("lanhdao", {"action": "assign", "assignee": self.load.people.actors["thuly"]}))
        acts += [(who, {"action": "completeStep", "to": to}) for who, to in matter.steps]
        for who, body in acts:
            self.command(who, path, body, body["action"], number=number)
            if self.random.random() < 0.03:
                return
        if self.random.random() < 0.3:
            self.sign_by_page(number)
        else:
            body = {"action": "settle", "resultNumber": f"{self.turn}/QD-{self.number}"}
            self.command("chutich", path, body, "settle", number=number)
        self.command("tiepnhan", path, {"action": "returnResult", "way": "counter"}, "returnResult", number=number)

    def command(self, who: str, path: str, body: dict, action: str, **known) -> dict:
        self.key += 1
        key = f"{self.load.run}-{self.number}-{self.key}"
        answer = self.ask(talk.command(path, self.load.people.tokens[who], key, body), (200, 201))
        told = answer.json()
        self.load.log.tell(
            {"action": action, "key": key, "number": told["number"], "version": told["version"]} | known)
        return told

    def hand_in_by_pages(self, matter: Matter, name: str) -> str:
        """The pages of an application, one after the other as the server leads, with a file."""
        people = self.load.people
        cookies = {VISITOR: people.visitor, DRAFT: f"{self.random.randrange(1 << 256):064x}"}
        hidden = [("csrf", people.forms["visitor"])]
        given = {
            "nguoi-nop": [
                ("ho-ten", name), ("so-dinh-danh", "052198001234"), ("so-da-xem", "052198001234"),
                ("dien-thoai", "0912345678"), ("dia-chi", "12 Trần Phú"), ("chu-ho-so", "toi"),
            ],
            "noi-giai-quyet": [("co-quan", COMMUNE)],
            "to-khai": [("tk.noi-dung", "Việc cần giải quyết")],
            "nhan-ket-qua": [("cach-nhan", "counter"), ("noi-tra", COMMUNE)],
        }
        path, step = f"/nop-ho-so/{matter.code}", ""
        while step != "bien-nhan":
            # An application that was begun, though nobody was told so, is gone on with.
            files, fields, known = [], given.get(step, [("viec", "tiep")]), {}
            if step == "giay-to":
                files = [(f"tep.{paper}", "giay-to.pdf", "application/pdf", self.paper()) for paper in matter.papers]
                fields = []
            if step == "xem-lai":
                review = self.ask(talk.page(path, cookies), (200,), gives=False)
                known = {"action": "apply", "draft": self.hidden(review, "nhap"), "name": name}
                known["files"] = len(matter.papers)
                fields = [("nhap", known["draft"])]
            answer = self.ask(talk.form(path, cookies, hidden + fields, files), (303,))
            if known:
                self.load.log.tell(known)
            path = answer.headers["location"]
            step = path.split("?")[0].rsplit("/", 1)[1]
        receipt = self.ask(talk.page(path, cookies), (200,), gives=False)
        found = NUMBER.search(receipt.body.decode())
        if not found:
            raise Refused(f"the receipt of {known['draft']} shows no number")
        return found[0].replace(" ", "")

    def sign_by_page(self, number: str) -> None:
        """The page on which a result is signed, with its file."""
        people = self.load.people
        cookies = {SESSION: people.sessions["tiepnhan"]}
        found = self.ask(talk.page(f"/quay/tim?q={number}", cookies), (200, 303), gives=False)
        stream = STREAM.search(found.headers.get("location", "") or found.body.decode())
        if not stream:
            raise Refused(f"the counter does not find {number}")
        path, cookies = f"/ho-so/{stream[1]}/ky-duyet", {SESSION: people.sessions["chutich"]}
        asked = self.ask(talk.page(path, cookies), (200,), gives=False)
        order = self.hidden(asked, "lenh")
        fields = [
            ("csrf", people.forms["chutich"]), ("lenh", order), ("phien-ban", self.hidden(asked, "phien-ban")),
            ("so-van-ban", f"{self.turn}/TP"), ("ghi-chu", ""),
        ]
        files = [("tep", "ket-qua.pdf", "application/pdf", self.paper())]
        self.ask(talk.form(path, cookies, fields, files), (303,))
        self.load.log.tell({"action": "sign", "order": order, "stream": stream[1], "number": number, "files": 1})

    def paper(self) -> bytes:
        return PAPER + self.random.randbytes(self.random.randrange(200, 20_000))

    @staticmethod
    def hidden(answer: talk.Answer, name: str) -> str:
        found = HIDDEN[name].search(answer.body.decode())
        if not found:
            raise Refused(f"a page lacks its hidden field {name}")
        return found[1]

    def ask(self, request: talk.Request, expected: tuple[int, ...], gives=True) -> talk.Answer:
        """Asks until there is an answer; what the server cannot do now is asked again."""
        while True:
            try:
                self.gives = gives
                answer = self.line.ask(request, self.address)
            except talk.Gone:
                if self.load.ends.is_set():
                    raise Ended from None
                time.sleep(0.01)
                self.load.may_ask.wait()
                continue
            finally:
                self.gives = False
            if answer.code in expected:
                if self.load.ends.is_set() and not gives:
                    raise Ended
                return answer
            if answer.code < 500:
                raise Refused(f"{request.method} {request.path}: {answer.code} {problem(answer)}")
            self.load.troubles[f"{answer.code} {problem(answer)}"] += 1
            if self.load.ends.is_set():
                raise Ended
            time.sleep(0.05)


def problem(answer: talk.Answer) -> str:
    """What a problem document or a page says is wrong; a 5xx that is neither says so."""
    if "problem+json" in answer.headers.get("content-type", ""):
        told = json.loads(answer.body)
        fields = [f"{one.get('pointer', one.get('field', ''))} {one.get('code', '')}" for one in told.get("errors", [])]
        return " ".join([told.get("code", "without a code"), *fields])
    title = re.search(r"<h1[^>]*>(.*?)</h1>", answer.body.decode("utf-8", "replace"), re.DOTALL)
    return f"page: {title[1].strip()}" if title else "neither problem nor page"


def letters(number: int) -> str:
    """A number as a word that can be a name."""
    word = ""
    while True:
        number, rest = divmod(number, 26)
        word = chr(97 + rest) + word
        if number == 0:
            return word.capitalize()
