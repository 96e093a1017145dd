"""Every first word of a command: which module knows it, and what it is for.

Only the module of the word that was given is imported, so that a verification does not pay for a desk.
"""

COMMANDS = {
    "init": ("desk", "make a desk in a new folder"),
    "card": ("card", "show your contact card, import and confirm the cards of others"),
    "channel": ("channel", "propose, accept, amend, leave and check channels"),
    "reader": ("reader", "add, replace and remove the readers of a channel"),
    "letter": ("letter", "write, read, acknowledge, open and share letters"),
    "record": ("record", "import documents into the archive, show, list and remove them"),
    "search": ("search", "search all that this desk may read, by words, phrases and filters"),
    "screen": ("screen", "find what of a draft is private before it goes out, or ask a keeper"),
    "answer": ("answer", "lay their letter beside our draft, and decide passage by passage how it is answered"),
    "readings": ("readings", "keep what we told them that we take their words to mean, and what became of it"),
    "lint": ("lint", "hold a draft to a charter's rules of tone and courtesy"),
    "leaks": ("leaks", "find what published words reuse of private letters, and who knew them"),
    "fresh": ("fresh", "find what of a draft is warmed over from earlier papers"),
    "claims": ("claims", "put claims of silence on record, and test them against what was published"),
    "owed": ("knowledge", "list the letters that wait for an answer, by us and to us"),
    "knows": ("knowledge", "say who knows of a letter, or what a person knows of"),
    "knows note": ("knowledge", "note that somebody knows of a letter"),
    "interlocutor": ("interlocutor", "name, accept, withdraw and send interlocutors"),
    "sync": ("exchange", "exchange through relays"),
    "pouch": ("exchange", "exchange through a file carried by hand"),
    "relay": ("relay", "run a relay, or say where this desk takes mail"),
    "release": ("release", "release letters jointly: propose, consent, sign, attribute, export"),
    "identity": ("identity", "make and publish the key that attributes releases"),
    "verify": ("verify", "verify bundles and quoted passages: no desk, no network"),
    "forge": ("forge", "make a letter of the other side that this desk accepts, to see why a leak proves nothing"),
    "ledger": ("ledger", "list the entries of a channel"),
    "set-aside": ("ledger", "list what was set aside when a fork was mended"),
    "alarms": ("ledger", "list what a person must settle"),
    "refusals": ("ledger", "list what was dropped, and how often"),
    "retire": ("ledger", "erase the words that the charter says are kept no longer"),
    "backup": ("desk", "write the whole desk to one encrypted file"),
    "restore": ("desk", "make a desk from a backup"),
    "passphrase": ("desk", "change the passphrase of a desk"),
    "check": ("desk", "check the whole vault of a desk"),
    "demo": ("demo", "play an invented negotiation in a new folder"),
}
"""Word (or pair of words) -> (module of this room, help), in the order in which they are listed."""
