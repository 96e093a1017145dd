"""The big list of naughty strings (minimaxir, MIT licence) through names, subjects and passages."""

import json

import pytest

from backchannel.errors import BackchannelError, BadInputError
from backchannel.record.characters import hidden_characters
from backchannel.record.document import Document, from_value, hidden_in, passages_of, to_value
from backchannel.record.readers import markdown as markdown_reader
from backchannel.record.readers import plain
from backchannel.record.writers import markdown, text

EXPECTED = 515
LINE_ENDS = {*"\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029\0"}


@pytest.fixture(scope="module")
def naughty(outside):
    """Every string of the list; a list that has shrunk is a failure and not fewer tests."""
    strings = json.loads((outside / "blns" / "blns.json").read_text(encoding="utf-8"))
    assert len(strings) >= EXPECTED
    return strings


def test_documents_hold_them_to_the_character(naughty):
    """Each string is held as passage, name and subject to the character, or refused by our own error."""
    held = 0
    for string in naughty:
        for parts in (
            {"passages": passages_of(string)} if string.strip() else {},
            {"senders": (string,)},
            {"addressees": (string, string)},
            {"subject": string},
            {"enclosures": (string,)},
        ):
            try:
                document = Document(**{"kind": "letter", "passages": passages_of("x"), **parts})
            except BadInputError:
                assert len(string) > 200 or string != string.strip() or not string or LINE_ENDS & {*string}
                continue
            held += 1
            assert from_value(json.loads(json.dumps(to_value(document)))) == document
            assert markdown_reader.read(markdown.write(document).encode(), allow_hidden=True)[0] == document
            shown = text.write(document)
            assert not [one for one in hidden_characters(shown) if one.code_point not in (0x200C, 0x200D)]
    assert held > 4 * EXPECTED


def test_readers_take_them_or_say_why(naughty):
    """As files, each is a letter or one sentence, and none with a hidden character comes in unasked."""
    for string in naughty:
        for read in (plain.read, markdown_reader.read):
            for body in (string, f"Kind: letter\nSubject: {string}\n\nIt thaws.", f"From: {string}\n\nIt thaws."):
                try:
                    document, _ = read(body.encode("utf-8", "surrogatepass"))
                except BackchannelError as refusal:
                    assert str(refusal).endswith(".")
                    assert not hidden_characters(str(refusal))
                else:
                    assert hidden_in(document) == []
