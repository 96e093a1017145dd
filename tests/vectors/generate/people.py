"""Who stands in the vectors: invented persons of invented states, their cards, the charter of their channel."""

from tests.vectors.generate.notation import Key, b64, enc, js, made, sha

ILSE, JON, ANA, ODO = (Key(made(name)) for name in ("Ilse", "Jon", "Ana", "Odo"))
PARTY = {"Ilse Maro": "Arvend", "Ana Reth": "Arvend", "Jon Teel": "Sorlund", "Odo Lenz": "Sorlund"}
KEYS = {"Ilse Maro": ILSE, "Ana Reth": ANA, "Jon Teel": JON, "Odo Lenz": ODO}


def card(person, /, **other):
    key = KEYS[person]
    return {
        "backchannel-card": 1,
        "suite": 1,
        "person": person,
        "party": PARTY[person],
        "machine": "desk",
        "key": b64(key.public),
        "intake": sha(b"backchannel relay mailbox 1" + made(person + " intake")).hex(),
        "relays": [{"url": "https://relay.example", "token": "a token"}],
    } | other


def member(person, principal):
    return {"name": person, "reader": KEYS[person].reader.hex(), "principal": principal}


def party(name, ceiling, assent, *members):
    return {"name": name, "ceiling": ceiling, "assent": assent, "members": list(members)}


def charter(**other):
    value = {
        "charter": 1,
        "suite": 1,
        "nonce": made("nonce").hex(),
        "title": "The lock gates",
        "purpose": "To agree on when the lock gates of the upper canal are opened.",
        "parties": [
            party("Arvend", 2, 1, member("Ilse Maro", True), member("Ana Reth", False)),
            party("Sorlund", 2, 1, member("Jon Teel", True)),
        ],
        "write": "members",
        "amend": 2,
        "release": "parties concerned",
        "withholding": "two-sided",
        "courier": "recorded",
        "retention_days": 0,
        "key_days": 30,
        "restraint": ["Neither side speaks to newspapers while the talks go on."],
        "courtesy": ["A letter is acknowledged within three days."],
    } | other
    first = [name for name in ("charter", "suite", "nonce", "amends") if name in value]
    return {name: value[name] for name in [*first, *(name for name in value if name not in first)]}


CHARTER = js(charter()).encode()
CHANNEL = sha(enc("bc1/charter", CHARTER))
TIME = "2031-03-04T09:00:00Z"
