"""What a reader says of a file beside the document that it made of it."""

from dataclasses import dataclass

__all__ = ["Report"]


@dataclass(frozen=True, slots=True)
class Report:
    """What was inferred where the file does not say it, and what the file has that the document has not.

    Each is a sentence for a person. Nothing is inferred or left out without one.
    """

    inferred: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
