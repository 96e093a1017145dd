"""A confidentiality label in XML for a document: STANAG 4774 (ADatP-4774 Edition A Version 1, 2017).

The label says the markings of the whole document (`markings.overall`). Its classification is the word as printed: no
national level is turned into another's, and the policy is a name that the user gives, or POLICY, which says that the
words are nobody's but the document's. Captions and distribution are RESTRICTIVE categories, so that a program that
does not know such a value lets nobody in; precedence is INFORMATIVE.

What this follows was taken from two public descriptions of the standard's schema (version 1.3) and prose, which agree:
the namespace, unqualified attributes, the order of the elements, a policy and a classification that are tokens and not
empty, and GenericValue alone for a category's values. CreationDateTime is required by the schema; ReviewDateTime is
required by the prose where no succession is said. The tests check labels against a small table of these facts. They
have not been checked against the schema file itself, which has no public copy of its publisher's.
"""

import re
import xml.etree.ElementTree as ET
from datetime import UTC, datetime

from backchannel.errors import UsageError
from backchannel.record.characters import shown
from backchannel.record.document import Document
from backchannel.record.markings import overall

__all__ = ["NAMESPACE", "POLICY", "write"]

NAMESPACE = "urn:nato:stanag:4774:confidentialitymetadatalabel:1:0"
POLICY = "Backchannel: as printed"
"""The policy of a label when the user names none: each value is a word of the document, defined by nobody."""

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

ET.register_namespace("s4774", NAMESPACE)


def write(document: Document, *, created: datetime, review: datetime, policy: str = POLICY) -> bytes:
    """Write the originator's label of a document as a whole XML file, in UTF-8.

    `created` and `review` (when the label is to be looked at again) are aware moments, written in UTC to the second.
    UsageError where nothing is known of the document's classification, which a label must say, where the policy has
    no name, or where it is to be reviewed before it was made. "No classification marking" is something known.
    """
    whole = overall(document)
    if whole.classification is None:
        raise UsageError(
            "Nothing is known of this document's classification, and a label must say one; "
            "state it, or that there was no classification marking."
        )
    if not policy.split():
        raise UsageError("A label's policy has no name; give one, or leave it out.")
    if review < created:
        raise UsageError("A label cannot be reviewed before it was made; give a later day.")
    label = ET.Element(_name("originatorConfidentialityLabel"), {"ReviewDateTime": _moment(review)})
    information = ET.SubElement(label, _name("ConfidentialityInformation"))
    ET.SubElement(information, _name("PolicyIdentifier")).text = _token(policy)
    ET.SubElement(information, _name("Classification")).text = _token(whole.classification)
    for tag, kind, values in (
        ("Caption", "RESTRICTIVE", whole.captions),
        ("Distribution", "RESTRICTIVE", whole.distribution),
        ("Precedence", "INFORMATIVE", whole.precedence),
    ):
        if values:
            category = ET.SubElement(information, _name("Category"), {"Type": kind, "TagName": tag})
            for value in values:
                ET.SubElement(category, _name("GenericValue")).text = _token(value)
    ET.SubElement(label, _name("CreationDateTime")).text = _moment(created)
    ET.indent(label)
    text = ET.tostring(label, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _name(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _token(text: str) -> str:
    """Give a text as an xs:token, in which what XML cannot hold and what nobody sees is spelled out."""
    return " ".join(_NOT_XML.sub("\ufffd", shown(text)).split())


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"
