"""What clients of both servers do: hand dossiers in and receive them, thirty-two at once, until each was answered."""

import collections
import http.client
import json
import random
import threading
import time
from dataclasses import dataclass

IN_FLIGHT = 32
# A command that nobody answers for so long is given up and counted.
PATIENCE_SECONDS = 120
# What a server says when it cannot now and the command may be sent again.
TRY_AGAIN = {429, 502, 503, 504}
# A procedure of every commune for which nothing has to be enclosed.
PROCEDURE = "2.000815"
AGENCY = "H21.106"


@dataclass
class Command:
    """One request under one Idempotency-Key, and what came of it."""

    key: str
    path: str
    body: dict
    tries: int = 0
    answer: dict | None = None
    at: float = 0.0

    @property
    def name(self) -> str | None:
        """The applicant's, where the command tells it."""
        return self.body.get("submitter", {}).get("name")

    @property
    def event(self) -> str:
        """What it leaves in the dossier's stream."""
        return "dossier.submitted" if self.name else "dossier.received"

    @property
    def shown(self) -> str:
        return f"{self.key} ({self.path}, tries: {self.tries})"


class Load:
    """Clients that never do a command twice on purpose, and never stop asking for one that was not answered."""

    def __init__(self, ports: list[int], token: str):
        self.acknowledged: list[Command] = []
        self.given_up: list[Command] = []
        # Answers that are neither an acknowledgement nor "try again": each is a fault of the program.
        self.faults: list[str] = []
        self.hindrances: collections.Counter[str] = collections.Counter()
        self._ports = ports
        self._token = token
        self._run = f"{random.getrandbits(32):08x}"
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._abandoned = threading.Event()
        self._threads = [threading.Thread(target=self._client, args=[number]) for number in range(IN_FLIGHT)]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Begins no further dossier; waits until what was begun is answered or given up."""
        self._over.set()
        for thread in self._threads:
            if thread.is_alive():
                thread.join()

    def abandon(self) -> None:
        """Ends at once, when the run has failed and nobody wants to know any more."""
        self._abandoned.set()
        self.stop()

    @property
    def count(self) -> int:
        return len(self.acknowledged)

    def longest_silence(self, since: float, until: float) -> float:
        """The longest time within the two moments in which nobody at all was acknowledged."""
        with self._lock:
            moments = sorted(command.at for command in self.acknowledged if since <= command.at <= until)
        return max(after - before for before, after in zip([since, *moments], [*moments, until]))

    def _client(self, number: int) -> None:
        caller = Caller(self._ports, self._token, first=number % len(self._ports))
        turn = 0
        while not self._over.is_set():
            turn += 1
            key = f"{self._run}-{number}-{turn}"
            name = f"Nguyen Van {key}"
            submit = Command(f"{key}-submit", "/api/v1/dossiers", submission(name))
            if self._carry_out(submit, caller):
                path = f"/api/v1/dossiers/{submit.answer['number']}/commands"
                self._carry_out(Command(f"{key}-receive", path, {"action": "receive", "fee": 0}), caller)

    def _carry_out(self, command: Command, caller: "Caller") -> bool:
        begun = time.monotonic()
        while time.monotonic() - begun < PATIENCE_SECONDS and not self._abandoned.is_set():
            command.tries += 1
            code, answer = caller.post(command)
            if code in (200, 201):
                command.answer, command.at = answer, time.monotonic()
                with self._lock:
                    self.acknowledged.append(command)
                return True
            with self._lock:
                if code is None or code in TRY_AGAIN:
                    self.hindrances[f"{code} {answer.get('code', '')}" if code else answer["lost"]] += 1
                else:
                    self.faults.append(f"{command.shown}: {code} {json.dumps(answer, ensure_ascii=False)[:600]}")
                    return False
            caller.turn_to_the_other()
            time.sleep(random.uniform(0.2, 0.6))
        with self._lock:
            self.given_up.append(command)
        return False


class Caller:
    """One client's connection, to one server at a time."""

    def __init__(self, ports: list[int], token: str, first: int = 0):
        self._ports = ports
        self._at = first
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        self._connection: http.client.HTTPConnection | None = None

    def post(self, command: Command) -> tuple[int | None, dict]:
        return self._ask("POST", command.path, json.dumps(command.body), {"Idempotency-Key": command.key})

    def get(self, path: str) -> tuple[int | None, dict]:
        return self._ask("GET", path, None, {})

    def turn_to_the_other(self) -> None:
        self._hang_up()
        self._at = (self._at + 1) % len(self._ports)

    def _ask(self, method: str, path: str, body: str | None, headers: dict) -> tuple[int | None, dict]:
        """The answer's code and body; no code and the reason where the connection was lost."""
        try:
            if self._connection is None:
                self._connection = http.client.HTTPConnection("127.0.0.1", self._ports[self._at], timeout=60)
            self._connection.request(method, path, body, {**self._headers, **headers})
            answer = self._connection.getresponse()
            text = answer.read()
            try:
                return answer.status, json.loads(text)
            except ValueError:
                return answer.status, {"text": text.decode(errors="replace")}
        except (OSError, http.client.HTTPException) as error:
            self._hang_up()
            return None, {"lost": type(error).__name__}

    def _hang_up(self) -> None:
        if self._connection:
            self._connection.close()
        self._connection = None


def submission(name: str) -> dict:
    return {
        "procedure": PROCEDURE, "variant": "chung", "channel": "direct", "places": {"intake": AGENCY},
        "resultWay": "counter", "components": [],
        "submitter": {"name": name, "number": "052198001234", "phone": "0912345678", "address": "12 Tran Phu"},
    }
