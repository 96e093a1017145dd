"""Note marks: which digits of the text are marks of notes, and not years, amounts or names of files.

A transcript has lost what told a mark from the text: it stands glued to the word before it (`month.2`, `paper2`), now
and then after a space (`Rusk 1`), and two can run together (`1810Z12`). Nothing in such digits says what they are; the
list of notes does. It says which marks there must be, in which order, and the marks are chosen so that as many as
possible of them are found where a mark is likely to stand. What is likely is said by the characters around it alone.

A list whose first mark is 0 (so that mark k is the note k + 1 of the list) is told from one that begins with 1 by
trying both; a number that the printing skipped or used twice, by letting the two change at a price.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from backchannel.record.dates import MONTHS

__all__ = ["Mark", "find_marks"]

_RUN = re.compile(r"(?<![0-9])[0-9]{1,24}(?![0-9])")
_NUMBER_GOES_ON = re.compile(r"[-–‐‑/][0-9A-Za-z]|[.,:][0-9]|[%°½¼¾A-Za-z]|\s?(?:[ap]\.\s?m\.|percent\b)|\]")
_MONTH = re.compile(rf"(?:{'|'.join(MONTHS)}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?)\s+$")
_YEAR = re.compile(r"(?:1[789]|20)[0-9]{2}")
_YEAR_AFTER = re.compile(r",\s?(?:1[789]|20)[0-9]{2}(?![0-9])")
_CODE = re.compile(r"(?:^|[\s(“\"—–-])[A-Z]{1,2}$")
_SPACED = re.compile(r"[^\W_][)\]”\"’'.]* $")
_DECIMAL = re.compile(r"\s(?:[a-z]|\t)")

# How likely a mark is after what stands before it: the sum of these decides between several ways to place the marks.
_AFTER_STOP = 4.0  # month.2
_AFTER_WORD = 3.0  # paper2
_AFTER_NUMBER_AND_STOP = 1.6  # 1956,2
_AFTER_CODE = 1.0  # F4
_AFTER_YEAR = 2.4  # 19552
_AFTER_DAY = 2.0  # June 302
_AFTER_NUMBER = 0.6  # Embtel 49792
_AFTER_SPACE = 1.2  # Rusk 1
_HARDLY = 0.2  # 2.5 million
_GLUED = 1.0
"""For each further mark that is glued to the first."""
_NAMED = 1.5
"""Where the note itself names the number to which the mark is glued."""
_HEADING = 3.0
"""Where the first note stands at the end of the heading and says the source."""

_SHIFTS = {0: 0.0, 1: -0.5, -1: -3.0, 2: -3.0}
"""What may be taken from the number of a note in the list to have its mark, and what it costs to begin so.

A list from 1 is the rule, and one from 0 frequent. The others come from a slip in the printing.
"""
_SLIP = -3.0
"""What it costs that the marks leave a number out, or have one twice, in the midst of the text."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark: the number of its note in the list, the mark as printed, and [start, end) of the file.

    The space before a mark that has one belongs to it.
    """

    note: int
    printed: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Choice:
    """Digits taken for the marks of the notes `first` to `last`, glued together; the best choice with what went before.

    `total` is the sum of the weights up to here, `before` the choice before this one.
    """

    first: int
    last: int
    start: int
    shift: int
    total: float
    before: "_Choice | None"


_Best = list[_Choice | None]
"""By note: the best choice so far whose last note is that one or an earlier one."""


def find_marks(text: str, end: int, notes: Sequence[str], heading: tuple[int, int]) -> tuple[Mark, ...]:
    """Find the marks of the notes of a list in the characters [0, end) of a file.

    `notes` are the texts of the notes in order, `heading` is [start, end) of the heading. A note may have no mark.
    Never raises; linear in the text.
    """
    if not notes:
        return ()
    scale = _Scale(text, end, heading, notes)
    best: dict[int, _Best] = {shift: [None] * (len(notes) + 1) for shift in _SHIFTS}
    of_any: _Best = [None] * (len(notes) + 1)
    for run in _RUN.finditer(text, 0, end):
        if _NUMBER_GOES_ON.match(text, run.end(), end):
            continue
        scale.put(run)
        found = [
            _chosen(best[shift], of_any, shift, *candidate)
            for shift in _SHIFTS
            for candidate in _candidates(scale, run, shift, len(notes))
        ]
        for choice in found:
            _keep(best[choice.shift], choice)
            _keep(of_any, choice)
    return tuple(_marks(text, of_any[-1]))


def _chosen(own: _Best, of_any: _Best, shift: int, first: int, last: int, start: int, weight: float) -> _Choice:
    """Join a candidate to the best choice before it: of the same shift, or of another if the printing slipped."""
    before = own[first - 1]
    total = before.total if before else _SHIFTS[shift]
    slipped = of_any[first - 1]
    if slipped is not None and slipped.total + _SLIP > total:
        before, total = slipped, slipped.total + _SLIP
    return _Choice(first, last, start, shift, total + weight, before)


def _keep(best: _Best, choice: _Choice) -> None:
    """Put a choice wherever it is better than what stands there, which is never worse for a later note."""
    for note in range(choice.last, len(best)):
        standing = best[note]
        if standing is not None and standing.total >= choice.total:
            break
        best[note] = choice


def _candidates(scale: "_Scale", run: re.Match[str], shift: int, count: int) -> Iterator[tuple[int, int, int, float]]:
    """Give what the end of a run of digits can be: first and last note, where their marks begin, and how likely."""
    digits = run.group()
    for width in range(1, min(len(digits), len(str(count))) + 1):
        mark = digits[-width:]
        last = int(mark) + shift
        if (mark[0] == "0" and width > 1) or not 1 <= last <= count:
            continue
        first, start = last, run.end() - width
        while True:
            weight = scale.weight(start, first)
            if weight is not None:
                yield first, last, start, weight + _GLUED * (last - first)
            glued = str(first - 1 - shift)
            if first == 1 or not digits.endswith(glued, 0, start - run.start()):
                break
            first, start = first - 1, start - len(glued)


def _marks(text: str, choice: _Choice | None) -> list[Mark]:
    found: list[Mark] = []
    while choice is not None:
        end = choice.start + sum(len(str(note - choice.shift)) for note in range(choice.first, choice.last + 1))
        for note in range(choice.last, choice.first - 1, -1):
            printed = str(note - choice.shift)
            start = end - len(printed)
            spaced = note == choice.first and start > 0 and text[start - 1] == " "
            found.append(Mark(note, printed, start - spaced, end))
            end = start
        choice = choice.before
    found.reverse()
    return found


class _Scale:
    """How likely it is that a mark stands somewhere in a run of digits, by the characters around it."""

    def __init__(self, text: str, end: int, heading: tuple[int, int], notes: Sequence[str]) -> None:
        self.text, self.end, self.heading = text, end, heading
        self.sourced = notes[0].startswith("Source")
        self.numbers = [frozenset(_RUN.findall(note)) for note in notes]

    def put(self, run: re.Match[str]) -> None:
        """Take a run of digits to weigh."""
        self.run = run
        self.before = self.text[max(0, run.start() - 24) : run.start()]
        self.weights: dict[int, float | None] = {}

    def weight(self, start: int, note: int) -> float | None:
        """Say how likely the mark of a note begins at `start` in the run; None where none can stand."""
        if start not in self.weights:
            self.weights[start] = self._glued(start) if start > self.run.start() else self._after()
        likely = self.weights[start]
        if likely is None:
            return None
        if note == 1 and self.sourced and self.run.end() == self.heading[1]:
            likely += _HEADING
        if start > self.run.start() and self.text[self.run.start() : start] in self.numbers[note - 1]:
            likely += _NAMED
        return likely

    def _glued(self, start: int) -> float | None:
        """Weigh a mark that is glued to a number: 19552."""
        run, before = self.run, self.before
        number, whole = self.text[run.start() : start], run.group()
        if run.start() < self.heading[0] or _YEAR.fullmatch(whole) or before.endswith("[Page "):
            return None
        if not before or before[-1] == "\n":
            return _HARDLY
        if _YEAR.fullmatch(number):
            return _AFTER_YEAR
        if _MONTH.search(before) and 1 <= int(number) <= 31:
            if int(whole) <= 31 and _YEAR_AFTER.match(self.text, run.end()):
                return None
            return _AFTER_DAY if int(whole) > 31 else _HARDLY
        return _AFTER_NUMBER

    def _after(self) -> float | None:
        """Weigh a mark that follows a word, a stop or a space."""
        run, before = self.run, self.before
        last = before[-1:]
        at_end = run.end() == self.end or self.text[run.end()] == "\n"
        if run.start() < self.heading[0]:  # in a file line, which is full of numbers, a mark can only stand at the end
            return _AFTER_WORD if at_end and last.isalpha() else None
        if not last or last in "\n\t($#“‘£/[-–":
            return None
        if last == " ":
            return _AFTER_SPACE if at_end and _SPACED.search(before) else None
        if last.isalpha():
            return _AFTER_CODE if _CODE.search(before) else _AFTER_WORD
        if last in ".,:;" and before[-2:-1].isdigit():
            decimal = last == "." and _DECIMAL.match(self.text, run.end())
            return _HARDLY if decimal else _AFTER_NUMBER_AND_STOP
        if last == "—" or (last in "’'ʼ" and before[-2:-1] in " \n"):
            return _HARDLY
        return _AFTER_STOP
