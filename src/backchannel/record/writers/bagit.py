"""A case as a BagIt bag (RFC 8493): documents in several formats, with what is restricted about each.

`data/restrictions.json` says of every document its classification, captions, precedence and distribution as they hold
for the whole, its banner, who alone may read it, what is withheld or left out of it, and its files. `bag-info.txt` says
how many are restricted and the highest classification, so that an archive knows before it opens the rest.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from backchannel.errors import BadInputError, UsageError
from backchannel.record.classification import highest, level
from backchannel.record.document import Document
from backchannel.record.markings import banner, overall
from backchannel.record.printed import gaps
from backchannel.record.writers.formats import FORMATS, Export, Format, Wishes, stems

__all__ = ["RESTRICTIONS", "write"]

RESTRICTIONS = "data/restrictions.json"
_DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_DIGEST = "sha512"
"""The algorithm that the standard recommends (section 2.4)."""
_OPEN = level("Unclassified")


_KEPT = tuple(name for name in FORMATS if name != "telegram")
"""What a bag holds of each document: all but a form that says less than the others."""


def write(exports: Sequence[Export], wishes: Wishes, formats: Iterable[str] = _KEPT) -> Iterator[tuple[str, bytes]]:
    """Give the files of a bag one by one, each as its name and its bytes; the tag files come last.

    A document that a format refuses is left out of that format, and its restrictions say so. UsageError where there is
    no document.
    """
    if not exports:
        raise UsageError("There are no documents to put into a bag; name some.")
    payload = _Manifest()
    items = [_item(one) for one in exports]
    for name, content in _payload(exports, wishes, [FORMATS[name] for name in formats], items):
        payload.add(name, content)
        yield name, content
    restrictions = json.dumps({"documents": items}, ensure_ascii=False, indent=1).encode() + b"\n"
    payload.add(RESTRICTIONS, restrictions)
    yield RESTRICTIONS, restrictions
    tags = _Manifest()
    for name, content in (
        ("bagit.txt", _DECLARATION),
        ("bag-info.txt", _info(exports, wishes, payload)),
        (f"manifest-{_DIGEST}.txt", payload.text()),
    ):
        tags.add(name, content)
        yield name, content
    yield f"tagmanifest-{_DIGEST}.txt", tags.text()


class _Manifest:
    """The digests of files as they go by, with their number and size."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self.size = 0

    def add(self, name: str, content: bytes) -> None:
        """Take in one file."""
        self._lines.append(f"{hashlib.sha512(content).hexdigest()}  {name}\n")
        self.size += len(content)

    @property
    def oxum(self) -> str:
        """Bytes and files, as section 2.2.2 wants them."""
        return f"{self.size}.{len(self._lines)}"

    def text(self) -> bytes:
        """Give the manifest."""
        return "".join(self._lines).encode()


def _payload(
    exports: Sequence[Export], wishes: Wishes, formats: list[Format], items: list[dict[str, Any]]
) -> Iterator[tuple[str, bytes]]:
    for one, item, stem in zip(exports, items, stems(one.id for one in exports), strict=True):
        for form in formats:
            if form.apart:
                name = f"data/documents/{stem}{form.suffix}"
                try:
                    content = form.write([one], wishes)
                except BadInputError as refusal:
                    item["not_written"][form.name] = str(refusal)
                    continue
                item["files"].append(name)
                yield name, content
    for form in formats:
        if not form.apart:
            for stem, together in _together(exports, form):
                name = f"data/{stem}{form.suffix}"
                try:
                    content = form.write(together, wishes)
                except UsageError:
                    # Nothing of this sort is among them, such as letters for a catalogue of letters.
                    continue
                yield name, content


def _together(exports: Sequence[Export], form: Format) -> Iterator[tuple[str, list[Export]]]:
    """Give what goes into one file: for TEI the documents of one volume, else all."""
    if form.name != "tei":
        yield "documents", list(exports)
        return
    volumes = list(dict.fromkeys(one.volume.id if one.volume else "" for one in exports))
    for volume, stem in zip(volumes, stems(name or "other-documents" for name in volumes), strict=True):
        yield f"tei/{stem}", [one for one in exports if (one.volume.id if one.volume else "") == volume]


def _item(export: Export) -> dict[str, Any]:
    whole = overall(export.document)
    return {
        "id": export.id,
        "classification": whole.classification,
        "captions": list(whole.captions),
        "precedence": list(whole.precedence),
        "distribution": list(whole.distribution),
        "banner": banner(export.document).split("\n") if banner(export.document) else [],
        "readers": None if export.readers is None else list(export.readers),
        "gaps": list(_gaps(export.document)),
        "files": [],
        "not_written": {},
    }


def _gaps(document: Document) -> Iterator[dict[str, Any]]:
    for passage in document.passages:
        for gap in gaps.find(passage.text):
            yield {"passage": passage.number, "kind": gap.kind, "text": gap.text}


def _is_restricted(export: Export) -> bool:
    whole = overall(export.document)
    known = level(whole.classification) if whole.classification else _OPEN
    above = known is None or (_OPEN is not None and known > _OPEN)
    return above or bool(whole.captions or whole.distribution) or export.readers is not None


def _info(exports: Sequence[Export], wishes: Wishes, payload: _Manifest) -> bytes:
    restricted = [one for one in exports if _is_restricted(one)]
    top = highest(filter(None, (overall(one.document).classification for one in exports)))
    lines = [
        ("Bagging-Date", wishes.index.day),
        ("External-Description", wishes.index.title),
        ("Payload-Oxum", payload.oxum),
        ("Documents", str(len(exports))),
        ("Restricted-Documents", str(len(restricted))),
        ("Highest-Classification", top or "none is stated"),
        ("Access-Restrictions", f"Of each document, in {RESTRICTIONS}"),
    ]
    return "".join(f"{label}: {' '.join(value.split())}\n" for label, value in lines).encode()
