"""Whose acts have an effect: what has none stands for nothing, and takes nothing out of its place."""

from hypothesis import given
from hypothesis import strategies as st
from tests.planning.writing import GRETA, ILSE, KARL, Pages, on

from backchannel.planning.authority import judged
from backchannel.planning.tracks import EFFORT, Effort


def effort(name):
    return Effort(on("2031-05-05"), name, "Greta Lund")


def by_principal(says, act, before):
    return "" if act.writer.principal else "no principal"


def standing(pages, of):
    found = judged(pages.board, EFFORT, next(t for t in pages.board.things(EFFORT) if t.id == of), by_principal)
    return [says.what for says, _ in found.statements]


def test_who_writes_in_place_of_an_act_without_effect_writes_in_place_of_what_it_named():
    """Ilse saw Karl's act and what it had replaced: hers stands alone, and not beside it."""
    pages = Pages()
    of = pages.write(EFFORT, effort("first"))
    other = pages.revise(EFFORT, of, effort("without effect"), by=KARL)
    assert standing(pages, of) == ["first"]
    pages.revise(EFFORT, of, effort("second"), after=[other])
    assert standing(pages, of) == ["second"]


@given(st.data())
def test_acts_without_effect_change_nothing_in_whatever_order_they_come(data):
    """The statements are those of the same history without what has no effect."""
    pages, ids = Pages(), []
    of = pages.write(EFFORT, effort("0"))
    ids = [of]
    for number in range(1, data.draw(st.integers(1, 12))):
        after = data.draw(st.lists(st.sampled_from(ids), min_size=1, max_size=3, unique=True))
        by = data.draw(st.sampled_from([ILSE, GRETA]))
        ids.append(pages.revise(EFFORT, of, effort(str(number)), by=by, after=after))
    told = standing(pages, of)
    # Reckoned again by hand: what each act that counts saw, through those that do not.
    acts = {act.id: act for act in pages.acts}
    seen = {}
    for act in pages.acts:
        reached = {one for named in act.after for one in ({named} if acts[named].writer.principal else seen[named])}
        seen[act.id] = reached
    gone = {one for act in pages.acts if act.writer.principal for one in seen[act.id]}
    assert told == [act.says["what"] for act in pages.acts if act.writer.principal and act.id not in gone]
    shuffled = pages.shuffled(data.draw(st.permutations(pages.acts)))
    (thing,) = shuffled.things(EFFORT)
    assert [says.what for says, _ in judged(shuffled, EFFORT, thing, by_principal).statements] == told
