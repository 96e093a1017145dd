"""Cases of an opening and of its flights."""

from tests.vectors.generate.notation import (
    SIZES,
    Key,
    enc,
    flip,
    head_list,
    js,
    mac,
    made,
    pad,
    seal,
    sha,
    std,
    xpd,
    xtr,
)
from tests.vectors.generate.people import CHANNEL, CHARTER, ILSE, JON, card


def flight_blob(to, parts, *, label="bc1/flight body", context=None, size=None, mark=True, tail=b""):
    body = enc(label, *parts) + tail
    size = size or next(n for n in SIZES if len(body) + 1 + 1136 <= n)
    padded = pad(body, size - 1136) if mark else body + bytes(size - 1136 - len(body))
    return seal(to.public, context or enc("bc1/flight", to.reader), padded)


def opening():
    run, s1, s2, s3, eseed = (made(f"opening {n}") for n in ("run", "s1", "s2", "s3", "fresh"))
    fresh = Key(eseed)
    t0 = sha(enc("bc1/hs", CHANNEL, CHANNEL, run, ILSE.public, JON.public))
    c1 = seal(JON.public, enc("bc1/s1", t0), s1)
    t1 = sha(enc("bc1/t1", t0, c1, fresh.public))
    c3 = seal(fresh.public, enc("bc1/s3", t1), s3)
    c2 = seal(ILSE.public, enc("bc1/s2", t1), s2)
    heads_b = head_list("bc1/heads")
    heads_a = head_list("bc1/heads", (ILSE.reader, 1, made("first entry")))
    t2 = sha(enc("bc1/t2", t1, c3, c2, heads_b))
    prk = xtr(t2, enc("bc1/shares", s1, s2, s3))
    proof_b = mac(xpd(prk, "bc1/cB"), t2)
    t3 = sha(enc("bc1/t3", t2, proof_b, heads_a))
    proof_a = mac(xpd(prk, "bc1/cA"), t3)
    cards = js([card("Ilse Maro"), card("Jon Teel"), card("Ana Reth")]).encode()
    first = [b"1", CHANNEL, run, ILSE.reader, CHANNEL, c1, fresh.public, cards, CHARTER]
    second = [b"2", CHANNEL, run, JON.reader, c3, c2, heads_b, proof_b]
    third = [b"3", CHANNEL, run, ILSE.reader, heads_a, proof_a]
    whole = {
        "initiator_seed": ILSE.seed.hex(),
        "responder_seed": JON.seed.hex(),
        "channel": CHANNEL.hex(),
        "run": run.hex(),
        "fresh_seed": eseed.hex(),
        "s1": s1.hex(),
        "s2": s2.hex(),
        "s3": s3.hex(),
        "t1": t1.hex(),
        "t2": t2.hex(),
        "prk": prk.hex(),
        "heads_of_initiator": heads_a.hex(),
        "heads_of_responder": heads_b.hex(),
        "proof_of_responder": proof_b.hex(),
        "proof_of_initiator": proof_a.hex(),
        "c1": std(c1),
        "c2": std(c2),
        "c3": std(c3),
        "flight_1": std(flight_blob(JON, first)),
        "flight_2": std(flight_blob(ILSE, second)),
        "flight_3": std(flight_blob(JON, third)),
        "chain_a_to_b": xpd(prk, "bc1/A>B").hex(),
        "chain_b_to_a": xpd(prk, "bc1/B>A").hex(),
        "box_a_to_b": xpd(prk, "bc1/box A>B").hex(),
        "box_b_to_a": xpd(prk, "bc1/box B>A").hex(),
        "outer_a_to_b": xpd(prk, "bc1/outer A>B").hex(),
        "outer_b_to_a": xpd(prk, "bc1/outer B>A").hex(),
    }
    yield "opening", "run", "success", "a whole run with every secret of it", whole

    proofs = {k: v for k, v in whole.items() if not k.startswith(("flight", "chain", "box", "outer"))}
    more = head_list("bc1/heads", (ILSE.reader, 2, made("second entry")))
    for name, expect, about, changed in (
        ("proof-of-responder", "responder", "the last bit of his proof", {"proof_of_responder": flip(proof_b).hex()}),
        ("heads-of-responder", "responder", "heads that are not the proven ones", {"heads_of_responder": more.hex()}),
        (
            "responder-without-s1",
            "responder",
            "made by somebody who could not open the first flight",
            {"proof_of_responder": mac(xpd(xtr(t2, enc("bc1/shares", made("guess"), s2, s3)), "bc1/cB"), t2).hex()},
        ),
        (
            "responder-label",
            "responder",
            "his proof under the initiator's label",
            {"proof_of_responder": mac(xpd(prk, "bc1/cA"), t2).hex()},
        ),
        ("swapped-secrets", "sealed", "the two carried secrets in each other's place", {"c2": std(c3), "c3": std(c2)}),
        ("proof-of-initiator", "initiator", "the last bit of her proof", {"proof_of_initiator": flip(proof_a).hex()}),
        ("heads-of-initiator", "initiator", "heads that are not the proven ones", {"heads_of_initiator": more.hex()}),
        ("reflected-proof", "initiator", "the responder's own proof sent back", {"proof_of_initiator": proof_b.hex()}),
    ):
        yield "opening", name, expect, about, proofs | changed

    small = [b"3", CHANNEL, run, ILSE.reader, heads_a, proof_a]

    def flight(name, expect, about, blob):
        return "flight", name, expect, about, {"seed": JON.seed.hex(), "blob": std(blob)}

    yield (
        "flight",
        "third",
        "success",
        "the end of a run alone",
        {
            "seed": JON.seed.hex(),
            "blob": std(flight_blob(JON, small)),
            "sender": ILSE.reader.hex(),
        },
    )
    yield flight("for-another", "sealed", "sealed to somebody else", flight_blob(ILSE, small))
    yield flight(
        "label", "sealed", "sealed under another label", flight_blob(JON, small, context=enc("bc1/pouch", JON.reader))
    )
    yield flight(
        "recipient",
        "sealed",
        "sealed under another recipient's name",
        flight_blob(JON, small, context=enc("bc1/flight", ILSE.reader)),
    )
    yield flight("altered", "sealed", "its last bit", flip(flight_blob(JON, small)))
    yield flight("size", "flight-size", "a byte more than a size class", flight_blob(JON, small, size=4097))
    yield flight("cut", "flight-size", "its last byte is missing", flight_blob(JON, small)[:-1])
    yield flight(
        "no-padding-mark", "padding", "zeros without a mark", flight_blob(JON, [*small[:-1], b"\x01" * 32], mark=False)
    )
    yield flight("body-label", "kind-or-end", "parts under another label", flight_blob(JON, small, label="bc1/flight"))
    yield flight("trailing", "kind-or-end", "a byte after the parts", flight_blob(JON, small, tail=b"\x01"))
    yield flight("fourth", "flight", "a fourth flight", flight_blob(JON, [b"4", *small[1:]]))
    yield flight("extra-part", "flight", "one part too many", flight_blob(JON, [*small, b""]))
    yield flight("no-charter", "flight", "a first flight without a charter", flight_blob(JON, first[:-1]))
    yield flight("short-proof", "flight-part", "a proof of 31 bytes", flight_blob(JON, [*small[:-1], proof_a[:31]]))
    yield flight(
        "short-run", "flight-part", "a run of 16 bytes", flight_blob(JON, [b"3", CHANNEL, run[:16], *small[3:]])
    )
    yield flight(
        "short-fresh-key",
        "flight-part",
        "a fresh key without its last byte",
        flight_blob(JON, [*first[:6], fresh.public[:-1], *first[7:]]),
    )
    yield flight(
        "long-secret",
        "flight-part",
        "a carried secret of 1169 bytes",
        flight_blob(JON, [*second[:4], c3 + b"\x00", *second[5:]]),
    )


def cases():
    yield from opening()
