"""References: what a printed text of *Foreign Relations of the United States* refers to (R58).

Documents ("Documents 18, 23, and 30"), footnotes ("footnote 3, Document 17", "footnote 2 above"), pages and volumes
("*Foreign Relations*, 1961-1963, vol. XI, Document 5"), and "Ibid.". This says what is printed, as exactly as the text
allows; whether the thing exists is for the archive to say. Volumes are named as the Office of the Historian names
them (`frus1961-63v11`). Any dash, apostrophe and narrow space is read.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from backchannel.record.printed.ibid import ARCHIVE, SERIES, WORK, Citation, Repeated, held, resolved

__all__ = ["Printed", "Repeated", "find", "resolve_ibid"]


@dataclass(frozen=True, slots=True)
class Printed:
    """One reference as printed, from `start` to `end` (offsets in characters); `text` is what stands there.

    `kind` is `document`, `footnote`, `page`, `volume`, `ibid`, or `above` and `below` for the document just before and
    just after ("supra", "infra"). `volume` None means the volume of the text itself, and a `footnote` without
    `document` is one of the text's own document. A volume that is printed without its years, where `within` was not
    given to `find`, is given by the end of its name alone: `v14`, `v13p2`, `p2`. A volume that was published in parts
    and is printed without one is given without (`frus1952-54v05`). A page may have a `note`, where a footnote is cited
    by its page. An `ibid` repeats something outside the text or other than a volume, and may hold what is said besides
    (`volume` by its end, `document`, `note`, `page`); what it repeats `resolve_ibid` tells.
    """

    start: int
    end: int
    kind: str
    volume: str | None
    document: int | None
    note: int | None
    page: str | None
    text: str


CONFERENCES = (
    (r"Paris Peace Conference, 1919", "frus1919Paris"),
    (r"Conferences? at Washington,? 1941[-–]1942,? and Casablanca,? 1943", "frus1941-43"),
    (r"Conferences? at Washington and Quebec,? 1943", "frus1943"),
    (r"Conferences? at Cairo and Tehran,? 1943", "frus1943CairoTehran"),
    (r"Conference at Quebec,? 1944", "frus1944Quebec"),
    (r"Conferences? at Malta and Yalta,? 1945", "frus1945Malta"),
    (r"Conference of Berlin \((?:The )?Potsdam(?: Conference)?\)(?:,? 1945)?", "frus1945Berlin"),
)
"""Volumes that are cited by the name of a conference, and the beginning of their names."""

TITLES = (
    ("1950-1955", "The Intelligence Community", "frus1950-55Intel"),
    ("1945-1950", "Emergence of the Intelligence Establishment", "frus1945-50Intel"),
    ("1969-1976", "Vietnam, 1969-1970", "frus1969-76v06"),
    ("1969-1976", "China, 1969-1972", "frus1969-76v17"),
    ("1969-1976", "Southeast Asia, 1969-1972", "frus1969-76v20"),
    ("1969-1976", "Moscow Summit", "frus1969-76v14"),
    ("1969-1976", "Africa, 1969-1972", "frus1969-76ve05p1"),
)
"""Volumes that are cited by their title before they had a number: years, beginning of the title, name."""

_DASH = "\\-\u2010\u2011\u2012\u2013\u2014\u2212"
_YEARS = rf"1[89][0-9]{{2}}(?:\s?[{_DASH}]\s?(?:[0-9]{{4}}|[0-9]{{2}})(?![0-9]))?"
_VOLUME = rf"(?:E\s?[{_DASH}]?\s?[0-9]{{1,2}}|[ivxl]{{1,8}}|[IVXL]{{1,8}}|[0-9]{{1,2}})\b"
_NEXT = rf"(?:,?\s(?:and|or|&)\s?|\s?[,/{_DASH}]\s?(?:and\s|or\s)?)"
_NUMBERS = re.compile(rf"[0-9]{{1,4}}(?![0-9/])(?:{_NEXT}[0-9]{{1,4}}(?![0-9/]))*")
_NUMBER = re.compile(r"[0-9]{1,4}")
_TWO = re.compile(r"[0-9]{1,4} and [0-9]{1,4}(?=[.;,)]|$)")
_PAGES = re.compile(rf"[0-9]{{1,4}}(?:\s?[{_DASH}]\s?[0-9]{{1,4}})?")
_PAGE_LIST = re.compile(rf"{_PAGES.pattern}(?:{_NEXT}{_PAGES.pattern}(?!\s[a-z]))*")
_TOKENS = re.compile(
    r"\b(?=[1DFIMNPSVdfimnpsv])(?:"  # what no reference begins with is passed over quickly
    rf"(?P<series>Foreign\s+Relations(?:\s+of\s+the\s+United\s+States)?\b[*_]*(?:\s*,{{1,2}}[*_\s]*{_YEARS})?)"
    r"|(?P<ibid>[Ii]bid\b\s?\.?)"
    rf"|(?P<years>{_YEARS}(?=,?\s(?:[Vv]ol|[Pp]art)))"
    rf"|(?P<volume>[Vv]ol(?:ume)?s?[.,]?\s+{_VOLUME}(?:{_NEXT}{_VOLUME})*)"
    r"|(?P<part>[Pp]art\s(?:[0-9]{1,2}|I{1,3})\b)"
    r"|(?P<supplement>(?:[Mm]icrofiche\s)?Supplement\b)"
    r"|(?<!NSC )(?<!NAC )(?<!UN )(?<!U\.N\. )(?P<document>Documents?\.?|(?<=[Ss]ee )documents?)\s*(?=[0-9])"
    r"|(?P<note>[Ff]ootnotes?|[Nn]otes?)\s+(?=[0-9])"
    r"|(?P<page>[Pp]{1,2}\.|[Pp]ages?)\s*(?=[0-9])"
    r"|(?P<near>[Ss]upra|[Ii]nfra)\b)"
)
"""What a reference begins with; the names of the groups are the names of the methods that read on from there."""

# What may stand between the parts of one citation.
_NEAR = re.compile(r"[*_]*[,.]?\s*[*_]*(?:(?:and|in|to)\s)?")
_TITLE = re.compile(
    r"[*_]*,(?:(?!\b(?:see|also|for|is|are|was|were|and (?:Documents?|vol))\b)[^.()]|(?<=\b[A-Z])\.|(?<=\bSt)\.){0,160}"
    r",?\s"
)
_MORE = re.compile(r"[*_]*(?:\sff\.?)?(?:,?\srespectively)?\s?[,;]?\s(?:and\s)?(?:(?:see\s)?also\s)?(?:in\s)?[*_]*")
_WITH_NOTE = re.compile(r"(?:\sff\.)?(?:,|,?\sand(?:\sthe)?|,?\s(?:especially|including))\s")

# What may follow a footnote's number, and say which document's it is.
_OF_DOCUMENT = re.compile(r"(?:,?\srespectively)?[.,>]?\s*(?:(?:to|in|of)\s)?Documents?\.?\s+(?P<document>[0-9]{1,4})")
_HERE = re.compile(r"(?:,?\srespectively)?,?\s*\b(?P<where>above|below|supra|infra|[Ii]bid\b\.?)", re.IGNORECASE)
_THERETO = re.compile(r"(?:,?\srespectively)?,?\s*thereto\b")
_ON_PAGE = re.compile(rf"(?:\sto [^.;()]{{1,60}})?,?\s(?:to\s|on\s)?(?:p{{1,2}}\.|pages?)\s?(?P<page>{_PAGES.pattern})")

_CITING = re.compile(r"(?:(?:^|[\s(“\"\[])(?:[Ss]ee|in|also|to|and|from|or|is|are)\s|^\s*|[(;—\[]\s?)$")
_COMMITTEE = re.compile(r"(?:Committee|Council|Subcommittee|Institute|Office|Board)s? (?:on|of|for) $")
_WORK = re.compile(
    r"\b(?:Files?|Papers?|Records?|Library|Lot|Bulletin|Documents? on|Current Documents|Treaties|UST|TIAS|Stat\.|GA|SC"
    r"|Hearings?|Reports?|Yearbook|Times|Post|Series|Suppl\.|Plenary|doc\.|Cmnd?\.|Press|Edition|[Ww]ashington|New York"
    r"|London|Department of State,|United Nations,|Congress)"
)
"""Words of another work: what is cited next to them is not of this series."""
_PAPER = re.compile(
    r"\b(?:telegrams?|memorand(?:um|a)|letters?|notes?|reports?|minutes|despatch(?:es)?|draft|text|Dated|see|See|ante|Ante|"
    r"post|Post|NSC|NIE|statement|record|message|annex|Annex|documentation)\b"
)
"""Words for a paper that a volume of the series prints, and that is cited by its page there."""


_IDENTITY = re.compile(r"(?P<series>frus(?P<year>[0-9]{4})(?:-[0-9]{2})?)(?P<volume>v.*?)?(?P<part>p[0-9])?")
_PART = re.compile(r"p[0-9]$")
_PART_OF = re.compile(r",\s(?:Documents?|p{1,2}\.|pages?)\s?[0-9]")
_VOLUMES = re.compile(_VOLUME)
_CLAUSE = re.compile(r"[.;(:]\s?(?=[A-Z(]|[a-z]+\s)")
_ESPECIALLY = re.compile(r",?\s(?:especially|including)")
_OF_ANOTHER = re.compile(
    r",?\s(?:to|of|in)\s(?:the|that|this|a|an|his|telegram|despatch|memorandum|letter|Foreign)\b|,?\sForeign\b"
)
_OF_SERIES = re.compile(rf",\s(?:{_YEARS},?\s)?(?:vol|Documents?\s[0-9]|footnotes?\s[0-9]+,\sDocument)")
_FOLLOW = re.compile(
    r"[Ii]bid\b\s?\.?(?:[,:]\s*(?P<said>(?:[^();.]|\([^()]{0,80}\)|\.(?=[^\s)])"
    r"|(?<=\b[A-Zp])\.|(?<=\bpp)\.|(?<=\b[Vv]ol)\.){0,200}))?"
)
_WORK_PAGE = re.compile(rf",\s(?:p{{1,2}}\.|pages?)\s?{_PAGES.pattern}")
_WORK_START = re.compile(r"\b(?:see|See|in|from|also|text|cf\.|as)\s|[;(]\s?|[.”]\s(?=[A-Z])")
_BY_NUMBER = 1955
"""From this year on the volumes cite their own documents by number; before, by page."""
_ANY_DASH = re.compile(rf"\s?[{_DASH}]\s?")
_BY_TITLE = tuple(
    (years, re.compile(rf",\s(?:[0-9]{{4}},\s)?(?:The\s)?{title}"), identity)
    for years, title, identity in (*(("", title, identity) for title, identity in CONFERENCES), *TITLES)
)


def find(text: str, within: str | None = None) -> tuple[Printed, ...]:
    """Give the references of a text in order, one each for a list; `within` names the volume that the text stands in.

    Of a range ("Documents 3-6") both ends are given, as the TEI marks them. Never raises; time is linear.
    """
    return tuple(_Reader(text, within).read())


@dataclass(slots=True)
class _Cited:
    """The volume that is being cited: from `start` to `end` so far; `open` until something of it is cited.

    `series` is the part of its name that tells the years, `volumes` are those named, each with its offsets. `ibid`
    says that the citation is one: of a volume (`known`), or of what the text does not say (`unknown`).
    """

    start: int
    end: int
    series: str | None
    volumes: list[tuple[int, int, str]]
    open: bool
    ibid: str = ""

    @property
    def volume(self) -> str | None:
        """The volume named last, or the years alone where none was named."""
        return self.volumes[-1][2] if self.volumes else self.series


class _Reader:
    """One pass over a text, with what was cited last, so that the next part can be joined to it."""

    def __init__(self, text: str, within: str | None) -> None:
        self.text = text
        self.own = _IDENTITY.fullmatch(within or "")
        self.found: list[Printed] = []
        self.done = 0  # up to here everything is read
        self.cited: _Cited | None = None
        self.document: Printed | None = None  # the one named last
        self.joined = False  # whether what is being read belongs to `cited`

    def read(self) -> list[Printed]:
        for token in _TOKENS.finditer(self.text):
            if token.start() >= self.done:
                getattr(self, f"_{token.lastgroup}")(token)
        self._close()
        return self.found

    # What begins or continues the citation of a volume.

    def _series(self, token: re.Match[str]) -> None:
        self._close()
        self.cited = None
        if _COMMITTEE.search(self.text, max(0, token.start() - 30), token.start()):
            return
        years = re.search(_YEARS, token.group())
        printed = _dashed(years.group()) if years else ""
        series = _series_id(printed) if years else None
        self.cited = _Cited(token.start(), token.end(), series, [], open=False)
        for when, title, identity in _BY_TITLE:
            named = title.match(self.text, token.end(), token.end() + 120) if when in ("", printed) else None
            if named:
                self.cited.series = identity
                self.cited.volumes.append((token.start(), named.end(), identity))
                self.cited.end, self.cited.open = named.end(), True
                self.done = named.end()

    def _ibid(self, token: re.Match[str]) -> None:
        self._close()
        cited = self.cited
        if cited and cited.ibid != "unknown" and cited.volume and self._repeats(cited, token):
            volumes = [(token.start(), token.end(), cited.volume)]
            self.cited = _Cited(token.start(), token.end(), cited.series, volumes, open=True, ibid="known")
        else:
            self.cited = _Cited(token.start(), token.end(), None, [], open=True, ibid="unknown")

    def _repeats(self, cited: _Cited, token: re.Match[str]) -> bool:
        """Whether an "Ibid." can be of the volume before: no other work stands between, or what follows says so."""
        return bool(_OF_SERIES.match(self.text, token.end()) or not _WORK.search(self.text, cited.end, token.start()))

    def _years(self, token: re.Match[str]) -> None:
        cited = self.cited
        if cited is None or not (self._gap(_NEAR, cited.end, token) or self._gap(_MORE, cited.end, token)):
            return
        if cited.ibid and cited.open:
            cited.volumes = []
        else:
            self._close()
            self.cited = cited = _Cited(token.start(), token.end(), None, [], open=False)
        cited.series, cited.end = _series_id(_dashed(token.group())), token.end()

    def _volume(self, token: re.Match[str]) -> None:
        cited = self.cited
        named_again = cited and cited.open and (cited.ibid or cited.volume == cited.series)
        if cited and named_again and self._gap(_NEAR, cited.end, token):
            cited.volumes = []
        elif cited and not cited.volumes and self._gap(_NEAR, cited.end, token):
            pass
        elif cited and cited.volumes and cited.series and self._gap(_MORE, cited.end, token):
            self._close()
            self.cited = cited = _Cited(token.start(), token.end(), cited.series, [], open=True)
        elif token.group()[0] == "v" and self._citing(token):
            self._close()
            self.cited = cited = _Cited(token.start(), token.end(), self._own_series(), [], open=True)
        else:
            return
        for number in _VOLUMES.finditer(self.text, token.start() + len(token.group().split()[0]), token.end()):
            start = number.start() if cited.volumes else cited.start
            cited.volumes.append((start, number.end(), (cited.series or "") + _volume_tail(number.group())))
        cited.end, cited.open = token.end(), True

    def _part(self, token: re.Match[str]) -> None:
        cited, tail = self.cited, _part_tail(token.group())
        if cited and cited.open and cited.volumes and self._gap(_NEAR, cited.end, token):
            start, _, volume = cited.volumes[-1]
            volume = _PART.sub("", volume) if cited.ibid else volume
            cited.volumes[-1], cited.end = (start, token.end(), volume + tail), token.end()
        elif self._citing(token) and _PART_OF.match(self.text, token.end()):
            self._close()
            volume = (self._own_series() or "") + ((self.own["volume"] or "") if self.own else "") + tail
            volumes = [(token.start(), token.end(), volume)]
            self.cited = _Cited(token.start(), token.end(), self._own_series(), volumes, open=True)

    def _supplement(self, token: re.Match[str]) -> None:
        cited = self.cited
        if cited and cited.open and cited.volumes and self._gap(_NEAR, cited.end, token):
            first, last = cited.volumes[0][2], cited.volumes[-1][2]
            numbers = first if first == last else f"{first}-{last.rpartition('v')[2]}"
            cited.volumes, cited.end = [(cited.start, token.end(), numbers + "mSupp")], token.end()

    # What is cited.

    def _document(self, token: re.Match[str]) -> None:
        numbers = _NUMBERS.match(self.text, token.end())
        if numbers is None:
            return
        start, volume, kind = self._begin(token, "document")
        # "Document 130 and 134." is a slip for several; "Document 36 and 4 others" is not.
        several = token["document"].rstrip(".").endswith("s") or _TWO.match(self.text, numbers.start()) is not None
        for number in _NUMBER.finditer(self.text, numbers.start(), numbers.end()):
            self._add(start, number.end(), kind, volume, document=int(number.group()))
            self.document = self.found[-1]
            start = number.end() + 1
            if not several:
                break
            start = _skip(self.text, number.end(), numbers.end())
        self._end()

    def _page(self, token: re.Match[str]) -> None:
        pages = _PAGE_LIST.match(self.text, token.end())
        if pages is None or not (self._joins(token) or self._own_page(token)):
            return
        start, volume, kind = self._begin(token, "page")
        for page in _PAGES.finditer(self.text, pages.start(), pages.end()):
            self._add(start, page.end(), kind, volume, page=page.group())
            start = _skip(self.text, page.end(), pages.end())
        self._end()

    def _note(self, token: re.Match[str]) -> None:
        numbers = _NUMBERS.match(self.text, token.end())
        if numbers is None:
            return
        text, end = self.text, numbers.end()
        start, kind, document, page = token.start(), "footnote", None, None
        volume: str | None = None
        last = self.found[-1] if self.found else None
        beside = bool(last and last.end == self.done and self._gap(_WITH_NOTE, last.end, token))
        if named := _OF_DOCUMENT.match(text, end):
            end, document = named.end(), int(named["document"])
            start, volume, kind = self._begin(token, kind)
        elif here := _HERE.match(text, end):
            end, where = here.end(), here["where"].casefold().rstrip(".")
            if where == "ibid":
                kind = "footnote" if self.document else "ibid"
                document, volume = (self.document.document, self.document.volume) if self.document else (None, None)
            kind = {"supra": "above", "infra": "below"}.get(where, kind)
        elif beside and last and last.kind in ("document", "page", "above", "below", "ibid"):
            thereto = _THERETO.match(text, end)
            end = thereto.end() if thereto else end
            kind = "footnote" if last.kind == "document" else last.kind
            document, volume, page = last.document, last.volume, last.page
            if not _ESPECIALLY.match(text, last.end):
                start = self.found.pop().start
        elif self._joins(token):
            on = _ON_PAGE.match(text, end)
            end, page = (on.end(), on["page"]) if on else (end, None)
            start, volume, kind = self._begin(token, "page" if on else kind)
        elif thereto := _THERETO.match(text, end):
            if self.document is None:
                return
            end, document, volume = thereto.end(), self.document.document, self.document.volume
        elif on := _ON_PAGE.match(text, end):
            end, kind, page = on.end(), "page", on["page"]
        elif token.group()[0] in "nN" or _OF_ANOTHER.match(text, end):
            return
        for number in _NUMBER.finditer(text, numbers.start(), numbers.end()):
            stop = number.end() if number.end() < numbers.end() else end
            self._add(start, stop, kind, volume, document=document, note=int(number.group()), page=page)
            start = _skip(text, number.end(), numbers.end())
        self._end()

    def _near(self, token: re.Match[str]) -> None:
        self._close()
        self._add(token.start(), token.end(), "above" if token.group()[0] in "sS" else "below", None)

    # How it is joined.

    def _gap(self, pattern: re.Pattern[str], start: int, token: re.Match[str]) -> bool:
        end = token.start()
        return start <= end <= start + 200 and pattern.fullmatch(self.text, start, end) is not None

    def _citing(self, token: re.Match[str]) -> bool:
        return _CITING.search(self.text, max(0, token.start() - 12), token.start()) is not None

    def _joins(self, token: re.Match[str]) -> bool:
        cited = self.cited
        if cited is None or not (cited.volume or cited.ibid):
            return False
        if not cited.open and cited.volumes:
            return token.lastgroup == "page" and self._gap(_MORE, cited.end, token)
        titled = not cited.ibid or bool(cited.volumes)
        return self._gap(_NEAR, cited.end, token) or (titled and self._gap(_TITLE, cited.end, token))

    def _begin(self, token: re.Match[str], kind: str) -> tuple[int, str | None, str]:
        """Where the reference begins, whose volume it is, and of what kind."""
        cited = self.cited
        if cited is None or not self._joins(token):
            self._close()
            self.joined = False
            return token.start(), None, kind
        start = cited.start if cited.open or not cited.volumes else token.start()
        if cited.open:
            for first, end, volume in cited.volumes[:-1]:
                self._add(first, end, "volume", volume)
                start = cited.volumes[-1][0]
        cited.open, self.joined = False, True
        return start, cited.volume, "ibid" if cited.ibid == "unknown" else kind

    def _end(self) -> None:
        if self.joined and self.cited:
            self.cited.end = self.done
        self.joined = False

    def _close(self) -> None:
        cited = self.cited
        if cited is None or not cited.open:
            return
        cited.open = False
        if cited.ibid:
            self._add(cited.start, cited.end, "ibid", cited.volume)
        else:
            for start, end, volume in cited.volumes:
                self._add(start, end, "volume", volume)

    def _add(
        self,
        start: int,
        end: int,
        kind: str,
        volume: str | None,
        document: int | None = None,
        note: int | None = None,
        page: str | None = None,
    ) -> None:
        self.found.append(Printed(start, end, kind, volume, document, note, page, self.text[start:end]))
        self.done = max(self.done, end)

    def _own_series(self) -> str | None:
        return self.own["series"] if self.own else None

    def _own_page(self, token: re.Match[str]) -> bool:
        """Whether a page without a volume is one of this volume, and not of another work or of the paper itself."""
        if self.own and int(self.own["year"]) >= _BY_NUMBER:
            return False
        clause = _CLAUSE.split(self.text[max(0, token.start() - 120) : token.start()])[-1]
        return bool(_PAPER.search(clause)) and not _WORK.search(clause)


def resolve_ibid(texts: Sequence[str]) -> tuple[Repeated, ...]:
    """Say of each "Ibid." in the notes of a document, given in order, what it repeats.

    That is the citation before it, of an archive, a volume of the series or another work, in the same note or in an
    earlier one. Never raises; time is linear.
    """
    return tuple(resolved(one for number, text in enumerate(texts) for one in _citations(text, number)))


def _citations(text: str, source: int) -> list[Citation]:
    """What a text cites, in order."""
    found: list[Citation] = []
    for one in find(text):
        sort = SERIES if one.volume or one.document else WORK if one.page else ""
        if one.text[:4].casefold() == "ibid":
            follow = _FOLLOW.match(text, one.start)
            said = (follow["said"] or "").strip(" ,.") if follow else ""
            found.append(Citation(one.start, one.end, sort, said, source, one.volume, ibid=True))
        elif one.kind == "ibid":  # the next of a list: "ibid., Documents 3 and 5"
            said = f"Document {one.document}" if one.document else f"p. {one.page}"
            found.append(Citation(one.start, one.end, sort, said, source, one.volume, ibid=True))
        elif one.volume and not one.text[0].isdigit():
            found.append(Citation(one.start, one.end, SERIES, one.text, source, one.volume))
    found += [Citation(start, end, ARCHIVE, words, source) for start, end, words in held(text)]
    taken = {one.end for one in found}
    for page in _WORK_PAGE.finditer(text):
        title = _WORK_START.split(text[max(0, page.start() - 160) : page.start()])[-1]
        if page.end() not in taken and title[:1].isupper() and "bid" not in title:
            start = page.start() - len(title)
            found.append(Citation(start, page.end(), WORK, text[start : page.end()], source))
    return sorted(found, key=lambda one: one.start)


def _skip(text: str, start: int, end: int) -> int:
    """The offset of the next figure."""
    following = _NUMBER.search(text, start, end)
    return following.start() if following else end


def _dashed(years: str) -> str:
    return _ANY_DASH.sub("-", years)


def _series_id(years: str) -> str:
    first, _, last = years.partition("-")
    return f"frus{first}-{last[-2:]}" if last else f"frus{first}"


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
