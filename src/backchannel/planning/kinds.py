"""Kinds of planning acts: what an act says is a frozen dataclass, and its form on the ledger follows from its fields.

A field is a text, a whole number, a yes or no, a word of a list (an enumeration), a date (EDTF), a group of fields
(a dataclass), an array of any of these, or one of them or nothing. A field that has its default value is not written,
and is refused where it is: what is read is written again as the same bytes (`docs/planning.md`, "Words of an act").
"""

from collections.abc import Callable
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, Generic, NamedTuple, TypeVar, get_args, get_origin, get_type_hints

from backchannel.errors import BadInputError
from backchannel.record.dates import DocumentDate, parse

__all__ = ["ITEMS", "TEXT", "Kind"]

T = TypeVar("T")

TEXT = 20_000
"""Characters of one text, at most."""
ITEMS = 500
"""Things of one array, at most."""
_LARGEST = (1 << 53) - 1


class _Codec(NamedTuple):
    read: Callable[[object], Any]
    write: Callable[[Any], Any]


class Kind(Generic[T]):
    """One kind of act: its name on the ledger, and the dataclass of what it says."""

    def __init__(self, name: str, form: type[T]) -> None:
        """Take a name and a dataclass; TypeError where a field has a type that no act can say."""
        self.name = name
        self.form = form
        self._codec = _group(form)

    def read(self, value: object) -> T:
        """Give what an act says; BadInputError where it has not the form of this kind."""
        try:
            read: T = self._codec.read(value)
        except BadInputError as error:
            raise BadInputError(f"What the act “{self.name}” says has not its form: {error}") from None
        return read

    def write(self, value: T) -> dict[str, Any]:
        """Give what stands on the ledger; BadInputError where a text is too long, or a list."""
        written: dict[str, Any] = self._codec.write(value)
        self.read(written)
        return written

    def __repr__(self) -> str:
        return f"Kind({self.name})"


def _group(form: type[Any]) -> _Codec:
    hints = get_type_hints(form)
    parts = [(part, _codec(hints[part.name]), _default(part)) for part in fields(form)]
    names = {part.name for part, _, _ in parts}

    def read(value: object) -> Any:
        if not isinstance(value, dict):
            raise BadInputError("a group of fields is missing; ask for it again.")
        if unknown := value.keys() - names:
            raise BadInputError(f"it has a field “{min(unknown)[:40]!r}” that it should not have.")
        found: dict[str, Any] = {}
        for part, codec, default in parts:
            if part.name in value:
                found[part.name] = codec.read(value[part.name])
                if default is not MISSING and found[part.name] == default:
                    raise BadInputError(f"the field “{part.name}” is written although it says nothing.")
            elif default is MISSING:
                raise BadInputError(f"the field “{part.name}” is missing; ask for it again.")
        return form(**found)

    def write(value: Any) -> dict[str, Any]:
        said = ((part.name, codec, default, getattr(value, part.name)) for part, codec, default in parts)
        return {name: codec.write(own) for name, codec, default, own in said if default is MISSING or own != default}

    return _Codec(read, write)


def _default(part: "Field[Any]") -> Any:
    return part.default_factory() if part.default_factory is not MISSING else part.default


def _codec(hint: Any) -> _Codec:
    origin, inner = get_origin(hint), get_args(hint)
    if origin is tuple and len(inner) == 2 and inner[1] is Ellipsis:
        return _array(_codec(inner[0]))
    if origin is UnionType and len(inner) == 2 and NoneType in inner:
        return _codec(next(one for one in inner if one is not NoneType))
    if isinstance(hint, type):
        if issubclass(hint, StrEnum):
            return _word(hint)
        if hint in _PLAIN:
            return _PLAIN[hint]
        if is_dataclass(hint):
            return _group(hint)
    raise TypeError(f"no act can say {hint!r}")


def _array(one: _Codec) -> _Codec:
    def read(value: object) -> tuple[Any, ...]:
        if not isinstance(value, list) or len(value) > ITEMS:
            raise BadInputError("an array is something else, or too long; shorten it.")
        return tuple(one.read(item) for item in value)

    return _Codec(read, lambda value: [one.write(item) for item in value])


def _word(words: type[StrEnum]) -> _Codec:
    known = {str(word): word for word in words}

    def read(value: object) -> StrEnum:
        if not isinstance(value, str) or value not in known:
            raise BadInputError(f"a word is none of {', '.join(known)}.")
        return known[value]

    return _Codec(read, str)


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > TEXT:
        raise BadInputError(f"a text is something else, or longer than {TEXT:,} characters; shorten it.")
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise BadInputError("a yes or no is something else; ask for it again.")
    return value


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > _LARGEST:
        raise BadInputError("a number is something else, or too large; ask for it again.")
    return value


def _date(value: object) -> DocumentDate:
    date = parse(_text(value))
    if str(date) != value:
        raise BadInputError("a date is not written as EDTF writes it; ask for it again.")
    return date


def _as_it_is(value: Any) -> Any:
    return value


_PLAIN: dict[Any, _Codec] = {
    str: _Codec(_text, _as_it_is),
    bool: _Codec(_flag, _as_it_is),
    int: _Codec(_whole, _as_it_is),
    DocumentDate: _Codec(_date, str),
}
