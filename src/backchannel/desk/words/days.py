"""Days as a person types them where he narrows what is meant: a month means its first day, or its last."""

from backchannel.errors import BadInputError, UsageError
from backchannel.record.dates import DocumentDate, read_written

__all__ = ["first_day", "last_day"]


def first_day(text: str) -> str:
    """Give the first day that a typed date means, as `1961-10-16`; '' for none. UsageError for what is no date."""
    return _read(text).earliest.date().isoformat() if text else ""


def last_day(text: str) -> str:
    """Give the last day that a typed date means. As `first_day`."""
    return _read(text).latest.date().isoformat() if text else ""


def _read(text: str) -> DocumentDate:
    try:
        return read_written(text)
    except BadInputError:
        raise UsageError(f"“{text[:40]}” is no date; write one such as 1963-01-20 or 1963-01.") from None
