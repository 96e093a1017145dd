"""What a quotation consists of: its words, and where it says itself that it left out or put in something.

An ellipsis of any kind, and words in square brackets, are gaps. Brackets around the first letters of a word only say
that its capital is another's. What an editor or a printer put in (the mark of a note, a page, "sic") is no part of it.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from backchannel.text.folding import Token, fold, tokens

__all__ = ["Gap", "Parts", "parts"]

_GAP = re.compile(
    r"(?P<ellipsis>\[\s*(?:(?:\.\s*){2,}|…|\*(?:\s*\*)*|-{2,}|[—–])\s*\]|\((?:\s*\.){3}\s*\)|\(\s*…\s*\)|…+(?:\s*\.)?|\.(?:\s*\.){2,}"
    r"|\*(?:\s*\*){2,}|……|⋯+|_{3,})"
    r"|\[(?P<letters>\w{1,2})\](?=\w)"
    r"|(?P<printed>\[\s*(?:\^?\d{1,3}|\^\w+|(?:pages?\s|pp?\.\s?)[\divxlc]{1,8}(?:\s?(?:of|/|-|–)\s?\d{1,5})?|sic[!.]?"
    r"|(?:my |our )?emphas[ie]s(?: (?:is )?(?:added|supplied|mine|ours|in (?:the )?original))?)\s*\]"
    r"|[⁰¹²³⁴-⁹]+"
    r"|(?<=\n)[ \t]*(?:(?:page|p\.)\s*\d+(?:\s*(?:of|/)\s*\d+)?|[-–—]+\s*\d+\s*[-–—]+|\d{1,4})[ \t]*(?=\n))"
    r"|\[(?P<words>[^\[\]]{0,300})\]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Gap:
    """Where something is left out or put in: before which word, the characters of the mark, and the words put in.

    `kind` is `ellipsis`, `words` (in brackets) or `letters` (the capital of the word `at`).
    """

    at: int
    kind: str
    start: int
    end: int
    words: str = ""


@dataclass(frozen=True)
class Parts:
    """The words of a quotation, with their characters in the draft, and its gaps."""

    words: tuple[Token, ...]
    gaps: tuple[Gap, ...]

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The words alone, folded."""
        return tuple(word.text for word in self.words)

    @cached_property
    def pieces(self) -> tuple[tuple[int, int], ...]:
        """The runs of words [first, last) between which something is left out or put in; never an empty one."""
        cuts = sorted({0, len(self.words), *(gap.at for gap in self.gaps if gap.kind != "letters")})
        return tuple((first, last) for first, last in pairwise(cuts))

    @property
    def is_marked(self) -> bool:
        """Whether it says that it is not word for word what it quotes: something is changed, or left out within it."""
        return any(gap.kind != "ellipsis" or 0 < gap.at < len(self.words) for gap in self.gaps)


def parts(text: str, start: int, end: int) -> Parts:
    """Take the characters [start, end) of a draft apart."""
    quoted = text[start:end]
    marks = list(_GAP.finditer(quoted)) if _may_have_gaps(quoted) else []
    clean, gaps = quoted, []
    if marks:
        pieces, at = [], 0
        for match in marks:
            pieces.append(quoted[at : match.start()])
            if match["letters"]:
                # What is folded leaves these out, so that the letters make one word, at their places.
                pieces.append(f"\u00ad{match['letters']}\u00ad")
            else:
                pieces.append(" " * len(match.group()))
            at = match.end()
        clean = "".join([*pieces, quoted[at:]])
    words = tuple(tokens(fold(clean), start))
    starts = [word.start for word in words]
    for match in marks:
        kind = match.lastgroup or ""
        if kind != "printed":
            place = bisect_left(starts, match.start() + start)
            place -= kind == "letters" and place > 0 and words[place - 1].end > match.start() + start
            gaps.append(Gap(place, kind, match.start() + start, match.end() + start, match["words"] or ""))
    return Parts(words, tuple(gaps))


def _may_have_gaps(quoted: str) -> bool:
    return any(sign in quoted for sign in ("[", "..", "…", ". .", "*", "⋯", "__", "\n")) or not quoted.isascii()
