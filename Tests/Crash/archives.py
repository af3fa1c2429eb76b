"""Backups that are killed: none leaves an archive that is not whole, nor one that restore takes for whole.

An archive of either engine is restored into a data folder, where the program's files can be looked at.
"""

import hashlib
import shutil
from pathlib import Path

import verify
from kills import Reach
from source import SQLiteFolder

SUMS = "SHA256SUMS"
LEDGER_KINDS, KEYRING_KIND = ("-full", "-more"), "-keys"


class Archives:
    def __init__(self, campaign):
        self.campaign, self.setting, self.program = campaign, campaign.setting, campaign.program
        # One folder in which archives follow one another, and new ones in which the first is killed.
        self.above = self.setting.images / "archives"
        self.standing = self.above / "standing"
        self.time, self.changes = Reach(0.6), Reach(60)
        self.restored = 0

    def prepare(self) -> None:
        self.above.mkdir()
        self.program.run("backup", *self.campaign.source.arguments, "--to", self.standing)

    def kill(self) -> None:
        campaign, chance = self.campaign, self.campaign.chance
        is_new = chance.random() < 0.5
        folder = self.above / "new" if is_new else self.standing
        before = campaign.log.read()
        words = ["backup", *campaign.source.arguments, "--to", folder]
        if not is_new and chance.random() < 0.3:
            words.append("--full")
        if chance.random() < 0.5:
            campaign.kill_command("backup", self.time, *words)
        else:
            campaign.kill_command_at_change("backup", self.changes, self.above, *words)
        self.look(folder)
        if is_new:
            self.try_restore(folder, before)
            for gone in (folder, keyring_of(folder)):
                shutil.rmtree(gone, ignore_errors=True)

    def look(self, folder: Path) -> None:
        """Whatever bears the name of an archive holds all that its sums name, unharmed."""
        for archive in archives_in(folder, *LEDGER_KINDS) + archives_in(keyring_of(folder), KEYRING_KIND):
            sums = archive / SUMS
            lines = sums.read_text().splitlines() if sums.exists() else []
            named = dict(reversed(line.split("  ", 1)) for line in lines)
            there = {str(path.relative_to(archive)) for path in archive.rglob("*") if path.is_file()} - {SUMS}
            harmed = [name for name in there & named.keys()
                      if hashlib.sha256((archive / name).read_bytes()).hexdigest() != named[name]]
            self.setting.expect(
                bool(named) and there == named.keys() and not harmed,
                f"a backup that was killed left {archive.name}: lacks {named.keys() - there}, harmed {harmed}")

    def try_restore(self, folder: Path, before: list[dict]) -> None:
        """Where no archive came about restore must refuse; where one did, all from before it must be in it."""
        target = self.target()
        done = self.program.run("restore", "--from", folder, *target.arguments, check=False)
        if archives_in(folder, *LEDGER_KINDS):
            self.setting.expect(done.returncode == 0, f"restore refuses a whole archive: {done.stderr.strip()[-300:]}")
            self.compare(target, before, "an archive whose backup was killed")
        else:
            self.setting.expect(
                done.returncode not in (0, -6, -11) and not target.folder.exists(),
                f"restore made {target.folder} of no archive, with {done.returncode}: {done.stderr.strip()[-300:]}")
        self.restored += 1
        target.remove()

    def restore_last(self, acknowledged: list[dict]) -> None:
        """An archive made after archives that were killed must bring everything back."""
        self.program.run("backup", *self.campaign.source.arguments, "--to", self.standing)
        self.look(self.standing)
        target = self.target()
        self.program.run("restore", "--from", self.standing, *target.arguments)
        self.compare(target, acknowledged, "the last archive")
        target.remove()
        shutil.rmtree(self.above)

    def compare(self, target: SQLiteFolder, acknowledged: list[dict], words: str) -> None:
        if not target.folder.exists():
            return
        campaign = self.campaign
        ledger = campaign.recount.read(target)
        # Whoever was erased after the archive is not known to it.
        found = verify.compare(ledger, acknowledged, answers=False, erased=frozenset(campaign.erased))
        if not found.is_good:
            self.setting.say(f"restored from {words}:\n{found.told()}")
        campaign.count.found.add(found)

    def target(self) -> SQLiteFolder:
        target = SQLiteFolder(self.setting.images / "restored.motcua")
        target.remove()
        target.master_key_file.write_bytes(self.campaign.source.master_key_file.read_bytes())
        return target


def keyring_of(folder: Path) -> Path:
    return folder.with_name(folder.name + "-keyring")


def archives_in(folder: Path, *kinds: str) -> list[Path]:
    return sorted(path for path in folder.glob("*") if path.name.endswith(kinds))
