"""References: what a printed text of *Foreign Relations of the United States* refers to (R58).

Documents ("Documents 18, 23, and 30"), footnotes ("footnote 3, Document 17", "footnote 2 above"), pages and volumes
("*Foreign Relations*, 1961-1963, vol. XI, Document 5"), and "Ibid.". This says what is printed, as exactly as the text
allows; whether the thing exists is for the archive to say. Volumes are named as the Office of the Historian names
them (`frus1961-63v11`). Any dash, apostrophe and narrow space is read.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Printed", "Repeated", "find", "resolve_ibid"]


@dataclass(frozen=True, slots=True)
class Printed:
    """One reference as printed, from `start` to `end` (offsets in characters); `text` is what stands there.

    `kind` is `document`, `footnote`, `page`, `volume`, `ibid`, or `above` and `below` for the document just before and
    just after ("supra", "infra"). `volume` None means the volume of the text itself, and a `footnote` without
    `document` is one of the text's own document. A volume that is printed without its years, where `within` was not
    given to `find`, is given by the end of its name alone: `v14`, `v13p2`, `p2`. An `ibid` holds what is said besides
    (`document`, `page`); what it repeats `resolve_ibid` tells.
    """

    start: int
    end: int
    kind: str
    volume: str | None
    document: int | None
    note: int | None
    page: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Repeated:
    """One "Ibid." of text number `text` (from 0) and what it repeats, as printed; None where that is not certain.

    `source` is the number of the text where the repeated citation stands, `volume` its volume of *Foreign Relations*
    if it is one.
    """

    text: int
    start: int
    end: int
    source: int | None
    repeats: str | None
    volume: str | None


_DASH = "\\-\u2010\u2011\u2012\u2013\u2014\u2212"
_YEARS = rf"(?:1[89][0-9]{{2}})(?:\s?[{_DASH}]\s?(?:[0-9]{{4}}|[0-9]{{2}})(?![0-9]))?"
_ROMAN = rf"(?:E\s?[{_DASH}]?\s?[0-9]{{1,2}}|[ivxl]{{1,8}}|[IVXL]{{1,8}}|[0-9]{{1,2}})\b"
_NEXT = rf"(?:,?\s(?:and|or|&)\s|\s?[,/{_DASH}]\s?(?:and\s|or\s)?)"
_TOKENS = re.compile(
    rf"(?P<series>\bForeign\s+Relations(?:\s+of\s+the\s+United\s+States)?\b[*_]*(?:\s*,{{1,2}}[*_\s]*{_YEARS})?)"
    rf"|(?P<ibid>\b[Ii]bid\b\s?\.?)"
    rf"|(?P<years>\b{_YEARS}(?=,\s(?:[Vv]ol|[Pp]art)))"
    rf"|\b(?P<volume>[Vv]ol(?:ume)?s?\.?\s+{_ROMAN}(?:{_NEXT}{_ROMAN})*)"
    r"|\b(?P<part>[Pp]art\s(?:[0-9]{1,2}|I{1,3})\b)"
    r"|(?P<supplement>\b(?:[Mm]icrofiche\s)?Supplement\b)"
    r"|\b(?P<document>Documents?\.?|Docs?\.)\s+(?=[0-9])"
    r"|\b(?P<note>[Ff]ootnotes?|[Nn]otes?)\s+(?=[0-9])"
    r"|\b(?P<page>[Pp]{1,2}\.|[Pp]ages?)\s*(?=[0-9])"
    r"|\b(?P<near>[Ss]upra|[Ii]nfra)\b"
)
_NUMBERS = re.compile(rf"[0-9]{{1,4}}(?![0-9])(?:{_NEXT}[0-9]{{1,4}}(?![0-9/]))*")
_NUMBER = re.compile(r"[0-9]{1,4}")
_PAGES = re.compile(rf"[0-9]{{1,4}}(?:\s?[{_DASH}]\s?[0-9]{{1,4}})?")
_PAGE_LIST = re.compile(rf"{_PAGES.pattern}(?:{_NEXT}{_PAGES.pattern}(?!\s[a-z]))*")

# What may stand between the parts of one citation.
_CLOSE = re.compile(r"[*_]*,?\s*(?:and\s|in\s|to\s)?[*_]*")
_TITLE = re.compile(
    r"[*_]*,(?:(?!\b(?:see|also|for|is|are|was|were|and Documents?)\b)[^.()]|(?<=\b[A-Z])\.){0,160},?\s"
)
_AND = re.compile(r"[*_]*(?:\sff\.?)?(?:,?\srespectively)?(?:\s?[,;])?\s?(?:and\s)?(?:(?:see\s)?also\s)?[*_\s]*")
_STANDALONE = re.compile(r"(?:(?:^|[\s(“\"\[])(?:[Ss]ee|in|also|to|and|from|[Ii]bid\.?,)\s|^\s*|[(;—]\s?)$")
_OF_DOCUMENT = re.compile(r"(?:,?\srespectively)?[.,>]?\s*(?:(?:to|in|of|and)\s)?(?=Documents?\b)")
_HERE = re.compile(r"(?:,?\srespectively)?,?\s*(above|below|supra|infra)\b", re.IGNORECASE)
_THERETO = re.compile(r"(?:,?\srespectively)?,?\s*(?:thereto|to (?:it|the same))\b")
_COMMITTEE = re.compile(r"(?:Committee|Council|Subcommittee|Institute) (?:on|of|for)\s$")


def find(text: str, within: str | None = None) -> tuple[Printed, ...]:
    """Give the references of a text in order, one each for a list; `within` names the volume that the text stands in.

    Of a range ("Documents 3-6") both ends are given, as the TEI marks them. Never raises; time is linear.
    """
    return tuple(_Reading(text, within).run())


class _Reading:
    """One pass over a text: what was last cited, so that the next part can be joined to it."""

    def __init__(self, text: str, within: str | None) -> None:
        self.text = text
        self.within = within
        self.found: list[Printed] = []
        self.done = 0  # offset up to which everything is read
        self.start = 0  # where the citation of `volume` begins
        self.years: str | None = None
        self.volumes: tuple[str, ...] = ()
        self.end = -1  # where the last part of that citation ends; -1: there is none
        self.pending = False  # a volume was named, and nothing in it yet
        self.document: int | None = None
        self.document_volume: str | None = None
        self.document_end = -1

    def run(self) -> list[Printed]:
        for token in _TOKENS.finditer(self.text):
            if token.start() >= self.done:
                getattr(self, f"_{token.lastgroup}")(token)
        self._flush()
        return self.found

    def _between(self, pattern: re.Pattern[str], start: int, end: int) -> bool:
        return 0 <= start <= end <= start + 200 and pattern.fullmatch(self.text, start, end) is not None

    def _add(self, start: int, end: int, kind: str, volume: str | None, **parts: object) -> None:
        values = {"document": None, "note": None, "page": None, **parts}
        self.found.append(Printed(start, end, kind, volume, text=self.text[start:end], **values))  # type: ignore[arg-type]
        self.done = end

    def _flush(self) -> None:
        if self.pending:
            self.pending = False
            for volume in self.volumes:
                self._add(self.start, self.end, "volume", volume)

    def _series(self, token: re.Match[str]) -> None:
        self._flush()
        if _COMMITTEE.search(self.text, max(0, token.start() - 30), token.start()):
            return
        years = re.search(_YEARS, token.group())
        self.years = _series_id(years.group()) if years else None
        self.start, self.end, self.volumes = token.start(), token.end(), ()

    def _ibid(self, token: re.Match[str]) -> None:
        self._flush()
        if self.volumes or self.years:
            self.start, self.end = token.start(), token.end()
        self._add(token.start(), token.end(), "ibid", None)

    def _years(self, token: re.Match[str]) -> None:
        if self.years is not None:
            self._flush()
            self.years = _series_id(token.group())
            self.start, self.end, self.volumes = token.start(), token.end(), ()

    def _volume(self, token: re.Match[str]) -> None:
        joined = self.end >= 0 and self._between(_CLOSE if not self.volumes else _AND, self.end, token.start())
        if not joined:
            before = self.text[max(0, token.start() - 12) : token.start()]
            if token.group()[0] != "v" or not _STANDALONE.search(before):
                return
        self._flush()
        if self.volumes or not joined:
            self.start = token.start()
        years = self.years if joined else None
        self.volumes = tuple(self._named(years, tail) for tail in _volume_tails(token.group()))
        self.end, self.pending = token.end(), True

    def _part(self, token: re.Match[str]) -> None:
        if self.pending and self.volumes and self._between(_CLOSE, self.end, token.start()):
            self.volumes = (*self.volumes[:-1], self.volumes[-1] + _part_tail(token.group()))
            self.end = token.end()
            return
        before = self.text[max(0, token.start() - 12) : token.start()]
        after = self.text[token.end() : token.end() + 12]
        if _STANDALONE.search(before) and re.match(r",\s(?:Doc|p{1,2}\.|page)", after):
            self._flush()
            self.start, self.end, self.pending = token.start(), token.end(), True
            self.volumes = (self._named(None, _part_tail(token.group())),)

    def _supplement(self, token: re.Match[str]) -> None:
        if self.pending and self._between(_CLOSE, self.end, token.start()):
            first, last = self.volumes[0], self.volumes[-1].partition("v")[2]
            self.volumes = ((first if len(self.volumes) == 1 else f"{first}-{last}") + "mSupp",)
            self.end = token.end()

    def _attached(self, start: int) -> bool:
        return (
            bool(self.volumes)
            and self.pending
            and (self._between(_CLOSE, self.end, start) or self._between(_TITLE, self.end, start))
        )

    def _document(self, token: re.Match[str]) -> None:
        numbers = _NUMBERS.match(self.text, token.end())
        if numbers is None:
            return
        attached = self._attached(token.start())
        if not attached:
            self._flush()
        volume = self.volumes[-1] if attached else None
        stop = numbers.end() if token["document"].rstrip(".").endswith("s") else _end_of_first(numbers)
        for number in _NUMBER.finditer(self.text, numbers.start(), stop):
            first = number.start() == numbers.start()
            start = (self.start if attached else token.start()) if first else number.start()
            self.document, self.document_volume = int(number.group()), volume
            self._add(start, number.end(), "document", volume, document=self.document)
        self.pending = False
        self.done = self.document_end = stop
        self.end = stop if attached else -1

    def _note(self, token: re.Match[str]) -> None:
        numbers = _NUMBERS.match(self.text, token.end())
        if numbers is None:
            return
        spans = [
            (n.start(), n.end(), int(n.group())) for n in _NUMBER.finditer(self.text, numbers.start(), numbers.end())
        ]
        spans[0] = (token.start(), *spans[0][1:])
        attached = self._attached(token.start())
        if not attached:
            self._flush()
        end = numbers.end()
        of = _OF_DOCUMENT.match(self.text, end)
        named = re.compile(r"Documents?\.?\s+([0-9]{1,4})").match(self.text, of.end()) if of else None
        volume = self.volumes[-1] if attached else None
        kind, document = "footnote", None
        if named:
            document, end = int(named.group(1)), named.end()
            self.document, self.document_volume, self.document_end = document, volume, end
        elif here := _HERE.match(self.text, end):
            end = here.end()
            kind = {"supra": "above", "infra": "below"}.get(here.group(1).casefold(), kind)
        elif self.document is not None and self._between(
            re.compile(r"(?:\sff\.?)?(?:[,;]|,?\s(?:and|especially|including))?(?:\sthe)?\s*"),
            self.document_end,
            token.start(),
        ):
            document, volume = self.document, self.document_volume
            thereto = _THERETO.match(self.text, end)
            end = thereto.end() if thereto else end
        elif page := re.compile(rf"(?:\sto [^.;()]{{1,60}})?,\s(?:p{{1,2}}\.|pages?)\s?({_PAGES.pattern})").match(
            self.text, end
        ):
            for start, stop, number in spans:
                last = number == spans[-1][2]
                self._add(start, page.end() if last else stop, "page", volume, note=number, page=page.group(1))
            return
        elif token.group()[0] in "nN":
            return
        for index, (start, stop, number) in enumerate(spans):
            self._add(start, end if index == len(spans) - 1 else stop, kind, volume, document=document, note=number)
        self.pending = False

    def _page(self, token: re.Match[str]) -> None:
        pages = _PAGE_LIST.match(self.text, token.end())
        if pages is None:
            return
        attached = self._attached(token.start()) or (
            bool(self.volumes) and self._between(_AND, self.end, token.start())
        )
        if not attached:
            self._flush()
            before = self.text[max(0, token.start() - 12) : token.start()]
            if not _STANDALONE.search(before):
                return
        volume = self.volumes[-1] if attached else None
        for page in _PAGES.finditer(self.text, pages.start(), pages.end()):
            first = page.start() == pages.start()
            start = (self.start if self.pending else token.start()) if first else page.start()
            self._add(start, page.end(), "page", volume, page=page.group())
        self.pending = False
        self.done = pages.end()
        self.end = pages.end() if attached else -1

    def _near(self, token: re.Match[str]) -> None:
        self._flush()
        self._add(token.start(), token.end(), "above" if token.group()[0] in "sS" else "below", None)

    def _named(self, years: str | None, tail: str) -> str:
        if years is not None:
            return years + tail
        own = re.fullmatch(r"(frus[0-9]{4}(?:-[0-9]{2})?)(v.*?)?(p[0-9])?", self.within or "")
        if own is None:
            return tail
        return own.group(1) + (tail if tail[0] == "v" else (own.group(2) or "") + tail)


def resolve_ibid(texts: Sequence[str]) -> tuple[Repeated, ...]:
    """Say of each "Ibid." in the notes of a document, given in order, what it repeats."""
    found = []
    for number, text in enumerate(texts):
        for one in find(text):
            if one.kind == "ibid":
                found.append(Repeated(number, one.start, one.end, None, None, None))
    return tuple(found)


def _end_of_first(numbers: re.Match[str]) -> int:
    first = _NUMBER.match(numbers.string, numbers.start())
    return first.end() if first else numbers.end()


def _series_id(years: str) -> str:
    first, *last = re.findall(r"[0-9]+", years)
    return f"frus{first}-{last[0][-2:]}" if last else f"frus{first}"


def _volume_tails(printed: str) -> list[str]:
    return [_volume_tail(number) for number in re.findall(_ROMAN, printed.split(maxsplit=1)[1])]


def _volume_tail(number: str) -> str:
    digits = re.search(r"[0-9]+", number)
    if number[0] == "E" and digits:
        return f"ve{int(digits.group()):02}"
    return f"v{int(digits.group()) if digits else _roman(number):02}"


def _part_tail(printed: str) -> str:
    number = printed.split()[1]
    return f"p{int(number) if number.isdigit() else _roman(number)}"


def _roman(number: str) -> int:
    values = [{"i": 1, "v": 5, "x": 10, "l": 50}[letter] for letter in number.casefold()]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))
