"""Help: the guide inside the desk."""

import re

from backchannel.web.pages import guide


def test_the_guide_is_all_there(sit, pair):
    """Every page of the guide but that of the commands is listed and answers, the one of the desk first."""
    ilse = sit(pair, "ilse")
    listed = [link for link in ilse.get("/help").links if link.startswith("/help/")]
    assert "When something is wrong" in ilse.get("/help").text
    names = {one.name for one in guide.guide_folder().iterdir() if one.name.endswith(".md")} - {"commands.md"}
    assert {f"/help/{name.removesuffix('.md')}" for name in names} <= set(listed)
    assert all(ilse.get(f"/help/{name.removesuffix('.md')}").status == 200 for name in names)
    assert ilse.get("/help/commands").status == ilse.get("/help/desk.md").status == 404


def test_links_and_places_of_the_guide_are_those_of_the_desk(sit, pair):
    """A link of one page of the guide leads to another and to its place there; none leaves the desk."""
    ilse = sit(pair, "ilse")
    for name in {link for link in ilse.get("/help").links if link.startswith("/help/")}:
        read = ilse.get(name)
        assert all(link.startswith(("/", "#")) for link in read.links), name
        for link in read.links:
            page, _, place = link.partition("#")
            assert not place or place in ilse.get(page or name).ids, f"{name}: {link}"


def test_pictures_of_the_guide_leave_nothing_in_the_desk(sit, pair):
    """What they show is the desk itself: no picture, no word for one and no empty paragraph stands in their place."""
    read = sit(pair, "ilse").get("/help/desk")
    assert "<img" not in read.html and "images/" not in read.html and "Today on a phone" not in read.text
    assert not re.search(r"<p>\s*</p>", read.html)
