"""A letter's file, read by what its name says it is."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from backchannel.record.document import Document


def read_letter(name: str, *, allow_hidden: bool = False) -> "tuple[Document, list[str]]":
    """Read a letter from a telegram's form, from Markdown or from plain text; give it with what was inferred."""
    from backchannel.cli.files import read_file
    from backchannel.record.readers import draft
    from backchannel.record.readers.letter import FILE

    return draft.read(read_file(name, FILE, "letter"), name, allow_hidden=allow_hidden)
