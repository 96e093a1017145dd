"""What a query asks, in words: as the program understood it, so that a person sees what was not understood so."""

from collections.abc import Iterable, Iterator

from backchannel.record.dates import in_words as day_in_words
from backchannel.record.dates import parse
from backchannel.text.query import Days, Phrase, Query

__all__ = ["days_in_words", "in_words"]

_ROLES = {
    "sender": "written by",
    "addressee": "addressed to",
    "participant": "with, as one who took part,",
    "mentioned": "that mention",
    "signer": "signed by",
    "": "that have, in whatever part,",
}


def in_words(query: Query) -> tuple[str, ...]:
    """Give what a query asks, a clause each, as it goes on after “Documents”."""
    return tuple(_clauses(query))


def days_in_words(days: Days) -> str:
    """Give a span of days in words: one day, a month or a year where it is just that."""
    first, last = days.first, days.last
    if first and last:
        if first == last:
            return _day(first)
        if first[:7] == last[:7] and first.endswith("-01") and int(last[8:]) >= 28:
            return _day(first[:7])
        if first[:4] == last[:4] and first.endswith("-01-01") and last.endswith("-12-31"):
            return first[:4]
        return f"{_day(first)} to {_day(last)}"
    return f"{_day(first)} or later" if first else f"{_day(last)} or earlier" if last else "any day"


def _clauses(query: Query) -> Iterator[str]:
    if query.phrases:
        yield f"in which stands {_all(query.phrases, 'and')}"
    if query.words:
        one = len(query.words) == 1 and not query.words[0].beginning and not query.phrases
        lead = "in which stands" if one else "preferred with" if query.phrases else "in which stands any of"
        tail = "" if one else ", those with more and rarer ones first"
        yield f"{lead} {_all(query.words, 'and' if query.phrases else 'or')}{tail}"
    if query.without:
        yield f"without {_all(query.without, 'or')}"
    for role, name in query.persons:
        yield f"{_ROLES[role]} somebody named {_quoted(name)}"
    for what, values in (
        ("dated", [days_in_words(one) for one in query.days]),
        ("of the kind", query.kinds),
        ("from a place named", [_quoted(one) for one in query.places]),
        ("marked", [_quoted(one) for one in query.classifications]),
        ("of the volume", query.volumes),
        ("of the channel", query.channels),
    ):
        if values:
            yield f"{what} {_joined(values, 'or')}"


def _all(phrases: Iterable[Phrase], word: str) -> str:
    return _joined([_quoted(one) for one in phrases], word)


def _quoted(one: Phrase) -> str:
    return f"“{' '.join(one.tokens)}{'…' if one.beginning else ''}”"


def _joined(parts: Iterable[str], word: str) -> str:
    some = list(parts)
    return some[0] if len(some) == 1 else f"{', '.join(some[:-1])} {word} {some[-1]}"


def _day(text: str) -> str:
    return day_in_words(parse(text))
