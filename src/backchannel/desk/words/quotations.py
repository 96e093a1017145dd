"""Quotations of a draft, held against all that this desk may read: found word for word, altered, or not at all."""

import re
from collections import OrderedDict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from backchannel.desk.desk import Desk
from backchannel.desk.words.bylines import REPORTED_BEFORE, Bylines, Numbers
from backchannel.desk.words.places import Places
from backchannel.errors import BadInputError
from backchannel.text.folding import fold, tokens
from backchannel.text.quotations.alignment import Aligned, Run, align
from backchannel.text.quotations.attribution import Attribution, attributions
from backchannel.text.quotations.differences import Difference, differences, verified
from backchannel.text.quotations.kept import Kept, placed
from backchannel.text.quotations.marks import Quotation, quotations
from backchannel.text.quotations.parts import Gap, Parts, parts
from backchannel.text.quotations.sense import Cut, cut, left_out, sentence
from backchannel.text.quotations.vocabulary import COMMON_PHRASES
from backchannel.text.terms import term
from backchannel.vault.passages import text_of
from backchannel.vault.phrases import Numbers16, Phrases
from backchannel.vault.sqlcipher import Connection

__all__ = ["REFERENCE", "VERDICTS", "WRONG", "Checked", "Checker", "Source"]

VERDICTS = {
    "exact": "word for word",
    "elided": "with something left out or put in, as it says itself",
    "altered": "other words",
    "misattributed": "word for word, but not those of whom or when the draft says",
    "not_found": "found nowhere",
    "phrase": "a phrase, not a quotation of anybody",
}
WRONG = ("altered", "misattributed", "not_found")
"""Verdicts that somebody must settle."""

REFERENCE = re.compile(r"(?: ?\[[^\[\]\s]{1,200}/[1-9]\d*(?::\d+-\d+)?\])+")
"""The address of a passage as it is put behind a quotation: no word of the draft."""
_BEHIND = re.compile(rf"(?<=[\"'”’»“«‹›」』]){REFERENCE.pattern}|{REFERENCE.pattern}(?=[ \t\r]*(?:\n|\Z))")
"""One that stands there: after a mark, or at the end of a line that is set apart. Elsewhere it is words put in."""

QUOTATIONS = 20_000
"""Quotations of one draft."""
_MARKS = 50 * QUOTATIONS
"""Marks and apostrophes of one draft; a book has some ten thousand."""

_HARMLESS = ("left out", "setting")
"""Differences that leave a quotation what it is. Another spelling is another wording, which a glance settles."""

_NEAR = 4
"""Documents that are looked through because they have some of the words."""
_ENOUGH = 75
"""Words in a hundred of a quotation that a document shares, from which on no other is looked through."""
_DATED = 12
"""Documents of the days that a draft names that are looked through, where it quotes no document word for word."""
_HITS = 200
"""Documents with the same words among which the one that the draft means is looked for."""
_REMEMBERED = 4_000_000
"""Words of documents whose places are remembered: some 60 MB."""
_PHRASE = 3
"""Words of the longest phrase that claims nothing if nobody is named."""
_COMMON = 25
"""Documents in which a phrase stands that is everybody's."""
_SPLICED = 4
"""Words in a row that are looked for elsewhere, where a document has only others of a quotation."""


_MARK = 6
"""Characters of an ellipsis, with a space."""


@dataclass(frozen=True, slots=True)
class Source:
    """Characters [begins, ends) of a document, by its number in the archive and its id there."""

    document: int
    id: str
    begins: int
    ends: int


@dataclass(frozen=True, slots=True)
class Checked:
    """A quotation of a draft, and what became of it.

    `start` and `end` are the characters within its marks. `sources` are where its words stand: one, or the two of which
    an altered one is spliced; none if it is not found, where `nearest` may be what comes near. `others` counts the
    further documents with the same words. `differences` are in the order of the draft (of the first source); `cuts`
    say what was cut away that may shift the sense, from the words left out or from the rest of the sentence, whose
    characters in the document are `sentence`. `fault` says in what a misattribution lies: `day` or `name`.
    """

    quotation: Quotation
    verdict: str
    attribution: Attribution
    sources: tuple[Source, ...] = ()
    others: int = 0
    differences: tuple[Difference, ...] = ()
    cuts: tuple[Cut, ...] = ()
    sentence: tuple[int, int] | None = None
    nearest: Source | None = None
    fault: str = ""

    @property
    def start(self) -> int:
        """The first character within the marks."""
        return self.quotation.start

    @property
    def end(self) -> int:
        """The character after the last within the marks."""
        return self.quotation.end

    @property
    def negation(self) -> bool:
        """Whether a negation was dropped or put in."""
        return any(one.negation for one in self.differences if one.kind in ("words", "left out"))

    @property
    def is_wrong(self) -> bool:
        """Whether somebody must look at it: it is wrong, or cut so that the sense may shift."""
        return self.verdict in WRONG or bool(self.cuts)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A quotation while it is looked for: its words also as the numbers by which they are compared."""

    draft: str
    quotation: Quotation
    attribution: Attribution
    parts: Parts
    numbers: Numbers16

    @property
    def names_somebody(self) -> bool:
        return bool(self.attribution.names or self.attribution.days)


@dataclass(frozen=True, slots=True)
class _Clean:
    """The documents in which every word of a quotation stands, by number, and how it lies over each."""

    documents: Numbers
    aligned: Callable[[int], Aligned]


class Checker:
    """Checks quotations against an open vault; good as long as the read in which it was made."""

    def __init__(
        self, db: Connection, desk: Desk, against: Collection[int] | None = None, without: Collection[int] = ()
    ) -> None:
        """Prepare; with `against` (numbers of documents) only these are quoted, and those `without` never."""
        self.places = Places(db, desk)
        self.bylines = Bylines(db, self.places)
        self._db = db
        self._against = None if against is None else sorted(set(against))
        self._without = sorted(set(without))
        self._kept: OrderedDict[int, Kept] = OrderedDict()
        self._remembered = 0
        self._recent = 0

    @cached_property
    def _phrases(self) -> Phrases:
        return Phrases(self._db)

    def text(self, document: int) -> str:
        """Give the text of a document in which the characters of sources are counted."""
        return self._text(document).text

    def check(self, text: str, blocks: Sequence[tuple[int, int]] = ()) -> list[Checked]:
        """Check every quotation of a draft; `blocks` are spans that its format says are quotations.

        BadInputError for more than QUOTATIONS of them. What is quoted within a quotation is checked with it, and by
        itself only where the outer one is found nowhere.
        """
        if sum(text.count(sign) for sign in "\"'“”‘’„‚«»「」『』") > _MARKS:
            raise BadInputError(f"The draft has more than {_MARKS:,} quotation marks; divide it.")
        text = _BEHIND.sub(lambda match: " " * len(match.group()), text)
        found = quotations(text, blocks).quotations
        if len(found) > QUOTATIONS:
            raise BadInputError(f"The draft has {len(found)} quotations where {QUOTATIONS} are checked; divide it.")
        told = [parts(text, one.start, one.end) for one in found]
        numbers = [self._phrases.numbers(one.texts) for one in told]
        self._phrases.expect(numbers)
        self._recent = 0
        checked: list[Checked] = []
        inside = -1
        for asked in map(_Asked, repeat(text), found, attributions(text, found), told, numbers):
            if asked.quotation.end <= inside or not asked.parts.words:
                continue
            one = self._check(asked)
            inside = one.end if one.verdict != "not_found" else inside
            self._recent = one.sources[0].document if one.sources else self._recent
            checked.append(one)
        return checked

    def _check(self, asked: _Asked) -> Checked:
        if self._against is None and self._is_phrase(asked.parts, asked.attribution):
            return Checked(asked.quotation, "phrase", asked.attribution)
        clean = self._clean(asked)
        if len(clean.documents):
            return self._found(asked, clean)
        return self._altered(asked)

    def _is_phrase(self, told: Parts, attribution: Attribution) -> bool:
        """Whether quotation marks claim no source: for a common phrase, or a short one where nobody is named."""
        if attribution.names or attribution.days:
            return False
        short = _length(told) <= (_PHRASE if not attribution.is_claim else 1)
        return short or attribution.is_term or " ".join(told.texts) in COMMON_PHRASES

    def _clean(self, asked: _Asked) -> _Clean:
        """Give the documents in which every word of a quotation stands, its pieces in their order."""
        pieces = asked.parts.pieces
        first, last = max(pieces, key=lambda piece: piece[1] - piece[0])
        if last - first == 1:
            documents = np.array(self._few() or self.bylines.dated(asked.attribution.days, _HITS), np.int64)
        else:
            documents, places = self._phrases.everywhere(asked.numbers[first:last])
            if len(pieces) == 1:
                return _Clean(
                    documents[self._may_be(documents)],
                    lambda document: Aligned((Run(0, int(places[documents.searchsorted(document)]), last),)),
                )
        aligned: dict[int, Aligned] = {}
        for document in self._meant(asked, documents)[0][:_HITS]:
            found = align(asked.parts, asked.numbers, self._phrases.words(document))
            if found.shared == len(asked.numbers):
                aligned[document] = found
        return _Clean(np.array(sorted(aligned), np.int64), aligned.__getitem__)

    def _may_be(self, documents: Numbers) -> NDArray[np.bool_]:
        """Whether each of some documents may be one that is quoted."""
        may = np.isin(documents, self._without, invert=True) if self._without else np.ones(len(documents), np.bool_)
        return may if self._against is None else may & np.isin(documents, self._against)

    def _few(self) -> list[int]:
        """Give the documents that alone are quoted, if somebody said so and they are few."""
        return self._against if self._against is not None and len(self._against) <= _HITS else []

    def _meant(self, asked: _Asked, documents: Numbers) -> tuple[list[int], int]:
        """Order documents: those of the days that are named first, then those quoted just before, then the oldest.

        The second is how many are of these days.
        """
        documents = documents[self._may_be(documents)]
        fit = self.bylines.fit_day(documents, asked.attribution)
        order = np.lexsort((self.bylines.age(documents), documents != self._recent, ~fit))
        return documents[order].tolist(), int(np.count_nonzero(fit))

    def _found(self, asked: _Asked, clean: _Clean, further: int = _NEAR) -> Checked:
        documents, fit = self._meant(asked, clean.documents)
        # Whoever says himself which documents are quoted is not asked whose words they are.
        chosen, fault = documents[0], ""
        if self._against is None:
            fault = "name" if fit else "day"
            for document in documents[: min(fit, _HITS)]:
                if self._fits_name(asked, document, clean.aligned(document)):
                    chosen, fault = document, ""
                    break
        short = _length(asked.parts) <= _PHRASE
        if short and self._against is None and len(documents) > _COMMON and (fault or not asked.names_somebody):
            return Checked(asked.quotation, "phrase", asked.attribution)
        checked = self._told(asked, chosen, clean.aligned(chosen))
        if checked.verdict == "altered":
            # Of the documents with the same digits another may have the same numbers.
            rest = clean.documents[clean.documents != chosen]
            other = self._found(asked, _Clean(rest, clean.aligned), further - 1) if further and len(rest) else checked
            return other if other.verdict in ("exact", "elided") else checked
        if fault:
            return replace(checked, verdict="misattributed", fault=fault)
        return replace(checked, others=len(documents) - 1) if len(documents) > 1 else checked

    def _fits_name(self, asked: _Asked, document: int, aligned: Aligned) -> bool:
        place = aligned.runs[0].kept

        def stands(word: str) -> bool:
            before = self._phrases.words(document)[max(0, place - REPORTED_BEFORE) : place]
            return bool((before == self._phrases.numbers((word,))).any())

        def before() -> str:
            there = self._text(document)
            return there.text[: int(there.starts[place])]

        return self.bylines.fits_name(document, asked.attribution, stands, before)

    def _told(self, asked: _Asked, document: int, aligned: Aligned) -> Checked:
        """Say what a quotation has otherwise than a document over which it lies."""
        kept = self._text(document)
        aligned = verified(asked.parts, aligned, kept)
        if not aligned.runs:
            return Checked(asked.quotation, "not_found", asked.attribution)
        found = differences(asked.draft, asked.parts, aligned, kept)
        begins, ends = kept.span(aligned.runs[0].kept, aligned.runs[-1].kept + aligned.runs[-1].length)
        begins, ends = min([begins, *(d.begins for d in found)]), max([ends, *(d.ends for d in found)])
        source = Source(document, self.bylines.of(document).id, begins, ends)
        cuts = [one for d in found if d.kind == "left out" for one in left_out(kept.text[d.begins : d.ends])]
        cuts += cut(kept.text, begins, ends, asked.attribution.around)
        return Checked(
            asked.quotation,
            self._verdict(asked, found, kept.text[max(0, begins - _MARK) : ends + _MARK]),
            asked.attribution,
            (source,),
            differences=found,
            cuts=tuple(dict.fromkeys(cuts)),
            sentence=sentence(kept.text, begins, ends) if cuts else None,
        )

    def _verdict(self, asked: _Asked, found: Sequence[Difference], kept: str) -> str:
        if any(one.kind not in _HARMLESS for one in found):
            return "altered"
        marked = any(one.kind == "left out" and one.begins < one.ends for one in found)
        return "elided" if marked or any(_is_own(gap, asked.parts, kept) for gap in asked.parts.gaps) else "exact"

    def _altered(self, asked: _Asked) -> Checked:
        """Look for what a quotation may have been made from, if it stands nowhere as it is."""
        if len(asked.numbers) == 1:
            return self._inflected(asked)
        best, aligned = self._nearest(asked)
        if best is None:
            return Checked(asked.quotation, "not_found", asked.attribution)
        checked = self._told(asked, best, aligned)
        if checked.verdict != "altered":
            return self._found(asked, _Clean(np.array([best]), lambda _: aligned)) if checked.sources else checked
        second = self._spliced(asked, best, aligned)
        if second is not None:
            return replace(checked, sources=(*checked.sources, second))
        if self._comes_from(asked, best, aligned):
            return checked
        near = checked.sources[0] if aligned.shared * 3 >= len(asked.numbers) and aligned.longest >= _PHRASE else None
        return Checked(asked.quotation, "not_found", asked.attribution, nearest=near)

    def _nearest(self, asked: _Asked) -> tuple[int | None, Aligned]:
        """Give the document that shares most words with a quotation; of several that which the draft names."""
        dated = self.bylines.dated(asked.attribution.days, _HITS)
        near = self._phrases.near(asked.numbers, _NEAR)
        documents = sorted(near, key=lambda one: one not in dated and one != self._recent)
        documents += [*self._few(), *([self._recent] if self._recent else [])]
        documents += sorted(dated, key=lambda one: not self._is_author(asked, one))[:_DATED]
        best, most, found = None, 0.0, Aligned(())
        may_be = self._may_be(np.array(documents, np.int64)).tolist()
        for document in dict.fromkeys(one for one, may in zip(documents, may_be, strict=True) if may):
            aligned = align(asked.parts, asked.numbers, self._phrases.words(document), near.get(document))
            weight = sum(run.length for run in aligned.runs if run.length > 1) + aligned.longest / 100
            weight += 0.5 * (document in dated)
            if weight > most and aligned.longest > 1:
                best, most, found = document, weight, aligned
            if most * 100 >= _ENOUGH * len(asked.numbers) and (best in dated or not dated):
                break
        return best, found

    def _is_author(self, asked: _Asked, document: int) -> bool:
        return self.bylines.fits_name(document, asked.attribution, lambda _: False, str)

    def _comes_from(self, asked: _Asked, document: int, aligned: Aligned) -> bool:
        """Whether a quotation shares so much with a document that it is an altered quotation of that."""
        words_ = len(asked.numbers)
        shared = sum(run.length for run in aligned.runs if run.length > 1)
        of_day = self.bylines.fit_day(np.array([document]), asked.attribution)[0]
        fits = of_day and self._is_author(asked, document)
        if self._against is not None or (asked.attribution.days and fits):
            most = max(shared * 6, aligned.shared * 5)
            return most >= words_ * 3 and aligned.longest >= min(3, words_ - 1)
        if not fits:
            # Other words of somebody else: a likeness as chance may make it is none.
            return shared * 10 >= words_ * 8 and aligned.longest >= 2 * _SPLICED
        return shared * 10 >= words_ * 7 and aligned.longest >= min(_SPLICED, words_ // 2)

    def _spliced(self, asked: _Asked, document: int, aligned: Aligned) -> Source | None:
        """Give where the words stand that a quotation has before or after those of a document, if they are a run."""
        main = max(aligned.runs, key=lambda run: run.length)
        sides = ((0, main.quoted), (main.quoted + main.length, len(asked.numbers)))
        for first, last in sorted(sides, key=lambda side: side[0] - side[1]):
            if last - first < _SPLICED:
                continue
            own = sum(run.length for run in aligned.runs if run.length > 1 and first <= run.quoted < last)
            place, there, length = self._elsewhere(asked, first, last)
            covered = main.length + length
            least = min(length, main.length)
            if length > own and (
                least >= 2 * _SPLICED
                or (least >= _SPLICED + (there != document) and covered * 10 >= len(asked.numbers) * 8)
            ):  # fmt: skip
                kept = self._text(there)
                return Source(there, self.bylines.of(there).id, *kept.span(place, place + length))
        return None

    def _elsewhere(self, asked: _Asked, first: int, last: int) -> tuple[int, int, int]:
        """Give the place, the document and the length of the longest run of some of the words of a quotation."""
        found = self._phrases.longest(asked.numbers[first:last])
        if not len(found.documents):
            return 0, 0, 0
        order, _ = self._meant(asked, found.documents)
        if not order:
            return 0, 0, 0
        at = found.documents.tolist().index(order[0])
        return int(found.places[at]), order[0], found.last - found.first

    def _inflected(self, asked: _Asked) -> Checked:
        """Look for another form of a single word, in the documents that are meant."""
        sought = term(asked.parts.texts[0])
        start, end = asked.parts.words[0].start, asked.parts.words[0].end
        for document in self._few() or self.bylines.dated(asked.attribution.days, _HITS) if sought else ():
            for token in tokens(fold(self.text(document))):
                if term(token.text) == sought:
                    return Checked(
                        asked.quotation,
                        "altered",
                        asked.attribution,
                        (Source(document, self.bylines.of(document).id, token.start, token.end),),
                        differences=(Difference("words", start, end, token.start, token.end),),
                    )
        return Checked(asked.quotation, "not_found", asked.attribution)

    def _text(self, document: int) -> Kept:
        found = self._kept.get(document)
        if found is None:
            found = self._kept[document] = placed(text_of(self._db, document))
            self._remembered += len(found.starts)
            while self._remembered > _REMEMBERED and len(self._kept) > 1:
                self._remembered -= len(self._kept.popitem(last=False)[1].starts)
        else:
            self._kept.move_to_end(document)
        return found


def _is_own(gap: Gap, told: Parts, kept: str) -> bool:
    """Whether the mark of a gap is the draft's, and not quoted with the rest."""
    if gap.kind != "ellipsis":
        return "[" not in kept
    return gap.at in (0, len(told.words)) and not any(sign in kept for sign in ("…", "...", ". .", "***"))


def _length(told: Parts) -> float:
    """Give the words of a quotation; of scripts that divide none, two characters make one."""
    return sum(0.5 if len(word) == 1 and not word.isascii() else 1 for word in told.texts)
