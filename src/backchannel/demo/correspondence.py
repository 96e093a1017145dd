"""The middle scenes: fourteen letters both ways, and all that a channel does beside carrying them."""

from backchannel.demo import texts
from backchannel.demo.cast import AT_FIRST, COURIER, HOLT, INTERLOCUTOR, MARRIN, VESMAR
from backchannel.demo.hours import moment
from backchannel.demo.stage import CHANNEL, Stage
from backchannel.demo.texts import ASKED, LETTERS, Sending
from backchannel.demo.words import look_at_a_draft, look_at_the_press
from backchannel.desk import channels, copying, interlocutors, knowledge, letters, pouches, readers
from backchannel.desk.letters import Letter
from backchannel.errors import BadInputError, NotAReaderError, RuleError

SAVED = "the-eleven.csv"
"""The one enclosure that is taken out of a desk into a plain file, to show that it can be."""


class Correspondence:
    """The letters as they go, each with the reference that it has got."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.references: dict[str, str] = {}

    def play(self) -> None:
        """Play all of it, in the order of its dates."""
        between = {
            "02-vesmar": self._acknowledge,
            "04-vesmar": self._look_at_what_is_owed,
            "07-holt": self._name_interlocutor,
            "08-vesmar": self._ask_who_knows,
            "10-vesmar": self._add_reader,
            "11-holt": self._open_further,
            ASKED: self._look_at_words,
        }
        for sending in LETTERS:
            self._send(sending)
            if sending.file in between:
                between[sending.file]()

    def _send(self, sending: Sending) -> None:
        stage, desk = self.stage, self.stage.desks[sending.author]
        stage.at(sending.written)
        with texts.enclosure(sending.enclosure) as files:
            written = letters.write(
                desk,
                CHANNEL,
                texts.document(sending.file),
                readers=sending.readers,
                answers=next(reversed(self.references.values()), ""),
                files=files,
            )
        self.references[sending.file] = written.reference
        number = len(self.references)
        stage.step(f"Letter {number} of {len(LETTERS)}: {sending.author.name.split()[-1]} {sending.gist}.")
        self._describe(sending, written)
        if sending.file == texts.BY_HAND:
            self._carry_by_hand(written)
        else:
            stage.exchange(sending.author)
        self._read(sending, written)

    def _describe(self, sending: Sending, written: Letter) -> None:
        document = written.document
        count = len(document.passages) if document else 0
        when = moment(sending.written)
        names = ", ".join(name.split()[-1] for name in sending.readers)
        answers = f", in answer to {written.answers}" if written.answers else ""
        self.stage.tell(f"{written.reference}, {when:%-d %B}, {count} passages{answers}; sealed for {names}.")
        if document and document.caption:
            self.stage.tell(f"Caption: {document.caption}.")

    def _read(self, sending: Sending, written: Letter) -> None:
        """Let everybody to whom the letter was sealed read it, and look whether its enclosure came whole."""
        for person in (*AT_FIRST, *sending.also):
            got = letters.show(self.stage.desks[person], CHANNEL, written.reference)
            if got.document != written.document:
                raise RuleError(f"{written.reference} did not arrive as it was written; report it.")
        other = VESMAR if sending.author is HOLT else HOLT
        for enclosed in letters.show(self.stage.desks[other], CHANNEL, written.reference).enclosures:
            state = "arrived whole" if enclosed.complete else "has not arrived whole"
            self.stage.tell(f"Enclosure {enclosed.name}, {enclosed.length} bytes, {state}.")
            if enclosed.name == SAVED:
                target = self.stage.directory / SAVED
                copying.save_enclosure(self.stage.desks[other], CHANNEL, written.reference, enclosed.name, target)
                self.stage.tell(f"{other.name} saves it as a plain file: {SAVED}")

    def _acknowledge(self) -> None:
        stage = self.stage
        stage.step("Holt acknowledges it at once, since the answer must wait.")
        stage.at("2025-06-06T20:00")
        letters.acknowledge(stage.desks[HOLT], CHANNEL, self.references["02-vesmar"], "I answer after the weekend.")
        stage.exchange(HOLT)
        stage.at("2025-06-08T10:00")
        for owed in letters.owed(stage.desks[VESMAR]):
            if not owed.by_us:
                stage.tell(f"On Vesmar's desk: an answer to {owed.letter} is owed to him. “{owed.acknowledged}”")

    def _look_at_what_is_owed(self) -> None:
        stage = self.stage
        stage.step("Two days later: who owes what?")
        stage.at("2025-06-17T10:00")
        for person in (HOLT, VESMAR):
            for owed in letters.owed(stage.desks[person]):
                way = "by us" if owed.by_us else "to us"
                stage.tell(f"{person.name}'s desk: owed {way}, an answer to {owed.letter}, {owed.days} days old.")
        knowledge.note(
            stage.desks[HOLT],
            CHANNEL,
            self.references["04-vesmar"],
            person="Madame Vesmar",
            party="Suvria",
            way="read-to",
            since="2025-06-15",
            source=f"he says so himself, {self.references['04-vesmar']}/2",
            weight="claimed",
        )
        stage.tell("Holt notes, as a claim with its source, that the President's wife was read a letter.")

    def _carry_by_hand(self, written: Letter) -> None:
        stage = self.stage
        pouch = stage.directory / "by-hand.pouch"
        pouches.pack(stage.desks[HOLT], VESMAR.name, pouch)
        stage.tell(f"It goes as a pouch, {pouch.stat().st_size} bytes of sealed blobs: {pouch.name}")
        knowledge.note(
            stage.desks[HOLT],
            CHANNEL,
            written.reference,
            person=COURIER,
            party="Aldermark",
            way="carried",
            since="2025-06-26",
        )
        stage.tell(f"{COURIER} is noted as having carried it sealed: he knows that it exists, and cannot open it.")
        stage.refused(
            "Whoever finds it on the train",
            lambda: pouches.unpack(stage.desks[MARRIN], pouch),
            BadInputError,
        )
        stage.at("2025-06-28T11:00")
        arrived = pouches.unpack(stage.desks[VESMAR], pouch)
        stage.tell(f"Two days later Vesmar unpacks it: {len(arrived.entries)} entries are new to him.")
        stage.exchange(VESMAR)

    def _look_at_words(self) -> None:
        self.stage.at("2025-07-17T09:00")
        look_at_the_press(self.stage)
        look_at_a_draft(self.stage, self.references[ASKED])

    def _name_interlocutor(self) -> None:
        stage = self.stage
        stage.step(f"Holt names an interlocutor, Captain {INTERLOCUTOR}.")
        interlocutors.name(
            stage.desks[HOLT],
            CHANNEL,
            INTERLOCUTOR,
            mandate="The working of the hospital boat, and nothing else.",
            place="The harbour office at Ilmet",
            may_say="That both principals wish the boat to sail in July.",
        )
        stage.exchange(HOLT)
        stage.refused(
            "Sending her before the other side has accepted her",
            lambda: interlocutors.send(stage.desks[HOLT], CHANNEL, INTERLOCUTOR),
            RuleError,
        )
        stage.at("2025-07-01T07:30")
        interlocutors.accept(stage.desks[VESMAR], CHANNEL, INTERLOCUTOR)
        stage.exchange(VESMAR)
        for party, said, entry, _ in interlocutors.send(stage.desks[HOLT], CHANNEL, INTERLOCUTOR).words:
            stage.tell(f"{party}: {said} ({entry}).")

    def _ask_who_knows(self) -> None:
        stage, hint = self.stage, self.references[texts.THE_HINT]
        stage.step(f"Who knows of {hint}, the letter that leaked? Holt asks her desk, as of 2 July.")
        stage.at("2025-07-02T09:00")
        knowledge.note(
            stage.desks[HOLT],
            CHANNEL,
            hint,
            person=MARRIN.name,
            party="Aldermark",
            way="told",
            since="2025-06-09",
            source="I asked her what a fisherman means by the saying",
        )
        for known in knowledge.of_letter(stage.desks[HOLT], CHANNEL, hint, "2025-07-02"):
            stage.tell(f"{known.person} ({known.party}) {known.way.value}, {known.since[:10]}; {known.weight}.")

    def _add_reader(self) -> None:
        stage = self.stage
        stage.step(f"Holt adds {MARRIN.name} to the channel, with a reason that the other side sees.")
        stage.at("2025-07-10T07:00")
        reason = "To advise on the landings from the Middle Bank."
        readers.add(stage.desks[HOLT], CHANNEL, MARRIN.name, reason)
        stage.present.append(MARRIN)
        stage.exchange(HOLT)
        channels.accept(stage.desks[MARRIN], CHANNEL)
        stage.settle()
        for shown in readers.every(stage.desks[VESMAR], CHANNEL):
            if shown.membership.name == MARRIN.name:
                stage.tell(f"On Vesmar's desk: added by {shown.added_by}: “{reason}”")
        sealed = [letter for letter in letters.every(stage.desks[MARRIN], CHANNEL) if letter.document is None]
        stage.tell(f"Her desk holds {len(sealed)} letters of before, of which it knows their numbers and no more.")
        stage.refused(
            f"She tries {self.references[texts.THE_HINT]}",
            lambda: letters.show(stage.desks[MARRIN], CHANNEL, self.references[texts.THE_HINT]),
            NotAReaderError,
        )

    def _open_further(self) -> None:
        stage, text = self.stage, self.references[texts.TO_BE_OPENED]
        stage.step(f"Holt opens one earlier letter of her own, {text}, to {MARRIN.name}, with a reason.")
        stage.at("2025-07-10T15:00")
        reason = "It speaks of her part in the leak, and she should read how it was told."
        letters.open_to(stage.desks[HOLT], CHANNEL, text, MARRIN.name, reason)
        stage.exchange(HOLT)
        got = letters.show(stage.desks[MARRIN], CHANNEL, text)
        count = len(got.document.passages) if got.document else 0
        stage.tell(f"She reads {text}, {count} passages; every other letter of before stays closed to her.")
        aside = self.references[texts.THE_ASIDE]
        stage.refused(
            f"Sharing {aside} with her, which is captioned for the eyes of others",
            lambda: letters.share(stage.desks[HOLT], CHANNEL, aside, [MARRIN.name], "So that she knows the man."),
            RuleError,
        )
