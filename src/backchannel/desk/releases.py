"""Release: proposed, consented to, declined, signed, attributed, exported. Never by one side alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from backchannel.desk import release_texts
from backchannel.desk.book import Book, open_book
from backchannel.desk.desk import Desk
from backchannel.desk.identities import identity_key
from backchannel.desk.letters import readers_now
from backchannel.desk.planning import precedents
from backchannel.desk.references import reference, resolve
from backchannel.desk.writing import append
from backchannel.errors import BackchannelError, RuleError, TooEarlyError, UsageError
from backchannel.protocol.encoding import b64, hex32
from backchannel.protocol.entry import read_time
from backchannel.protocol.release.bundle import Attributed, Bundle, Signed, write_bundle
from backchannel.protocol.release.course import Course, LetterChoice, Stage, follow, read_proposal
from backchannel.protocol.release.grammar import REASONS
from backchannel.protocol.release.howto import HOW_TO_CHECK
from backchannel.protocol.release.leaves import ReleasedLetter
from backchannel.protocol.release.messages import statement_digest, statement_signature_holds
from backchannel.protocol.release.proposal import Excerpt
from backchannel.protocol.release.signing import SecretKey, attribute, new_key, sign_statement
from backchannel.protocol.release.verify import verify_bundle
from backchannel.protocol.state import REMOVED
from backchannel.vault import channels, entries
from backchannel.vault import releases as secrets

_PREFIX = 16
KINDS = ("release-proposal", "release-assent", "signature", "attribution")


@dataclass(frozen=True, slots=True)
class Wish:
    """One letter that somebody wants to release: its reference, passages and enclosures to withhold with reasons."""

    letter: str
    withhold: Mapping[int, str]
    withhold_enclosures: Mapping[int, str]
    show: tuple[str, ...] = release_texts.SHOWN


@dataclass(frozen=True, slots=True)
class Sheet:
    """A release as it is shown: where it stands, who has done what, what an outsider would see, what comes next."""

    reference: str
    course: Course
    names: Mapping[bytes, str]
    outsider: tuple[Excerpt, ...]
    """What an outsider would see; empty where this desk cannot read a letter."""
    letters: tuple[str, ...]
    statement: bytes
    """The digest of the statement, once all have assented."""
    answers: str
    problem: str
    next_step: str


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a release would be before it is proposed: what an outsider sees, who consents, who hears of it.

    `problem` says why it cannot be proposed so; then `signers` may be empty.
    """

    outsider: tuple[Excerpt, ...]
    signers: tuple[str, ...]
    circle: tuple[str, ...]
    """Who can read every letter: only they see anything of the release."""
    problem: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A release in a list: its channel, what it is called, how far it is and what comes next for this desk's person."""

    channel: str
    channel_id: bytes
    reference: str
    course: Course
    next_step: str


def listed(desk: Desk) -> list[Listed]:
    """Give the releases that this desk may see on every channel, the last proposed first. No letter is opened."""
    found = []
    with desk.vault.read() as db:
        for kept in channels.every(db):
            if kept.standing in {channels.JOINED, channels.GONE}:
                book = Book(db, desk, kept)
                found += [
                    Listed(kept.name, kept.id, reference(book.state, one.header), one, next_step(one, desk.reader))
                    for one in courses(book).values()
                ]
    return sorted(found, key=lambda one: one.course.header.time, reverse=True)


def located(desk: Desk, prefix: str) -> tuple[str, str]:
    """Give (channel by its id, reference) of the release whose entry begins so; UsageError where there is none."""
    if len(prefix) >= _PREFIX:
        for one in listed(desk):
            if one.course.header.id.hex().startswith(prefix):
                return one.channel_id.hex(), one.reference
    raise UsageError("There is no such release that this desk can see; look for it in the list.")


def foresee(
    desk: Desk, channel: str, wishes: Sequence[Wish], *, two_sided: bool = False, signers: Sequence[str] = ()
) -> Foreseen:
    """Give what a release would be. NotAReaderError and UsageError for letters and places that there are not."""
    with desk.vault.read() as db:
        book = open_book(db, desk, channel)
        choices = tuple(_choice(book, wish) for wish in wishes)
        shown = [release_texts.excerpt(book, one, two_sided=two_sided) for one in choices]
        named: list[bytes] = []
        problem = ""
        try:
            _check_withholding(book, choices, two_sided=two_sided)
            named = _signers(book, choices, shown, signers)
        except BackchannelError as error:
            problem = str(error)
        members = book.state.members
        names = {one: f"{members[one].name} ({members[one].party})" for one in members}
        circle = tuple(names[one] for one in _circle(book, choices) if one in names)
        return Foreseen(tuple(shown), tuple(names[one] for one in named), circle, problem)


def propose(
    desk: Desk,
    channel: str,
    wishes: Sequence[Wish],
    *,
    purpose: str,
    not_before: str = "",
    no_precedent: bool = False,
    two_sided: bool = False,
    capitals: Sequence[tuple[str, str]] = (),
    signers: Sequence[str] = (),
    answers: str = "",
    basis: str = "",
) -> Sheet:
    """Propose a release, which is our own consent to it. RuleError where the charter does not allow it so."""
    for name, zone in capitals:
        _zone(name, zone)
    with desk.vault.change(moves_position=True) as db:
        book = open_book(db, desk, channel)
        choices = tuple(_choice(book, wish) for wish in wishes)
        _check_withholding(book, choices, two_sided=two_sided)
        shown = [release_texts.excerpt(book, c, two_sided=two_sided) for c in choices]
        named = _signers(book, choices, shown, signers)
        key, secret = new_key(desk.random), desk.random(32)
        party = desk.card.party
        content: dict[str, Any] = {
            "purpose": purpose,
            "not_before": not_before,
            "no_precedent": no_precedent,
            "two_sided": two_sided,
            "letters": [_choice_value(c) for c in choices],
            "signers": [hex32(r) for r in named],
            "master": hex32(desk.random(32)),
            "key": b64(key.public),
            "commitments": release_texts.own_commitments(book, shown, choices, party, secret),
            "capitals": [{"name": name, "zone": zone} for name, zone in capitals],
        }
        if answers:
            content["answers"] = hex32(_course(book, answers).header.id)
        if basis:
            precedents.refuse_incident(db, desk, basis)
            course = _course(book, basis)
            if course.proposal.no_precedent:
                raise RuleError(f"{basis} was made as no precedent, so it cannot be cited as the basis of a release.")
            precedents.refuse_reserved(db, desk, course.header.id, basis)
            content["basis"] = hex32(course.header.id)
        read_proposal(content)
        entry = append(book, "release-proposal", content, _circle(book, choices))
        _keep_secret(book, entry.header.id, key, secret)
        book.save()
        return _sheet(book, courses(book)[entry.header.id])


def _choice(book: Book, wish: Wish) -> LetterChoice:
    entry, _ = resolve(book, wish.letter)
    release_texts.own_copy(book, entry.header.id)
    for reason in (*wish.withhold.values(), *wish.withhold_enclosures.values()):
        if reason not in REASONS:
            raise UsageError(f"“{reason}” is no reason for withholding; choose one of: {', '.join(REASONS)}.")
    return LetterChoice(
        entry.header.id, wish.show, dict(sorted(wish.withhold.items())), dict(sorted(wish.withhold_enclosures.items()))
    )


def _choice_value(choice: LetterChoice) -> dict[str, Any]:
    return {
        "entry": hex32(choice.entry),
        "show": list(choice.show),
        "withhold": [{"number": n, "reason": r} for n, r in choice.passages.items()],
        "withhold_enclosures": [{"number": n, "reason": r} for n, r in choice.enclosures.items()],
    }


def _check_withholding(book: Book, choices: tuple[LetterChoice, ...], *, two_sided: bool) -> None:
    for choice in choices:
        entry, _, _ = release_texts.own_copy(book, choice.entry)
        charter = book.ledger.state_at(entry.header.past).charter
        if two_sided and charter.withholding != "two-sided":
            raise RuleError("The charter under which the letter was written withholds blank only, never to be opened.")


def _circle(book: Book, choices: tuple[LetterChoice, ...]) -> list[bytes]:
    """Those who can read all the letters: only they see anything of the release."""
    circle = {r for r, m in book.state.members.items() if m.status != REMOVED}
    for choice in choices:
        circle &= readers_now(book, release_texts.own_copy(book, choice.entry)[0])
    return sorted(circle | {book.desk.reader})


def _signers(book: Book, choices: tuple[LetterChoice, ...], shown: list[Excerpt], wanted: Sequence[str]) -> list[bytes]:
    """Choose who consents for each party: as many principals as the charter asks, who can read all the letters."""
    from backchannel.desk.channels import member

    charters = [book.ledger.state_at(release_texts.own_copy(book, c.entry)[0].header.past).charter for c in choices]
    needed = release_texts.required_parties(charters, shown)
    circle = set(_circle(book, choices))
    chosen = [member(book.state, name)[0] for name in wanted]
    result: list[bytes] = []
    for party in sorted(needed):
        counts = [p.assent for c in charters if (p := c.party(party)) is not None]
        count = max(counts, default=1)
        principals = [
            r for r, m in sorted(book.state.members.items()) if m.party == party and m.principal and m.status != REMOVED
        ]
        principals.sort(key=lambda r: (r not in chosen, r != book.desk.reader, r))
        able = [r for r in principals if r in circle]
        if len(able) < count:
            names = ", ".join(book.state.members[r].name for r in principals if r not in circle) or "nobody"
            raise RuleError(
                f"{party} must consent by {count} of its principals, but too few can read every letter "
                f"({names} cannot); open the letters to them first."
            )
        result += able[:count]
    if book.desk.reader not in result:
        raise RuleError("Only a principal who consents for his party proposes a release.")
    return sorted(result)


def _keep_secret(book: Book, proposal: bytes, key: SecretKey, secret: bytes) -> None:
    secrets.put_secret(book.db, proposal, book.channel.id, key.mldsa_seed + key.ed25519_seed + secret)


def _kept_key(book: Book, proposal: bytes) -> SecretKey:
    kept = secrets.secret(book.db, proposal)
    if kept is None or len(kept) < 96:
        raise RuleError("This desk's release key for the proposal is gone (a restored desk, or signed before).")
    return SecretKey(kept[:32], kept[32:64])


def courses(book: Book) -> dict[bytes, Course]:
    """Give every release of the channel that this desk may see, by its proposal's entry."""
    return follow(book.in_causal_order(KINDS))


def _course(book: Book, text: str) -> Course:
    entry, _ = resolve(book, text)
    found = courses(book).get(entry.header.id)
    if found is None:
        raise UsageError(f"{text} is not a release that this desk can see.")
    return found


def every(desk: Desk, channel: str) -> list[Sheet]:
    """Give the releases of a channel that this desk may see."""
    with desk.vault.read() as db:
        book = open_book(db, desk, channel)
        return [_sheet(book, c) for c in courses(book).values()]


def show(desk: Desk, channel: str, text: str) -> Sheet:
    """Give one release with all that an outsider would see of it."""
    with desk.vault.read() as db:
        book = open_book(db, desk, channel)
        return _sheet(book, _course(book, text))


def _sheet(book: Book, course: Course) -> Sheet:
    state, desk = book.state, book.desk
    problem, digest = "", b""
    outsider: tuple[Excerpt, ...] = ()
    try:
        outsider = tuple(release_texts.excerpts(book, course.proposal))
        if set(course.proposal.signers) <= set(course.keys):
            digest = statement_digest(release_texts.statement_of(book, course)[0])
    except BackchannelError as error:
        problem = str(error)
    texts = []
    for choice in course.proposal.letters:
        kept = entries.by_id(book.db, choice.entry)
        texts.append(reference(state, kept.header) if kept else "a letter that is not here")
    answered = entries.by_id(book.db, course.proposal.answers) if course.proposal.answers else None
    return Sheet(
        reference=reference(state, course.header),
        course=course,
        names={r: f"{m.name} ({m.party})" for r, m in state.members.items()},
        outsider=outsider,
        letters=tuple(texts),
        statement=digest,
        answers=reference(state, answered.header) if answered else "",
        problem=problem,
        next_step=next_step(course, desk.reader),
    )


def next_step(course: Course, own: bytes) -> str:
    """Say what comes next of a release, for the person of `own`."""
    mine = own in course.proposal.signers
    if course.stage is Stage.PROPOSED:
        return "consent or decline" if mine and own not in course.keys else "waiting for the consent of others"
    if course.stage is Stage.ASSENTED:
        return "sign" if mine and own not in course.signatures else "waiting for the signatures of others"
    if course.stage is Stage.SIGNED:
        return "attribute" if mine and own not in course.attributions else "waiting for the attributions of others"
    return "export the bundle" if course.stage is Stage.RELEASED else "nothing: it has ended"


def consent(desk: Desk, channel: str, text: str) -> Sheet:
    """Consent to a release, after comparing it with this desk's own copies. Still deniable."""
    with desk.vault.change(moves_position=True) as db:
        book = open_book(db, desk, channel)
        course = _course(book, text)
        if course.stage is not Stage.PROPOSED or desk.reader in course.keys:
            raise UsageError(f"{text} does not wait for this desk's consent; it was {course.stage.value}.")
        if desk.reader not in course.proposal.signers:
            raise RuleError(f"{text} does not ask for the consent of this desk's person.")
        shown = release_texts.excerpts(book, course.proposal)
        _check_withholding(book, course.proposal.letters, two_sided=course.proposal.two_sided)
        _check_required(book, course, shown)
        key, secret = new_key(desk.random), desk.random(32)
        content = {
            "proposal": hex32(course.header.id),
            "answer": "assent",
            "key": b64(key.public),
            "commitments": release_texts.own_commitments(book, shown, course.proposal.letters, desk.card.party, secret),
        }
        append(book, "release-assent", content, _circle(book, course.proposal.letters))
        _keep_secret(book, course.header.id, key, secret)
        book.save()
        return _sheet(book, courses(book)[course.header.id])


def _check_required(book: Book, course: Course, shown: list[Excerpt]) -> None:
    charters = [
        book.ledger.state_at(release_texts.own_copy(book, c.entry)[0].header.past).charter
        for c in course.proposal.letters
    ]
    members = book.state.members
    for party in release_texts.required_parties(charters, shown):
        count = max((p.assent for c in charters if (p := c.party(party)) is not None), default=1)
        present = [r for r in course.proposal.signers if members[r].party == party and members[r].principal]
        if len(present) < count:
            raise RuleError(f"The proposal does not ask {party} for its consent as the charter demands; decline it.")


def decline(desk: Desk, channel: str, text: str, reason: str = "") -> Sheet:
    """Decline a release, or withdraw one's own. Its one-time keys are erased and never used again."""
    with desk.vault.change(moves_position=True) as db:
        book = open_book(db, desk, channel)
        course = _course(book, text)
        if course.stage in {Stage.RELEASED, Stage.DECLINED, Stage.WITHDRAWN}:
            raise UsageError(f"{text} was {course.stage.value}; it cannot be declined any more.")
        answer = "withdraw" if course.header.author == desk.reader else "decline"
        content: dict[str, Any] = {"proposal": hex32(course.header.id), "answer": answer}
        if reason:
            content["reason"] = reason
        append(book, "release-assent", content, _circle(book, course.proposal.letters))
        secrets.erase_secret(db, course.header.id)
        book.save()
        return _sheet(book, courses(book)[course.header.id])


def sign(desk: Desk, channel: str, text: str) -> Sheet:
    """Sign the statement with the proposal's one-time key: a pseudonym that proves nothing yet."""
    with desk.vault.change(moves_position=True) as db:
        book = open_book(db, desk, channel)
        course = _course(book, text)
        if course.stage is not Stage.ASSENTED or desk.reader in course.signatures:
            raise UsageError(f"{text} does not wait for this desk's signature; it was {course.stage.value}.")
        statement, _ = release_texts.statement_of(book, course)
        _compare(course, statement)
        content = {
            "proposal": hex32(course.header.id),
            "statement": hex32(statement_digest(statement)),
            "signature": b64(sign_statement(statement, _kept_key(book, course.header.id))),
        }
        append(book, "signature", content, _circle(book, course.proposal.letters))
        _forget_signing_key(book, course)
        book.save()
        return _sheet(book, courses(book)[course.header.id])


def _forget_signing_key(book: Book, course: Course) -> None:
    kept = secrets.secret(book.db, course.header.id)
    if course.proposal.two_sided and kept is not None:
        # Only the secret by which our side may one day open its part stays.
        secrets.put_secret(book.db, course.header.id, book.channel.id, kept[64:])
    else:
        secrets.erase_secret(book.db, course.header.id)


def _compare(course: Course, statement: bytes) -> None:
    digest = statement_digest(statement)
    for reader, other in course.statements.items():
        if other != digest:
            raise RuleError(
                "Another party signed other words than this desk's copies give; do not sign, compare your letters, and "
                "decline."
            )
        if not statement_signature_holds(statement, course.keys[reader], course.signatures[reader]):
            raise RuleError("A signature of another party does not fit the statement; decline, and propose anew.")


def attribute_release(desk: Desk, channel: str, text: str) -> Sheet:
    """Attribute our release key to us: the last step, which proves our own consent. Not before the agreed hour."""
    with desk.vault.change(moves_position=True) as db:
        book = open_book(db, desk, channel)
        course = _course(book, text)
        if course.stage is not Stage.SIGNED or desk.reader in course.attributions:
            raise UsageError(f"{text} does not wait for this desk's attribution; it was {course.stage.value}.")
        _not_before(desk, course, text)
        statement, _ = release_texts.statement_of(book, course)
        _compare(course, statement)
        mine = book.state.members[desk.reader]
        identity = identity_key(db)
        content = {
            "proposal": hex32(course.header.id),
            "identity_key": b64(identity.public),
            "signature": b64(attribute(statement, mine.party, mine.name, identity)),
        }
        append(book, "attribution", content, _circle(book, course.proposal.letters))
        book.save()
        return _sheet(book, courses(book)[course.header.id])


def _not_before(desk: Desk, course: Course, text: str) -> None:
    hour = course.proposal.not_before
    if hour and desk.clock() < read_time(hour):
        raise TooEarlyError(f"{text} was agreed for {hour} at the earliest, and it is {desk.now()}; wait for the hour.")


def export(desk: Desk, channel: str, text: str) -> bytes:
    """Give the bundle of a release that is complete, verified once more before it is given out."""
    with desk.vault.read() as db:
        book = open_book(db, desk, channel)
        course = _course(book, text)
        if course.stage is not Stage.RELEASED:
            missing = [book.state.members[r].name for r in course.proposal.signers if r not in course.attributions]
            raise RuleError(
                f"{text} was {course.stage.value}: a release needs the consent, signature and attribution of every "
                f"party, and there is none yet of {', '.join(missing)}; nobody can release it alone."
            )
        _not_before(desk, course, text)
        statement, letters = release_texts.statement_of(book, course)
        data = write_bundle(_bundle(book, course, statement, letters))
    verify_bundle(data)
    return data


def _bundle(book: Book, course: Course, statement: bytes, letters: tuple[ReleasedLetter, ...]) -> Bundle:
    members = book.state.members
    order = sorted(
        course.proposal.signers, key=lambda r: (members[r].party.encode("utf-8"), members[r].name.encode("utf-8"))
    )
    return Bundle(
        page=HOW_TO_CHECK,
        statement=statement,
        letters=letters,
        signatures=tuple(Signed(members[r].party, members[r].name, course.signatures[r]) for r in order),
        attributions=tuple(Attributed(members[r].party, members[r].name, *course.attributions[r]) for r in order),
    )


def plan(desk: Desk, channel: str, text: str, capitals: Sequence[tuple[str, str]] = ()) -> list[tuple[str, str]]:
    """Give the hour of a release in each capital: (capital, local time with its offset from UTC)."""
    with desk.vault.read() as db:
        book = open_book(db, desk, channel)
        course = _course(book, text)
    if not course.proposal.not_before:
        raise UsageError(f"{text} names no hour; propose it with one.")
    moment = read_time(course.proposal.not_before)
    rows = [("UTC", moment.strftime("%A %-d %B %Y, %H:%M"))]
    for name, zone in (*course.proposal.capitals, *capitals):
        local: datetime = moment.astimezone(_zone(name, zone))
        rows.append((name, local.strftime("%A %-d %B %Y, %H:%M (UTC%z)")))
    return rows


def _zone(name: str, zone: str) -> ZoneInfo:
    try:
        return ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UsageError(f"The time zone “{zone}” of {name} is not known; write it as Europe/Lisbon.") from None
