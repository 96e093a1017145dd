"""The reading copy: a page made from what a verified bundle reveals, and from nothing else.

A black bar over text has failed in many published papers; here there is nothing beneath it, because the text of a
withheld passage is not in a bundle at all. A desk that knows it can have the result searched: `refuse_withheld`.
"""

import re
from collections.abc import Iterable, Iterator
from html import escape, unescape

from backchannel.errors import RuleError
from backchannel.protocol.encoding import hex32
from backchannel.protocol.release.account import attested
from backchannel.protocol.release.grammar import REASONS
from backchannel.protocol.release.leaves import ReleasedLetter, Shown, ShownEnclosure, Withheld
from backchannel.protocol.release.verify import VerifiedBundle
from backchannel.record.characters import shown

__all__ = ["reading_copy", "refuse_withheld"]

_HEAD = """\
<!DOCTYPE html>
<html lang="und">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font: 1.05rem/1.5 Georgia, serif; color: #111; background: #fff; max-width: 42rem; margin: 2rem auto; }}
body {{ padding: 0 1rem; }}
h1, h2 {{ line-height: 1.25; }}
p.words {{ white-space: pre-wrap; overflow-wrap: anywhere; }}
p.withheld {{ background: #ddd; border-left: .4rem solid #555; padding: .4rem .8rem; break-inside: avoid; }}
dl {{ display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; }}
dd {{ margin: 0; overflow-wrap: anywhere; }}
aside, footer {{ font: .85rem/1.45 sans-serif; overflow-wrap: anywhere; }}
article {{ border-top: 1px solid #999; }}
@media print {{ body {{ margin: 0; max-width: none; }} article {{ break-before: page; }} }}
</style>
</head>
<body>
"""


def reading_copy(verified: VerifiedBundle) -> bytes:
    """Give a stand-alone HTML page (UTF-8) for reading and printing; it proves nothing and says so."""
    return "".join(_page(verified)).encode("utf-8")


def refuse_withheld(document: bytes, withheld: Iterable[str], revealed: Iterable[str]) -> None:
    """Refuse (RuleError) a bundle or reading copy in which the text of a withheld passage can be found.

    Compared without mark-up, without escapes and with every run of white space as one space. A withheld text that
    also stands within a revealed one (a salutation, say) is not a find.
    """
    text = document.decode("utf-8", "replace")
    spellings = [_plain(text), _plain(unescape(re.sub(r"<[^>]*>", " ", text))), _plain(_unescaped(text))]
    public = [_plain(one) for one in revealed]
    for one in withheld:
        words = _plain(one)
        if words and not any(words in known for known in public) and any(words in found for found in spellings):
            raise RuleError("The words of a withheld passage stand in what was to be given out; nothing was written.")


def _page(verified: VerifiedBundle) -> Iterator[str]:
    statement = verified.statement
    yield _HEAD.format(title=_text(" ".join(statement.purpose.split())))
    yield f"<h1>{_text(statement.purpose)}</h1>\n<aside>\n"
    yield "<p>A copy for reading. It proves nothing by itself: check the bundle that it was made from.</p>\n<ul>\n"
    for attestation in verified.attestations:
        yield f"<li>Attested to: {_text(attested(attestation))}</li>\n"
    if statement.not_before:
        yield f"<li>Not to be published before, as stated: {_text(statement.not_before)}</li>\n"
    if statement.no_precedent:
        yield "<li>The parties state that this release is no precedent.</li>\n"
    yield "</ul>\n</aside>\n"
    for letter, count in zip(verified.letters, statement.letters, strict=True):
        yield f"<article>\n<h2>{letter.number}. {_text(_heading(letter))}</h2>\n<dl>\n"
        yield f"<dt>stated author</dt><dd>{_text(count.author)}</dd>\n"
        yield f"<dt>stated addressees</dt><dd>{_text(', '.join(count.addressees))}</dd>\n"
        for field, content in letter.apparatus.items():
            if field != "heading":
                words = content if isinstance(content, str) else "; ".join(content)
                yield f"<dt>{_text(field)}</dt><dd>{_text(words)}</dd>\n"
        yield "</dl>\n"
        for number, passage in enumerate(letter.passages, 1):
            if isinstance(passage, Shown):
                yield f'<p class="words" dir="auto">{_text(passage.text)}</p>\n'
            else:
                yield _withheld("Passage", number, passage)
        for number, item in enumerate(letter.enclosures, 1):
            yield _enclosure(number, item) if isinstance(item, ShownEnclosure) else _withheld("Enclosure", number, item)
        yield "</article>\n"
    yield f"<footer><p>Statement: SHA-256 {hex32(verified.digest)}</p></footer>\n</body>\n</html>\n"


def _heading(letter: ReleasedLetter) -> str:
    heading = letter.apparatus.get("heading")
    return heading if isinstance(heading, str) else "Letter"


def _withheld(what: str, number: int, place: Withheld) -> str:
    later = " All parties together may open it later." if place.commitments else ""
    return f'<p class="withheld">[{what} {number} withheld: {_text(REASONS[place.reason])}.{later}]</p>\n'


def _enclosure(number: int, item: ShownEnclosure) -> str:
    return (
        f"<p>Enclosure {number}: {_text(item.name)}, {item.length} bytes, SHA-256 {hex32(item.digest)} "
        "(published beside this copy, if at all).</p>\n"
    )


def _text(text: str) -> str:
    return escape(shown(text))


def _plain(text: str) -> str:
    return " ".join(text.split())


def _unescaped(text: str) -> str:
    # JSON writes a line break within a text as two characters, and a quotation mark with a backslash before it.
    return text.replace("\\n", " ").replace('\\"', '"').replace("\\\\", "\\")
