"""Release: never by one side alone, at no stage and by no way around (R16, R17, R18)."""

import json
from datetime import timedelta

import pytest
from tests.desk.table import LINE, Table

from backchannel.desk import channels, identities, letters, release_texts, releases
from backchannel.desk.releases import Wish
from backchannel.desk.writing import append
from backchannel.errors import (
    BackchannelError,
    BadInputError,
    NotAReaderError,
    RuleError,
    TooEarlyError,
    UsageError,
)
from backchannel.protocol.encoding import b64, hex32
from backchannel.protocol.release.account import account
from backchannel.protocol.release.course import Stage
from backchannel.protocol.release.leaves import Place, first_index
from backchannel.protocol.release.messages import (
    ATTRIBUTION_CONTEXT,
    STATEMENT_CONTEXT,
    statement_digest,
    statement_message,
)
from backchannel.protocol.release.signing import SecretKey, new_key
from backchannel.protocol.release.twosided import open_withheld, verify_opening
from backchannel.protocol.release.verify import verify_bundle
from backchannel.vault import releases as secrets

TEXTS = ("The gate opens at dawn.", "Nobody else is told of the price.", "The price is nine hundred.")


def ready(table: Table, *names: str) -> str:
    """Give the reference of a letter of Ilse's that everybody has, with identities made."""
    for name in names or ("ilse", "tomas"):
        identities.make_identity(table.desks[name])
    letter = table.letter("ilse", *TEXTS, heading="On the gate")
    table.settle()
    return letter.reference


def propose(table: Table, *wishes: Wish, by: str = "ilse", **more) -> str:
    sheet = releases.propose(table.desks[by], LINE, wishes, purpose="For the record", **more)
    table.settle()
    return sheet.reference


def step(table: Table, name: str, act, reference: str) -> releases.Sheet:
    sheet = act(table.desks[name], LINE, reference)
    table.settle()
    return sheet


def to_signed(table: Table, reference: str, *others: str) -> None:
    for name in others or ("tomas",):
        step(table, name, releases.consent, reference)
    for name in ("ilse", *(others or ("tomas",))):
        step(table, name, releases.sign, reference)


def to_released(table: Table, reference: str, *others: str) -> bytes:
    to_signed(table, reference, *others)
    for name in ("ilse", *(others or ("tomas",))):
        step(table, name, releases.attribute_release, reference)
    return releases.export(table.ilse, LINE, reference)


def stage(table: Table, name: str, reference: str) -> Stage:
    return releases.show(table.desks[name], LINE, reference).course.stage


def by_hand(table: Table, name: str, kind: str, content) -> None:
    """Append an entry as a program would that goes by no use case, and exchange."""
    with table.book(name) as book:
        append(book, kind, content, [table.ilse.reader, table.tomas.reader])
    table.settle()


def sign_anything(data: bytes, key: SecretKey) -> str:
    """Sign what no honest program signs."""
    return b64(key.sign(statement_message(data), STATEMENT_CONTEXT))


def attribute_anything(key: SecretKey) -> str:
    """Attribute what is no statement."""
    return b64(key.sign(b"anything", ATTRIBUTION_CONTEXT))


def proposal_of(table: Table, reference: str) -> str:
    return hex32(releases.show(table.ilse, LINE, reference).course.header.id)


def secret_of(table: Table, name: str, reference: str) -> bytes | None:
    proposal = bytes.fromhex(proposal_of(table, reference))
    with table.desks[name].vault.read() as db:
        return secrets.secret(db, proposal)


def test_a_joint_release_is_the_same_file_on_both_desks_and_verifies(pair):
    """What both exported is one file, byte for byte; it holds what was shown and nothing that was withheld."""
    letter = ready(pair)
    reference = propose(pair, Wish(letter, {3: "security"}, {}))
    data = to_released(pair, reference)
    assert releases.export(pair.tomas, LINE, reference) == data
    verified = verify_bundle(data)
    assert {a.party for a in verified.attestations} == {"Valdria", "Ostrava"}
    assert TEXTS[0].encode() in data
    assert b"nine hundred" not in data
    assert any("passage 3 withheld" in line for line in account(verified))


def test_no_digest_of_the_channel_is_in_the_bundle(pair):
    """No identifier of the channel, its charter, an entry, a body, a reader or a readers' list stands in the bundle."""
    letter = ready(pair)
    reference = propose(pair, Wish(letter, {2: "personal"}, {}))
    data = to_released(pair, reference)
    with pair.desks["ilse"].vault.read() as db:
        rows = db.execute("SELECT channel, author, id, header FROM entries").fetchall()
    found = [c for row in rows for c in row[:3]]
    with pair.book("ilse") as book:
        for author, (number, _) in book.ledger.heads.items():
            for seq in range(1, number + 1):
                header = book.find(author, seq)
                found += [header.body, header.readers, header.charter, header.previous]
    text = data.decode("utf-8")
    for one in set(found):
        assert one.hex() not in text.lower()
        assert b64(one) not in text
        assert b64(one).rstrip("=") not in text


# Alone


@pytest.mark.parametrize("reached", ["proposed", "assented", "signed"])
def test_nothing_is_exported_before_every_party_has_attributed(pair, reached):
    """At each stage both sides' export is refused, says whose word is lacking, and leaves no file."""
    reference = propose(pair, Wish(ready(pair), {}, {}))
    if reached == "assented":
        step(pair, "tomas", releases.consent, reference)
    if reached == "signed":
        to_signed(pair, reference)
        step(pair, "ilse", releases.attribute_release, reference)
    for name in ("ilse", "tomas"):
        with pair.refused(RuleError, "nobody can release it alone"):
            releases.export(pair.desks[name], LINE, reference)


def test_nobody_signs_before_the_other_has_consented(pair):
    """A signature is refused while consent is lacking, and an attribution while a signature is."""
    reference = propose(pair, Wish(ready(pair), {}, {}))
    with pair.refused(UsageError, "was proposed"):
        releases.sign(pair.ilse, LINE, reference)
    with pair.refused(UsageError, "was proposed"):
        releases.attribute_release(pair.ilse, LINE, reference)
    step(pair, "tomas", releases.consent, reference)
    with pair.refused(UsageError, "was assented"):
        releases.attribute_release(pair.ilse, LINE, reference)
    step(pair, "ilse", releases.sign, reference)
    with pair.refused(UsageError, "does not wait for this desk's signature"):
        releases.sign(pair.ilse, LINE, reference)
    with pair.refused(UsageError, "was assented"):
        releases.attribute_release(pair.ilse, LINE, reference)


def test_one_does_not_consent_twice_nor_for_another(pair):
    """The proposer has consented by proposing; a second consent of his, in the other's place, counts for nothing."""
    reference = propose(pair, Wish(ready(pair), {}, {}))
    with pair.refused(UsageError, "does not wait"):
        releases.consent(pair.ilse, LINE, reference)
    content = {"proposal": proposal_of(pair, reference), "answer": "assent", "commitments": {}}
    by_hand(pair, "ilse", "release-assent", {**content, "key": b64(new_key(pair.ilse.random).public)})
    for name in ("ilse", "tomas"):
        course = releases.show(pair.desks[name], LINE, reference).course
        assert course.stage is Stage.PROPOSED
        assert [rule for _, rule in course.refused] == ["One assents to a proposal once; a second key is not taken."]
        with pair.refused(RuleError, "nobody can release it alone"):
            releases.export(pair.desks[name], LINE, reference)


def test_a_release_that_names_only_its_proposer_is_exported_by_nobody(pair):
    """Signed, attributed and complete by its own list, a release of one party still gives no bundle."""
    letter = ready(pair)
    key = new_key(pair.ilse.random)
    with pair.book("ilse") as book:
        from backchannel.desk.references import resolve

        entry = resolve(book, letter)[0].header.id
        content = {
            "purpose": "For the record",
            "not_before": "",
            "no_precedent": False,
            "two_sided": False,
            "letters": [{"entry": hex32(entry), "show": ["kind"], "withhold": [], "withhold_enclosures": []}],
            "signers": [hex32(pair.ilse.reader)],
            "master": hex32(bytes(32)),
            "key": b64(key.public),
            "commitments": {},
            "capitals": [],
        }
        made = append(book, "release-proposal", content, [pair.ilse.reader, pair.tomas.reader])
    pair.settle()
    reference = next(s.reference for s in releases.every(pair.ilse, LINE))
    assert stage(pair, "tomas", reference) is Stage.ASSENTED
    statement = b'{"a": 1}'
    proposal = hex32(made.header.id)
    signature = {"proposal": proposal, "statement": hex32(statement_digest(statement))}
    by_hand(pair, "ilse", "signature", {**signature, "signature": sign_anything(statement, key)})
    identity = new_key(pair.ilse.random)
    attribution = {"proposal": proposal, "identity_key": b64(identity.public)}
    by_hand(pair, "ilse", "attribution", {**attribution, "signature": attribute_anything(identity)})
    for name in ("ilse", "tomas"):
        with pair.unchanged(), pytest.raises(BackchannelError):
            releases.export(pair.desks[name], LINE, reference)


def test_an_attribution_written_early_by_hand_counts_for_nothing(pair):
    """Attributing before the last signature, by a program of one's own, has no effect at either desk."""
    reference = propose(pair, Wish(ready(pair), {}, {}))
    step(pair, "tomas", releases.consent, reference)
    key = new_key(pair.tomas.random)
    content = {"proposal": proposal_of(pair, reference), "identity_key": b64(key.public)}
    by_hand(pair, "tomas", "attribution", {**content, "signature": attribute_anything(key)})
    for name in ("ilse", "tomas"):
        course = releases.show(pair.desks[name], LINE, reference).course
        assert course.stage is Stage.ASSENTED
        assert not course.attributions
        assert len(course.refused) == 1


def sign_other_words(table, reference, name="tomas"):
    """Let a party sign, with its right key, a statement that is not the one that follows from the letters."""
    kept = secret_of(table, name, reference)
    key = SecretKey(kept[:32], kept[32:64])
    other = b'{"another": "statement"}'
    content = {"proposal": proposal_of(table, reference), "statement": hex32(statement_digest(other))}
    by_hand(table, name, "signature", {**content, "signature": sign_anything(other, key)})


def test_a_desk_does_not_sign_where_another_signed_other_words(pair):
    """A signature under other words stops the honest desk before its own signature."""
    reference = propose(pair, Wish(ready(pair), {}, {}))
    step(pair, "tomas", releases.consent, reference)
    sign_other_words(pair, reference)
    with pair.refused(RuleError, "signed other words"):
        releases.sign(pair.ilse, LINE, reference)
    releases.decline(pair.ilse, LINE, reference, "Other words were signed.")
    pair.settle()
    assert stage(pair, "tomas", reference) is Stage.WITHDRAWN


def test_a_desk_does_not_attribute_where_another_signed_other_words(pair):
    """If the other words come after the honest signature, the attribution is refused: the signature proves nothing."""
    reference = propose(pair, Wish(ready(pair), {}, {}))
    step(pair, "tomas", releases.consent, reference)
    step(pair, "ilse", releases.sign, reference)
    sign_other_words(pair, reference)
    assert stage(pair, "ilse", reference) is Stage.SIGNED
    with pair.refused(RuleError, "signed other words"):
        releases.attribute_release(pair.ilse, LINE, reference)


def test_a_desk_does_not_sign_under_a_signature_that_does_not_hold(pair):
    """The right digest with a signature that does not fit it stops the release too."""
    reference = propose(pair, Wish(ready(pair), {}, {}))
    step(pair, "tomas", releases.consent, reference)
    digest = releases.show(pair.tomas, LINE, reference).statement
    content = {"proposal": proposal_of(pair, reference), "statement": hex32(digest)}
    signature = sign_anything(b"x", new_key(pair.tomas.random))
    by_hand(pair, "tomas", "signature", {**content, "signature": signature})
    with pair.refused(RuleError, "does not fit the statement"):
        releases.sign(pair.ilse, LINE, reference)


def test_a_desk_whose_copy_differs_signs_nothing(pair, monkeypatch):
    """Each desk computes the statement from its own copy: if the copies differ, the release ends there."""
    reference = propose(pair, Wish(ready(pair), {}, {}))
    step(pair, "tomas", releases.consent, reference)
    step(pair, "ilse", releases.sign, reference)
    real = release_texts.from_value

    def altered(value):
        value = json.loads(json.dumps(value))
        value["passages"][0]["text"] = "The gate opens at dusk."
        return real(value)

    monkeypatch.setattr(release_texts, "from_value", altered)
    with pair.refused(RuleError, "signed other words"):
        releases.sign(pair.tomas, LINE, reference)


def test_the_hour_is_kept(pair):
    """Before the agreed hour nothing is attributed or exported; at the hour it is, and the bundle says the hour."""
    hour = (pair.now + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M:%SZ")
    reference = propose(pair, Wish(ready(pair), {}, {}), not_before=hour)
    to_signed(pair, reference)
    with pair.refused(TooEarlyError, hour):
        releases.attribute_release(pair.ilse, LINE, reference)
    pair.wait(days=2)
    for name in ("ilse", "tomas"):
        step(pair, name, releases.attribute_release, reference)
    data = releases.export(pair.ilse, LINE, reference)
    assert verify_bundle(data).statement.not_before == hour
    pair.wait(days=-1)
    with pair.refused(TooEarlyError, hour):
        releases.export(pair.ilse, LINE, reference)


@pytest.mark.parametrize("hour", ["tomorrow", "2031-05-06", "2031-05-06T08:00:00+02:00", "2031-13-06T08:00:00Z"])
def test_an_hour_that_is_none_is_refused(pair, hour):
    """An hour is a moment in UTC, to the second."""
    letter = ready(pair)
    with pair.refused(BadInputError, ""):
        releases.propose(pair.ilse, LINE, [Wish(letter, {}, {})], purpose="For the record", not_before=hour)


def test_hours_are_given_per_capital_across_a_change_of_the_clocks(pair):
    """The same moment is told in each capital's own time, before and after its clocks change."""
    letter = ready(pair)
    capitals = [("Sela", "Europe/Lisbon"), ("Rothav", "Europe/Helsinki"), ("Port Anse", "America/New_York")]
    for hour, times in (
        ("2031-10-25T12:00:00Z", ["13:00 (UTC+0100)", "15:00 (UTC+0300)", "08:00 (UTC-0400)"]),
        ("2031-10-26T12:00:00Z", ["12:00 (UTC+0000)", "14:00 (UTC+0200)", "08:00 (UTC-0400)"]),
    ):
        reference = propose(pair, Wish(letter, {}, {}), not_before=hour, capitals=capitals)
        rows = releases.plan(pair.tomas, LINE, reference)
        assert [r[0] for r in rows] == ["UTC", "Sela", "Rothav", "Port Anse"]
        assert [r[1].split(", ")[1] for r in rows[1:]] == times
    with pair.refused(UsageError, "is not known"):
        releases.propose(
            pair.ilse, LINE, [Wish(letter, {}, {})], purpose="For the record", capitals=[("Sela", "Europe/Sela")]
        )
    with pair.refused(UsageError, "is not known"):
        releases.plan(pair.tomas, LINE, reference, [("Elsewhere", "../../etc/passwd")])
    plain = propose(pair, Wish(letter, {}, {}))
    with pair.refused(UsageError, "names no hour"):
        releases.plan(pair.tomas, LINE, plain)


# What is asked for


def test_a_release_of_no_precedent_is_no_basis(pair):
    """What was released as no precedent cannot be cited for the next, by the command or by hand."""
    letter = ready(pair)
    first = propose(pair, Wish(letter, {}, {}), no_precedent=True)
    data = to_released(pair, first)
    assert verify_bundle(data).statement.no_precedent
    with pair.refused(RuleError, "no precedent"):
        releases.propose(pair.ilse, LINE, [Wish(letter, {}, {})], purpose="As before", basis=first)
    sheet = releases.show(pair.ilse, LINE, first)
    choice = sheet.course.proposal.letters[0]
    by_hand(
        pair,
        "ilse",
        "release-proposal",
        {
            "purpose": "As before",
            "not_before": "",
            "no_precedent": False,
            "two_sided": False,
            "letters": [{"entry": hex32(choice.entry), "show": [], "withhold": [], "withhold_enclosures": []}],
            "signers": sorted(hex32(r) for r in sheet.course.proposal.signers),
            "master": hex32(bytes(32)),
            "key": b64(new_key(pair.ilse.random).public),
            "commitments": {},
            "capitals": [],
            "basis": proposal_of(pair, first),
        },
    )
    (second,) = [s for s in releases.every(pair.tomas, LINE) if s.reference != first]
    assert second.course.stage is Stage.DECLINED
    assert "no precedent" in second.course.ended[1]
    with pair.refused(UsageError, "was declined"):
        releases.consent(pair.tomas, LINE, second.reference)


def test_an_ordinary_release_may_be_cited(pair):
    """A basis that is not without precedent is taken."""
    letter = ready(pair)
    first = propose(pair, Wish(letter, {}, {}))
    second = propose(pair, Wish(letter, {}, {}), basis=first)
    assert stage(pair, "tomas", second) is Stage.PROPOSED


def test_declined_and_answered_with_another_excerpt(pair):
    """The other side declines with a reason and proposes another excerpt that answers the first."""
    letter = ready(pair)
    first = propose(pair, Wish(letter, {}, {}))
    releases.decline(pair.tomas, LINE, first, "The price must not be shown.")
    pair.settle()
    assert stage(pair, "ilse", first) is Stage.DECLINED
    assert releases.show(pair.ilse, LINE, first).course.ended == (pair.tomas.reader, "The price must not be shown.")
    with pair.refused(UsageError, "was declined"):
        releases.sign(pair.ilse, LINE, first)
    with pair.refused(UsageError, "cannot be declined any more"):
        releases.decline(pair.ilse, LINE, first)
    second = propose(pair, Wish(letter, {3: "negotiation"}, {}), by="tomas", answers=first)
    assert releases.show(pair.ilse, LINE, second).answers == first
    step(pair, "ilse", releases.consent, second)
    for act in (releases.sign, releases.attribute_release):
        for name in ("ilse", "tomas"):
            step(pair, name, act, second)
    assert b"nine hundred" not in releases.export(pair.ilse, LINE, second)


@pytest.mark.parametrize("who", ["ilse", "tomas"])
@pytest.mark.parametrize("reached", ["proposed", "assented"])
def test_a_release_that_has_ended_leaves_no_key_on_either_desk(pair, who, reached):
    """When it is withdrawn or declined, both sides' one-time keys are erased, and none comes back in a second one."""
    letter = ready(pair)
    first = propose(pair, Wish(letter, {}, {}))
    if reached == "assented":
        step(pair, "tomas", releases.consent, first)
        assert secret_of(pair, "tomas", first)
    assert secret_of(pair, "ilse", first)
    step(pair, who, releases.decline, first)
    for name in ("ilse", "tomas"):
        assert secret_of(pair, name, first) is None, name
    used = set(releases.show(pair.ilse, LINE, first).course.keys.values())
    second = propose(pair, Wish(letter, {}, {}))
    step(pair, "tomas", releases.consent, second)
    assert not used & set(releases.show(pair.ilse, LINE, second).course.keys.values())


def test_a_stranger_s_word_does_not_erase_a_key(sides):
    """A withdrawal by somebody whom the proposal does not name leaves the release, and its keys, as they are."""
    for name in ("ilse", "tomas"):
        identities.make_identity(sides.desks[name])
    letter = sides.letter("ilse", *TEXTS, readers=["tomas", "greta"])
    sides.settle()
    reference = propose(sides, Wish(letter.reference, {}, {}))
    with sides.refused(RuleError, "Only a principal"):
        releases.decline(sides.greta, LINE, reference)
    by_hand(sides, "tomas", "release-assent", {"proposal": proposal_of(sides, reference), "answer": "withdraw"})
    assert stage(sides, "ilse", reference) is Stage.PROPOSED
    assert secret_of(sides, "ilse", reference)


def test_the_signing_key_is_gone_once_it_has_signed(pair):
    """After the signature nothing on the desk can sign another statement for the same proposal."""
    reference = propose(pair, Wish(ready(pair), {}, {}))
    step(pair, "tomas", releases.consent, reference)
    step(pair, "ilse", releases.sign, reference)
    assert secret_of(pair, "ilse", reference) is None


def test_the_keys_of_one_release_open_no_other(pair):
    """A key that another already used in the proposal is not taken as a consent."""
    reference = propose(pair, Wish(ready(pair), {}, {}))
    used = releases.show(pair.tomas, LINE, reference).course.proposal.key
    content = {"proposal": proposal_of(pair, reference), "answer": "assent", "commitments": {}, "key": b64(used)}
    by_hand(pair, "tomas", "release-assent", content)
    course = releases.show(pair.ilse, LINE, reference).course
    assert course.stage is Stage.PROPOSED
    assert "used already" in course.refused[0][1]


def test_the_last_attribution_cannot_be_taken_back(pair):
    """Once released, neither side can decline, and the bundle is exported as before."""
    reference = propose(pair, Wish(ready(pair), {}, {}))
    data = to_released(pair, reference)
    with pair.refused(UsageError, "cannot be declined any more"):
        releases.decline(pair.tomas, LINE, reference)
    content = {"proposal": proposal_of(pair, reference), "answer": "decline"}
    by_hand(pair, "tomas", "release-assent", content)
    assert releases.export(pair.ilse, LINE, reference) == data


# Who has to have read


def test_a_party_that_has_not_read_a_letter_cannot_be_asked(three):
    """Where the charter asks every party, one that is no reader must first be made one; then the release can go on."""
    for name in ("ilse", "tomas", "hanne"):
        identities.make_identity(three.desks[name])
    letter = three.letter("ilse", *TEXTS, readers=["tomas"])
    three.settle()
    with three.refused(RuleError, "open the letters to them first"):
        releases.propose(three.ilse, LINE, [Wish(letter.reference, {}, {})], purpose="For the record")
    letters.open_to(three.ilse, LINE, letter.reference, "Hanne Solvik", "Her government consents too.")
    three.settle()
    reference = propose(three, Wish(letter.reference, {1: "personal"}, {}))
    data = to_released(three, reference, "tomas", "hanne")
    assert len(verify_bundle(data).attestations) == 3


def test_somebody_who_is_no_reader_proposes_nothing(three):
    """A letter that a desk cannot read, it cannot propose; nor does it see the proposal of others."""
    letter = three.letter("ilse", *TEXTS, readers=["tomas"])
    three.settle()
    with three.refused(NotAReaderError, "cannot read one of the letters"):
        releases.propose(three.hanne, LINE, [Wish(letter.reference, {}, {})], purpose="For the record")


def test_a_clerk_who_reads_proposes_and_consents_to_nothing(sides):
    """A reader who is no principal sees the release of what he can read; he can do nothing in it."""
    letter = sides.letter("ilse", *TEXTS, readers=["tomas", "greta", "pavel"])
    sides.settle()
    with sides.refused(RuleError, "Only a principal"):
        releases.propose(sides.greta, LINE, [Wish(letter.reference, {}, {})], purpose="For the record")
    reference = propose(sides, Wish(letter.reference, {}, {}))
    assert stage(sides, "pavel", reference) is Stage.PROPOSED
    with sides.refused(RuleError, "does not ask for the consent"):
        releases.consent(sides.pavel, LINE, reference)


def test_a_non_reader_does_not_hear_of_a_release(sides):
    """Who cannot read the letter sees nothing of its release but entries with numbers."""
    letter = sides.letter("ilse", *TEXTS)
    sides.settle()
    reference = propose(sides, Wish(letter.reference, {}, {}))
    assert releases.every(sides.pavel, LINE) == []
    with sides.refused(UsageError, "not a release that this desk can see"):
        releases.show(sides.pavel, LINE, reference)


def test_parties_concerned_may_be_all_that_the_charter_asks(empty):
    """Where the charter asks the parties concerned only, two of three release what was between them."""
    for name in ("ilse", "tomas", "hanne"):
        empty.create(name)
        identities.make_identity(empty.desks[name])
    empty.introduce(("ilse", "tomas", "hanne"))
    empty.open_line(("ilse", "tomas", "hanne"), rules='release = "parties concerned"')
    letter = empty.letter("ilse", *TEXTS, readers=["tomas"])
    empty.settle()
    reference = propose(empty, Wish(letter.reference, {}, {}))
    data = to_released(empty, reference)
    assert {a.party for a in verify_bundle(data).attestations} == {"Valdria", "Ostrava"}


def test_a_proposal_by_hand_that_leaves_out_a_party_gets_no_consent(three):
    """Where every party must consent, an honest desk refuses a proposal that asks only two."""
    letter = three.letter("ilse", *TEXTS)
    three.settle()
    with three.book("ilse") as book:
        from backchannel.desk.references import resolve

        entry = resolve(book, letter.reference)[0].header.id
        content = {
            "purpose": "Without the third",
            "not_before": "",
            "no_precedent": False,
            "two_sided": False,
            "letters": [{"entry": hex32(entry), "show": [], "withhold": [], "withhold_enclosures": []}],
            "signers": sorted([hex32(three.ilse.reader), hex32(three.tomas.reader)]),
            "master": hex32(bytes(32)),
            "key": b64(new_key(three.ilse.random).public),
            "commitments": {},
            "capitals": [],
        }
        append(book, "release-proposal", content, [three.ilse.reader, three.tomas.reader])
    three.settle()
    (sheet,) = releases.every(three.tomas, LINE)
    with three.refused(RuleError, "does not ask Norlund"):
        releases.consent(three.tomas, LINE, sheet.reference)


# Withholding


@pytest.mark.parametrize(
    ("wish", "says"),
    [
        ({9: "security"}, "does not have"),
        ({1: "because"}, "no reason for withholding"),
    ],
)
def test_a_wish_that_cannot_be_is_refused(pair, wish, says):
    """A passage that there is not, or a reason that is none, is refused before anything is proposed."""
    letter = ready(pair)
    with pair.refused(UsageError, says):
        releases.propose(pair.ilse, LINE, [Wish(letter, wish, {})], purpose="For the record")


def test_an_empty_or_doubled_proposal_is_refused(pair):
    """A release names a letter, and no letter twice, and a purpose."""
    letter = ready(pair)
    for wishes, purpose in (([], "x"), ([Wish(letter, {}, {})] * 2, "x"), ([Wish(letter, {}, {})], "")):
        with pair.unchanged(), pytest.raises(BackchannelError):
            releases.propose(pair.ilse, LINE, wishes, purpose=purpose)


def test_two_sided_withholding_is_refused_where_the_charter_says_blank(pair):
    """A charter under which withheld is withheld for ever lets nobody propose otherwise, by hand neither."""
    letter = ready(pair)
    with pair.refused(RuleError, "withholds blank only"):
        releases.propose(pair.ilse, LINE, [Wish(letter, {3: "security"}, {})], purpose="x", two_sided=True)
    sheet = releases.propose(pair.ilse, LINE, [Wish(letter, {}, {})], purpose="x")
    choice = sheet.course.proposal.letters[0]
    pair.settle()
    content = {
        "purpose": "x",
        "not_before": "",
        "no_precedent": False,
        "two_sided": True,
        "letters": [
            {
                "entry": hex32(choice.entry),
                "show": [],
                "withhold": [{"number": 3, "reason": "security"}],
                "withhold_enclosures": [],
            }
        ],
        "signers": sorted(hex32(r) for r in sheet.course.proposal.signers),
        "master": hex32(bytes(32)),
        "key": b64(new_key(pair.ilse.random).public),
        "commitments": {"4": hex32(bytes(32))},
        "capitals": [],
    }
    by_hand(pair, "ilse", "release-proposal", content)
    (second,) = [s for s in releases.every(pair.tomas, LINE) if s.reference != sheet.reference]
    with pair.refused(RuleError, "withholds blank only"):
        releases.consent(pair.tomas, LINE, second.reference)


@pytest.fixture
def later(empty):
    """A pair whose charter lets withheld passages be opened later by all together."""
    for name in ("ilse", "tomas"):
        empty.create(name)
    empty.introduce(("ilse", "tomas"))
    empty.open_line(("ilse", "tomas"), rules='withholding = "two-sided"')
    return empty


def test_what_is_withheld_on_both_sides_opens_only_together(later):
    """Each side's part binds itself alone; together, and to the same text, they open the passage."""
    reference = propose(later, Wish(ready(later), {3: "security"}, {}), two_sided=True)
    data = to_released(later, reference)
    assert b"nine hundred" not in data
    verified = verify_bundle(data)
    place = Place(first_index(verified.statement.counts, 1) + 3, 1, 3)
    parts = []
    for name, party in (("ilse", "Valdria"), ("tomas", "Ostrava")):
        secret = secret_of(later, name, reference)
        assert secret is not None
        assert len(secret) == 32
        parts.append(open_withheld(secret, party, place, TEXTS[2]))
    for alone in (parts[:1], parts[1:], [parts[0], parts[0]]):
        with pytest.raises(BadInputError):
            verify_opening(verified, 1, 3, alone)
    lie = open_withheld(secret_of(later, "ilse", reference), "Valdria", place, "The price is ten.")
    with pytest.raises(BadInputError):
        verify_opening(verified, 1, 3, [lie, parts[1]])
    assert verify_opening(verified, 1, 3, parts) == TEXTS[2]


def test_blank_stays_blank_under_a_charter_that_allows_both(later):
    """A blank withholding keeps no secret by which it could be opened, whatever the charter would have allowed."""
    reference = propose(later, Wish(ready(later), {3: "security"}, {}))
    data = to_released(later, reference)
    assert secret_of(later, "ilse", reference) is None
    verified = verify_bundle(data)
    with pytest.raises(BadInputError):
        verify_opening(verified, 1, 3, [])


# After leaving and after closing


def test_somebody_who_left_can_still_consent(pair):
    """He reads and writes nothing more, and yet the release that needs him is completed."""
    letter = ready(pair)
    channels.leave(pair.tomas, LINE, "Our talks are over.")
    pair.settle()
    with pair.refused(RuleError, "not on the channel any more"):
        pair.letter("tomas", "One more word")
    reference = propose(pair, Wish(letter, {}, {}))
    data = to_released(pair, reference)
    assert len(verify_bundle(data).attestations) == 2


def test_somebody_who_left_can_still_decline(pair):
    """His no counts as his yes would."""
    letter = ready(pair)
    channels.leave(pair.tomas, LINE)
    pair.settle()
    reference = propose(pair, Wish(letter, {}, {}))
    step(pair, "tomas", releases.decline, reference)
    assert stage(pair, "ilse", reference) is Stage.DECLINED


def test_a_closed_channel_still_releases(pair):
    """After closing, no letter is written; a release is proposed and completed."""
    letter = ready(pair)
    channels.close(pair.ilse, LINE, "The gate is open.")
    pair.settle()
    with pair.refused(RuleError, "was closed"):
        pair.letter("tomas", "One more word")
    data = to_released(pair, propose(pair, Wish(letter, {}, {})))
    assert len(verify_bundle(data).attestations) == 2


def test_letters_of_both_authors_in_one_release(pair):
    """One bundle holds a letter of each, each with its own withholdings, and with an enclosure shown by its digest."""
    for name in ("ilse", "tomas"):
        identities.make_identity(pair.desks[name])
    path = pair.folder / "map.txt"
    path.write_text("the northern arm is dry")
    one = pair.letter("ilse", *TEXTS, files=[path])
    pair.settle()
    two = pair.letter("tomas", "We agree.", "Our price is eight hundred.", answers=one.reference)
    pair.settle()
    reference = propose(
        pair, Wish(one.reference, {2: "personal", 3: "negotiation"}, {}), Wish(two.reference, {2: "negotiation"}, {})
    )
    data = to_released(pair, reference)
    assert b"nine hundred" not in data
    assert b"eight hundred" not in data
    assert b"northern arm" not in data
    assert b"map.txt" in data
    assert [x.author for x in verify_bundle(data).statement.letters] == ["Valdria", "Ostrava"]


def test_without_an_identity_nothing_is_attributed(pair):
    """The last step needs a published identity; without one it is refused and can be done later."""
    letter = pair.letter("ilse", *TEXTS)
    pair.settle()
    reference = propose(pair, Wish(letter.reference, {}, {}))
    to_signed(pair, reference)
    with pair.refused(UsageError, "no identity key"):
        releases.attribute_release(pair.ilse, LINE, reference)
    with pair.refused(UsageError, "no identity key"):
        identities.identity_card(pair.ilse)
    identities.make_identity(pair.ilse)
    with pair.refused(UsageError, "has an identity key"):
        identities.make_identity(pair.ilse)
    step(pair, "ilse", releases.attribute_release, reference)
    assert pair.ilse.reader in releases.show(pair.tomas, LINE, reference).course.attributions


def test_an_outsider_s_view_is_shown_before_consent(pair):
    """Before he consents each side sees exactly what an outsider would see, withheld places included."""
    reference = propose(pair, Wish(ready(pair), {3: "security"}, {}))
    (seen,) = releases.show(pair.tomas, LINE, reference).outsider
    assert seen.passages[:2] == TEXTS[:2]
    assert seen.passages[2].reason == "security"
    assert seen.author_party == "Valdria"
