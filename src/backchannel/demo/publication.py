"""The last scenes: two letters released together, checked by anybody; a forgery; and the ledgers compared."""

from backchannel.demo import texts
from backchannel.demo.cast import HOLT, PRINCIPALS, VESMAR, Person
from backchannel.demo.stage import CHANNEL, Stage
from backchannel.desk import checking, forging, releases
from backchannel.desk.releases import Sheet, Wish
from backchannel.errors import BackchannelError, RuleError, TooEarlyError
from backchannel.protocol.release.account import account
from backchannel.protocol.release.html import reading_copy, refuse_withheld
from backchannel.protocol.release.identity import read_identity
from backchannel.protocol.release.leaves import Shown
from backchannel.protocol.release.verify import verify_bundle

BUNDLE = "senn.release.json"
READING_COPY = "senn.html"
TAMPERED = "senn-with-one-word-changed.json"

_PURPOSE = "To let both shores read, in our own words, what was agreed about the eleven and the hospital boat."
_HOUR = "2025-07-25T12:00:00Z"
_CAPITALS = (("Brenholm", "Europe/Copenhagen"), ("Velesk", "Europe/Helsinki"))
_CHANGED = ("All eleven.", "All seven.")


class Publication:
    """The release, from the first proposal to the bundle."""

    def __init__(self, stage: Stage, references: dict[str, str]) -> None:
        self.stage = stage
        self.hers, self.his = (references[file] for file in texts.RELEASED)
        self.release = ""

    def play(self) -> None:
        """Play all of it, in the order of its dates."""
        first = self._propose_first()
        self._decline(first)
        self._consent()
        self._sign()
        self._attribute()
        data = self._export()
        self._verify(data)
        self._tamper(data)

    def _propose(self, person: Person, withhold_hers: int, withhold_his: int, why_his: str, answers: str) -> Sheet:
        sheet = releases.propose(
            self.stage.desks[person],
            CHANNEL,
            [Wish(self.hers, {withhold_hers: "negotiation"}, {}), Wish(self.his, {withhold_his: why_his}, {})],
            purpose=_PURPOSE,
            not_before=_HOUR,
            no_precedent=True,
            two_sided=bool(answers),
            capitals=_CAPITALS,
            answers=answers,
        )
        self._check(sheet)
        self.stage.exchange(person)
        return sheet

    @staticmethod
    def _check(sheet: Sheet) -> None:
        if sheet.problem:
            raise RuleError(sheet.problem)

    def _propose_first(self) -> Sheet:
        stage = self.stage
        stage.step(f"Holt proposes to release {self.hers} and {self.his} together, two passages withheld.")
        stage.at("2025-07-22T09:00")
        sheet = self._propose(HOLT, texts.THE_COUNT, texts.HIS_MOTHER, "personal", "")
        stage.tell(f"{sheet.reference}: {self.hers}/{texts.THE_COUNT} is still being negotiated,")
        stage.tell(f"and {self.his}/{texts.HIS_MOTHER} is personal. It is to be no precedent.")
        for capital, hour in releases.plan(stage.desks[HOLT], CHANNEL, sheet.reference):
            stage.tell(f"Not before, in {capital}: {hour}")
        stage.refused(
            "Holt tries to export it alone",
            lambda: releases.export(stage.desks[HOLT], CHANNEL, sheet.reference),
            RuleError,
        )
        return sheet

    def _decline(self, first: Sheet) -> None:
        stage = self.stage
        stage.step("Vesmar declines it with a reason, and answers with another excerpt.")
        stage.at("2025-07-22T17:30")
        reason = (
            f"Passage {texts.THE_ASSEMBLY} would tell the Assembly what I have yet to tell it standing; withhold that "
            "one. My mother wishes to be read."
        )
        releases.decline(stage.desks[VESMAR], CHANNEL, first.reference, reason)
        sheet = self._propose(VESMAR, texts.THE_COUNT, texts.THE_ASSEMBLY, "negotiation", first.reference)
        self.release = sheet.reference
        stage.tell(f"“{reason}”")
        stage.tell(f"{sheet.reference} answers {sheet.answers}, and withholds {self.his}/{texts.THE_ASSEMBLY} instead.")
        stage.tell("What is withheld is committed to by both, so that both together could open it one day.")

    def _consent(self) -> None:
        stage = self.stage
        stage.step("Holt looks at what an outsider would see, computed from her own copies, and consents.")
        stage.at("2025-07-23T08:00")
        seen = releases.show(stage.desks[HOLT], CHANNEL, self.release)
        self._check(seen)
        for name, excerpt in zip(seen.letters, seen.outsider, strict=True):
            hidden = [n for n, p in enumerate(excerpt.passages, 1) if not isinstance(p, str)]
            stage.tell(f"{name}: {len(excerpt.passages)} passages, of which {hidden[0]} is withheld.")
        releases.consent(stage.desks[HOLT], CHANNEL, self.release)
        stage.exchange(HOLT)
        digests = {releases.show(stage.desks[p], CHANNEL, self.release).statement for p in PRINCIPALS}
        if len(digests) != 1:
            raise RuleError("The two desks do not compute the same statement; do not sign, and report it.")
        stage.tell(f"Both desks compute the same statement: {digests.pop().hex()[:32]}...")

    def _sign(self) -> None:
        stage = self.stage
        stage.step("Both sign with keys made for this release alone, which are in nobody's name yet.")
        stage.at("2025-07-24T10:00")
        for person in (VESMAR, HOLT):
            sheet = releases.sign(stage.desks[person], CHANNEL, self.release)
            stage.exchange(person)
            stage.tell(f"{person.name} has signed; next: {sheet.next_step}.")
        stage.refused(
            "Vesmar is a day early with putting his name to it",
            lambda: releases.attribute_release(stage.desks[VESMAR], CHANNEL, self.release),
            TooEarlyError,
        )

    def _attribute(self) -> None:
        stage = self.stage
        stage.step("Friday, noon by the clock of neither capital: each puts his name to his key.")
        stage.at("2025-07-25T12:00:01")
        releases.attribute_release(stage.desks[VESMAR], CHANNEL, self.release)
        stage.exchange(VESMAR)
        stage.refused(
            "Between the one name and the other, Holt tries again to export it alone",
            lambda: releases.export(stage.desks[HOLT], CHANNEL, self.release),
            RuleError,
        )
        releases.attribute_release(stage.desks[HOLT], CHANNEL, self.release)
        stage.exchange(HOLT)

    def _export(self) -> bytes:
        stage = self.stage
        stage.step("The bundle is complete, and either side can export it.")
        data = releases.export(stage.desks[HOLT], CHANNEL, self.release)
        if releases.export(stage.desks[VESMAR], CHANNEL, self.release) != data:
            raise RuleError("The two desks export different bundles; report it.")
        verified = verify_bundle(data)
        page = reading_copy(verified)
        revealed = [p.text for letter in verified.letters for p in letter.passages if isinstance(p, Shown)]
        withheld = [
            texts.document(texts.RELEASED[0]).passages[texts.THE_COUNT - 1].text,
            texts.document(texts.RELEASED[1]).passages[texts.THE_ASSEMBLY - 1].text,
        ]
        refuse_withheld(data, withheld, revealed)
        refuse_withheld(page, withheld, revealed)
        (stage.directory / BUNDLE).write_bytes(data)
        (stage.directory / READING_COPY).write_bytes(page)
        stage.tell(f"Both desks export the same {len(data)} bytes: {BUNDLE}")
        stage.tell(f"A copy for reading, which proves nothing by itself: {READING_COPY}")
        return data

    def _verify(self, data: bytes) -> None:
        stage = self.stage
        stage.step("Somebody who has only the bundle verifies it, without a desk and without a network.")
        for line in account(verify_bundle(data)):
            stage.tell(line)
        stage.step("Somebody who also has the two published identity cards pins them.")
        pins = {
            person.name: read_identity((stage.directory / f"{person.folder}.identity.json").read_bytes())
            for person in PRINCIPALS
        }
        for line in account(verify_bundle(data, pins=pins)):
            if line.startswith("  by "):
                stage.tell(line.strip())

    def _tamper(self, data: bytes) -> None:
        stage, (old, new) = self.stage, (word.encode() for word in _CHANGED)
        stage.step(f"Somebody changes a word: “{_CHANGED[0]}” becomes “{_CHANGED[1]}”")
        changed = data.replace(old, new, 1)
        (stage.directory / TAMPERED).write_bytes(changed)
        stage.refused(f"Verifying {TAMPERED}", lambda: verify_bundle(changed), BackchannelError)


def forge_letter(stage: Stage) -> None:
    """Make a letter in the other side's name on one's own desk, and say what it means that this can be done."""
    stage.step("Why the leak proved nothing: Holt's desk forges a letter from Vesmar, and accepts it.")
    forged = forging.forge(stage.desks[HOLT], CHANNEL, VESMAR.name, texts.document("forged"))
    for check in forged.checks:
        stage.tell(f"- {check}")
    for paragraph in forged.explanation.strip().split("\n\n"):
        stage.tell(paragraph)


def compare_ledgers(stage: Stage) -> None:
    """Check the ledger of the channel on both sides from its first entry, and compare the heads."""
    stage.step("Both sides check their ledgers from the first entry, and compare where they end.")
    stage.settle()
    found = {person: checking.check(stage.desks[person], CHANNEL) for person in PRINCIPALS}
    for person, checked in found.items():
        for finding in checked.findings:
            raise RuleError(finding)
        stage.tell(f"{person.name}'s desk: {checked.entries} entries, {len(checked.findings)} findings.")
    if found[HOLT].heads != found[VESMAR].heads:
        raise RuleError("The two ledgers do not end alike; report it.")
    for name, (number, head) in sorted(found[HOLT].heads.items()):
        stage.tell(f"{name}: {number} entries, the last is {head.hex()[:16]}, the same on both.")
