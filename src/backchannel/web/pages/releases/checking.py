"""Checking bundles and quoted passages: no channel and nothing of this desk is needed for it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from backchannel.errors import BackchannelError, UsageError
from backchannel.protocol.release.account import account
from backchannel.protocol.release.bundle import read_bundle
from backchannel.protocol.release.grammar import REASONS
from backchannel.protocol.release.html import reading_copy
from backchannel.protocol.release.identity import IdentityCard, read_identity
from backchannel.protocol.release.leaves import Shown
from backchannel.protocol.release.passage import quote
from backchannel.protocol.release.verify import VerifiedBundle, VerifiedPassage, verify_bundle, verify_file
from backchannel.web.answers import Answer, Download, Go, Page, View
from backchannel.web.numbers import whole_number
from backchannel.web.visit import Visit

__all__ = ["PAGES", "check"]

_PLACE = re.compile(r"([1-9][0-9]{0,4})\.([1-9][0-9]{0,4})")
_PINS = 3
_MOST = 200
"""As many passages of a letter are shown; the copy for reading has all of them."""


@dataclass(frozen=True, slots=True)
class Checked:
    """One file that was checked: what was found, or why it is not verified."""

    name: str
    data: bytes
    found: VerifiedBundle | VerifiedPassage | None
    lines: tuple[str, ...]
    refusal: str = ""

    @property
    def bundle(self) -> VerifiedBundle | None:
        """The bundle, if it is one that holds."""
        return self.found if isinstance(self.found, VerifiedBundle) else None

    @property
    def passage(self) -> VerifiedPassage | None:
        """The quoted passage, if it is one that holds."""
        return self.found if isinstance(self.found, VerifiedPassage) else None

    @property
    def places(self) -> list[tuple[str, str]]:
        """What can be quoted of it, with how each begins."""
        if self.bundle is None:
            return []
        return [
            (f"{letter.number}.{number}", f"{letter.number}.{number}  {one.text[:60]}")
            for letter in self.bundle.letters
            for number, one in enumerate(letter.passages, 1)
            if isinstance(one, Shown)
        ]


@dataclass(frozen=True, slots=True)
class Checking:
    """Files that were checked together, and how many published identities they were held against."""

    files: tuple[Checked, ...]
    pins: tuple[str, ...]


def check(
    files: Sequence[tuple[str, bytes]],
    pins: dict[str, IdentityCard] | None = None,
    trusted: Sequence[bytes] = (),
) -> Checking:
    """Check files one after another; a release key that was seen in an earlier one is refused in a later one.

    `trusted` are other releases that the person trusts. BadInputError where one of those does not hold.
    """
    known: dict[bytes, bytes] = {}
    for data in trusted:
        known |= verify_file(data).release_keys
    checked = []
    for name, data in files:
        one = _checked(name, data, pins or {}, known)
        if one.found is not None:
            known |= one.found.release_keys
        checked.append(one)
    return Checking(tuple(checked), tuple(pins or ()))


def _checked(name: str, data: bytes, pins: dict[str, IdentityCard], known: dict[bytes, bytes]) -> Checked:
    try:
        found = verify_file(data, pins=pins, known_keys=known)
    except BackchannelError as error:
        return Checked(name, data, None, (), str(error))
    return Checked(name, data, found, tuple(account(found)))


def _show(visit: Visit) -> Answer:  # noqa: ARG001
    return View("releases/verify.html", {"pins": range(1, _PINS + 1)})


def _verify(visit: Visit) -> Answer:
    uploads = visit.form.uploads.get("files", ())
    if not uploads:
        raise UsageError("Choose the file of a bundle or of a quoted passage.")
    pins: dict[str, IdentityCard] = {}
    for number in range(1, _PINS + 1):
        file, name = visit.form.upload(f"card-{number}"), visit.form.one(f"name-{number}")
        if file is None and not name:
            continue
        if file is None:
            raise UsageError(f"No identity card was chosen for {name}; choose the one that he has published.")
        card = read_identity(file.data)
        if (name or card.person) in pins:
            raise UsageError(
                f"Two identity cards are given for {name or card.person}; give the one that was published."
            )
        pins[name or card.person] = card
    trusted = [one.data for one in visit.form.uploads.get("known", ())]
    checking = check([(one.name, one.data) for one in uploads], pins, trusted)
    return Go(f"/verify/{visit.shelf.keep(checking)}")


def _found(visit: Visit) -> Answer:
    checking = visit.shelf.get(visit.path["kept"], Checking)
    return View("releases/verified.html", {"checking": checking, "reason_words": REASONS, "most": _MOST})


def _meant(visit: Visit) -> Checked:
    which = whole_number(visit.form.one("which"))
    files = visit.shelf.get(visit.path["kept"], Checking).files
    if which is None or not 1 <= which <= len(files):
        raise UsageError("This file is not among those that were checked; check it again.")
    return files[which - 1]


def _html(visit: Visit) -> Answer:
    bundle = _meant(visit).bundle
    if bundle is None:
        raise UsageError("Only a bundle that was verified has a copy for reading.")
    return Download(reading_copy(bundle), "release.html", "text/html; charset=utf-8")


def _quote(visit: Visit) -> Answer:
    one, place = _meant(visit), _PLACE.fullmatch(visit.form.one("place"))
    if place is None or one.bundle is None:
        raise UsageError("A passage is written as LETTER.PASSAGE, such as 1.3, of a bundle that was verified.")
    verify_bundle(one.data)
    return Download(quote(read_bundle(one.data), int(place[1]), int(place[2])), "passage.json", "application/json")


PAGES = (
    Page("/verify", _show, {"verify": _verify}, large=True),
    Page("/verify/{kept}", _found, {"html": _html, "quote": _quote}),
)
