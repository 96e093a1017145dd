"""What a form submitted: fields and uploads, bounded, and in memory only.

Starlette's parser writes parts beyond a megabyte to a temporary file in clear; ours never reaches that size, because
the whole request is bounded first.
"""

import hashlib
from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from starlette.datastructures import FormData, Headers, UploadFile
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser
from starlette.requests import Request

from backchannel.errors import BadInputError, UsageError
from backchannel.web.numbers import whole_number

__all__ = ["LARGE_BYTES", "SMALL_BYTES", "Form", "Upload", "read_form"]

E = TypeVar("E", bound=StrEnum)
SMALL_BYTES = 2 * 1024 * 1024
"""The most that a page without uploads takes."""
LARGE_BYTES = 64 * 1024 * 1024
"""The most that a page with uploads takes, all its files together."""
_FIELDS = 2_000


@dataclass(frozen=True, slots=True, repr=False)
class Upload:
    """One uploaded file: its name as the browser gave it, without folders, and its bytes."""

    name: str
    data: bytes


def _place(typed: str) -> Path:
    try:
        place = Path(typed).expanduser()
    except RuntimeError:
        place = Path()
    if not place.is_absolute() or "\x00" in typed:
        raise UsageError("Name a file of this machine with its whole path, such as /home/ilse/monday.backup.")
    return place


@dataclass(frozen=True, slots=True, repr=False)
class Form:
    """The fields of a submitted form, each a list, and its uploads."""

    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    uploads: Mapping[str, tuple[Upload, ...]] = field(default_factory=dict)

    def one(self, name: str, default: str = "") -> str:
        """Give a field on one line, without space around it; `default` where it was not there."""
        return " ".join(self.text(name, default).split())

    def text(self, name: str, default: str = "") -> str:
        """Give a field as it was typed, with line feeds alone for its breaks; `default` where it was not there."""
        found = self.fields.get(name)
        return found[0].replace("\r\n", "\n").replace("\r", "\n") if found else default

    def places(self, name: str) -> tuple[Path, ...]:
        """Give files and folders of this machine, typed one a line with their whole path; UsageError for another."""
        return tuple(_place(line.strip()) for line in self.text(name).splitlines() if line.strip())

    def place(self, name: str) -> Path:
        """Give one file or folder of this machine, typed with its whole path; UsageError for another."""
        return _place(self.text(name).strip())

    def every(self, name: str) -> tuple[str, ...]:
        """Give all values of a field, such as of checkboxes, without the empty ones."""
        return tuple(one for one in self.fields.get(name, ()) if one)

    def chosen(self, name: str, kind: type[E]) -> E:
        """Give a field as one of an enumeration; UsageError for what the form does not offer."""
        try:
            return kind(self.one(name))
        except ValueError:
            raise UsageError("Choose one of what the form offers, and send it again.") from None

    def is_on(self, name: str) -> bool:
        """Whether a checkbox was on."""
        return bool(self.every(name))

    @property
    def showing(self) -> str:
        """A word for this one submission, '' where its form has no name of its showing.

        The same form sent twice has the same; one that was gone back to and filled in otherwise has another.
        """
        name = self.one("once")
        if not name:
            return ""
        digest = hashlib.sha256(repr(sorted(self.fields.items())).encode("utf-8", "surrogatepass"))
        for field_, files in sorted(self.uploads.items()):
            for file in files:
                digest.update(repr((field_, file.name, len(file.data))).encode("utf-8", "surrogatepass") + file.data)
        return f"{name} {digest.hexdigest()}"

    @property
    def without_secrets(self) -> "Form":
        """The form without what was typed into fields for a passphrase, and without the bytes of its uploads."""
        fields = {name: (() if name in self.secrets else values) for name, values in self.fields.items()}
        uploads = {name: tuple(Upload(one.name, b"") for one in some) for name, some in self.uploads.items()}
        return Form(fields, uploads)

    @property
    def secrets(self) -> tuple[str, ...]:
        """The names of the fields for a passphrase, as the form names them."""
        return self.every("_secret")

    def upload(self, name: str) -> Upload | None:
        """Give the one uploaded file of a field, if a file was chosen."""
        return next(iter(self.uploads.get(name, ())), None)


class _InMemory(MultiPartParser):
    # A file is rolled over to the disk beyond this; the request is bounded below it.
    spool_max_size = LARGE_BYTES + 1


async def read_form(request: Request, *, large: bool) -> Form:
    """Read a submitted form; BadInputError where it is too long, cut short, or none."""
    limit = LARGE_BYTES if large else SMALL_BYTES
    too_long = BadInputError(
        f"What was sent is larger than the {limit // 1024 // 1024} MB that this page takes; nothing was changed, "
        "so send less at a time."
    )
    declared = request.headers.get("content-length", "0")
    if (length := whole_number(declared)) is None or length > limit:
        raise too_long
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            raise too_long
    return _form(await _parsed(request.headers, bytes(body)))


async def _parsed(headers: Headers, body: bytes) -> FormData:
    async def stream() -> AsyncGenerator[bytes, None]:
        yield body
        yield b""

    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        if kind == "multipart/form-data":
            parser = _InMemory(headers, stream(), max_files=_FIELDS, max_fields=_FIELDS, max_part_size=LARGE_BYTES)
            return await parser.parse()
        if kind == "application/x-www-form-urlencoded":
            if body.count(b"&") > _FIELDS:
                raise BadInputError("This form has more fields than a page of this desk; nothing was changed.")
            return await FormParser(headers, stream()).parse()
    except (MultiPartException, ValueError, LookupError):
        pass
    raise BadInputError("What was sent is no form of this desk; nothing was changed, so go back and send it again.")


def _form(data: FormData) -> Form:
    fields: dict[str, tuple[str, ...]] = {}
    uploads: dict[str, tuple[Upload, ...]] = {}
    for name, value in data.multi_items():
        if isinstance(value, UploadFile):
            if value.filename:
                file = value.filename.replace("\\", "/").rpartition("/")[2]
                uploads[name] = (*uploads.get(name, ()), Upload(file, value.file.read()))
            value.file.close()
        else:
            fields[name] = (*fields.get(name, ()), value)
    return Form(fields, uploads)
