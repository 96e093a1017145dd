"""Cases of releases: bundles, passages, openings of what was withheld, identity cards."""

import base64

from tests.vectors.generate.notation import b64, enc, fingerprint, le64, made, sha, xpd
from tests.vectors.generate.releasing import PAGE, PARTIES, REPLY, TEXTS, Composite, Release, file, identity, letters


def bundles():
    blank, both = Release(), Release(two_sided=True)
    said = {"parties": [party for party, _ in PARTIES], "revealed": [TEXTS[0], TEXTS[2], REPLY[0]]}
    pins = {"Arvend": identity(0), "Jon Teel": identity(1)}
    yield (
        "bundle",
        "blank",
        "success",
        "two letters, a passage withheld for good",
        {"file": file(blank.value()), "pins": pins} | said,
    )
    yield (
        "bundle",
        "two-sided",
        "success",
        "two letters, a passage withheld on both sides",
        {"file": file(both.value()), "pins": pins} | said,
    )

    def altered(change, release=blank):
        value = release.value()
        value["letters"] = letters(release is both)
        value["signatures"] = [dict(one) for one in value["signatures"]]
        value["attributions"] = [dict(one) for one in value["attributions"]]
        change(value)
        return file(value)

    def b_text(value):
        value["letters"][0]["passages"][0]["text"] += " "

    def b_reason(value):
        value["letters"][0]["passages"][1]["withheld"] = "security"

    def b_swap(value):
        first = value["letters"][0]["passages"]
        first[0]["text"], first[2]["text"] = first[2]["text"], first[0]["text"]

    def b_name(value):
        value["letters"][0]["apparatus"]["from"] = ["Chancellor Teel"]

    def b_shown(value):
        value["letters"][0]["passages"][1] = {"passage": 2, "text": TEXTS[1], "salt": made("guess").hex()}

    def b_hidden(value):
        value["letters"][0]["passages"][0] = {"passage": 1, "withheld": "negotiation"}

    def b_smuggle(value):
        value["letters"][0]["passages"][1]["note"] = "We could live with two hours."

    def b_dropped(value):
        value["letters"][1]["passages"] = []

    def b_letter_dropped(value):
        del value["letters"][1]

    def b_numbers(value):
        value["letters"][0]["passages"][1]["passage"] = 3

    def b_page(value):
        value["how_to_check"] = ["Trust it.", *PAGE[1:]]

    def b_unsigned(value):
        del value["signatures"][1]

    def b_unattributed(value):
        del value["attributions"][0]

    def b_order(value):
        value["attributions"].reverse()

    def b_signature(value):
        value["signatures"][0]["signature"] = value["signatures"][1]["signature"]

    def b_attribution(value):
        value["attributions"][0]["signature"] = value["attributions"][1]["signature"]

    def b_identity(value):
        stranger = Composite("a stranger")
        value["attributions"][0]["identity_key"] = b64(stranger.public)

    def b_commitment_missing(value):
        del value["letters"][0]["passages"][1]["commitments"]["Sorlund"]

    def b_commitment(value):
        value["letters"][0]["passages"][1]["commitments"]["Sorlund"] = made("another").hex()

    for name, expect, about, change in (
        ("text", "release-tree", "a space after a passage", b_text),
        ("reason", "release-tree", "another reason for withholding", b_reason),
        ("passages-swapped", "release-tree", "two passages in each other's place", b_swap),
        ("name", "release-tree", "another sender", b_name),
        ("withheld-shown", "release-tree", "a guess at what was withheld", b_shown),
        ("shown-withheld", "release-tree", "a revealed passage withheld by one side", b_hidden),
        ("smuggled", "release-form", "a text at a withheld place", b_smuggle),
        ("passage-dropped", "release-counts", "a letter without its passage", b_dropped),
        ("letter-dropped", "release-counts", "one letter of two", b_letter_dropped),
        ("numbers", "release-form", "passages that do not count 1, 2, 3", b_numbers),
        ("page", "release-page", "another page how to check", b_page),
        ("signature-missing", "release-signers", "one signature of two", b_unsigned),
        (
            "attribution-missing",
            "release-signers",
            "one attribution of two: the release was never completed",
            b_unattributed,
        ),
        ("attributions-swapped", "release-signers", "attributions in the wrong order", b_order),
        ("signature-of-other", "release-signatures", "the other signer's signature", b_signature),
        ("attribution-of-other", "release-attributions", "the other signer's attribution", b_attribution),
        ("identity-of-stranger", "release-attributions", "another identity key beside it", b_identity),
    ):
        yield "bundle", name, expect, about, {"file": altered(change)}
    yield (
        "bundle",
        "commitment-missing",
        "release-commitments",
        "one commitment of two",
        {"file": altered(b_commitment_missing, both)},
    )
    yield "bundle", "commitment-other", "release-tree", "another commitment", {"file": altered(b_commitment, both)}

    half = Release()
    broken = file(half.value())
    for name, at in (("half-of-mldsa", 0), ("half-of-ed25519", 1)):
        one = Release()
        raw = bytearray(base64.urlsafe_b64decode(one.signatures[0]["signature"] + "=="))
        raw[100 if at == 0 else 3309 + 40] ^= 1
        one.signatures[0]["signature"] = b64(bytes(raw))
        yield (
            "bundle",
            f"signature-{name}",
            "release-signatures",
            "one half of a signature altered",
            {"file": file(one.value())},
        )
    for name, about, text in (
        ("cut", "its last line is missing", broken[: broken.rindex("\n", 0, -1)]),
        ("white-space", "an indentation of two", broken.replace('\n "', '\n  "')),
        ("trailing", "a line after the end", broken + "\n"),
        ("no-line-feed", "no line feed at the end", broken[:-1]),
        ("duplicate-name", "the format twice", broken.replace('{\n "format"', '{\n "format": "x",\n "format"', 1)),
        ("null", "a salt that is null", broken.replace(f'"salt": "{half.letters[0]["salt"]}"', '"salt": null', 1)),
        (
            "unknown-field",
            "a field that bundles do not have",
            broken.replace('{\n "format"', '{\n "by": "Arvend",\n "format"', 1),
        ),
        ("version", "a format of later days", broken.replace("backchannel-release-1", "backchannel-release-2", 1)),
        ("escape", "a letter written as its number", broken.replace("Mr. President", "\\u004dr. President", 1)),
    ):
        yield "bundle", name, "release-form", about, {"file": text}

    def s(**other):
        return lambda statement: statement.update(other)

    def s_third(statement):
        statement["letters"][0]["addressees"] = ["Sorlund", "Teelmark"]

    def s_unsorted(statement):
        statement["signers"].reverse()

    def s_count(statement):
        statement["tree_size"] += 1

    for name, expect, about, change in (
        ("statement-version", "release-statement", "a statement of a later version", s(**{"backchannel-release": 2})),
        ("statement-algorithm", "release-statement", "another algorithm", s(algorithm="Ed25519")),
        ("statement-rule", "release-statement", "another rule", s(rule="asserts everything")),
        ("statement-unknown", "release-statement", "a field of no meaning, signed by all", s(note="and so on")),
        (
            "statement-hour",
            "release-statement",
            "a day that the calendar does not have",
            s(not_before="2031-02-30T09:00:00Z"),
        ),
        ("statement-unsorted", "release-statement", "signers out of order", s_unsorted),
        ("party-unsigned", "release-parties", "an addressee whose party does not sign", s_third),
        ("tree-size", "release-counts", "a leaf more than there are, signed by all", s_count),
        ("root", "release-tree", "the root of another tree, signed by all", s(root=made("another root").hex())),
    ):
        yield "bundle", name, expect, about, {"file": file(Release(change_statement=change).value())}
    spaced = Release(text=lambda text: text.replace(",", ", ", 1))
    yield (
        "bundle",
        "statement-white-space",
        "release-statement",
        "a space in the statement, signed by all",
        {"file": file(spaced.value())},
    )

    key = Composite("one for both")
    same = Release(identities=[key, key])
    yield "bundle", "identity-twice", "release-keys", "one identity key for both", {"file": file(same.value())}
    low = Composite("wk blank Arvend")
    low.public = low.public[:1952] + b"\x01" + bytes(31)
    weak = Release(keys=[low, Composite("wk blank Sorlund")])
    yield (
        "bundle",
        "key-of-low-order",
        "release-keys",
        "a key of low order, which could disown",
        {"file": file(weak.value())},
    )
    noncanonical = Composite("wk blank Arvend")
    noncanonical.public = noncanonical.public[:1952] + b"\xff" * 31 + b"\x7f"
    odd = Release(keys=[noncanonical, Composite("wk blank Sorlund")])
    yield (
        "bundle",
        "key-not-canonical",
        "release-keys",
        "a key that is not written canonically",
        {"file": file(odd.value())},
    )
    yield (
        "bundle",
        "key-of-other-release",
        "release-keys",
        "a release key that signed another statement",
        {
            "file": file(blank.value()),
            "known": {b64(blank.keys[0].public): made("another statement").hex()},
        },
    )
    yield (
        "bundle",
        "pin-other-key",
        "release-pins",
        "pinned to another key of the same name",
        {
            "file": file(blank.value()),
            "pins": {
                "Arvend": file(
                    {
                        "backchannel-identity": 1,
                        "party": "Arvend",
                        "person": "Ilse Maro",
                        "key": b64(Composite("other").public),
                    }
                )
            },
        },
    )
    yield (
        "bundle",
        "pin-absent",
        "release-pins",
        "pinned to a party that did not sign",
        {
            "file": file(blank.value()),
            "pins": {
                "Teelmark": file(
                    {
                        "backchannel-identity": 1,
                        "party": "Teelmark",
                        "person": "Ada",
                        "key": b64(Composite("Ada").public),
                    }
                )
            },
        },
    )


def passages():
    release = Release(two_sided=True)
    value = release.passage(1, 3)
    yield (
        "passage",
        "passage",
        "success",
        "the third passage of the first letter",
        {"file": file(value), "text": TEXTS[2]},
    )
    for name, expect, about, changed in (
        ("text", "release-inclusion", "a word more", {"text": TEXTS[2] + " Perhaps."}),
        ("place", "release-inclusion", "the first passage said to be the third", {"text": TEXTS[0]}),
        ("number", "release-inclusion", "said to be another passage", {"passage": 1}),
        ("letter-number", "release-place", "of a letter that was not signed", {"letter": 3}),
        ("passage-number", "release-place", "with a number that was not signed", {"passage": 4}),
        ("proof-short", "release-inclusion", "a proof without its last hash", {"proof": value["proof"][:-1]}),
        (
            "proof-long",
            "release-inclusion",
            "a proof with a hash too many",
            {"proof": [*value["proof"], made("x").hex()]},
        ),
        (
            "apparatus",
            "release-inclusion",
            "another date of the letter",
            {"apparatus": value["apparatus"] | {"date": "2031-03-05"}},
        ),
        ("proof-hex", "release-form", "a hash in capitals", {"proof": [p.upper() for p in value["proof"]]}),
        ("format", "release-form", "the format of a bundle", {"format": "backchannel-release-1"}),
        ("page", "release-page", "another page how to check", {"how_to_check": ["Trust it."]}),
    ):
        yield "passage", name, expect, about, {"file": file(value | changed)}


def openings():
    release = Release(two_sided=True)
    index = 2

    def part(party, text=TEXTS[1], **other):
        salt = xpd(made("secret of " + party), enc("bc1/two salt", le64(index)))
        return {"party": party, "salt": salt.hex(), "text": text} | other

    both = [part("Arvend"), part("Sorlund")]

    def case(name, expect, about, parts, passage=2):
        return (
            "opened",
            name,
            expect,
            about,
            {"file": file(release.value()), "letter": 1, "passage": passage, "parts": parts},
        )

    yield (
        "opened",
        "opened",
        "success",
        "both parties open the withheld passage",
        case("", "", "", both)[4] | {"text": TEXTS[1]},
    )
    yield case("one-side", "release-opening", "one party alone", both[:1])
    yield case(
        "other-text", "release-opening", "one party opens to another text", [both[0], part("Sorlund", "We could not.")]
    )
    yield case(
        "copied-part",
        "release-opening",
        "one party's part under the other's name",
        [both[0], both[0] | {"party": "Sorlund"}],
    )
    yield case("salt", "release-opening", "a salt that does not fit", [part("Arvend", salt=made("x").hex()), both[1]])
    yield case("stranger", "release-opening", "a part of a party that committed to nothing", [*both, part("Teelmark")])
    yield case("not-withheld", "release-opening", "a passage that was revealed", both, passage=1)


def identities():
    text = identity(0)
    key = Composite("ik Arvend").public
    yield (
        "identity",
        "identity",
        "success",
        "a published identity card",
        {
            "file": text,
            "party": "Arvend",
            "person": "Ilse Maro",
            "fingerprint": fingerprint(sha(enc("bc1/ik", key))),
        },
    )
    low = file(
        {
            "backchannel-identity": 1,
            "party": "Arvend",
            "person": "Ilse Maro",
            "key": b64(key[:1952] + b"\x01" + bytes(31)),
        }
    )
    for name, expect, about, changed in (
        ("version", "identity-version", "a card of a later version", text.replace('identity": 1', 'identity": 2')),
        ("key-of-low-order", "identity-key", "a key of low order", low),
        ("cut", "textform", "cut in the middle", text[:500]),
        ("white-space", "textform-spelling", "written on one line", text.replace("\n ", "")),
        (
            "name-hidden",
            "name-hidden",
            "a name with a character that nobody sees",
            text.replace("Ilse Maro", "Ilse\\ue000Maro"),
        ),
    ):
        yield "identity", name, expect, about, {"file": changed}


def cases():
    for part in (bundles, passages, openings, identities):
        yield from part()
