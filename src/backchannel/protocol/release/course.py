"""The course of a release inside a channel: proposed, assented to, signed, attributed, released; or ended before.

Every step is a MACed entry that only the readers of all the letters concerned can open. Until the last signature the
whole is deniable; until the attributions nobody outside can tell whose keys signed. `STEPS` is the table of what may
follow what; a step that is not in it has no effect and is listed as refused.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any

from backchannel.errors import BackchannelError, BadInputError
from backchannel.protocol.encoding import unhex32
from backchannel.protocol.entry import Header
from backchannel.protocol.fields import Fields
from backchannel.protocol.limits import LIMITS
from backchannel.protocol.release.composite import PUBLIC, SIGNATURE
from backchannel.protocol.release.grammar import APPARATUS, REASONS, hour

_INDEX = re.compile(r"0|[1-9][0-9]{0,8}")


class Stage(Enum):
    """Where a release stands."""

    PROPOSED = "proposed"
    ASSENTED = "assented"
    SIGNED = "signed"
    RELEASED = "released"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


STEPS: dict[tuple[Stage, str], Stage] = {
    (Stage.PROPOSED, "last assent"): Stage.ASSENTED,
    (Stage.ASSENTED, "last signature"): Stage.SIGNED,
    (Stage.SIGNED, "last attribution"): Stage.RELEASED,
    (Stage.PROPOSED, "decline"): Stage.DECLINED,
    (Stage.PROPOSED, "withdraw"): Stage.WITHDRAWN,
    (Stage.ASSENTED, "decline"): Stage.DECLINED,
    (Stage.ASSENTED, "withdraw"): Stage.WITHDRAWN,
    (Stage.SIGNED, "decline"): Stage.DECLINED,
    (Stage.SIGNED, "withdraw"): Stage.WITHDRAWN,
    (Stage.DECLINED, "last attribution"): Stage.RELEASED,
    (Stage.WITHDRAWN, "last attribution"): Stage.RELEASED,
}
"""(stage, what happens) -> next stage. After the last attribution there is no way back: whoever holds them all holds
the release, so a refusal that crosses them on its way comes too late."""


@dataclass(frozen=True, slots=True)
class LetterChoice:
    """One letter of a proposal: what of its apparatus is shown, and what is withheld for which reason."""

    entry: bytes
    show: tuple[str, ...]
    passages: Mapping[int, str]
    """Passage number -> reason code, of those withheld."""
    enclosures: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What somebody proposes to release, as it stands in his entry."""

    purpose: str
    not_before: str
    no_precedent: bool
    two_sided: bool
    letters: tuple[LetterChoice, ...]
    signers: tuple[bytes, ...]
    """The readers who have to assent, sign and attribute, the proposer among them."""
    master: bytes
    """The secret from which the salts of the revealed leaves come."""
    key: bytes
    commitments: Mapping[int, bytes]
    answers: bytes
    """The proposal that this one answers with another excerpt, or empty."""
    basis: bytes
    """An earlier release that is cited as the ground for this one, or empty."""
    capitals: tuple[tuple[str, str], ...]
    """(name, time zone) of the capitals whose hours the plan gives."""


@dataclass(frozen=True, slots=True)
class Course:
    """One release so far."""

    header: Header
    proposal: Proposal
    stage: Stage = Stage.PROPOSED
    keys: Mapping[bytes, bytes] = field(default_factory=dict)
    """Reader -> the release key that he made for this proposal alone."""
    commitments: Mapping[bytes, Mapping[int, bytes]] = field(default_factory=dict)
    statements: Mapping[bytes, bytes] = field(default_factory=dict)
    """Reader -> the digest of the statement that he signed."""
    signatures: Mapping[bytes, bytes] = field(default_factory=dict)
    attributions: Mapping[bytes, tuple[bytes, bytes]] = field(default_factory=dict)
    """Reader -> (identity key, signature)."""
    ended: tuple[bytes, str] = (b"", "")
    """Who declined or withdrew it, and why."""
    refused: tuple[tuple[bytes, str], ...] = ()
    """(entry, rule) of steps without effect."""


def read_proposal(body: Mapping[str, Any]) -> Proposal:
    """Read the body of a `release-proposal` entry; BadInputError where it is malformed."""
    fields = Fields({k: v for k, v in body.items() if k != "readers"}, "a release proposal")
    proposal = Proposal(
        purpose=fields.text("purpose", empty=False),
        not_before=hour(fields.text("not_before", 20)),
        no_precedent=fields.flag("no_precedent"),
        two_sided=fields.flag("two_sided"),
        letters=fields.items("letters", LIMITS.release_letters, _letter),
        signers=fields.items("signers", LIMITS.members, unhex32),
        master=fields.digest("master"),
        key=fields.blob("key", PUBLIC),
        commitments=_commitments(fields.raw("commitments")),
        answers=fields.digest("answers") if fields.has("answers") else b"",
        basis=fields.digest("basis") if fields.has("basis") else b"",
        capitals=fields.items("capitals", 20, _capital),
    )
    fields.done()
    if not proposal.letters or len({c.entry for c in proposal.letters}) != len(proposal.letters):
        raise BadInputError("A release proposal names no letter, or one twice.")
    if not proposal.signers or len(set(proposal.signers)) != len(proposal.signers):
        raise BadInputError("A release proposal names no signer, or one twice.")
    return proposal


def _letter(value: object) -> LetterChoice:
    fields = Fields(value, "a letter in a release proposal")
    choice = LetterChoice(
        fields.digest("entry"),
        fields.items("show", len(APPARATUS), _shown),
        _withheld(fields.raw("withhold"), LIMITS.passages),
        _withheld(fields.raw("withhold_enclosures"), LIMITS.enclosures),
    )
    fields.done()
    return choice


def _shown(value: object) -> str:
    if value not in APPARATUS:
        raise BadInputError("A release proposal shows a field of the apparatus that there is not.")
    return str(value)


def _withheld(value: object, limit: int) -> dict[int, str]:
    if not isinstance(value, list) or len(value) > limit:
        raise BadInputError("What a release proposal withholds is not a list.")
    found: dict[int, str] = {}
    for item in value:
        fields = Fields(item, "a withheld place in a release proposal")
        number = fields.integer("number", 1, limit)
        found[number] = fields.choice("reason", tuple(REASONS))
        fields.done()
    if len(found) != len(value) or list(found) != sorted(found):
        raise BadInputError("What a release proposal withholds is doubled or out of order.")
    return found


def _commitments(value: object) -> dict[int, bytes]:
    if not isinstance(value, dict):
        raise BadInputError("The commitments of a release proposal are not what they should be.")
    if any(not _INDEX.fullmatch(name) for name in value):
        raise BadInputError("The commitments of a release proposal are not numbered by leaves.")
    return {int(name): unhex32(digest) for name, digest in value.items()}


def _capital(value: object) -> tuple[str, str]:
    fields = Fields(value, "a capital in a release plan")
    capital = (fields.name(), fields.text("zone", 100, empty=False))
    fields.done()
    return capital


def follow(entries: Iterable[tuple[Header, Mapping[str, Any]]]) -> dict[bytes, Course]:
    """Fold the release entries of a channel, in causal order, to the course of every proposal, by its entry."""
    courses: dict[bytes, Course] = {}
    for header, body in entries:
        if header.kind == "release-proposal":
            try:
                proposal = read_proposal(body)
            except BackchannelError:
                continue
            basis = courses.get(proposal.basis)
            course = Course(
                header,
                proposal,
                keys={header.author: proposal.key},
                commitments={header.author: proposal.commitments},
            )
            if basis is not None and basis.proposal.no_precedent:
                rule = "It cites as its basis a release that was made as no precedent."
                course = replace(course, stage=Stage.DECLINED, ended=(b"", rule))
            if header.author not in proposal.signers:
                course = replace(course, stage=Stage.DECLINED, ended=(b"", "Its proposer is not among its signers."))
            courses[header.id] = _advance(course)
            continue
        found = courses.get(_proposal_of(body))
        if found is not None:
            try:
                courses[found.header.id] = _advance(_STEPS[header.kind](found, header, _fields(header, body)))
            except BackchannelError as error:
                rule = str(error)
                courses[found.header.id] = replace(found, refused=(*found.refused, (header.id, rule)))
    return courses


def _proposal_of(body: Mapping[str, Any]) -> bytes:
    try:
        return unhex32(body.get("proposal"))
    except BadInputError:
        return b""


def _fields(header: Header, body: Mapping[str, Any]) -> Fields:
    value = {k: v for k, v in body.items() if k not in {"readers", "proposal"}}
    return Fields(value, f"the entry “{header.kind}”")


def _require(course: Course, header: Header, stage: Stage, what: str) -> None:
    if header.author not in course.proposal.signers:
        raise BadInputError(f"Only those whom the proposal names {what}.")
    if course.stage != stage:
        raise BadInputError(f"It came while the release was {course.stage.value}; one does not {what} then.")


def _assent(course: Course, header: Header, fields: Fields) -> Course:
    answer = fields.choice("answer", ("assent", "decline", "withdraw"))
    if answer != "assent":
        reason = fields.maybe_text("reason")
        fields.done()
        if header.author not in course.proposal.signers:
            raise BadInputError("Only those whom the proposal names decline it.")
        if answer == "withdraw" and header.author != course.header.author:
            raise BadInputError("Only its proposer withdraws a proposal; others decline it.")
        following = STEPS.get((course.stage, answer))
        if following is None:
            raise BadInputError(f"The release was {course.stage.value}; it cannot be ended any more.")
        return replace(course, stage=following, ended=(header.author, reason))
    key = fields.blob("key", PUBLIC)
    commitments = _commitments(fields.raw("commitments"))
    fields.done()
    _require(course, header, Stage.PROPOSED, "assent")
    if header.author in course.keys:
        raise BadInputError("One assents to a proposal once; a second key is not taken.")
    if key in course.keys.values():
        raise BadInputError("A release key that somebody has used already is not taken.")
    return replace(
        course,
        keys={**course.keys, header.author: key},
        commitments={**course.commitments, header.author: commitments},
    )


def _signature(course: Course, header: Header, fields: Fields) -> Course:
    digest, signature = fields.digest("statement"), fields.blob("signature", SIGNATURE)
    fields.done()
    _require(course, header, Stage.ASSENTED, "sign")
    return replace(
        course,
        statements={**course.statements, header.author: digest},
        signatures={**course.signatures, header.author: signature},
    )


def _attribution(course: Course, header: Header, fields: Fields) -> Course:
    key, signature = fields.blob("identity_key", PUBLIC), fields.blob("signature", SIGNATURE)
    fields.done()
    ended = course.stage in {Stage.DECLINED, Stage.WITHDRAWN} and set(course.proposal.signers) <= set(course.signatures)
    _require(course, header, course.stage if ended else Stage.SIGNED, "attribute")
    return replace(course, attributions={**course.attributions, header.author: (key, signature)})


_STEPS = {"release-assent": _assent, "signature": _signature, "attribution": _attribution}


def _advance(course: Course) -> Course:
    """Move on when the last of those named has done his part."""
    for stage, done, step in (
        (Stage.PROPOSED, course.keys, "last assent"),
        (Stage.ASSENTED, course.signatures, "last signature"),
        (Stage.SIGNED, course.attributions, "last attribution"),
        (Stage.DECLINED, course.attributions, "last attribution"),
        (Stage.WITHDRAWN, course.attributions, "last attribution"),
    ):
        if course.stage == stage and set(course.proposal.signers) <= set(done):
            course = replace(course, stage=STEPS[stage, step])
    return course
