"""A label says the document's markings in the form of STANAG 4774, and turns no word into another (R43).

CHILDREN, ATTRIBUTES and the checks of `faults` are our own table of what public descriptions say of the schema of
ADatP-4774 Edition A: names, order, how often, types. They stand in for the schema file, of which there is no copy here.
"""

import re
import xml.etree.ElementTree as ET
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from tests.record.strategies import documents

from backchannel.errors import UsageError
from backchannel.record.classification import NO_MARKING
from backchannel.record.document import Document, passages_of
from backchannel.record.markings import overall
from backchannel.record.writers import stanag4774

NAMESPACE = "urn:nato:stanag:4774:confidentialitymetadatalabel:1:0"
MADE = datetime(2031, 5, 5, 10, 0, tzinfo=timezone(timedelta(hours=2)))
REVIEW = datetime(2041, 5, 5, 8, 0, tzinfo=UTC)
MANY = 10**6
CHILDREN = {
    "originatorConfidentialityLabel": (
        ("ConfidentialityInformation", 1, 1),
        ("OriginatorID", 0, 1),
        ("CreationDateTime", 1, 1),
        ("SuccessionHandling", 0, 1),
    ),
    "ConfidentialityInformation": (
        ("PolicyIdentifier", 1, 1),
        ("Classification", 1, 1),
        ("PrivacyMark", 0, 1),
        ("Category", 0, MANY),
    ),
    "Category": (("GenericValue", 0, MANY),),
    **dict.fromkeys(("PolicyIdentifier", "Classification", "PrivacyMark", "GenericValue", "CreationDateTime"), ()),
}
ATTRIBUTES = {
    "originatorConfidentialityLabel": ({"ReviewDateTime"}, {"Id"}),
    "Category": ({"Type", "TagName"}, {"URI"}),
    "PolicyIdentifier": (set(), {"URI"}),
}
DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def faults(element, name="originatorConfidentialityLabel"):
    """Say what in a label is not as the table says."""
    if element.tag != f"{{{NAMESPACE}}}{name}":
        return [f"{element.tag} stands where {name} belongs"]
    required, optional = ATTRIBUTES.get(name, (set(), set()))
    found = [] if required <= set(element.keys()) <= required | optional else [f"{name} has {element.keys()}"]
    if element.get("Type", "RESTRICTIVE") not in {"RESTRICTIVE", "PERMISSIVE", "INFORMATIVE"}:
        found.append(f"a category of the type {element.get('Type')}")
    text = element.text or ""
    if name in {"PolicyIdentifier", "Classification"} and (not text or text != " ".join(text.split())):
        found.append(f"{name} is no token")
    moment = text if name == "CreationDateTime" else element.get("ReviewDateTime")
    if moment is not None and not DATE_TIME.fullmatch(moment):
        found.append(f"{name} is no moment")
    rest = list(element)
    for child, least, most in CHILDREN[name]:
        count = 0
        while rest and rest[0].tag == f"{{{NAMESPACE}}}{child}":
            found += faults(rest.pop(0), child)
            count += 1
        if not least <= count <= most:
            found.append(f"{name} has {child} {count} times")
    return [*found, *(f"{one.tag} is out of place in {name}" for one in rest)]


def written(document, **more):
    """The label of a document, read again."""
    return ET.fromstring(stanag4774.write(document, created=MADE, review=REVIEW, **more))


def values(label, name):
    """The texts of all elements of a name."""
    return [one.text for one in label.iter(f"{{{NAMESPACE}}}{name}")]


def telegram(*texts, **more):
    """A telegram with these passages."""
    return Document("telegram", passages_of(*(texts or ("Yes.",))), **more)


def test_a_label_has_the_form_of_the_standard():
    """Policy, classification as printed, categories with their types, the moments in UTC, in the order laid down."""
    label = written(telegram(classification="Top Secret", caption="Eyes Only Holm; Nodis; Limdis; Niact; Heron"))
    assert faults(label) == []
    assert label.get("ReviewDateTime") == "2041-05-05T08:00:00Z"
    assert values(label, "CreationDateTime") == ["2031-05-05T08:00:00Z"]
    assert values(label, "PolicyIdentifier") == ["Backchannel: as printed"]
    assert values(label, "Classification") == ["Top Secret"]
    assert [
        (one.get("TagName"), one.get("Type"), [value.text for value in one])
        for one in label.iter(f"{{{NAMESPACE}}}Category")
    ] == [
        ("Caption", "RESTRICTIVE", ["Eyes Only Holm", "Heron"]),
        ("Distribution", "RESTRICTIVE", ["Nodis", "Limdis"]),
        ("Precedence", "INFORMATIVE", ["Niact"]),
    ]


def test_the_check_of_labels_finds_faults():
    """Each thing that the table forbids is found, so that a label without findings means something."""
    good = stanag4774.write(telegram(classification="Secret", caption="Nodis"), created=MADE, review=REVIEW).decode()
    spoiled = [
        good.replace("Confidentiality", "Secrecy"),
        good.replace(":1:0", ":2:0"),
        good.replace("RESTRICTIVE", "restrictive"),
        good.replace(' TagName="Distribution"', ""),
        good.replace(">Secret<", "><"),
        good.replace("Z</", "</"),
        re.sub(r' ReviewDateTime="[^"]*"', "", good),
        re.sub(r"<s4774:CreationDateTime>.*</s4774:CreationDateTime>", "", good),
        re.sub(r"(?s)(<s4774:PolicyIdentifier>.*</s4774:PolicyIdentifier>)\s*(<s4774:Cl.*tion>)\n", r"\2\1", good),
    ]
    assert all(text != good for text in spoiled)
    assert all(faults(ET.fromstring(text)) for text in spoiled)


def test_the_user_s_policy_is_named_and_nothing_is_mapped():
    """Under whatever policy, the classification is the printed word, in its own capitals."""
    label = written(telegram(classification="TOP SECRET"), policy="Aldermark")
    assert (values(label, "PolicyIdentifier"), values(label, "Classification")) == (["Aldermark"], ["TOP SECRET"])


def test_a_raised_passage_raises_the_label():
    """A label says what the banner says, not less."""
    label = written(telegram("(S/NF) The fleet sails.", classification="Confidential"))
    assert values(label, "Classification") == ["Secret"]
    assert values(label, "GenericValue") == ["Noforn"]


def test_no_marking_is_labelled_and_silence_is_not():
    """That there was no marking can be said in a label; that nothing is known cannot, and is refused."""
    assert values(written(telegram(classification=NO_MARKING)), "Classification") == [NO_MARKING]
    with pytest.raises(UsageError, match="Nothing is known"):
        written(telegram())


@pytest.mark.parametrize(
    ("more", "says"),
    [({"policy": " "}, "no name"), ({"created": REVIEW, "review": MADE}, "before it was made")],
)
def test_a_label_that_says_nothing_is_refused(more, says):
    """A policy without a name and a review in the past of the label are refused in a sentence."""
    with pytest.raises(UsageError, match=says):
        stanag4774.write(telegram(classification="Secret"), **{"created": MADE, "review": REVIEW, **more})


@settings(deadline=None)
@given(documents())
def test_any_document_gives_a_label_that_can_be_read(document):
    """Markup, controls and hidden characters in a caption end up as text in one well-formed label."""
    if overall(document).classification is None:
        return
    label = written(document)
    assert faults(label) == []
    assert len(values(label, "GenericValue")) == sum(
        len(part) for part in (overall(document).captions, overall(document).distribution, overall(document).precedence)
    )
