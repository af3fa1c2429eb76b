"""HTTP as the load speaks it: one connection that stays open, and the requests of officers and citizens."""

import json
import select
import socket
import uuid
from dataclasses import dataclass, field

ANSWER_SECONDS = 60


class Gone(Exception):
    """The connection broke before a whole answer came: it is open whether the request was carried out."""


@dataclass
class Answer:
    code: int
    headers: dict[str, str]
    body: bytes

    def json(self):
        return json.loads(self.body)

    @property
    def cookies(self) -> dict[str, str]:
        pairs = (line.split(";")[0] for line in self.headers.get("set-cookie", "").split("\n") if line)
        return dict(pair.split("=", 1) for pair in pairs)


@dataclass
class Request:
    method: str
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    def encoded(self, address: str) -> bytes:
        head = [f"{self.method} {self.path} HTTP/1.1", "Host: localhost", f"X-Forwarded-For: {address}"]
        head += [f"{name}: {value}" for name, value in self.headers.items()]
        if self.method == "POST":
            head.append(f"Content-Length: {len(self.body)}")
        return "\r\n".join(head).encode() + b"\r\n\r\n" + self.body


def command(path: str, token: str, key: str, body: dict) -> Request:
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": key, "Content-Type": "application/json"}
    return Request("POST", path, headers, json.dumps(body, ensure_ascii=False).encode())


def form(path: str, cookies: dict[str, str], fields: list[tuple[str, str]], files=()) -> Request:
    """A form as a browser sends it; `files` are name of the input, name of the file, kind and bytes."""
    edge = uuid.uuid4().hex
    parts = [f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
             for name, value in fields]
    for name, given, kind, content in files:
        head = f'--{edge}\r\nContent-Disposition: form-data; name="{name}"; filename="{given}"\r\n'
        parts.append(f"{head}Content-Type: {kind}\r\n\r\n".encode() + content + b"\r\n")
    headers = {"Cookie": jar(cookies), "Content-Type": f"multipart/form-data; boundary={edge}"}
    return Request("POST", path, headers, b"".join(parts) + f"--{edge}--\r\n".encode())


def page(path: str, cookies: dict[str, str]) -> Request:
    return Request("GET", path, {"Cookie": jar(cookies)} if cookies else {})


def jar(cookies: dict[str, str]) -> str:
    return "; ".join(f"{name}={value}" for name, value in cookies.items())


class Line:
    """One connection; where one breaks, the next goes to the next port.

    `waits` is true while a request is with the server and no byte of its answer is here.
    """

    def __init__(self, *ports: int):
        self.ports, self.turn = ports, 0
        self.socket: socket.socket | None = None
        self.waits = False

    @property
    def port(self) -> int:
        return self.ports[self.turn % len(self.ports)]

    def ask(self, request: Request, address: str) -> Answer:
        try:
            if self.socket is None:
                self.socket = socket.create_connection(("127.0.0.1", self.port), ANSWER_SECONDS)
                self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.socket.sendall(request.encoded(address))
            self.waits = True
            return self.read()
        except OSError as error:
            self.hang_up()
            self.turn += 1
            raise Gone(str(error)) from None
        finally:
            self.waits = False

    def is_unanswered(self) -> bool:
        """Asked from another thread while the server stands still."""
        line = self.socket
        return self.waits and line is not None and line.fileno() >= 0 and not select.select([line], [], [], 0)[0]

    def read(self) -> Answer:
        data = b""
        while b"\r\n\r\n" not in data:
            data += self.more()
        head, body = data.split(b"\r\n\r\n", 1)
        first, *rest = head.decode("latin-1").split("\r\n")
        headers: dict[str, str] = {}
        for line in rest:
            name, value = line.split(":", 1)
            name = name.lower()
            headers[name] = (headers[name] + "\n" if name in headers else "") + value.strip()
        while len(body) < int(headers.get("content-length", 0)):
            body += self.more()
        answer = Answer(int(first.split()[1]), headers, body)
        if headers.get("connection", "").lower() == "close":
            self.hang_up()
        return answer

    def more(self) -> bytes:
        data = self.socket.recv(65_536)
        if not data:
            raise OSError("the server closed before its answer was whole")
        return data

    def hang_up(self) -> None:
        if self.socket is not None:
            self.socket.close()
        self.socket = None
