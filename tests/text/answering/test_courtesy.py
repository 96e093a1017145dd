"""Which passages of a letter ask for no answer: by their role, and by no more words than that."""

import pytest

from backchannel.record.passage import Passage
from backchannel.text.answering.courtesy import is_form


@pytest.mark.parametrize(
    ("role", "text"),
    [
        ("salutation", "Dear Mr. President,"),
        ("salutation", "My dear old friend,"),
        ("salutation", "Esteemed Prime Minister and dear colleague,"),
        ("closing", "Sincerely yours,"),
        ("closing", "Please accept, Excellency, the renewed assurances of my highest consideration."),
        ("closing", "I remain, with kind regards to your wife, yours ever"),
        ("signature", "Danilo Vesmar, Prime Minister of Senn"),
    ],
)
def test_salutations_closings_and_signatures_ask_for_nothing(role, text):
    """They are forms."""
    assert is_form(Passage(1, text, role))


@pytest.mark.parametrize(
    ("role", "text"),
    [
        ("salutation", "Dear colleague, release the seven fishermen"),
        ("salutation", "Dear Sir, the ships sail at dawn"),
        ("closing", "With my respects, evacuate Orlen by dawn."),
        ("closing", "Respectfully, leave the Sound."),
        ("closing", "Yours truly, and hand over the keys,"),
        ("signature", "Release the seven fishermen"),
        ("paragraph", "Sincerely yours,"),
    ],
)
def test_a_demand_under_the_role_of_a_courtesy_is_no_form(role, text):
    """Whoever writes a letter chooses its roles: what says more than a courtesy waits for an answer."""
    assert not is_form(Passage(1, text, role))
