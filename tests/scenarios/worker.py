"""One desk in a process of its own, driven by JSON lines: a request in, an answer out.

A request is {"do": name, "now": moment, ...}; the answer {"ok": value} or {"error": class, "says": sentence}.
The desk's clock says what the last request said.
"""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from backchannel.desk import channels, checking, identities, keeping, letters, overview, people, pouches, readers
from backchannel.desk import releases as acts
from backchannel.desk import sync as exchange
from backchannel.desk.book import find_channel
from backchannel.desk.desk import Desk
from backchannel.desk.releases import Wish
from backchannel.errors import BackchannelError
from backchannel.protocol.cards import Address
from backchannel.record.document import Document, passages_of
from backchannel.vault import entries
from backchannel.vault import releases as secrets
from backchannel.vault.passphrase import FOR_TESTS_ONLY

WORDS = "a lamp in the pilot house"
LINE = "The lock-keepers' line"


class Worker:
    """What one process can be asked."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.now = datetime.now(UTC)
        self._desk: Desk | None = None

    @property
    def desk(self) -> Desk:
        """Give the desk, opened when it is first needed."""
        if self._desk is None:
            self._desk = Desk.open(self.folder, WORDS, clock=lambda: self.now)
        return self._desk

    def create(self, person: str, party: str, relay: str, token: str) -> str:
        relays = (Address(relay, token),) if relay else ()
        self._desk = Desk.create(
            self.folder, WORDS, person=person, party=party, relays=relays, clock=lambda: self.now, cost=FOR_TESTS_ONLY
        )
        identities.make_identity(self._desk)
        return people.own_card(self._desk).decode("ascii")

    def know(self, card: str) -> None:
        shown = people.import_card(self.desk, card.encode("ascii"))
        people.confirm(self.desk, f"{shown.party}/{shown.person}", " ".join(shown.fingerprint))

    def propose(self, charter: str) -> None:
        channels.propose(self.desk, charter)

    def accept(self) -> None:
        channels.accept(self.desk, LINE)

    def invited(self) -> bool:
        return any(s.channel.standing == "invited" for s in channels.every_standing(self.desk))

    def sync(self) -> list[str]:
        return list(exchange.sync(self.desk).failed)

    def pack(self, to: str, path: str) -> None:
        pouches.pack(self.desk, to, Path(path), overwrite=True)

    def unpack(self, path: str) -> None:
        pouches.unpack(self.desk, Path(path))

    def write(self, texts: list[str], readers: list[str]) -> dict[str, Any]:
        found = letters.write(self.desk, LINE, Document("letter", passages_of(*texts)), readers=readers)
        header = found.header
        return {
            "reference": found.reference,
            "channel": header.channel.hex(),
            "seq": header.seq,
            "id": header.id.hex(),
            "readers": [r.hex() for r in found.readers],
        }

    def read(self, reference: str) -> list[str]:
        found = letters.show(self.desk, LINE, reference).document
        return [p.text for p in found.passages] if found else []

    def open_to(self, reference: str, name: str, reason: str) -> None:
        letters.open_to(self.desk, LINE, reference, name, reason)

    def add(self, name: str, reason: str) -> None:
        readers.add(self.desk, LINE, name, reason)

    def amend(self, charter: str, reason: str) -> str:
        return channels.amend(self.desk, LINE, charter, reason).hex()

    def assent(self, digest: str) -> None:
        channels.assent(self.desk, LINE, digest[:16])

    def backup(self, path: str) -> None:
        keeping.write_backup(self.desk, Path(path), WORDS)

    def release(self, wishes: list[Any], **more: Any) -> str:
        wanted = [Wish(reference, {int(k): v for k, v in hidden.items()}, {}) for reference, hidden in wishes]
        return acts.propose(self.desk, LINE, wanted, **more).reference

    def step(self, act: str, reference: str, reason: str = "") -> str:
        if act == "decline":
            return acts.decline(self.desk, LINE, reference, reason).course.stage.value
        does = {"consent": acts.consent, "sign": acts.sign, "attribute": acts.attribute_release}[act]
        return does(self.desk, LINE, reference).course.stage.value

    def stage(self, reference: str) -> list[str]:
        course = acts.show(self.desk, LINE, reference).course
        return [course.stage.value, course.ended[1]]

    def export(self, reference: str) -> str:
        return acts.export(self.desk, LINE, reference).decode("utf-8")

    def secret(self, reference: str) -> str:
        identifier = acts.show(self.desk, LINE, reference).course.header.id
        with self.desk.vault.read() as db:
            return (secrets.secret(db, identifier) or b"").hex()

    def heads(self) -> list[Any]:
        """Give how far each chain is held, and whether this desk must hear the others first."""
        with self.desk.vault.read() as db:
            channel = find_channel(db, LINE)
            held = entries.heads(db, channel.id)
            return [channel.stale, sorted([a.hex(), seq, identifier.hex()] for a, (seq, identifier) in held.items())]

    def state(self) -> dict[str, Any]:
        found = checking.check(self.desk, LINE)
        standing = channels.standing(self.desk, LINE)
        return {
            "charter": found.state.digest.hex(),
            "in force": found.state.in_force,
            "members": sorted([m.party, m.name, m.status] for m in found.state.members.values()),
            "heads": {name: [seq, identifier.hex()] for name, (seq, identifier) in sorted(found.heads.items())},
            "findings": list(found.findings),
            "alarms": [a.kind for _, a in overview.alarms(self.desk)],
            "stale": standing.channel.stale,
        }


def main() -> None:
    """Answer requests until there are none."""
    worker = Worker(Path(sys.argv[1]))
    for line in sys.stdin:
        request = json.loads(line)
        act = request.pop("do")
        worker.now = datetime.fromisoformat(request.pop("now"))
        try:
            answer: dict[str, Any] = {"ok": getattr(worker, act)(**request)}
        except BackchannelError as error:
            answer = {"error": type(error).__name__, "says": str(error)}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
    worker.desk.close()


if __name__ == "__main__":
    main()
