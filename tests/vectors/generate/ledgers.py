"""Cases of the ledger: chains of entries, of which the last breaks one rule."""

import base64

from tests.vectors.generate.headers import header
from tests.vectors.generate.notation import b64, enc, js, made, sha
from tests.vectors.generate.people import ANA, CHANNEL, CHARTER, ILSE, JON, ODO, card, charter, member, party

ALL = (ILSE, ANA, JON)


class Chains:
    """Entries in the order in which they are taken in; each has seen what its author was told of."""

    def __init__(self, founding=CHARTER):
        self.founding = founding
        self.channel = sha(enc("bc1/charter", founding))
        self.charter = self.channel
        self.entries = []
        self.heads = {}

    def add(self, author, kind, content, readers=ALL, *, seen=None, **other):
        seq, previous = self.heads.get(author, (0, bytes(32)))
        view = self.heads if seen is None else seen
        listed = [(who.reader, *view[who]) for who in view if who is not author]
        other = {"channel": self.channel, "charter": self.charter} | other
        data = header(author, seq + 1, previous, listed, kind.encode(), **other)
        self.heads[author] = (seq + 1, sha(data))
        body = {"readers": sorted(r.reader.hex() for r in readers), **content}
        self.entries.append({"header": base64.b64encode(data).decode(), "body": js(body)})
        return self

    def in_force(self):
        for who in (ILSE, JON):
            self.add(who, "assent", {"charter": self.channel.hex(), "answer": "assent"})
        return self

    def value(self):
        return {"charter": self.founding.decode(), "entries": self.entries}


def opened():
    return Chains().in_force()


def reader_of(key):
    return key.reader.hex()


def add_odo(**other):
    return {"card": card("Odo Lenz"), "reason": "He knows the sluices."} | other


AMENDED = js(charter(amends=CHANNEL.hex(), nonce=made("nonce 2").hex(), courtesy=["A letter is acknowledged at once."]))


def rules():
    letter = {"document": {"kind": "letter", "passages": [{"text": "Yes.", "role": "paragraph"}]}}
    amend = {"charter": AMENDED, "cards": []}

    def amended(**other):
        return js(charter(**({"amends": CHANNEL.hex(), "nonce": made("nonce 3").hex()} | other)))

    arvend, sorlund = charter()["parties"]
    crossing = (
        opened()
        .add(ILSE, "amend", amend)
        .add(JON, "assent", {"charter": sha(enc("bc1/charter", AMENDED.encode())).hex(), "answer": "assent"})
    )
    crossing.charter = sha(enc("bc1/charter", AMENDED.encode()))
    writers = js(charter(write="principals")).encode()
    odo_here = [*ALL, ODO]
    yield (
        "rule-author",
        "stranger",
        "an entry of somebody who is no member",
        opened().add(ODO, "letter", letter, [ODO, ILSE]),
    )
    yield (
        "rule-author",
        "removed",
        "an entry of somebody who was removed",
        opened()
        .add(ILSE, "remove-reader", {"reader": reader_of(ANA), "reason": "Done."})
        .add(ANA, "letter", letter, [ANA, ILSE]),
    )
    yield (
        "rule-charter",
        "other-charter",
        "an entry under a charter that is not in force",
        opened().add(ILSE, "letter", letter, [ILSE, JON], charter=made("another charter")),
    )
    yield (
        "rule-charter",
        "old-charter",
        "an entry under the charter that its own past has replaced",
        crossing.add(ILSE, "letter", letter, [ILSE, JON], charter=CHANNEL),
    )
    yield (
        "rule-left",
        "left",
        "a letter of somebody who left",
        opened().add(ANA, "leave", {}).add(ANA, "letter", letter, [ANA, ILSE]),
    )
    yield (
        "rule-force",
        "early-letter",
        "a letter before the charter is in force",
        Chains().add(ILSE, "letter", letter, [ILSE, JON]),
    )
    yield (
        "rule-closed",
        "late-letter",
        "a letter after the channel was closed",
        opened().add(JON, "close", {}).add(ILSE, "letter", letter, [ILSE, JON]),
    )
    yield (
        "rule-writers",
        "clerk-writes",
        "a letter of a clerk where principals write",
        Chains(writers).in_force().add(ANA, "letter", letter, [ANA, ILSE]),
    )
    yield (
        "rule-principal",
        "clerk-proposes",
        "a release proposed by a clerk",
        opened().add(ANA, "release-proposal", {}, [ANA, ILSE]),
    )
    yield (
        "rule-principal",
        "clerk-reseals",
        "a letter opened further by a clerk",
        opened().add(ANA, "reseal", {"entry": made("e").hex(), "reader": reader_of(JON), "reason": "r"}, [ANA, JON]),
    )
    yield (
        "rule-all",
        "assent-not-for-all",
        "an assent that one member cannot read",
        Chains().add(ILSE, "assent", {"charter": CHANNEL.hex(), "answer": "assent"}, [ILSE, JON]),
    )
    yield (
        "rule-author-reader",
        "author-no-reader",
        "a letter that its author does not read",
        opened().add(ILSE, "letter", letter, [JON]),
    )
    yield (
        "rule-stranger",
        "letter-to-stranger",
        "a letter for somebody who is no member",
        opened().add(ILSE, "letter", letter, [ILSE, ODO]),
    )
    yield (
        "rule-left-reader",
        "letter-to-left",
        "a letter for somebody who left",
        opened().add(ANA, "leave", {}).add(ILSE, "letter", letter, [ILSE, ANA]),
    )
    yield (
        "rule-reseal-reader",
        "reseal-to-stranger",
        "a letter opened to somebody who is no member",
        opened().add(ILSE, "reseal", {"entry": made("e").hex(), "reader": reader_of(ODO), "reason": "r"}, [ILSE, JON]),
    )
    yield (
        "rule-form",
        "reseal-without-reason",
        "a letter opened without a reason",
        opened().add(ILSE, "reseal", {"entry": made("e").hex(), "reader": reader_of(ANA), "reason": " "}, [ILSE, ANA]),
    )
    for name, about, kind, content, who in (
        ("letter-without-document", "a letter without a document", "letter", {}, [ILSE, JON]),
        (
            "letter-without-words",
            "a letter of no passages",
            "letter",
            {"document": {"kind": "letter", "passages": []}},
            [ILSE, JON],
        ),
        (
            "letter-unknown-field",
            "a letter with a field of no meaning",
            "letter",
            letter | {"urgent": True},
            [ILSE, JON],
        ),
        (
            "enclosure-large",
            "an enclosure of more than 64 MiB",
            "letter",
            letter
            | {
                "enclosures": [
                    {
                        "name": "a",
                        "length": 64 * 1024 * 1024 + 1,
                        "digest": made("d").hex(),
                        "sealed": made("s").hex(),
                        "sealed_length": 1 << 27,
                        "key": b64(made("k")),
                    }
                ]
            },
            [ILSE, JON],
        ),
        (
            "share-without-reason",
            "a letter shared without a reason",
            "share",
            letter | {"of": made("e").hex()},
            [ILSE, JON],
        ),
        ("ack-of-text", "an acknowledgement of something that is no entry", "ack", {"of": ["ilse-3"]}, ALL),
        (
            "reject-of-zero",
            "a refusal of an entry with the number 0",
            "reject",
            {"author": reader_of(JON), "seq": 0, "entry": made("e").hex(), "rule": "r"},
            ALL,
        ),
        ("rekey-short", "a reader key of 32 bytes", "rekey", {"key": b64(made("k")), "shares": []}, ALL),
        (
            "rekey-of-low-order",
            "a reader key to which nothing can be sealed",
            "rekey",
            {"key": b64(ILSE.public[:1184] + bytes(32)), "shares": []},
            ALL,
        ),
        (
            "rekey-share-twice",
            "two shares for one reader",
            "rekey",
            {"key": b64(JON.public), "shares": [{"reader": reader_of(JON), "share": b64(bytes(1168))}] * 2},
            ALL,
        ),
        ("act-without-type", "an act of no type", "act", {"what": "?"}, ALL),
    ):
        yield "rule-form", name, about, opened().add(ILSE, kind, content, who)
    yield (
        "rule-all",
        "rekey-without-left",
        "a rekey that is not sealed to one who left",
        opened().add(ANA, "leave", {}).add(ILSE, "rekey", {"key": b64(ILSE.public), "shares": []}, [ILSE, JON]),
    )
    three = js(
        charter(parties=[arvend, sorlund | {"members": [*sorlund["members"], member("Odo Lenz", False)]}])
    ).encode()
    yield (
        "rule-left-other",
        "left-for-other-party",
        "one who left added by the other party",
        Chains(three)
        .add(ILSE, "assent", {"charter": sha(enc("bc1/charter", three)).hex(), "answer": "assent"}, odo_here)
        .add(JON, "assent", {"charter": sha(enc("bc1/charter", three)).hex(), "answer": "assent"}, odo_here)
        .add(ODO, "leave", {}, odo_here)
        .add(ILSE, "add-reader", add_odo(card=card("Odo Lenz", party="Arvend")), odo_here),
    )
    for kind, content in (
        ("assent", {"charter": CHANNEL.hex(), "answer": "assent"}),
        ("close", {}),
        ("mend", {"author": reader_of(JON), "seq": 1, "entry": made("e").hex(), "reason": "r"}),
    ):
        yield "rule-may", f"clerk-{kind}", f"{kind} by a clerk", Chains().add(ANA, kind, content)
    yield "rule-may", "clerk-amend", "an amendment by a clerk", opened().add(ANA, "amend", amend)
    yield "rule-may", "clerk-add-reader", "a reader added by a clerk", opened().add(ANA, "add-reader", add_odo())
    yield (
        "rule-nothing-waits",
        "assent-to-nothing",
        "assent to a charter that nobody proposed",
        opened().add(ILSE, "assent", {"charter": made("nothing").hex(), "answer": "assent"}),
    )
    yield (
        "rule-force",
        "amend-early",
        "an amendment of a charter that is not in force",
        Chains().add(ILSE, "amend", amend),
    )
    yield (
        "rule-amend-old",
        "amend-other",
        "an amendment of another charter",
        opened().add(ILSE, "amend", {"charter": amended(amends=made("other").hex()), "cards": []}),
    )
    yield (
        "rule-amend-party",
        "amend-party",
        "an amendment that takes out a party",
        opened().add(ILSE, "amend", {"charter": amended(parties=[arvend], amend=1), "cards": []}),
    )
    more = party("Sorlund", 2, 1, member("Jon Teel", True), member("Odo Lenz", False))
    yield (
        "rule-amend-card",
        "amend-without-card",
        "a new reader without a card",
        opened().add(ILSE, "amend", {"charter": amended(parties=[arvend, more]), "cards": []}),
    )
    yield (
        "rule-amend-cards",
        "amend-cards-object",
        "cards that are no list",
        opened().add(ILSE, "amend", {"charter": amended(), "cards": {}}),
    )
    yield (
        "charter-half",
        "amend-contradiction",
        "an amended charter that contradicts itself",
        opened().add(ILSE, "amend", {"charter": amended(amend=1), "cards": []}),
    )
    yield (
        "rule-own-party",
        "add-other-party",
        "a reader of the other party",
        opened().add(ILSE, "add-reader", add_odo()),
    )
    yield (
        "rule-replaced",
        "replace-other-party",
        "one of the other party replaced",
        opened().add(JON, "add-reader", add_odo(replaces=reader_of(ANA))),
    )
    yield (
        "rule-already",
        "add-twice",
        "a reader added who is here",
        opened().add(JON, "add-reader", add_odo()).add(JON, "add-reader", add_odo(), odo_here),
    )
    full = js(charter(parties=[arvend, sorlund | {"ceiling": 1}])).encode()
    yield (
        "rule-ceiling",
        "add-over-ceiling",
        "a second reader under a ceiling of one",
        Chains(full).in_force().add(JON, "add-reader", add_odo()),
    )
    yield (
        "rule-same-name",
        "add-same-name",
        "a second reader of one name",
        opened().add(JON, "add-reader", add_odo(card=card("Odo Lenz", person="Jon Teel"))),
    )
    yield (
        "field-missing",
        "add-without-reason",
        "a reader added without a reason",
        opened().add(JON, "add-reader", {"card": card("Odo Lenz")}),
    )
    yield (
        "card-version",
        "add-of-later-version",
        "a reader whose card is of a later version",
        opened().add(JON, "add-reader", add_odo(card=card("Odo Lenz", suite=2))),
    )
    yield (
        "rule-remove",
        "remove-other-party",
        "one of the other party removed",
        opened().add(JON, "remove-reader", {"reader": reader_of(ANA), "reason": "r"}),
    )
    yield (
        "rule-last-principal",
        "remove-last-principal",
        "the only principal removed",
        opened().add(JON, "remove-reader", {"reader": reader_of(JON), "reason": "r"}),
    )
    yield (
        "field-unknown",
        "close-with-more",
        "a field that closing does not have",
        opened().add(JON, "close", {"for": "ever"}),
    )
    early = opened()
    yield (
        "rule-seen-less",
        "forgets",
        "it has seen less than its author's entry before",
        early.add(ILSE, "ack", {"of": []}).add(ILSE, "ack", {"of": []}, seen={}),
    )
    other = opened()
    view = dict(other.heads) | {JON: (1, made("another first entry of Jon"))}
    again = opened()
    again.add(ILSE, "ack", {"of": []})
    yield (
        "rule-seen-less",
        "forgets-after-letter",
        "a letter that has seen less than the acknowledgement before it",
        again.add(ILSE, "letter", letter, [ILSE, JON], seen={}),
    )
    yield (
        "rule-seen-other",
        "two-histories",
        "it has seen another entry where one stands",
        other.add(ANA, "ack", {"of": []}, seen=view),
    )
    hole = opened().add(JON, "ack", {"of": []})
    yield (
        "rule-seen-hole",
        "leaves-out",
        "it has seen an entry, and not what that had seen",
        hole.add(ANA, "ack", {"of": []}, seen={JON: hole.heads[JON]}),
    )
    unclear = opened()
    yield (
        "field-wrong",
        "assent-unclear",
        "an answer that is neither assent nor decline",
        unclear.add(ILSE, "assent", {"charter": CHANNEL.hex(), "answer": "perhaps"}),
    )


def cases():
    for expect, name, about, chains in rules():
        yield "ledger", name, expect, about, chains.value()
    digest = sha(enc("bc1/charter", AMENDED.encode())).hex()
    agreed = opened().add(JON, "add-reader", add_odo())
    before = dict(agreed.heads)
    agreed.add(ILSE, "amend", {"charter": AMENDED, "cards": []}, [*ALL, ODO])
    agreed.add(ANA, "ack", {"of": []}, [*ALL, ODO], seen=before)
    agreed.add(JON, "assent", {"charter": digest, "answer": "assent"}, [*ALL, ODO])
    agreed.charter = bytes.fromhex(digest)
    agreed.add(ILSE, "close", {"reason": "All is said."}, [ILSE, ANA, JON])
    yield (
        "ledger",
        "amended-and-closed",
        "success",
        "opened, a reader added, an amendment without him, closed",
        agreed.value()
        | {
            "digest": digest,
            "in_force": True,
            "closed": agreed.heads[ILSE][1].hex(),
            "active": sorted(r.reader.hex() for r in ALL),
        },
    )
    crossing = opened()
    at = dict(crossing.heads)
    crossing.add(JON, "add-reader", add_odo(), seen=at)
    crossing.add(ILSE, "amend", {"charter": AMENDED, "cards": []}, seen=at)
    crossing.add(JON, "assent", {"charter": digest, "answer": "assent"}, [*ALL, ODO])
    yield (
        "ledger",
        "crossing",
        "success",
        "a reader added while an amendment that does not name him is proposed: he stays",
        crossing.value()
        | {
            "digest": digest,
            "in_force": True,
            "closed": "",
            "active": sorted(r.reader.hex() for r in [*ALL, ODO]),
        },
    )
