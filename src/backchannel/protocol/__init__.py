"""The protocol: identities, charters, entries, ledgers, sealing, releases, verification.

Bytes and values in, bytes and events out. There is no file, socket, clock or database here; time and randomness
are parameters (but for the random numbers that HPKE, Cobblestone and ML-DSA draw inside their library). The
specification is `docs/protocol.md`; a module here is a section there.
"""
