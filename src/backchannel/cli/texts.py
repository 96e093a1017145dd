"""A letter's file, read by what its name says it is."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from backchannel.record.document import Document

MARKDOWN = (".md", ".markdown")


def read_letter(name: str, *, allow_hidden: bool = False) -> "tuple[Document, list[str]]":
    """Read a letter from a telegram's form, from Markdown or from plain text; give it with what was inferred.

    A telegram is known by its form, Markdown by its name.
    """
    from backchannel.cli.files import read_file
    from backchannel.record.readers import markdown, plain, telegram
    from backchannel.record.readers.letter import FILE

    data = read_file(name, FILE, "letter")
    read = markdown.read if name.casefold().endswith(MARKDOWN) else plain.read
    if telegram.looks_like(data):
        read = telegram.read
    document, report = read(data, allow_hidden=allow_hidden)
    return document, [*report.inferred, *report.left_out]
