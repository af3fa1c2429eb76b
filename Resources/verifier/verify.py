#!/usr/bin/env python3
"""Kiểm chứng sổ cái MotCua từ bên ngoài. / Checks a MotCua ledger from outside.

    verify.py https://dichvucong.example.vn --key KHOA --keep diem-chot.txt
    verify.py --folder THU_MUC --key KHOA
    verify.py --disclosure TEP.json https://dichvucong.example.vn --key KHOA

Chỉ cần Python 3.9 trở lên, không cài thêm gì. Chương trình đọc điểm chốt (checkpoint) đã ký và các mảnh (tile) mà máy
chủ công bố, tự tính lại mã băm gốc, so chữ ký, so với điểm chốt đã giữ lần trước. Không gửi đi dữ liệu nào.

Needs Python 3.9 or later and nothing else. It reads the signed checkpoint and the tiles that the server publishes,
computes the root again, checks the signature, and compares with the checkpoint kept last time. It sends nothing.

Mã kết thúc / exit code: 0 khớp, agrees; 1 KHÔNG khớp, does NOT agree; 2 chưa kiểm tra được, could not be checked.
"""

import argparse
import base64
import calendar
import hashlib
import http.client
import json
import os
import re
import socket
import ssl
import sys
import time
import urllib.parse
from collections import OrderedDict

OFFICE_OFFSET = 7 * 3600 * 1_000_000  # office time is UTC+7; instants are microseconds
DAY = 86_400 * 1_000_000
NOTE_LIMIT = 64 * 1024
TILE_LIMIT = 4 * 1024 * 1024


class Disagreement(Exception):
    """The log contradicts itself, its signature, or what was kept: the thing this program looks for."""

    def __init__(self, vi, en):
        super().__init__(en)
        self.vi, self.en = vi, en


class Unreachable(Exception):
    """Something could not be read, so that nothing can be said."""

    def __init__(self, vi, en):
        super().__init__(en)
        self.vi, self.en = vi, en


def counted(number):
    """A count as Vietnamese writes it: 16.979."""
    return f"{number:,}".replace(",", ".")


REASONS = (  # The first that fits is said, so that the narrower kinds stand before the wider.
    (FileNotFoundError, "không có tệp này", "there is no such file"),
    (NotADirectoryError, "không có tệp này", "there is no such file"),
    (IsADirectoryError, "đó là thư mục, không phải tệp", "that is a folder, not a file"),
    (PermissionError, "máy này không cho phép đọc hoặc ghi tệp đó", "this computer does not permit it"),
    (json.JSONDecodeError, "tệp không phải dạng JSON", "the file is not JSON"),
    (UnicodeDecodeError, "tệp không phải văn bản UTF-8", "the file is not text in UTF-8"),
    (KeyError, "tệp thiếu mục cần có", "the file lacks a member that it must have"),
    ((ValueError, TypeError, AttributeError), "nội dung tệp không đúng dạng", "the file has not the right form"),
    (socket.gaierror, "không tìm thấy máy chủ có tên này", "no server of this name was found"),
    (ssl.SSLError, "không lập được kết nối bảo mật với máy chủ", "no secure connection could be made"),
    ((socket.timeout, ConnectionError), "máy chủ không trả lời", "the server did not answer"),
    (http.client.HTTPException, "máy chủ trả lời không đúng dạng", "the server's answer has not the right form"),
    (OSError, "máy này báo lỗi khi đọc hoặc kết nối", "reading or connecting failed on this computer"),
)


def reason(error):
    """Why something could not be read, in plain words of two languages; the system's own words are not shown."""
    return next(words for kind, *words in REASONS if isinstance(error, kind))


# Hashes of the tree (RFC 6962): leaf = SHA-256(0 ‖ entry), node = SHA-256(1 ‖ left ‖ right).


def sha256(data):
    return hashlib.sha256(data).digest()


def leaf_hash(entry):
    return sha256(b"\x00" + entry)


def node_hash(left, right):
    return sha256(b"\x01" + left + right)


class Frontier:
    """Grows a tree from the left; keeps the nodes of heights 8, 16, 24 … that tiles of higher levels hold."""

    def __init__(self):
        self.size = 0
        self.stack = []
        self.upper = {}

    def append(self, leaf):
        level, value, size = 0, leaf, self.size
        while size & 1:
            value = node_hash(self.stack.pop(), value)
            level += 1
            size >>= 1
            if level % 8 == 0:
                self.upper.setdefault(level // 8, []).append(value)
        self.stack.append(value)
        self.size += 1

    def root(self):
        if not self.stack:
            return sha256(b"")
        value = self.stack[-1]
        for left in reversed(self.stack[:-1]):
            value = node_hash(left, value)
        return value


# Ed25519 (RFC 8032), verification alone.

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


def point_from(data):
    """The point that 32 bytes stand for, or None if they stand for none."""
    number = int.from_bytes(data, "little")
    sign, y = number >> 255, number & (2**255 - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


def point_sum(a, b):
    left = (a[1] - a[0]) * (b[1] - b[0]) % P
    right = (a[1] + a[0]) * (b[1] + b[0]) % P
    c, d = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = right - left, d - c, d + c, right + left
    return e * f % P, g * h % P, f * g % P, e * h % P


def point_times(factor, point):
    total = (0, 1, 1, 0)
    while factor:
        if factor & 1:
            total = point_sum(total, point)
        point = point_sum(point, point)
        factor >>= 1
    return total


BASE = point_from((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def is_signed(key, message, signature):
    """Whether an Ed25519 signature of 64 bytes holds for a message under a key of 32 bytes."""
    if len(key) != 32 or len(signature) != 64:
        return False
    a, r = point_from(key), point_from(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= ORDER:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % ORDER
    left, right = point_times(s, BASE), point_sum(r, point_times(h, a))
    same_x = (left[0] * right[2] - right[0] * left[2]) % P == 0
    return same_x and (left[1] * right[2] - right[1] * left[2]) % P == 0


# Checkpoints (C2SP tlog-checkpoint in a signed note) and the keys that sign them.


KEY_FORM = (
    "Khóa có dạng tên+8 ký tự 0–9, a–f+chuỗi base64.", "It has the form name+8 characters 0–9, a–f+base64.")


class Key:
    """A verifier key, `name+hash+key`: type 1 signs for the log, type 4 for a witness."""

    def __init__(self, text):
        try:
            self.name, stated, encoded = text.strip().split("+", 2)
            raw = base64.b64decode(encoded, validate=True)
        except ValueError:
            raw, stated = b"", ""
        self.kind, self.key = raw[:1], raw[1:]
        if self.kind not in (b"\x01", b"\x04") or len(self.key) != 32:
            raise Unreachable(
                f"Khóa kiểm chứng không đúng dạng: {text.strip()[:80]}. {KEY_FORM[0]}",
                f"This is no verifier key: {text.strip()[:80]}. {KEY_FORM[1]}")
        self.id = sha256(self.name.encode() + b"\n" + raw)[:4]
        if self.id.hex() != stated:
            raise Unreachable(
                f"Khóa kiểm chứng bị chép sai: {text.strip()[:80]}. Hãy chép lại từ nguồn tin cậy.",
                f"The verifier key was copied wrongly: {text.strip()[:80]}. Copy it again from where you trust it.")


class Checkpoint:
    """A checkpoint as it was published: size, root, and the lines that sign them."""

    def __init__(self, data, where):
        self.data = data
        try:
            if len(data) > NOTE_LIMIT:
                raise ValueError("too long")
            text = data.decode("utf-8")
            if re.search(r"[\x00-\x09\x0b-\x1f\x7f]", text):
                raise ValueError("control character")
            body, gap, lines = text.rpartition("\n\n")
            if not gap or not lines.endswith("\n"):
                raise ValueError("no signature")
            self.body = (body + "\n").encode()
            self.origin, size, root, *more = body.split("\n")
            if not self.origin or not re.fullmatch(r"0|[1-9][0-9]{0,15}", size) or "" in more:
                raise ValueError("origin or size")
            self.size, self.root = int(size), exact_base64(root)
            if len(self.root) != 32:
                raise ValueError("root")
            self.signatures = [signature_line(line) for line in lines[:-1].split("\n")]
        except ValueError as error:
            raise Disagreement(
                f"Điểm chốt ở {where} không đúng dạng.", f"The checkpoint at {where} is malformed ({error}).")

    def signed_by(self, keys):
        """Names of those of the keys that signed; a signature under a known key that does not hold is a lie."""
        names = []
        for name, identity, signature in self.signatures:
            for key in keys:
                if (key.name, key.id) != (name, identity):
                    continue
                message, stamp = self.body, b""
                if key.kind == b"\x04":
                    stamp, signature = signature[:8], signature[8:]
                    message = b"cosignature/v1\ntime %d\n" % int.from_bytes(stamp, "big") + self.body
                if not is_signed(key.key, message, signature):
                    raise Disagreement(
                        f"Chữ ký mang tên {name} trên điểm chốt gồm {counted(self.size)} bản ghi KHÔNG đúng.",
                        f"The signature in the name of {name} on the checkpoint of {self.size} records is FALSE.")
                names.append(name)
        return names


def exact_base64(text):
    raw = base64.b64decode(text, validate=True)
    if base64.b64encode(raw).decode() != text:
        raise ValueError("base64")
    return raw


def signature_line(line):
    found = re.fullmatch(r"\u2014 ([^ +]+) ([A-Za-z0-9+/=]+)", line)
    raw = exact_base64(found[2]) if found else b""
    if len(raw) < 5:
        raise ValueError("signature line")
    return found[1], raw[:4], raw[4:]


# Where the log is read from.


class FolderSource:
    """Files as they were saved: DIR/checkpoint, DIR/tile/0/000 …"""

    def __init__(self, folder):
        self.name = self.folder = folder

    def get(self, path, limit=TILE_LIMIT):
        try:
            with open(os.path.join(self.folder, *path.split("/")), "rb") as file:
                return file.read(limit + 1)
        except OSError as error:
            vi, en = reason(error)
            place = os.path.join(self.folder, path)
            raise Unreachable(f"Không đọc được tệp {place}: {vi}.", f"{place} cannot be read: {en}.")


class WebSource:
    """The published log, over one connection that is kept; what was read may be saved beside."""

    def __init__(self, address, save=None):
        try:
            parts = urllib.parse.urlsplit(address if "//" in address else "https://" + address)
            fits = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
        except ValueError:
            fits = False
        if not fits:
            raise Unreachable(f"Địa chỉ không đúng dạng: {address}", f"This is no address: {address}")
        path = parts.path.rstrip("/")
        self.prefix = path if path.endswith("/log") else path + "/log"
        self.name, self.parts, self.save, self.connection = address, parts, save, None

    def get(self, path, limit=TILE_LIMIT):
        for turn in range(5):
            try:
                answer = self.ask(path, limit)
                if answer is not None:
                    break
            except (OSError, http.client.HTTPException) as error:
                vi, en = reason(error)
            else:
                vi, en = "máy chủ đang bận", "the server is busy"
            self.connection = None
            if turn == 4:
                raise Unreachable(f"Không đọc được {path}: {vi}.", f"{path} cannot be read: {en}.")
            time.sleep(0.5 * 2**turn)
        if self.save:
            place = os.path.join(self.save, *path.split("/"))
            os.makedirs(os.path.dirname(place) or ".", exist_ok=True)
            with open(place, "wb") as file:
                file.write(answer)
        return answer

    def ask(self, path, limit):
        """The answer's bytes, or None if it should be asked for again later."""
        if self.connection is None:
            kind = http.client.HTTPSConnection if self.parts.scheme == "https" else http.client.HTTPConnection
            self.connection = kind(self.parts.hostname, self.parts.port, timeout=30)
        self.connection.request("GET", f"{self.prefix}/{path}", headers={"User-Agent": "motcua-verify"})
        answer = self.connection.getresponse()
        data = answer.read(limit + 1)
        if answer.status in (429, 503):
            return None
        if answer.status != 200:
            raise Unreachable(
                f"Máy chủ không giao {path} (mã trả lời {answer.status}).", f"The server answered {answer.status} to {path}.")
        return data


# The tree as tiles give it (C2SP tlog-tiles): 256 hashes a tile.


def tile_path(level, number, width):
    digits = f"{number:03d}"
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    groups = [digits[at:at + 3] for at in range(0, len(digits), 3)]
    path = "/".join(["x" + group for group in groups[:-1]] + groups[-1:])
    return f"tile/{level}/{path}" + ("" if width == 256 else f".p/{width}")


class Tree:
    """Nodes of a log of one size, each from the tile that holds it; nothing read here is trusted by itself."""

    def __init__(self, source, size):
        self.source, self.size, self.tiles = source, size, OrderedDict()

    def width(self, level, number):
        return min(256, (self.size >> 8 * level) - 256 * number)

    def tile(self, level, number):
        """A tile's hashes, and above them what they hash to, height by height."""
        if (level, number) in self.tiles:
            self.tiles.move_to_end((level, number))
            return self.tiles[level, number]
        width = self.width(level, number)
        path = tile_path(level, number, width)
        data = self.source.get(path)
        if len(data) != 32 * width:
            raise Disagreement(f"Mảnh {path} sai độ dài.", f"Tile {path} has the wrong length.")
        rows = [[data[at:at + 32] for at in range(0, len(data), 32)]]
        while len(rows[-1]) > 1:
            row = rows[-1]
            rows.append([node_hash(row[at], row[at + 1]) for at in range(0, len(row) - 1, 2)])
        self.tiles[level, number] = rows
        if len(self.tiles) > 512:
            self.tiles.popitem(last=False)
        return rows

    def node(self, height, index):
        """The root of the complete subtree of 2^height leaves at an index."""
        level, above = divmod(height, 8)
        number, place = divmod(index << above, 256)
        return self.tile(level, number)[above][place >> above]

    def span(self, first, end):
        """The hash over leaves first ..< end, for a span that begins where RFC 6962 lets one begin."""
        count = end - first
        if count & (count - 1) == 0:
            return self.node(count.bit_length() - 1, first // count)
        half = 1 << (count - 1).bit_length() - 1
        return node_hash(self.span(first, first + half), self.span(first + half, end))

    def inclusion(self, index, size):
        path, first, end = [], 0, size
        while end - first > 1:
            middle = first + (1 << (end - first - 1).bit_length() - 1)
            if index < middle:
                path.append(self.span(middle, end))
                end = middle
            else:
                path.append(self.span(first, middle))
                first = middle
        return path[::-1]

    def consistency(self, old, size):
        path, first, end, whole = [], 0, size, True
        while end != old:
            middle = first + (1 << (end - first - 1).bit_length() - 1)
            if old <= middle:
                path.append(self.span(middle, end))
                end = middle
            else:
                path.append(self.span(first, middle))
                first, whole = middle, False
        if not whole:
            path.append(self.span(first, end))
        return path[::-1]

    def entries(self, number):
        """The entries of a bundle of 256, each with two bytes of length before it."""
        width = self.width(0, number)
        path = tile_path("entries", number, width)
        data, at, entries = self.source.get(path), 0, []
        while at + 2 <= len(data):
            end = at + 2 + int.from_bytes(data[at:at + 2], "big")
            entries.append(data[at + 2:end])
            at = end
        if at != len(data) or len(entries) != width:
            raise Disagreement(f"Tệp bản ghi {path} bị hỏng.", f"Entry bundle {path} is damaged.")
        return entries


def root_from_inclusion(leaf, index, size, path):
    """The root that a path claims (RFC 9162, 2.1.3.2), or None if the path does not fit."""
    fn, sn, value = index, size - 1, leaf
    for step in path:
        if sn == 0:
            return None
        if fn & 1 or fn == sn:
            value = node_hash(step, value)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            value = node_hash(value, step)
        fn, sn = fn >> 1, sn >> 1
    return value if sn == 0 else None


def is_consistent(old, old_root, size, root, path):
    """Whether the tree of `size` begins with that of `old` (RFC 9162, 2.1.4.2)."""
    if old == size:
        return old_root == root and not path
    if old == 0:
        return old_root == sha256(b"") and not path
    if old & (old - 1) == 0:
        path = [old_root, *path]
    if not path:
        return False
    fn, sn = old - 1, size - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    before = after = path[0]
    for step in path[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            before, after = node_hash(step, before), node_hash(step, after)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            after = node_hash(after, step)
        fn, sn = fn >> 1, sn >> 1
    return before == old_root and after == root and sn == 0


# What is checked, and what is said of it.


class Outcome:
    """What was found, in two languages; printed whole at the end, Vietnamese first."""

    def __init__(self):
        self.lines = []
        self.code = 0
        self.whole = False  # Whether the root was computed again from all entries.

    def good(self, vi, en):
        self.lines.append(("ĐÚNG", "OK", vi, en))

    def note(self, vi, en):
        self.lines.append(("LƯU Ý", "NOTE", vi, en))

    def bad(self, vi, en):
        self.lines.append(("SAI", "WRONG", vi, en))
        self.code = 1

    def unknown(self, vi, en):
        self.lines.append(("CHƯA RÕ", "UNKNOWN", vi, en))
        self.code = self.code or 2

    def print(self):
        agrees = ("KẾT LUẬN: khớp.", "RESULT: it agrees.") if self.whole else (
            "KẾT LUẬN: chỉ những điểm nêu trên là khớp. CHƯA tính lại toàn bộ sổ (--quick).",
            "RESULT: only what stands above agrees. The whole ledger was NOT computed again (--quick).")
        unknown = ("KẾT LUẬN: chưa kiểm tra được.", "RESULT: it could not be checked.")
        if any(line[1] == "OK" for line in self.lines):
            unknown = (
                "KẾT LUẬN: chưa kiểm tra được hết; xem dòng CHƯA RÕ.",
                "RESULT: not all could be checked; see the line UNKNOWN.")
        endings = [
            agrees,
            ("KẾT LUẬN: KHÔNG KHỚP. Hãy giữ lại các tệp và báo cơ quan giám sát.",
             "RESULT: it does NOT agree. Keep the files and tell those who oversee the office."),
            unknown,
        ][self.code]
        for side in (0, 1):
            for line in self.lines:
                print(f"{line[side]:8} {line[2 + side]}")
            print(endings[side] + ("\n" if side == 0 else ""))


def progress(done, total):
    if sys.stderr.isatty():
        print(f"\r{done}/{total}", end="" if done < total else "\n", file=sys.stderr, flush=True)


ENTRY = re.compile(
    rb'\{"class":"(dossier|rating|payment|feedback|office)","commit":"([0-9a-f]{64})","seq":(0|[1-9][0-9]*)\}')


def commit_of(entry, index):
    """Class and commitment of an entry; its number must be its place."""
    found = ENTRY.fullmatch(entry)
    if not found or int(found[3]) != index:
        raise Disagreement(f"Bản ghi {index} không đúng dạng.", f"Entry {index} is malformed.")
    return found[1].decode(), found[2].decode()


def recompute(tree, kept, outcome):
    """The root over all entries, each hash tile compared on the way; gives the root, and that of the kept size."""
    frontier, before = Frontier(), sha256(b"") if kept == 0 else None
    for number in range(-(-tree.size // 256)):
        leaves = []
        for place, entry in enumerate(tree.entries(number)):
            commit_of(entry, 256 * number + place)
            leaves.append(leaf_hash(entry))
            frontier.append(leaves[-1])
            if frontier.size == kept:
                before = frontier.root()
        if tree.tile(0, number)[0] != leaves:
            raise Disagreement(
                f"Mảnh {tile_path(0, number, len(leaves))} không khớp với các bản ghi của nó.",
                f"Tile {tile_path(0, number, len(leaves))} does not agree with its entries.")
        progress(frontier.size, tree.size)
    for level, hashes in frontier.upper.items():
        for number in range(-(-len(hashes) // 256)):
            if tree.tile(level, number)[0] != hashes[256 * number:256 * number + 256]:
                raise Disagreement(
                    f"Mảnh cấp {level} số {number} không khớp với các mảnh bên dưới.",
                    f"Tile {level}/{number} does not agree with the tiles below it.")
    outcome.good(
        f"Đã tính lại mã băm gốc từ {counted(tree.size)} bản ghi công bố.",
        f"The root was computed again from {tree.size} published entries.")
    return frontier.root(), before


def check_signature(checkpoint, keys, outcome):
    if not keys:
        outcome.note(
            "CHƯA kiểm tra chữ ký: hãy đưa khóa kiểm chứng bằng --key (lấy từ nguồn tin cậy, không phải máy chủ này).",
            "The signature was NOT checked: give the verifier key by --key (from where you trust it, not this server).")
        return
    names = checkpoint.signed_by(keys)
    if not names:
        raise Disagreement(
            f"Điểm chốt gồm {counted(checkpoint.size)} bản ghi không có chữ ký nào của khóa đã cho.",
            f"The checkpoint of {checkpoint.size} records bears no signature by the keys given.")
    outcome.good(
        f"Chữ ký trên điểm chốt gồm {counted(checkpoint.size)} bản ghi đúng: {', '.join(names)}.",
        f"The signature on the checkpoint of {checkpoint.size} records holds: {', '.join(names)}.")


def read_kept(path, keys, newest, outcome):
    """The checkpoint kept last time, or None if the file is none: a fault of this computer's file, not of the log."""
    try:
        with open(path, "rb") as file:
            kept = Checkpoint(file.read(NOTE_LIMIT + 1), path)
        if keys and not kept.signed_by(keys):
            outcome.unknown(
                f"Tệp điểm chốt đã giữ {path} không có chữ ký của khóa đã cho, nên không dùng để so. Lỗi ở tệp "
                "hoặc khóa trên máy này, chưa nói gì về sổ. Nếu cơ quan đã đổi khóa, hãy đưa thêm khóa cũ bằng --key.",
                f"The kept checkpoint {path} bears no signature by the keys given, so nothing is compared with it. "
                "The fault is of the file or key here and says nothing of the log. After a change of keys give both.")
            return None
    except OSError as error:
        vi, en = reason(error)
        outcome.unknown(
            f"Không đọc được tệp điểm chốt đã giữ {path}: {vi}.", f"The kept checkpoint {path} cannot be read: {en}.")
        return None
    except Disagreement as fault:
        outcome.unknown(
            f"Tệp đã giữ {path} không dùng để so được: {fault.vi} Lỗi ở tệp trên máy này, chưa nói gì về sổ; "
            "tệp được giữ nguyên. Hãy dùng bản sao khác của điểm chốt đã giữ.",
            f"The kept file {path} cannot be compared with: {fault.en} The fault is of the file here and says "
            "nothing of the log; it is left as it is. Use another copy of the checkpoint that was kept.")
        return None
    if not keys and kept.origin != newest.origin:
        outcome.unknown(
            f"Điểm chốt đã giữ trong {path} là của sổ khác: {kept.origin}, không phải {newest.origin}.",
            f"The checkpoint kept in {path} is of another log: {kept.origin}, not {newest.origin}.")
        return None
    return kept


KEPT = ("điểm chốt đã giữ", "the kept checkpoint")
DISCLOSED = ("điểm chốt ghi trong tệp dữ kiện", "the checkpoint in the file of facts")
NEWEST = ("điểm chốt mà sổ công bố", "the checkpoint that the log publishes")


def check_consistency(tree, old, new, outcome, names=KEPT):
    """The newer checkpoint must hold all that the older one held; the older is called by its names."""
    vi, en = names
    if old.origin != new.origin:
        raise Disagreement(
            f"Hai điểm chốt là của hai sổ khác nhau: {vi} là của {old.origin}, không phải {new.origin}.",
            f"The checkpoints are of two logs: {en} is of {old.origin}, not {new.origin}.")
    if old.size > new.size:
        raise Disagreement(
            f"Sổ ngắn đi: {vi} có {counted(old.size)} bản ghi, nay {counted(new.size)}.",
            f"The log became shorter: {en} had {old.size} records and now there are {new.size}.")
    path = tree.consistency(old.size, new.size) if 0 < old.size < new.size else []
    if not is_consistent(old.size, old.root, new.size, new.root, path):
        raise Disagreement(
            f"LỊCH SỬ BỊ VIẾT LẠI: sổ gồm {counted(new.size)} bản ghi không nối tiếp {vi} "
            f"gồm {counted(old.size)} bản ghi.",
            f"HISTORY WAS REWRITTEN: the log of {new.size} records does not continue {en} of {old.size}.")
    outcome.good(
        f"Sổ gồm {counted(new.size)} bản ghi nối tiếp đúng {vi} gồm {counted(old.size)} bản ghi.",
        f"The log of {new.size} records continues {en} of {old.size}.")


def check_entry(tree, checkpoint, index):
    """The entry at an index, proven to stand under the checkpoint."""
    number, place = divmod(index, 256)
    if getattr(tree, "bundle", (None,))[0] != number:
        tree.bundle = number, tree.entries(number)
    entry = tree.bundle[1][place]
    path = tree.inclusion(index, checkpoint.size)
    if root_from_inclusion(leaf_hash(entry), index, checkpoint.size, path) != checkpoint.root:
        raise Disagreement(
            f"Bản ghi {index} không nằm trong sổ đã ký.", f"Entry {index} is not in the signed log.")
    return commit_of(entry, index)


def check_fact(tree, checkpoint, log, fact):
    """A disclosed fact against its entry; gives what it says."""
    seq = fact["seq"]
    if not isinstance(seq, int) or not 0 <= seq < checkpoint.size:
        raise Disagreement(f"Dữ kiện {seq} nằm ngoài điểm chốt.", f"Fact {seq} lies beyond the checkpoint.")
    salt, statement = bytes.fromhex(fact["salt"]), fact["statement"].encode()
    kind, commit = check_entry(tree, checkpoint, seq)
    if len(salt) != 16 or sha256(salt + statement).hex() != commit:
        raise Disagreement(
            f"Dữ kiện {seq} đã bị SỬA: không khớp với sổ đã ký.",
            f"Fact {seq} was ALTERED: it does not agree with the signed log.")
    said = json.loads(statement)
    if said["seq"] != seq or said["log"] != log or said["kind"].split(".")[0] != kind:
        raise Disagreement(f"Dữ kiện {seq} tự mâu thuẫn.", f"Fact {seq} contradicts itself.")
    return said


def check_disclosure(source, tree, newest, keys, path, outcome):
    try:
        with open(path, encoding="utf-8") as file:
            disclosure = json.load(file)
        checkpoint = Checkpoint(disclosure["checkpoint"].encode(), path)
        first, end = (days(disclosure[name]) for name in ("from", "to"))
        end += DAY
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        vi, en = reason(error)
        raise Unreachable(f"Không đọc được tệp dữ kiện {path}: {vi}.", f"{path} cannot be read: {en}.")
    check_signature(checkpoint, keys, outcome)
    if newest.size >= checkpoint.size:
        check_consistency(tree, checkpoint, newest, outcome, DISCLOSED)
    else:
        tree = Tree(source, checkpoint.size)
        check_consistency(tree, newest, checkpoint, outcome, NEWEST)
    try:
        told, log = disclosure["facts"], disclosure["log"]
        withheld = {item["seq"] for item in disclosure["withheld"]}
        for done, fact in enumerate(told, 1):
            said = check_fact(tree, checkpoint, log, fact)
            if not first <= said["recorded"] < end:
                raise Disagreement(
                    f"Dữ kiện {fact['seq']} không thuộc kỳ.", f"Fact {fact['seq']} is not of the period.")
            if done % 1000 == 0 or done == len(told):
                progress(done, len(told))
        outcome.good(
            f"{len(told)} dữ kiện đều khớp với bản ghi của mình trong sổ đã ký.",
            f"All {len(told)} facts agree with their entries in the signed log.")
        numbers = sorted(withheld | {fact["seq"] for fact in told})
        begin, count = disclosure["first"], disclosure["count"]
        if numbers != list(range(begin, begin + count)) or len(told) + len(withheld) != count:
            raise Disagreement(
                "Dữ kiện bị bỏ bớt: số thứ tự không liên tục.", "Facts were left out: their numbers have gaps.")
        check_ends(tree, checkpoint, disclosure, first, end, outcome)
        if withheld:
            outcome.note(
                f"{len(withheld)} bản ghi không được công bố vì bản cũ còn ghi mã hồ sơ hoặc mã nộp; số thứ tự có nêu trong tệp.",
                f"{len(withheld)} records are withheld, being of an old form with a dossier's code or submission number; "
                "their places are in the file.")
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        vi, en = reason(error)
        raise Disagreement(f"Tệp dữ kiện không đúng dạng: {vi}.", f"The disclosure is malformed: {en}.")


def check_ends(tree, checkpoint, disclosure, first, end, outcome):
    """That nothing of the period stands before or after what was told: the neighbours lie outside of it."""
    begin, stop = disclosure["first"], disclosure["first"] + disclosure["count"]
    before, after = disclosure["before"], disclosure["after"]
    whole = True
    if before is not None:
        said = check_fact(tree, checkpoint, disclosure["log"], before)
        whole = said["seq"] == begin - 1 and said["recorded"] < first
    elif begin != 0:
        whole = False
    if after is not None:
        said = check_fact(tree, checkpoint, disclosure["log"], after)
        whole = whole and said["seq"] == stop and said["recorded"] >= end
    elif stop != checkpoint.size:
        whole = False
    if not whole:
        outcome.note(
            "Chưa chứng minh được là công bố trọn kỳ: thiếu bản ghi liền trước hoặc liền sau.",
            "That the period is told whole is not proven: the record before or after it is missing.")
    elif after is None:
        outcome.good(
            f"Trọn vẹn từ đầu kỳ đến điểm chốt gồm {counted(checkpoint.size)} bản ghi.",
            f"Whole from the first day of the period to the checkpoint of {checkpoint.size} records.")
    else:
        outcome.good("Trọn kỳ, không bỏ bản ghi nào.", "The period is told whole; no record was left out.")


def days(text):
    """The first moment of a day in office time, in microseconds."""
    return calendar.timegm(time.strptime(text, "%Y-%m-%d")) * 1_000_000 - OFFICE_OFFSET


def check_receipt(tree, checkpoint, index, commitment, outcome):
    if index >= checkpoint.size:
        outcome.unknown(
            f"Bản ghi {index} chưa nằm trong điểm chốt gồm {counted(checkpoint.size)} bản ghi; "
            "hãy thử lại sau ít phút.",
            f"Record {index} is not under the checkpoint of {checkpoint.size} records yet; try again in some minutes.")
        return
    _, commit = check_entry(tree, checkpoint, index)
    if not commit.startswith(commitment.lower()):
        raise Disagreement(
            f"Bản ghi {index} trong sổ KHÔNG khớp với giấy tiếp nhận.",
            f"Record {index} of the log does NOT agree with the receipt.")
    outcome.good(
        f"Giấy tiếp nhận khớp với bản ghi {index} trong sổ đã ký.",
        f"The receipt agrees with record {index} of the signed log.")


def read_keys(words):
    """Keys as typed, or read from a file with one a line; an empty file is not taken for no key."""
    keys = []
    for word in words:
        if not os.path.exists(word):
            if "+" not in word:
                raise Unreachable(
                    f"Không có tệp tên “{word}”, và đó cũng không phải khóa kiểm chứng. {KEY_FORM[0]}",
                    f"There is no file “{word}”, and it is no verifier key either. {KEY_FORM[1]}")
            keys.append(Key(word))
            continue
        try:
            with open(word, encoding="utf-8") as file:
                found = [Key(line) for line in file if line.strip()]
        except (OSError, UnicodeDecodeError) as error:
            vi, en = reason(error)
            raise Unreachable(f"Không đọc được tệp khóa {word}: {vi}.", f"The key file {word} cannot be read: {en}.")
        if not found:
            raise Unreachable(f"Tệp khóa {word} không có khóa nào.", f"The key file {word} holds no key.")
        keys += found
    return keys


def check_whole(tree, newest, kept, outcome):
    """That the entries hash to the signed root, and their beginning to the kept one."""
    root, before = recompute(tree, kept.size if kept else None, outcome)
    if root != newest.root:
        raise Disagreement(
            f"Mã băm gốc tính lại KHÁC với điểm chốt gồm {counted(newest.size)} bản ghi đã ký.",
            f"The root computed again DIFFERS from that of the signed checkpoint of {newest.size} records.")
    outcome.good("Mã băm gốc khớp với điểm chốt đã ký.", "The root is that of the signed checkpoint.")
    if kept and before != kept.root:
        raise Disagreement(
            "Phần đầu sổ KHÁC với điểm chốt đã giữ.", "The log's beginning DIFFERS from what was kept.")
    outcome.whole = True


def verify(given, outcome):
    keys = read_keys(given.key)
    source = FolderSource(given.folder) if given.folder else WebSource(given.url, given.save)
    newest = Checkpoint(source.get("checkpoint", NOTE_LIMIT), source.name)
    tree, kept = Tree(source, newest.size), None
    try:
        check_signature(newest, keys, outcome)
        if given.keep and os.path.exists(given.keep):
            kept = read_kept(given.keep, keys, newest, outcome)
        if kept:
            check_consistency(tree, kept, newest, outcome)
        # Before facts and receipts: one entry's proof says nothing of the entries beside it.
        if not given.quick:
            check_whole(tree, newest, kept, outcome)
        if given.disclosure:
            check_disclosure(source, tree, newest, keys, given.disclosure, outcome)
        if given.receipt:
            check_receipt(tree, newest, int(given.receipt[0]), given.receipt[1], outcome)
    except Disagreement:
        if kept:
            evidence = f"{given.keep}.{time.strftime('%Y%m%d-%H%M%S')}.khac"
            with open(evidence, "wb") as file:
                file.write(newest.data)
            outcome.note(
                f"Điểm chốt không khớp được lưu tại {evidence}; điểm chốt cũ vẫn ở {given.keep}.",
                f"The checkpoint that disagrees is kept in {evidence}; the old one stays in {given.keep}.")
        raise
    if given.keep and outcome.code == 0:
        with open(given.keep + ".new", "wb") as file:
            file.write(newest.data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(given.keep + ".new", given.keep)
        outcome.note(
            f"Đã giữ điểm chốt gồm {counted(newest.size)} bản ghi tại {given.keep}.",
            f"The checkpoint of {newest.size} records is kept in {given.keep}.")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url", nargs="?", help="địa chỉ của sổ / address of the log")
    parser.add_argument("--folder", help="đọc từ thư mục đã lưu / read saved files instead")
    parser.add_argument("--key", action="append", default=[], help="khóa kiểm chứng hoặc tệp chứa khóa / verifier key")
    parser.add_argument("--keep", help="tệp giữ điểm chốt lần trước / file that keeps the checkpoint of last time")
    parser.add_argument("--save", help="lưu mọi tệp đã đọc vào thư mục này / save all that was read in this folder")
    parser.add_argument("--quick", action="store_true", help="không tính lại toàn bộ sổ / do not compute the whole again")
    parser.add_argument("--disclosure", help="tệp dữ kiện được công bố / file of disclosed facts")
    parser.add_argument("--receipt", nargs=2, metavar=("SEQ", "COMMIT"), help="hai mã trên giấy tiếp nhận / a receipt's two")
    given = parser.parse_args()
    if bool(given.url) == bool(given.folder):
        parser.error("URL hoặc --folder / URL or --folder")
    if given.receipt and not re.fullmatch(r"[0-9]{1,15}", given.receipt[0]):
        parser.error("--receipt: SEQ")
    if given.receipt and not re.fullmatch(r"[0-9A-Fa-f]{32,64}", given.receipt[1]):
        parser.error("--receipt: COMMIT: 32–64 ký tự 0–9, a–f / characters 0–9, a–f")
    outcome = Outcome()
    try:
        verify(given, outcome)
    except Disagreement as found:
        outcome.bad(found.vi, found.en)
    except Unreachable as found:
        outcome.unknown(found.vi, found.en)
    except OSError as error:
        vi, en = reason(error)
        outcome.unknown(f"Không ghi được {error.filename}: {vi}.", f"{error.filename} cannot be written: {en}.")
    outcome.print()
    return outcome.code


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    sys.exit(main())
