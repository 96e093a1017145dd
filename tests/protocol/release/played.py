"""The parties of a release, played from one seed: keys, letters, commitments, and whole bundles."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from backchannel.protocol.release.bundle import Attributed, Bundle, Signed, write_bundle
from backchannel.protocol.release.howto import HOW_TO_CHECK
from backchannel.protocol.release.identity import IdentityCard
from backchannel.protocol.release.leaves import ReleasedLetter, commitment, commitment_salt
from backchannel.protocol.release.messages import (
    ATTRIBUTION_CONTEXT,
    STATEMENT_CONTEXT,
    attribution_message,
    statement_message,
)
from backchannel.protocol.release.proposal import (
    Enclosure,
    Excerpt,
    Withhold,
    build_statement,
    lay_leaves,
    two_sided_places,
)
from backchannel.protocol.release.signing import SecretKey, attribute, new_key, sign_statement
from backchannel.protocol.release.statement import Signer, Statement, parse_statement, write_statement

ARVEND, SORLUND, TESK = "Arvend", "Sorlund", "Tesk"
MARO, TEEL, OKU = (ARVEND, "Ilse Maro"), (SORLUND, "Jon Teel"), (TESK, "Ada Oku")
SHORT_PAGE = ("How to check this file", "See the specification of the form backchannel-release-1.")


def seeded(seed: str) -> Callable[[int], bytes]:
    """A source of bytes that gives the same ones for the same seed."""
    count = 0

    def take(size: int) -> bytes:
        nonlocal count
        count += 1
        return hashlib.shake_256(f"{seed}/{count}".encode()).digest(size)

    return take


FIRST = Excerpt(
    author_party=ARVEND,
    addressee_parties=(SORLUND,),
    apparatus={
        "kind": "letter",
        "heading": "Letter from the Chancellor of Arvend to the President of Sorlund",
        "place": "Harn",
        "date": "2031-03-04",
        "from": ["Chancellor Maro"],
        "to": ["President Teel"],
    },
    passages=(
        "Mr. President: I have read your letter twice, and “twice” is not too often.",
        Withhold("negotiation"),
        "The lock gates stay open until the talks end.",
    ),
    enclosures=(Enclosure("gauge.csv", 1200, hashlib.sha256(b"levels").digest()), Withhold("security")),
)
SECOND = Excerpt(
    author_party=SORLUND,
    addressee_parties=(ARVEND,),
    apparatus={"kind": "letter", "date": "2031-03-11", "from": ["President Teel"], "to": ["Chancellor Maro"]},
    passages=("Madam Chancellor: No.", Withhold("third-party", two_sided=True)),
)
HIDDEN_TEXT = "We would give up the east bank if Tesk is not told."


@dataclass(frozen=True)
class Played:
    """A bundle with everything that its parties know and nobody else does."""

    bundle: Bundle
    wk: dict[tuple[str, str], SecretKey]
    ik: dict[tuple[str, str], SecretKey]
    secrets: dict[str, bytes]

    @property
    def data(self) -> bytes:
        """The bundle file."""
        return write_bundle(self.bundle)

    def card(self, who: tuple[str, str]) -> IdentityCard:
        """The identity card that a person's party has published."""
        return IdentityCard(*who, self.ik[who].public)

    @property
    def statement(self) -> Statement:
        """The statement, read."""
        return parse_statement(self.bundle.statement)

    def changed(self, **fields: object) -> bytes:
        """The bundle file with some of its parts replaced, and nothing signed again."""
        return write_bundle(self.bundle._replace(**fields))

    def agreed(
        self, statement: Statement, edit: Callable[[bytes], bytes] = lambda data: data, **fields: object
    ) -> bytes:
        """The bundle file with another statement, sound or not, that all its signers sign and attribute."""
        signed = edit(write_statement(statement))
        keys = {key.public: key for key in self.wk.values()}
        return self.changed(
            **{
                "statement": signed,
                "signatures": tuple(
                    Signed(s.party, s.person, keys[s.key].sign(statement_message(signed), STATEMENT_CONTEXT))
                    for s in statement.signers
                ),
                "attributions": tuple(self._attributed(signed, s, statement.signers) for s in statement.signers),
            }
            | fields
        )

    def _attributed(self, signed: bytes, signer: Signer, signers: Sequence[Signer]) -> Attributed:
        key = self.ik[signer.party, signer.person]
        message = attribution_message(signed, signer, signers)
        return Attributed(signer.party, signer.person, key.public, key.sign(message, ATTRIBUTION_CONTEXT))


def made_bundle(
    seed: str = "seed",
    *,
    signers: Sequence[tuple[str, str]] = (MARO, TEEL),
    excerpts: Sequence[Excerpt] = (FIRST, SECOND),
    page: Sequence[str] = HOW_TO_CHECK,
    purpose: str = "The letters on the lock gates",
    identities: dict[tuple[str, str], SecretKey] | None = None,
    commit: Callable[[str], str] = lambda party: HIDDEN_TEXT,
    forbidden: Sequence[bytes] = (),
) -> Played:
    """Play a release from proposal to bundle; `commit` gives the text to which each party commits."""
    random = seeded(seed)
    signers = sorted(signers)
    wk = {who: new_key(random) for who in signers}
    ik = dict(identities or {})
    for who in signers:
        ik.setdefault(who, new_key(seeded(f"identity of {who}")))
    master = random(32)
    secrets = {party: random(32) for party, _ in signers}
    commitments = {
        place.leaf: {
            party: commitment(commitment_salt(secret, place.leaf), party, place, commit(party))
            for party, secret in secrets.items()
        }
        for place in two_sided_places(excerpts)
    }
    letters: tuple[ReleasedLetter, ...] = lay_leaves(excerpts, master, commitments)
    statement = build_statement(
        purpose=purpose,
        not_before="2031-05-04T09:00:00Z",
        no_precedent=True,
        page=page,
        excerpts=excerpts,
        letters=letters,
        signers=[Signer(*who, wk[who].public) for who in signers],
        forbidden=forbidden,
    )
    bundle = Bundle(
        page=tuple(page),
        statement=statement,
        letters=letters,
        signatures=tuple(Signed(*who, sign_statement(statement, wk[who])) for who in signers),
        attributions=tuple(Attributed(*who, ik[who].public, attribute(statement, *who, ik[who])) for who in signers),
    )
    return Played(bundle, wk, ik, secrets)
