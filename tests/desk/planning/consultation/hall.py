"""What the tests of consultation have in common: an issue with those it concerns, a text, and steps by name."""

from backchannel.desk.planning import cases
from backchannel.desk.planning.consultation import asked, concerns, consultations, orders
from backchannel.planning.cases import Side
from backchannel.planning.consultation.concerns import Degree
from backchannel.planning.consultation.consulting import Rule, Stance
from backchannel.record.dates import parse

FERRIES = (
    "We would let twelve ferries pass the strait each day until the ice closes it, counted together with the harbour "
    "masters of Port Aldeby."
)
NETS = "The nets that were lost in autumn would be paid for out of a common fund, which a pilot of each side keeps."
ASIDE = "How do your own fishermen see the coming winter, and what do they say of last autumn?"
ENDS = parse("2031-05-12")
ALLIES = ("Norlund", "Sudmark", "Tervania")
DESKS = {"Norlund": "hanne", "Sudmark": "bram", "Tervania": "ines"}
ORDER = "No surprises"


def concern(case, **degrees):
    """Say how directly the passage concerns some parties; all three directly where none is named."""
    for party, degree in (degrees or dict.fromkeys(ALLIES, "direct")).items():
        concerns.note(case.ilse, party, "passage", Degree(degree), "Its ferries use the strait.")


def order(case, **more):
    """Let Ilse order that nothing on the passage is proposed to Ostrava unheard."""
    return orders.give(case.ilse, ORDER, "passage", "Ostrava", **more)


def consult(case, *allies, name="Q1", text=(FERRIES,), rule=Rule.HEARING, ends=ENDS, **more):
    """Let Ilse consult allies, all three if none is named, and let it arrive."""
    allies = allies or ALLIES
    found = consultations.open_(case.ilse, name, "passage", allies, rule=rule, ends=ends, text=text, **more)
    case.settle("ilse", *(DESKS[ally] for ally in allies))
    return found


def answer(case, ally, stance, words="", name="Q1"):
    """Let an ally answer, and let it arrive."""
    desk = DESKS[ally]
    asked.answer(case.desks[desk], name, Stance(stance), words)
    case.settle("ilse", desk)


def let_end(case):
    """Let the announced end pass."""
    case.wait(days=8)


def heard(case):
    """Concern, order, a consultation of all three that is closed to go ahead."""
    concern(case)
    order(case)
    consult(case)
    let_end(case)
    return consultations.close(case.ilse, "Q1", proceed=True)


def sides(case):
    """Give which party is on which side of the case."""
    return {one.says.name: one.says.side for one in cases.show(case.ilse).parties if one.says.side is not Side.OURS}
