"""The page that every bundle carries: how to check it without Backchannel, now or in thirty years.

It is part of what is signed (by digest), so it speaks for the version of the form that the bundle has. A test reads
bundles with a checker written from this page alone.
"""

from backchannel.protocol import labels
from backchannel.protocol.release.composite import ALGORITHM
from backchannel.protocol.release.statement import RULE

__all__ = ["HOW_TO_CHECK"]

_TEXT = f"""\
HOW TO CHECK THIS FILE WITHOUT BACKCHANNEL

This file is JSON (RFC 8259) in UTF-8. It holds words that were exchanged in confidence and that all the parties
named in it decided to make public together. What follows is all that is needed to check that: a program of some
hundred lines in any language with SHA-256, SHA-512, Ed25519 and ML-DSA-65 will do. Backchannel's own check is
`backchannel verify FILE`.

WHAT IT SHOWS IF ALL CHECKS HOLD. The holders of the identity keys under "attributions" consented to the "statement"
and to exactly the words shown here, with exactly these passages withheld. Dates, places and names of letters are what
the parties agreed to state, not facts that the check proves. The rule to which all of them set their signatures is
that this file {RULE}.

WHAT IT DOES NOT SHOW. That an identity key belongs to the person or party of its name: anybody can make keys and write
any name beside them. Compare each identity key with the one that its party published. Its fingerprint: take
SHA-256 of enc("{labels.IDENTITY_KEY.decode()}", key) as a number, first byte highest; its last 60 decimal digits, in
twelve groups of five.

NOTATION
  ||              one byte string after the other. Texts are taken as their UTF-8 bytes, exactly as they stand.
  u64(n)          n as 8 bytes, lowest byte first.
  enc(a, b, ...)  u64(how many items), then for each item u64(its length in bytes) || the item.
  H               SHA-256 (FIPS 180-4).
  Salts and digests stand in hexadecimal; keys and signatures in base64url without padding (RFC 4648 section 5).
  A key is an ML-DSA-65 public key (1952 bytes, FIPS 204) || an Ed25519 public key (32 bytes, RFC 8032).
  A signature is one of ML-DSA-65 (3309 bytes) || one of Ed25519 (64 bytes).
  pae(type, body) = "DSSEv1" || space || length of type || space || type || space || length of body || space || body,
                    the lengths in decimal.

1. THIS PAGE. Put a line feed after each line of "how_to_check" and join them; H of it is "how_to_check" in the
statement.

2. THE STATEMENT is JSON within a string. Its exact bytes are what was signed; call them S. Every party that is an
"author" or among the "addressees" of a letter must be the party of one of the "signers". "signatures" and
"attributions" must be those of the signers, all of them, in their order.

3. THE KEYS. No half of any signer's key or identity key may occur twice. In each Ed25519 key, and in the first 32
bytes of each Ed25519 signature, read the bytes lowest first and drop the highest bit: the number y must be less than
p = 2^255 - 19 and none of 0, 1, p - 1, y8, p - y8, where the bytes of y8 are
26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05.

4. THE SIGNATURES are {ALGORITHM}. For a message M and a context C:
  N  = "COMPSIG-MLDSA65-Ed25519-SHA512"
  M2 = "CompositeAlgorithmSignatures2025" || N || one byte with the length of C || C || SHA-512(M)
  The ML-DSA-65 half must verify over M2 with N as its context string, and the Ed25519 half must verify over M2.
Each of "signatures" must verify under its signer's key in the statement, with
  M = pae("application/vnd.backchannel.release+json", S), C = "backchannel-release-1".
Each of "attributions" must verify under its own identity_key, with C = "backchannel-attribution-1" and
  M = pae("application/vnd.backchannel.attribution",
      enc("{labels.ATTRIBUTION.decode()}", party, person, H(S), this signer's key, each other signer's key in order)).

5. THE WORDS. Give every letter, in order, one leaf for its apparatus, one for each passage, one for each enclosure.
Number the leaves 0, 1, 2, ... through the whole file: that number is i. l is the letter's number, n the passage's or
enclosure's. The leaf is:
  apparatus            enc("{labels.APPARATUS.decode()}", u64(i), u64(l), salt, A), A being the apparatus object as
                       JSON without any space between its parts, no character escaped but " as \\", \\ as \\\\,
                       and those below U+0020 as \\b \\f \\n \\r \\t or \\u00xx in lower case
  a passage with text  enc("{labels.REVEALED.decode()}", u64(i), u64(l), u64(n), salt, text)
  a withheld passage   enc("{labels.BLANK.decode()}", u64(i), u64(l), u64(n), the word under "withheld")
  one with commitments enc("{labels.TWO_SIDED.decode()}", u64(i), u64(l), u64(n), the word under "withheld",
                       party, its commitment, next party, its commitment, ...), one of each party that signs
  an enclosure         enc("{labels.SHOWN_ENCLOSURE.decode()}", u64(i), u64(l), u64(n), salt, name, u64(length), sha256)
  a withheld one       enc("{labels.BLANK_ENCLOSURE.decode()}", u64(i), u64(l), u64(n), the word under "withheld")
The counts of letters, passages, enclosures and leaves must be those of the statement. "sha256" is that of the
enclosure's bytes, if you have them.
  The hash of a leaf is H(one byte 00 || leaf). The root of one hash is itself. The root of m > 1 hashes is
  H(one byte 01 || root of the first k || root of the rest), with k the largest power of two less than m (RFC 9162).
The root of all leaves must be "root" in the statement.

A QUOTED PASSAGE (format backchannel-passage-1) has two leaves only, "apparatus" and "text", and proofs instead of the
rest. i follows from the counts in the statement. To follow a proof: start with r = the leaf's hash, f = i,
s = tree_size - 1. For each hash p of the proof (s must not be 0 yet): if f is odd or f = s, set r = H(01 || p || r)
and, if f is even, halve f and s until f is odd or 0; else set r = H(01 || r || p); then halve f and s, dropping
remainders. At the end s must be 0 and r must be "root".

A PASSAGE WITH COMMITMENTS can be opened later by all its parties together. Each gives a salt of 32 bytes and the
text; its commitment must be HMAC-SHA-256 under the salt of
  enc("{labels.COMMITMENT.decode()}", party, u64(i), u64(l), u64(n), text),
and all texts must be the same. A part of one party alone shows nothing.
"""

HOW_TO_CHECK: tuple[str, ...] = tuple(_TEXT.splitlines())
"""The page as it stands in a bundle, line by line."""
