"""PostgreSQL through the system's libpq: rows of the same Python types that SQLite gives."""

import ctypes
import ctypes.util
import functools
import re

OK, DONE, ROWS, COPY_OUT = 0, 1, 2, 3
INTEGERS, BYTES = {20, 21, 23, 26, 1700}, 17
ESCAPED = re.compile(rb"\\(.)", re.DOTALL)
MEANT = {b"b": b"\b", b"f": b"\f", b"n": b"\n", b"r": b"\r", b"t": b"\t", b"v": b"\v"}


class Broken(Exception):
    """The server is away, or does not take a statement."""


@functools.cache
def library() -> ctypes.CDLL:
    found = ctypes.CDLL(ctypes.util.find_library("pq") or "libpq.so.5")
    pointers, texts = ("PQconnectdb", "PQexec", "PQprepare", "PQdescribePrepared"), ("PQerrorMessage", "PQcmdTuples")
    for name in pointers:
        getattr(found, name).restype = ctypes.c_void_p
    for name in texts:
        getattr(found, name).restype = ctypes.c_char_p
    for name in ("PQfinish", "PQstatus", "PQerrorMessage", "PQresultStatus", "PQclear", "PQnfields", "PQgetResult"):
        getattr(found, name).argtypes = [ctypes.c_void_p]
    found.PQgetResult.restype = ctypes.c_void_p
    found.PQconnectdb.argtypes = [ctypes.c_char_p]
    found.PQexec.argtypes = [ctypes.c_void_p, ctypes.c_char_p]
    found.PQprepare.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_char_p, ctypes.c_int, ctypes.c_void_p]
    found.PQdescribePrepared.argtypes = [ctypes.c_void_p, ctypes.c_char_p]
    found.PQftype.argtypes = [ctypes.c_void_p, ctypes.c_int]
    found.PQgetCopyData.argtypes = [ctypes.c_void_p, ctypes.POINTER(ctypes.c_void_p), ctypes.c_int]
    found.PQfreemem.argtypes = [ctypes.c_void_p]
    found.PQsetNoticeProcessor.argtypes = [ctypes.c_void_p] * 3
    return found


@ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_char_p)
def silence(_, __):
    """For what a server tells unasked."""


class Connection:
    """One connection; `words` as libpq reads them."""

    def __init__(self, words: str):
        self.handle = library().PQconnectdb(words.encode())
        if library().PQstatus(self.handle) != OK:
            message = self.message()
            self.close()
            raise Broken(message)
        library().PQsetNoticeProcessor(self.handle, silence, None)

    def close(self) -> None:
        library().PQfinish(self.handle)
        self.handle = None

    def message(self) -> str:
        return library().PQerrorMessage(self.handle).decode("utf-8", "replace").strip()

    def command(self, sql: str) -> None:
        self.end(library().PQexec(self.handle, sql.encode()))

    def end(self, result, *good: int) -> None:
        status = library().PQresultStatus(result)
        library().PQclear(result)
        if status not in (good or (DONE, ROWS)):
            raise Broken(self.message())

    def kinds(self, sql: str) -> list[int]:
        """The type of each column that a query gives."""
        self.end(library().PQprepare(self.handle, b"", sql.encode(), 0, None))
        result = library().PQdescribePrepared(self.handle, b"")
        found = [library().PQftype(result, place) for place in range(library().PQnfields(result))]
        self.end(result)
        return found

    def lines(self, sql: str) -> list[bytes]:
        """Every row as COPY writes it."""
        self.end(library().PQexec(self.handle, f"COPY ({sql}) TO STDOUT".encode()), COPY_OUT)
        found, buffer = [], ctypes.c_void_p()
        while (length := library().PQgetCopyData(self.handle, ctypes.byref(buffer), 0)) > 0:
            found.append(ctypes.string_at(buffer, length)[:-1])
            library().PQfreemem(buffer)
        while result := library().PQgetResult(self.handle):
            self.end(result)
        return found

    def rows(self, sql: str) -> list[tuple]:
        kinds = self.kinds(sql)
        return [
            tuple(value(field, kind) for field, kind in zip(line.split(b"\t"), kinds)) for line in self.lines(sql)]


def value(field: bytes, kind: int):
    if field == rb"\N":
        return None
    if kind in INTEGERS:
        return int(field)
    if kind == BYTES:
        return bytes.fromhex(field[3:].decode())
    if b"\\" in field:
        field = ESCAPED.sub(lambda found: MEANT.get(found[1], found[1]), field)
    return field.decode()
