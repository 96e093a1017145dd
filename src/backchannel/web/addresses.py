"""The addresses of pages: every link is made here, so that none holds a word, and none is dead.

Channels, letters, cases and persons stand in them by ids that nobody can guess or read anything from; documents of the
archive by their number in this vault.
"""

import re

__all__ = [
    "case",
    "channel",
    "document",
    "draft",
    "letter",
    "person",
    "place",
    "plain",
    "release",
    "thing",
    "work",
]

PART = 200
"""Passages of a letter that one page shows."""
_FAR = 10
"""From which passage on a place may stand in a later part of its document."""
_PLACE = re.compile(r"(?P<part>[nh]?)(?P<number>[1-9][0-9]{0,5})(?![0-9])")

_SHORT = 16


def channel(identifier: bytes, *more: str) -> str:
    """Give the address of a channel's page, or of one below it, such as "charter"."""
    return "/".join(("/channel", identifier.hex()[:_SHORT], *more))


def letter(entry: bytes, *more: str, passage: int = 0) -> str:
    """Give the address of a letter by its entry, or of a page below it; `passage` counts from 1.

    A passage is named beside the part of a long letter that holds it, which the page itself finds.
    """
    at = f"?at={passage}" if passage >= _FAR else ""
    return "/".join(("/letter", entry.hex(), *more)) + (f"{at}#p{passage}" if passage else "")


def document(number: int, *more: str, passage: int = 0) -> str:
    """Give the address of a document of the archive by its number in the vault, which is a letter's too.

    A passage is named beside the part of a long document that holds it, which the page itself finds.
    """
    at = f"?at={passage}" if passage >= _FAR else ""
    return "/".join(("/document", str(number), *more)) + (f"{at}#p{passage}" if passage else "")


def place(number: int, words: str) -> str:
    """Give the address of a place in a document, as the record names it (3, 3:12-40, n2.1, h1); else of the whole."""
    found = _PLACE.match(words)
    if found is None:
        return document(number)
    if found["part"] == "n":
        return f"/document/{number}?note={found['number']}#n{found['number']}"
    return f"/document/{number}#h{found['number']}" if found["part"] else document(number, passage=int(found["number"]))


def case(identifier: bytes, *more: str) -> str:
    """Give the address of a case, or of one of its pages, such as "calendar", or of a thing on one."""
    return "/".join(("/case", identifier.hex()[:_SHORT], *more))


def thing(identifier: bytes, part: str, of: bytes, *more: str) -> str:
    """Give the address of a thing on a page of a case: a stage on its calendar, a point among its points."""
    return case(identifier, part, of.hex()[:_SHORT], *more)


def person(reader: bytes, *more: str) -> str:
    """Give the address of a person's card."""
    return "/".join(("/person", reader.hex()[:_SHORT], *more))


def release(identifier: bytes, *more: str) -> str:
    """Give the address of a release."""
    return "/".join(("/release", identifier.hex()[:_SHORT], *more))


def draft(identifier: bytes, *more: str, passage: bytes = b"") -> str:
    """Give the address of a draft, or of a page below it; `passage` is one of its own."""
    return "/".join(("/writing", identifier.hex()[:_SHORT], *more)) + (
        f"#ours-{passage.hex()[:_SHORT]}" if passage else ""
    )


def work(identifier: str) -> str:
    """Give the address of a long work."""
    return f"/work/{identifier}"


def plain(name: str, *more: str) -> str:
    """Give the address of a page that is not of one thing: "record", "people", "help"."""
    return "/".join(("", name, *more)) if name else "/"
