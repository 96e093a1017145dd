"""Ibid.: which citation is repeated, and what it comes to with the words after it (R58, trap 7 of section 8).

"(Ibid., Conference Files: Lot 65 D 366)" after a citation of the State Department's Central Files means the State
Department again and another file of it; "Ibid., Document 5" needs a volume before it, "ibid., p. 5" a book or a volume.
The parts of an archival citation run from the holder to the sheet, parted by commas; what follows "Ibid." begins with
the first part that differs. Where that cannot be told the repetition is known and its meaning is not.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from backchannel.record.printed.source_note import REPOSITORIES

__all__ = ["ARCHIVE", "SERIES", "WORK", "Citation", "Repeated", "held", "resolved"]

ARCHIVE, SERIES, WORK = "archive", "series", "work"
"""What is cited: papers in an archive, a volume of the series itself, another printed work."""


@dataclass(frozen=True, slots=True)
class Citation:
    """Something cited in the text of number `source`: its sort, its words, and its volume if it is of the series.

    Of an `ibid` the words are those that follow it, and the sort is the one that they need ("" for any).
    """

    start: int
    end: int
    sort: str
    text: str
    source: int
    volume: str | None = None
    ibid: bool = False


@dataclass(frozen=True, slots=True)
class Repeated:
    """One "Ibid." and what it repeats: offsets `start` to `end` in the text of number `text` (from 0).

    `repeats` is the citation before it, written out where that is itself an "Ibid.", and `source` the number of the
    text where it stands. `means` is what the "Ibid." and the words after it come to; `volume` is the volume of
    *Foreign Relations* that this is of. Each is None where it is not certain.
    """

    text: int
    start: int
    end: int
    source: int | None = None
    repeats: str | None = None
    means: str | None = None
    volume: str | None = None


_LONGEST = 300
_HOLDER = "|".join(re.escape(name) for name in sorted(REPOSITORIES, key=len, reverse=True))
_WITHIN = (
    r"(?:[^();.\[\]]|\([^()]{0,80}\)|\[[^\[\]]{0,40}\]|\.(?=[^\s)])"
    r"|(?<=\b[A-Z])\.(?!\s(?:Top|Secret|Conf|Official|Limited|Uncl|No\s|Drafted))"
    r"|(?<=\b[VvNS]ol)\.|(?<=\b(?:No|Sp|St|Dr|Mr))\.|(?<=\b(?:Nat|Sec|Box|Gen))\.|(?<=\bAsst)\.)"
)
_MONTHS = "Jan|Feb|Mar|Apr|May|June|July|Aug|Sept|Oct|Nov|Dec"
_HELD = re.compile(
    rf"\b(?:{_HOLDER})[,:]\s(?!(?:{_MONTHS})|Washington)(?=[A-Z0-9“\"]){_WITHIN}{{1,{_LONGEST}}}"
    r"|(?<=\()(?![Ii]bid|[Mm]emorand|[Tt]elegram|[Ll]etter|[Nn]ote)"
    r"[^();]{0,120}\b(?:[Ff]iles?|[Pp]apers|[Rr]ecords|[Ll]ot [0-9]{2})\b[^();]{0,160}(?=[);])"
    r"|(?<=\()[0-9]{3}[0-9A-Z]{0,2}(?:\.[^()/;]{1,40})?/[^();]{1,30}(?=\))"
)
_TRAILING = re.compile(
    r"(?:\s*,)?\s(?:and|is|are|was|were|which|where|as|under|the|a|in|also|printed|see)\b(?:\s[a-z].*)?$"
)

_PLACE = r"(?:Documents?\s[0-9]|p{1,2}\.\s?[0-9]|pages?\s[0-9]|footnotes?\s[0-9])"
_AGAIN = (
    (r"1[89][0-9]{2}", re.compile(r",\s*1[89][0-9]{2}")),
    (r"[Vv]ol|[Pp]art\s", re.compile(rf",?\s(?:[Vv]ol|{_PLACE})")),
    (r"", re.compile(rf",?\s{_PLACE}")),
)
"""By what is said first after "Ibid.": where in the citation before it takes up."""
_PARTS = re.compile(r",\s*(?![0-9]{4}\b(?!/))")
_SORTS = (
    ("group", re.compile(r"RG\s[0-9]")),
    ("box", re.compile(r"(?:Box|Folder|Job|Tab|Vol\.)\s")),
    ("sheet", re.compile(r"CF\s[0-9]")),
    ("series", re.compile(r".*\bSeries\b")),
    (
        "collection",
        re.compile(
            r"Central (?:Foreign Policy )?Files?\b|.*:\s?Lot\b|.*\bPapers\b|.*\bMaterials\b|White House\b"
            r"|Whitman File|NSC Files"
            r"|National Security Files?\b|President.s (?:Office Files|Daily Diary|Appointments?)|INR\b.*Files|OSD Files"
        ),
    ),
    ("file", re.compile(r"[0-9]{3}[0-9A-Z]{0,2}(?:\.|\s?[/ ])|[A-Z]{2,5}(?:\s\([^)]*\))?\s[0-9A-Z]")),
)
"""The sorts of a part of an archival citation; the first that fits."""
_KEPT_IN = {"file": re.compile("Central (?:Foreign Policy )?Files?"), "sheet": re.compile("Conference Files")}
"""In which collection the parts of a sort are kept."""


def held(text: str) -> Iterator[tuple[int, int, str]]:
    """Give every citation of an archive in a text: its offsets and its words. Linear time."""
    for match in _HELD.finditer(text):
        words = _TRAILING.sub("", match.group()).rstrip(" ,.")
        yield match.start(), match.start() + len(words), words


def resolved(citations: Iterable[Citation]) -> Iterator[Repeated]:
    """Say of each "Ibid." among the citations, in order, what it repeats: the citation before it, if that can be."""
    last: Citation | None = None
    for one in citations:
        if not one.ibid:
            last = one
            continue
        fits = last is not None and (one.sort in ("", last.sort) or (one.sort, last.sort) == (WORK, SERIES))
        if last is None or not last.text or not fits:
            last = None
            yield Repeated(one.source, one.start, one.end)
            continue
        means = _meaning(last, one.text)
        volume = _volume(last.volume, one.volume) if last.sort == SERIES else None
        yield Repeated(one.source, one.start, one.end, last.source, last.text, means, volume)
        last = replace(last, text=means or "", volume=volume, source=one.source)


def _meaning(last: Citation, said: str) -> str | None:
    if not said:
        return last.text
    if last.sort == ARCHIVE:
        return _joined(last.text, said)
    # What is said begins again at the years, the volume, or the place in it.
    begin = next(pattern for opening, pattern in _AGAIN if re.match(opening, said))
    cut = begin.search(last.text)
    return f"{last.text[: cut.start()] if cut else last.text}, {said}"


def _joined(before: str, said: str) -> str | None:
    """Put the parts that are said after those of the citation before that they leave standing."""
    if said.startswith("Lot "):
        lot = re.search(r":?\sLot\s.*", before)
        return f"{before[: lot.start()]}: {said}" if lot else None
    parts, new = _PARTS.split(before), _PARTS.split(said)
    sort = _sort(new[0])
    same = [index for index, part in enumerate(parts) if index and part.casefold() == new[0].casefold()]
    same = same or [index for index, part in enumerate(parts) if index and sort and _sort(part) == sort]
    if same:
        # A collection is named once, from the top; sheets and boxes are told by the last of them.
        kept = same[0] if sort == "collection" and not parts[same[0]].endswith("Materials") else same[-1]
    elif home := [index for index, part in enumerate(parts) if sort in _KEPT_IN and _KEPT_IN[sort].match(part)]:
        kept = home[-1] + 1
    elif sort in ("collection", "group"):
        kept = 1
    elif sort == "series" and len(parts) > 1 and _sort(parts[1]) == "collection":
        kept = 2
    else:
        return None
    return ", ".join((*parts[:kept], *new))


def _sort(part: str) -> str:
    return next((name for name, pattern in _SORTS if pattern.match(part)), "")


def _volume(before: str | None, said: str | None) -> str | None:
    """The volume that is meant: the one before, changed by what is said of it (`v34`, `p2`)."""
    if before is None or said is None or said.startswith("frus"):
        return said or before
    series = re.match(r"frus[0-9]{4}(?:-[0-9]{2})?", before)
    if said[0] == "v":
        return (series.group() if series else "") + said
    return re.sub(r"p[0-9]$", "", before) + said
