"""One step of the tables."""

from dataclasses import dataclass

__all__ = ["Migration"]


@dataclass(frozen=True, slots=True)
class Migration:
    """One step: its number, what it brings, and its statements."""

    number: int
    brings: str
    sql: str
