"""Erasing a person while it is killed: what two officers asked for must end well when it is given again."""

import time

from visitors import table


class Erasing:
    """Erases dossiers of a campaign that have ended, by the command line."""

    def __init__(self, campaign):
        self.campaign, self.setting, self.program = campaign, campaign.setting, campaign.program
        self.number = ""

    def can_be(self) -> bool:
        """A command by itself has the machine's clock, which may stand before the demonstration's."""
        return self.campaign.source.last_recorded() <= time.time() * 1_000_000

    def asked(self) -> list[str]:
        """The second officer's command for a dossier that the first one asked for; empty while none has ended."""
        campaign = self.campaign
        told = campaign.log.read()
        ended = {one["number"] for one in told if one["action"] == "returnResult"} - campaign.erased
        if not ended:
            return []
        self.number = campaign.chance.choice(sorted(ended))
        words = ["erase", self.number, *campaign.source.arguments]
        self.program.run(*words, *self.by("lanhdao"), "--basis", "Quyết định thử nghiệm")
        return [*words, *self.by("quantri"), "--confirm"]

    def give_again(self, words: list[str]) -> None:
        """After the kill, which may have come too late; then the person must be gone."""
        done = self.program.run(*words, check=False)
        # 73: the one that was killed had done it already.
        self.setting.expect(done.returncode in (0, 73), f"erase after a kill: {done.returncode} {done.stderr.strip()}")
        self.campaign.erased.add(self.number)
        self.campaign.check(rebuilds=False)

    def by(self, login: str) -> list[str]:
        """Who gives a command, with the password of the demonstration where the program asks for it."""
        words = ["--by", login]
        if "--password-file" in self.program.run("erase", "--help").stdout:
            accounts = table(self.setting.resources / "demo/accounts.tsv")
            path = self.setting.work / f"{login}.password"
            path.write_text(next(row["password"] for row in accounts if row["login"] == login) + "\n")
            path.chmod(0o600)
            words += ["--password-file", str(path)]
        return words
