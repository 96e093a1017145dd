"""The form of every kind's body."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.protocol.histories import DOCUMENT, FORMS
from tests.protocol.people import key_of
from tests.protocol.test_kem import LOW_ORDER
from tests.protocol.test_strictjson import VALUES

from backchannel.protocol.bodies import form_fault
from backchannel.protocol.encoding import b64, h
from backchannel.protocol.entry import KINDS
from backchannel.protocol.kem import CARRIED

SHARE = {"reader": "ab" * 32, "share": b64(bytes(CARRIED))}
ENCLOSURE = {
    "name": "map.pdf",
    "length": 5,
    "digest": "ab" * 32,
    "sealed": "cd" * 32,
    "sealed_length": 4200,
    "key": b64(bytes(32)),
}
GOOD = FORMS | {
    "rekey": {"key": b64(key_of("a reader key").public), "shares": [SHARE]},
    "ack": {"of": ["ab" * 32], "note": "Received with thanks."},
    "act": {"type": "new", "anything": [1, "two"]},
    "letter": {"document": DOCUMENT, "answers": "ab" * 32, "enclosures": [ENCLOSURE]},
    "reseal": {"entry": "ab" * 32, "reader": "cd" * 32, "reason": "She asked."},
}


@pytest.mark.parametrize("kind", sorted(GOOD))
def test_a_body_of_the_right_form_has_no_fault(kind):
    """What a desk writes is what every desk accepts, the readers beside it."""
    assert form_fault(kind, GOOD[kind]) == ""
    assert form_fault(kind, {"readers": [h(b"x")]} | GOOD[kind]) == ""


@pytest.mark.parametrize("kind", sorted(set(GOOD) - {"act"}))
def test_a_field_too_many_or_too_few_is_a_fault(kind):
    """Nothing can be hidden in a body, and nothing left out."""
    assert form_fault(kind, GOOD[kind] | {"more": 1}).startswith("It has not the form of its kind.")
    optional = {"note", "answers", "enclosures"}
    for name in set(GOOD[kind]) - optional:
        assert "missing" in form_fault(kind, {k: v for k, v in GOOD[kind].items() if k != name})


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("rekey", {"key": "AAAA"}),
        ("rekey", {"shares": [SHARE, SHARE]}),
        ("rekey", {"shares": [SHARE | {"more": 1}]}),
        ("rekey", {"shares": [SHARE | {"share": b64(bytes(CARRIED - 1))}]}),
        ("rekey", {"shares": [SHARE] * 65}),
        ("ack", {"of": ["ab"]}),
        ("ack", {"note": ""}),
        ("reject", {"seq": 0}),
        ("reject", {"rule": " "}),
        ("act", {"type": ""}),
        ("act", {"type": "x" * 61}),
        ("letter", {"document": {}}),
        ("letter", {"document": DOCUMENT | {"passages": []}}),
        ("letter", {"document": DOCUMENT | {"more": "x"}}),
        ("letter", {"answers": 5}),
        ("letter", {"enclosures": [ENCLOSURE] * 33}),
        ("letter", {"enclosures": [ENCLOSURE | {"length": 0}]}),
        ("letter", {"enclosures": [ENCLOSURE | {"length": 1 << 40}]}),
        ("letter", {"enclosures": [ENCLOSURE | {"name": "../\x1b[2J"}]}),
        ("letter", {"enclosures": [ENCLOSURE | {"key": "AA"}]}),
        ("share", {"reason": ""}),
        ("reseal", {"reader": "x"}),
        ("reseal", {"reason": "\n"}),
    ],
)
def test_a_body_of_another_form_is_a_fault(kind, fields):
    """Each has a sentence that says what is wrong."""
    fault = form_fault(kind, GOOD[kind] | fields)
    assert fault.startswith("It has not the form of its kind. ")
    assert "\x1b" not in fault


@pytest.mark.parametrize("point", LOW_ORDER)
def test_attack_renew_to_a_key_to_which_nothing_can_be_sealed(point):
    """A member who announced a point of low order would stop all who write to him: it is refused at once."""
    key = key_of("a reader key").public[:-32] + bytes.fromhex(point)
    assert "malformed" in form_fault("rekey", GOOD["rekey"] | {"key": b64(key)})


@given(st.sampled_from([*KINDS, "new-kind"]), st.data())
def test_fuzz_any_value_in_any_field_of_any_kind(kind, data):
    """Whatever a hostile member writes, there is a verdict in words."""
    names = [*GOOD.get(kind, {"reason": 1}), "more"]
    body = dict(GOOD.get(kind, {})) | {data.draw(st.sampled_from(names)): data.draw(VALUES)}
    assert isinstance(form_fault(kind, body), str)


@given(
    st.recursive(
        st.sampled_from(["kind", "letter", "passages", "text", "1961", "x", 5, True]),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["kind", "passages", "text", "role", "mark", "date", "language", "senders", "heading"]),
                inner,
                max_size=5,
            )
        ),
        max_leaves=15,
    ),
    st.sampled_from(["kind", "passages", "date", "language", "senders", "heading", "place"]),
)
def test_fuzz_any_document_in_a_letter(value, name):
    """A letter's document is read or refused, whatever stands in its place or in one of its parts."""
    for document in (value, DOCUMENT | {name: value}):
        assert isinstance(form_fault("letter", {"document": document}), str)
