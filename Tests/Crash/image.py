"""The disk after a power cut: what was synced, and of the rest a random part.

Reads the journal that `cut.c` keeps. A write that no later sync covers is kept or dropped sector by sector; a change
of names that no sync of its folder covers is kept or dropped in order, folder by folder. A file's own sync does not
keep its name: that is more than some file systems promise and less than others, and a program that holds here holds
on all of them.
"""

import mmap
import os
import random
import shutil
import struct
from dataclasses import dataclass, field
from pathlib import Path

LINE = struct.Struct("<IIQQ")
OPENED, WRITTEN, TRUNCATED, SYNCED, RENAMED, UNLINKED, FOLDER_MADE, FOLDER_SYNCED, SENT, LINKED = range(1, 11)
CREATED, EMPTIED = 1, 2
SECTOR = 512
# How much of what was not synced survives: nothing, some of it, all of it.
PARTS = (0.0, 0.1, 0.5, 0.9, 1.0)


@dataclass
class Line:
    index: int
    kind: int
    handle: int
    place: int
    payload: bytes

    @property
    def names(self) -> list[str]:
        return [name.decode() for name in self.payload.split(b"\0")[:-1]]


def journal(path: Path):
    """Every line in order; the last may be cut short where the program was killed."""
    with open(path, "rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as all:
        at, index = 0, 0
        while at + LINE.size <= len(all):
            length, kind, handle, place = LINE.unpack_from(all, at)
            at += LINE.size
            if at + length > len(all):
                return
            yield Line(index, kind, handle, place, all[at : at + length])
            at += length
            index += 1


@dataclass
class Content:
    """A file's bytes: those that are safe, and what was done since in order (a write, or a new size)."""

    safe: bytearray = field(default_factory=bytearray)
    since: list[tuple[int, int, bytes | None]] = field(default_factory=list)

    def sync(self, before: int) -> None:
        while self.since and self.since[0][0] < before:
            _, place, data = self.since.pop(0)
            change(self.safe, place, data)

    def after_cut(self, part: float, chance: random.Random) -> bytearray:
        image = bytearray(self.safe)
        for _, place, data in self.since:
            if data is None:
                if chance.random() < part:
                    change(image, place, None)
                continue
            start, end = place, place + len(data)
            while start < end:
                stop = min(end, (start // SECTOR + 1) * SECTOR)
                if chance.random() < part:
                    change(image, start, data[start - place : stop - place])
                start = stop
        return image


def change(image: bytearray, place: int, data: bytes | None) -> None:
    size = place if data is None else place + len(data)
    if data is None and size < len(image):
        del image[size:]
    if size > len(image):
        image.extend(bytes(size - len(image)))
    if data is not None:
        image[place:size] = data


@dataclass
class Name:
    """A change of names in one folder: a file or folder gets a name, or a name goes."""

    index: int
    path: str
    content: Content | None
    is_folder: bool = False
    gone: str | None = None


class Disk:
    """Follows the journal, and can say at any line what a cut would leave."""

    def __init__(self, root: Path, start: Path):
        self.root = str(root)
        self.live: dict[str, Content] = {}
        self.kept: dict[str, Content | None] = {}
        self.pending: dict[str, list[Name]] = {}
        self.handles: dict[int, Content | str] = {}
        for path in sorted(start.rglob("*")):
            name = f"{self.root}/{path.relative_to(start)}"
            if path.is_dir():
                self.kept[name] = None
            elif not name.endswith("-shm"):
                self.live[name] = self.kept[name] = Content(bytearray(path.read_bytes()))

    def follow(self, line: Line) -> None:
        match line.kind:
            case k if k == WRITTEN:
                self.handles[line.handle].since.append((line.index, line.place, line.payload))
            case k if k == TRUNCATED:
                self.handles[line.handle].since.append((line.index, line.place, None))
            case k if k == SYNCED:
                self.handles[line.handle].sync(line.place)
            case k if k == FOLDER_SYNCED:
                waiting = self.pending.get(self.handles[line.handle], [])
                while waiting and waiting[0].index < line.place:
                    carry_out(waiting.pop(0), self.kept)
            case k if k == OPENED:
                self.opened(line)
            case k if k in (RENAMED, LINKED):
                old, new = line.names
                content = self.live[old]
                self.live[new] = content
                if line.kind == RENAMED:
                    del self.live[old]
                self.rename(Name(line.index, new, content, gone=old if line.kind == RENAMED else None))
            case k if k == UNLINKED:
                self.live.pop(line.names[0], None)
                self.rename(Name(line.index, line.names[0], None, gone=line.names[0]))
            case k if k == FOLDER_MADE:
                self.rename(Name(line.index, line.names[0], None, is_folder=True))

    def opened(self, line: Line) -> None:
        path = line.names[0]
        if line.place & CREATED:
            self.live[path] = Content()
            self.rename(Name(line.index, path, self.live[path]))
        found = self.live.get(path)
        if found is None:
            self.handles[line.handle] = path
            return
        if line.place & EMPTIED:
            found.since.append((line.index, 0, None))
        self.handles[line.handle] = found

    def rename(self, name: Name) -> None:
        self.pending.setdefault(os.path.dirname(name.path), []).append(name)

    def cut(self, to: Path, chance: random.Random) -> float:
        """Writes the disk as a cut at this moment leaves it; says which part of what was open survived."""
        part = chance.choice(PARTS)
        names = dict(self.kept)
        for waiting in self.pending.values():
            for name in waiting[: round(len(waiting) * chance.random() * (part > 0))] if part < 1 else waiting:
                carry_out(name, names)
        shutil.rmtree(to, ignore_errors=True)
        to.mkdir(mode=0o700)
        for path, content in sorted(names.items()):
            place = to / path[len(self.root) + 1 :]
            if not place.parent.is_dir():
                continue
            if content is None:
                place.mkdir(mode=0o700, exist_ok=True)
            else:
                place.write_bytes(content.after_cut(part, chance))
                place.chmod(0o600)
        return part


def carry_out(name: Name, names: dict[str, Content | None]) -> None:
    if name.gone:
        names.pop(name.gone, None)
    if name.content is not None or name.is_folder:
        names[name.path] = name.content
