"""Every vector of `tests/vectors/` through the product: what must open opens, and each fault is refused by its name.

The names stand in the specification (`docs/protocol.md`, "Refusals" and "Rules"), which is read here.
"""

import ast
import base64
import json
import re
import sys
from pathlib import Path

import pytest
from tests.vectors.generate import carriage, entries, headers, ledgers, openings, releases, texts

from backchannel.errors import BadInputError, CounterpartyError
from backchannel.protocol.batch import fetch_secret, mailbox_id, open_batch, read_frame
from backchannel.protocol.cards import read_card, write_card
from backchannel.protocol.charter import charter_bytes, charter_digest, read_charter
from backchannel.protocol.enclosure import open_enclosure, sealed_length
from backchannel.protocol.encoding import dec, enc, unb64
from backchannel.protocol.entry import read_header, read_heads
from backchannel.protocol.fingerprint import fingerprint_groups, read_fingerprint
from backchannel.protocol.kem import SecretKey, unkem
from backchannel.protocol.ledger import Ledger
from backchannel.protocol.opening import (
    Answered,
    FirstFlight,
    SecondFlight,
    Started,
    ThirdFlight,
    answer,
    confirm,
    finish,
    open_flight,
    seal_flight,
    start,
)
from backchannel.protocol.padding import pad, padme, unpad
from backchannel.protocol.pair import RekeyShare, mix, share_info, step
from backchannel.protocol.pouch import open_pouch
from backchannel.protocol.release.errors import VerificationError
from backchannel.protocol.release.identity import read_identity, write_identity
from backchannel.protocol.release.twosided import OpeningPart, verify_opening
from backchannel.protocol.release.verify import verify_bundle, verify_passage
from backchannel.protocol.sealing import check_tag, open_body, open_slot, take_back

FOLDER = Path(__file__).parents[1] / "vectors"
SPECIFICATION = Path(__file__).parents[2] / "docs" / "protocol.md"
COUNTS = {
    "batch": 26,
    "body": 32,
    "bundle": 48,
    "card": 45,
    "charter": 30,
    "enclosure": 18,
    "entry": 44,
    "flight": 17,
    "header": 33,
    "heads": 6,
    "identity": 6,
    "ledger": 58,
    "notation": 14,
    "opened": 7,
    "opening": 9,
    "padding": 8,
    "passage": 12,
    "pouch": 22,
    "returned": 8,
}
"""How many files each folder has: one that vanished must not vanish silently."""
UNREACHABLE = {"rule-amend-early"}
"""A second line behind `rule-force`, which an amendment meets first."""


class RefusedError(Exception):
    """An entry that the ledger keeps as refused, with the rule as its sentence."""


class NothingGivenError(Exception):
    """A body that does not open under the key given."""


CLASSES = {
    "I": BadInputError,
    "C": CounterpartyError,
    "V": VerificationError,
    "R": RefusedError,
    "N": NothingGivenError,
}


def refusals():
    """Every refusal of the specification: name -> (class, part of its sentence, how it is shown)."""
    page = SPECIFICATION.read_text(encoding="utf-8")
    found = {}
    for name, sentence in re.findall(r"^\| (rule-[a-z-]+) \| (.+) \|$", page, re.MULTILINE):
        found[name] = ("R", sentence, "unreachable" if name in UNREACHABLE else "yes")
    section = page.split("## Refusals")[1].split("\n## ")[0]
    for name, kind, says, shown in re.findall(
        r"^\| ([a-z0-9-]+) \| ([ICVN]) \| (.+) \| (yes|desk) \|$", section, re.MULTILINE
    ):
        assert name not in found, f"{name} stands twice"
        found[name] = (kind, says, shown)
    return found


REFUSALS = refusals()


def vectors():
    """Every vector: (object, name, expect, payload)."""
    for folder in sorted(p for p in FOLDER.iterdir() if p.is_dir() and p.name in COUNTS):
        for path in sorted(folder.glob("*.txt")):
            head, _, payload = path.read_text(encoding="utf-8").partition("\n\n")
            lines = dict(line.split(": ", 1) for line in head.splitlines())
            assert set(lines) == {"vector", "object", "expect", "about"}, path
            assert lines["object"] == folder.name, path
            yield folder.name, path.stem, lines["expect"], json.loads(payload)


VECTORS = list(vectors())


def raw(text):
    return base64.b64decode(text, validate=True)


def hexed(text):
    return bytes.fromhex(text)


def one_by_one(data):
    """The bytes of a file as a slow disk might give them."""
    return (data[at : at + 1] for at in range(len(data)))


# One function an object: it raises what the product raises, and checks what a success must give.


def run_notation(v):
    if "typed" in v:
        read_fingerprint(v["typed"])
        return
    if "data" in v:
        parts = dec(v["label"].encode(), hexed(v["data"]), v["count"])
        assert enc(v["label"].encode(), *parts) == hexed(v["data"])
        return
    seed = hexed(v["seed"])
    taken = step(seed)
    assert enc(b"bc1/ck", b"ab").hex() == v["encoded"]
    assert (taken.wrap.hex(), taken.mac.hex(), taken.following.hex()) == (v["wrap"], v["mac"], v["next"])
    assert mix(seed, seed[::-1], None).hex() == v["mixed_alone"]
    assert mix(seed, seed[::-1], RekeyShare(hexed(v["other"]), hexed(v["entry"]))).hex() == v["mixed"]
    assert fetch_secret(seed, v["day"]).hex() == v["fetch"]
    assert mailbox_id(hexed(v["fetch"])).hex() == v["mailbox"]
    assert fingerprint_groups(hexed(v["reader"])) == read_fingerprint(v["fingerprint"]) == v["fingerprint"]
    assert [[n, padme(n)] for n, _ in v["padme"]] == v["padme"]


def run_padding(v):
    body = unpad(hexed(v["data"]))
    assert body == hexed(v["body"])
    assert pad(body) == hexed(v["data"])


def run_card(v):
    card = read_card(v["file"].encode("utf-8"))
    assert (card.person, card.party, card.intake.hex()) == (v["person"], v["party"], v["intake"])
    assert card.reader.hex() == v["reader"]
    assert fingerprint_groups(card.reader) == v["fingerprint"]
    assert SecretKey(hexed(v["seed"])).public == card.key
    assert write_card(card).decode() == v["file"]


def run_charter(v):
    data = v["text"].encode("utf-8")
    charter = read_charter(data)
    assert charter_digest(data).hex() == v["digest"]
    assert len(charter.members) == v["readers"]
    assert charter_bytes(charter) == data


def run_flight(v):
    flight = open_flight(raw(v["blob"]), SecretKey(hexed(v["seed"])))
    assert flight.sender.hex() == v["sender"]


def run_opening(v):
    a, b = SecretKey(hexed(v["initiator_seed"])), SecretKey(hexed(v["responder_seed"]))
    channel, run = hexed(v["channel"]), hexed(v["run"])
    fresh = SecretKey(hexed(v["fresh_seed"]))
    heads_a, heads_b = hexed(v["heads_of_initiator"]), hexed(v["heads_of_responder"])
    read_heads(heads_a), read_heads(heads_b)
    second = SecondFlight(channel, run, b"", raw(v["c3"]), raw(v["c2"]), heads_b, hexed(v["proof_of_responder"]))
    third, of_a = finish(Started(hexed(v["t1"]), fresh.seed, hexed(v["s1"])), second, a, heads_a)
    shown = ThirdFlight(channel, run, b"", heads_a, hexed(v["proof_of_initiator"]))
    of_b = confirm(Answered(hexed(v["t2"]), hexed(v["prk"]), hexed(v["proof_of_responder"])), shown)
    assert third.proof == shown.proof
    assert (of_a.send, of_a.box_send, of_a.outer_send) == (of_b.receive, of_b.box_receive, of_b.outer_receive)
    assert (of_b.send, of_b.box_send, of_b.outer_send) == (of_a.receive, of_a.box_receive, of_a.outer_receive)
    assert (of_a.send.hex(), of_b.send.hex()) == (v["chain_a_to_b"], v["chain_b_to_a"])
    assert (of_a.box_send.hex(), of_b.box_send.hex()) == (v["box_a_to_b"], v["box_b_to_a"])
    assert (of_a.outer_send.hex(), of_b.outer_send.hex()) == (v["outer_a_to_b"], v["outer_b_to_a"])
    # The flights carry these values, and the product's own responder agrees with the initiator of the vector.
    first = open_flight(raw(v["flight_1"]), b)
    assert isinstance(first, FirstFlight)
    assert (first.channel, first.run, first.carried, first.ephemeral) == (channel, run, raw(v["c1"]), fresh.public)
    assert charter_digest(first.charters[0]) == channel
    got = open_flight(raw(v["flight_2"]), a)
    assert (got.to_ephemeral, got.to_contact, got.heads, got.proof) == (
        second.to_ephemeral,
        second.to_contact,
        second.heads,
        second.proof,
    )
    assert open_flight(raw(v["flight_3"]), b).proof == third.proof
    draws = iter([made.to_bytes(32, "big") for made in range(1, 9)])
    own, kept = answer(lambda _: next(draws), first, b, a.public, heads_b)
    last, keys = finish(Started(hexed(v["t1"]), fresh.seed, hexed(v["s1"])), own, a, heads_a)
    assert confirm(kept, last).receive == keys.send
    # The product's own initiator draws the run, the first secret and the fresh key's seed, in this order.
    draws = iter([run, hexed(v["s1"]), fresh.seed])
    nonce, started, _, public = start(lambda _: next(draws), channel, channel, a.public, b.public)
    assert (nonce, public, started.first_secret) == (run, fresh.public, hexed(v["s1"]))
    assert open_flight(seal_flight(first, b.public), b) == first


def run_header(v):
    data = hexed(v["header"])
    header = read_header(data)
    assert header.id.hex() == v["id"]
    assert (header.seq, header.kind, header.time) == (v["seq"], v["kind"], v["time"])
    assert [[r.hex(), n, i.hex()] for r, n, i in header.seen] == v["seen"]


def run_heads(v):
    assert len(read_heads(hexed(v["heads"]))) == v["count"]


def run_entry(v):
    chain, own, reader = hexed(v["chain"]), SecretKey(hexed(v["seed"])), hexed(v["reader"])
    if "rekey" in v:
        chain = follow_rekey(v, chain, own, reader)
        assert chain.hex() == v.get("mixed", chain.hex())
    frame = read_frame(raw(v["frame"]))
    taken = step(chain)
    header = read_header(frame.header)
    check_tag(header.id, frame.slot, frame.type, frame.epoch, frame.tag, taken)
    key = open_slot(own, reader, header.id, taken, frame.slot)
    body = open_body(header, frame.ciphertext, key)
    assert header.id.hex() == v["id"]
    assert taken.following.hex() == v["next"]
    if "body" not in v:
        assert body is None
        assert len(raw(v["frame"])) == v["length_as_for_the_named"]
        return
    assert key.hex() == v["key"]
    check_body(body, v["body"])
    assert reader in body["readers"]


def follow_rekey(v, chain, own, reader):
    frame = read_frame(raw(v["rekey"]))
    taken = step(chain)
    header = read_header(frame.header)
    check_tag(header.id, frame.slot, frame.type, frame.epoch, frame.tag, taken)
    body = open_body(header, frame.ciphertext, open_slot(own, reader, header.id, taken, frame.slot))
    share = next(unb64(s["share"]) for s in body["shares"] if s["reader"] == reader.hex())
    secret = unkem(own, share, share_info(header.channel, header.author, header.seq, reader))
    assert secret.hex() == v.get("secret", secret.hex())
    return mix(taken.following, secret, RekeyShare(hexed(v["other_secret"]), hexed(v["other_entry"])))


def check_body(body, text):
    said = json.loads(text)
    assert [r.hex() for r in body["readers"]] == said["readers"]
    assert {k: x for k, x in body.items() if k != "readers"} == {
        k: x for k, x in said.items() if k not in {"readers", "salt"}
    }


def run_body(v):
    body = open_body(read_header(hexed(v["header"])), raw(v["sealed"]), hexed(v["key"]))
    if body is None:
        raise NothingGivenError("(the slot was blank, or the key is not this body's)")
    check_body(body, v["body"])
    if "own" in v:
        assert take_back(hexed(v["own"]), read_header(hexed(v["header"])), raw(v["sealed"])) == (hexed(v["key"]), body)


def run_returned(v):
    found = take_back(hexed(v["own"]), read_header(hexed(v["header"])), raw(v["sealed"]))
    if found is None:
        raise NothingGivenError("A peer returned an entry as ours which this desk did not write")
    check_body(found[1], v["body"])


def run_ledger(v):
    entries = []
    for one in v["entries"]:
        body = json.loads(one["body"])
        body["readers"] = [hexed(r) for r in body["readers"]]
        entries.append((read_header(raw(one["header"])), body))
    state, refusal = taken_in(v, entries)
    assert not refusal[:-1] or not any(refusal[:-1]), "only the last entry may be refused"
    if refusal[-1]:
        before, _ = taken_in(v, entries[:-1])
        assert state == before, "a refused entry has no effect"
        raise RefusedError(refusal[-1])
    assert (state.digest.hex(), state.in_force, state.closed.hex()) == (v["digest"], v["in_force"], v["closed"])
    assert [r.hex() for r in state.active()] == v["active"]
    backwards, _ = taken_in(v, entries[::-1])
    assert backwards == state, "the order of arrival has no effect"


def taken_in(v, entries):
    """Take entries in, each as soon as its past is there; give the state and the refusals by entry."""
    data = v["charter"].encode("utf-8")
    known = {}
    ledger = Ledger(charter_digest(data), read_charter(data), lambda a, n: known.get((a, n)))
    refusals = [""] * len(entries)
    left = list(range(len(entries)))
    while left:
        for at in list(left):
            header, body = entries[at]
            verdict = ledger.take(header, body)
            if not verdict.waits:
                known[header.author, header.seq] = header
                refusals[at] = verdict.refusal
                left.remove(at)
                break
        else:
            raise AssertionError("an entry waits for ever")
    return ledger.state(), refusals


def run_enclosure(v):
    sealed, length = raw(v["sealed"]), v["length"]
    for pieces in ([sealed], (sealed[at : at + 997] for at in range(0, len(sealed), 997))):
        given = open_enclosure(
            hexed(v["key"]), hexed(v["channel"]), hexed(v["author"]), pieces, length, hexed(v["digest"])
        )
        assert b"".join(given) == raw(v["file"])
    assert sealed_length(length) == len(sealed) == v["sealed_length"]


def run_batch(v):
    batch = open_batch(raw(v["blob"]), hexed(v["outer"]), hexed(v["mailbox"]))
    assert (batch.number, batch.last_got, batch.next_frame) == (v["number"], v["last_got"], v["next_frame"])
    assert [c.hex() for c in batch.complete] == v["complete"]
    assert [f.hex() for f in batch.frames] == v["frames"]
    assert [[p.enclosure.hex(), p.index, p.data.hex()] for p in batch.chunks] == v["pieces"]


def run_pouch(v):
    own, data = SecretKey(hexed(v["seed"])), raw(v["pouch"])
    whole = list(open_pouch([data], own))
    assert whole == list(open_pouch(one_by_one(data), own))
    assert [[day, box.hex(), base64.b64encode(blob).decode()] for day, box, blob in whole] == v["items"]


def run_bundle(v):
    pins = {name: read_identity(text.encode("utf-8")) for name, text in v.get("pins", {}).items()}
    known = {unb64(key): hexed(digest) for key, digest in v.get("known", {}).items()}
    verified = verify_bundle(v["file"].encode("utf-8"), pins=pins, known_keys=known)
    assert list(verified.statement.parties) == v["parties"]
    assert [p.text for letter in verified.letters for p in letter.passages if hasattr(p, "text")] == v["revealed"]
    assert all(a.pinned_as in {a.party, a.person} for a in verified.attestations)


def run_passage(v):
    assert verify_passage(v["file"].encode("utf-8")).text == v["text"]


def run_opened(v):
    verified = verify_bundle(v["file"].encode("utf-8"))
    parts = [OpeningPart(p["party"], hexed(p["salt"]), p["text"]) for p in v["parts"]]
    assert verify_opening(verified, v["letter"], v["passage"], parts) == v["text"]


def run_identity(v):
    data = v["file"].encode("utf-8")
    card = read_identity(data)
    assert (card.party, card.person, card.fingerprint) == (v["party"], v["person"], v["fingerprint"])
    assert write_identity(card) == data


RUN = {name.removeprefix("run_"): run for name, run in list(globals().items()) if name.startswith("run_")}


@pytest.mark.parametrize(("kind", "name", "expect", "payload"), VECTORS, ids=[f"{k}/{n}" for k, n, _, _ in VECTORS])
def test_vector(kind, name, expect, payload):
    """A good vector gives what it says; a fault raises the error of its name, and no other, with its sentence."""
    if expect == "success":
        RUN[kind](payload)
        return
    family, says, _ = REFUSALS[expect]
    with pytest.raises((BadInputError, RefusedError, NothingGivenError)) as caught:
        RUN[kind](payload)
    if kind == "ledger":
        assert caught.type is RefusedError
    else:
        assert caught.type is CLASSES[family]
    if family == "V":
        assert caught.value.step == says
    else:
        for piece in fixed(says):
            assert piece in str(caught.value)


def fixed(sentence):
    """The parts of a sentence between the capitals that stand for values."""
    return [piece for piece in re.split(r"\b(?:NAME|PARTY|ACT|N)\b", sentence) if piece.strip()]


@pytest.mark.parametrize("payload", [p for k, _, e, p in VECTORS if k == "pouch" and e != "success"])
def test_a_faulty_pouch_is_refused_byte_by_byte_too(payload):
    """However a pouch is read, it ends in a refusal."""
    with pytest.raises(BadInputError):
        list(open_pouch(one_by_one(raw(payload["pouch"])), SecretKey(hexed(payload["seed"]))))


def test_no_vector_has_vanished():
    """Each folder has exactly the files that were made, and no other folder has any."""
    found = {folder.name: len(list(folder.glob("*.txt"))) for folder in FOLDER.iterdir() if folder.is_dir()}
    assert {name: n for name, n in found.items() if name != "generate" and n} == COUNTS
    assert set(RUN) == set(COUNTS)


def test_every_object_is_documented():
    """The page beside the vectors says of every object what its files hold."""
    page = (FOLDER / "README.md").read_text(encoding="utf-8")
    rows = [line.split(" | ")[0] for line in page.splitlines() if line.startswith("| `")]
    assert sorted(re.findall(r"`(\w+)`", " ".join(rows))) == sorted(COUNTS)


def test_there_are_enough_faults():
    """At least 60 faults in all, at least four of every object, and one good vector of every object."""
    faults = {kind: [n for k, n, e, _ in VECTORS if k == kind and e != "success"] for kind in COUNTS}
    assert sum(map(len, faults.values())) >= 60
    assert all(len(names) >= 4 for names in faults.values())
    assert {kind for kind, _, expect, _ in VECTORS if expect == "success"} == set(COUNTS)


def test_every_refusal_that_a_file_can_show_is_shown():
    """Each refusal of the specification has a vector, but for those that only a desk's own state can cause."""
    shown = {expect for _, _, expect, _ in VECTORS} - {"success"}
    assert shown == {name for name, (_, _, how) in REFUSALS.items() if how == "yes"}


def test_the_generator_makes_these_files():
    """The committed files are those that the generator makes, each with the refusal that it gives."""
    parts = (texts, openings, headers, entries, ledgers, carriage, releases)
    made = [(kind, name, expect) for part in parts for kind, name, expect, _, _ in part.cases()]
    assert sorted(made) == sorted((kind, name, expect) for kind, name, expect, _ in VECTORS)


def test_the_generator_shares_no_code_with_the_product():
    """It imports `cryptography`, the standard library and itself; else both could be wrong in the same way."""
    modules = sorted((FOLDER / "generate").glob("*.py"))
    assert len(modules) >= 8
    for path in modules:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                assert node.level == 0, path
                names = [node.module]
            for name in names:
                inside = name.startswith("tests.vectors.generate")
                assert inside or name.split(".")[0] in {"cryptography", *sys.stdlib_module_names}, f"{path}: {name}"
