"""A letter as a person brings it: a telegram in its form, Markdown, or plain text."""

from backchannel.record.document import Document
from backchannel.record.readers import markdown, plain, telegram

__all__ = ["MARKDOWN", "read"]

MARKDOWN = (".md", ".markdown")


def read(data: bytes, name: str = "", *, allow_hidden: bool = False) -> tuple[Document, list[str]]:
    """Read a letter from its bytes; give it with what was inferred or left out.

    A telegram is known by its form, Markdown by the name. BadInputError for what is none of them.
    """
    reader = markdown.read if name.casefold().endswith(MARKDOWN) else plain.read
    if telegram.looks_like(data):
        reader = telegram.read
    document, report = reader(data, allow_hidden=allow_hidden)
    return document, [*report.inferred, *report.left_out]
