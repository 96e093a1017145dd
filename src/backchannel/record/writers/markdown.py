"""Markdown that the Markdown reader reads back to an equal document.

The head states the apparatus; then come the passages, each a block in the form of its role. What Markdown would take
for a mark is escaped, and hidden characters stand as numeric references (CommonMark 0.31, section 2.5), which a person
sees in any editor. Controls that cannot be referred to stand in code spans.
"""

import re

from backchannel.record.characters import hidden_characters
from backchannel.record.document import Document, Passage
from backchannel.record.readers.head import written_head
from backchannel.record.readers.letter import inferred_role

__all__ = ["write"]

_FORMS = ("paragraph", "heading", "item", "quotation")
_ORDERED = re.compile(r"([0-9]{1,9}[.)] )(.+)", re.DOTALL)
_MARKS = re.compile(r"[\\`*_\[\]<>&|#]")
_LINE_START = re.compile(r"[-+=:~]|[0-9]{1,9}(?=[.)])")
_LONE_NEWLINE = re.compile(r"(?<=[^\n])\n(?=[^\n])")


def write(document: Document) -> str:
    """Write a document as the text of a Markdown file, ended by a line feed."""
    roles = [(passage.number, passage.role) for passage in document.passages if _needs_role(passage)]
    blocks = [_block(passage) for passage in document.passages]
    return written_head(document, roles) + "\n" + "\n\n".join(blocks) + "\n"


def _form(passage: Passage) -> str:
    return passage.role if passage.role in _FORMS else "paragraph"


def _needs_role(passage: Passage) -> bool:
    return inferred_role(passage.number, passage.text, _form(passage)) != passage.role


def _block(passage: Passage) -> str:
    match _form(passage):
        case "heading":
            return "## " + _line(passage.text)
        case "quotation":
            return "> " + _lines(passage.text).replace("\n", "\n> ")
        case "item":
            numbered = _ORDERED.fullmatch(passage.text)
            marker, text = numbered.groups() if numbered and numbered.group(2).strip() else ("- ", passage.text)
            return marker + _lines(text).replace("\n", "\n" + " " * len(marker))
        case _:
            return _lines(passage.text)


def _lines(text: str) -> str:
    # A line feed between two lines is a hard break; where it stands beside another or at an end, it is referred to.
    return "\\\n".join(_line(piece) for piece in _LONE_NEWLINE.split(text))


def _line(text: str) -> str:
    hidden = {one.offset for one in hidden_characters(text)}
    first, last = len(text) - len(text.lstrip()), len(text.rstrip())
    pieces: list[str] = []
    spelled = ""
    for at, character in enumerate(text):
        edge = not first <= at < last
        if at in hidden and not _may_be_referred_to(ord(character)):
            spelled += character
            continue
        if spelled:
            pieces.append(f"`{spelled}`")
            spelled = ""
        if at in hidden or character in "\n\t" or edge:
            pieces.append(f"&#{ord(character)};")
        else:
            pieces.append(_MARKS.sub(r"\\\g<0>", character))
    if spelled:
        pieces.append(f"`{spelled}`")
    return _escape_start("".join(pieces))


def _escape_start(line: str) -> str:
    match = _LINE_START.match(line)
    if match is None:
        return line
    at = match.start() if not match.group()[0].isdigit() else match.end()
    return line[:at] + "\\" + line[at:]


def _may_be_referred_to(code_point: int) -> bool:
    # What CommonMark parsers turn into U+FFFD instead.
    return not (
        code_point in (0x00, 0x0B)
        or code_point < 0x09
        or 0x0E <= code_point <= 0x1F
        or 0x7F <= code_point <= 0x9F
        or 0xFDD0 <= code_point <= 0xFDEF
        or code_point & 0xFFFE == 0xFFFE
    )
