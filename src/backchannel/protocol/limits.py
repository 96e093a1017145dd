"""Sizes and limits, in one place. All sizes are bytes unless the name says otherwise."""

from typing import NamedTuple


class Limits(NamedTuple):
    """What the protocol accepts at most; each is listed in `docs/protocol.md`, "Limits"."""

    json_depth: int = 24
    body: int = 900_000
    """A structured body before padding."""
    body_floor: int = 1024
    """No body is padded to less."""
    charter: int = 64_000
    charter_text: int = 4_000
    """One rule of the charter, in characters."""
    parties: int = 8
    members: int = 64
    """Readers of one channel, of all parties together."""
    name: int = 200
    """A person's, party's or file's name, in characters."""
    reason: int = 4_000
    passages: int = 2_000
    enclosures: int = 32
    enclosure: int = 64 * 1024 * 1024
    enclosure_chunk: int = 200_000
    """Bytes of an enclosure's ciphertext in one blob."""
    frames_ahead: int = 4_096
    """Frames of one peer that are kept while an earlier one is missing."""
    frames_ahead_bytes: int = 64 * 1024 * 1024
    clock_skew_days: int = 2
    rekey_entries: int = 20
    rekey_days: int = 7
    resend_days: int = 2
    flights_held: int = 256
    """First flights of strangers that are held, at most; a contact may have `flights_of_one` more."""
    flights_of_one: int = 16
    answers_days: int = 30
    """How long an answer to an opening is repeated that nobody follows up."""
    waiting_entries: int = 4_096
    """Entries of one author that wait for their causal past, at most."""
    answers_under_way: int = 4
    """Openings by one peer that are answered and not ended, at most."""
    pouch: int = 1024 * 1024 * 1024
    pouch_items: int = 200_000
    bundle: int = 16 * 1024 * 1024
    release_letters: int = 64


LIMITS = Limits()

SUITE = 1
"""X-Wing in HPKE base mode with HKDF-SHA256 and ChaCha20-Poly1305; Cobblestone256; HMAC-SHA-256."""

BLOB_SIZES = (4_096, 16_384, 65_536, 262_144, 1_048_576)
"""The size classes of what travels; a relay and a pouch see no other size."""
