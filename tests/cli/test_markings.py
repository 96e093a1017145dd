"""Numbered series, captions and markings as a person types and sees them (R41, R42, R43)."""

LETTER = """\
Number: {number}
Date: 4 November 2030
Classification: {classification}
Caption: {caption}

{text}

We would let four ferries pass each day.
"""


def letter(town, number="Rothav 38", classification="Secret", caption="Nodis", text="The ice is early."):
    """Write a letter's file and give its name."""
    words = {"number": number, "classification": classification, "caption": caption, "text": text}
    return town.file("letter.md", LETTER.format(**words))


def write(town, *words, **more):
    """Seal a letter on Ilse's desk and give its reference."""
    return town.value("ilse", "letter", "write", letter(town, **more), "--yes", *words)["reference"]


def test_a_second_telegram_of_a_number_exits_4(line):
    """The number is refused also where it is only shown; nothing is sealed, and a correction goes."""
    write(line)
    before = line.value("ilse", "letter", "list")
    for words in (["--dry-run"], ["--yes"]):
        refused = line.run("ilse", "letter", "write", letter(line, number="ROTHAV-38"), *words)
        assert refused.code == 4
        assert "ROTHAV 38 is maren-" in refused.err
    assert line.value("ilse", "letter", "list") == before
    write(line, number="Rothav 38/1")


def test_gaps_are_printed_and_exit_1(line):
    """Missing numbers are told with who and where their neighbours are; where there are none the exit code is 0."""
    assert line.value("ilse", "letter", "gaps") == []
    first = write(line)
    assert "nothing is missing" in line.ok("ilse", "letter", "gaps", "rothav").out
    last = write(line, number="Rothav 41")
    line.to_tomas()
    assert "its gaps are not shown" in line.ok("tomas", "letter", "gaps", "Rothav").out
    line.ok("ilse", "telegram", "series", "Rothav", "--first", "38", "--gaps")
    line.to_tomas()
    gaps = line.run("tomas", "letter", "gaps", "Rothav")
    assert gaps.code == 1
    where = "of Ilse Maren on “The strait line”"
    assert "ROTHAV of Valdria: 38 to 41" in gaps.out
    assert f"missing 39 to 40: between ROTHAV 38 ({first} {where}) and ROTHAV 41 ({last} {where})" in gaps.out
    told = line.run("tomas", "--json", "letter", "gaps").value
    assert [(run["party"], run["missing"][0]["first"], run["missing"][0]["last"]) for run in told] == [
        ("Valdria", 39, 40)
    ]
    assert line.run("tomas", "letter", "gaps", "Tosev").code == 2


def test_a_letter_takes_the_next_number_of_a_series(line):
    """The first number is written by hand, the next are given; what is shown before is what is sealed."""
    plain = line.file("plain.txt", "The ice is early.\n")
    assert line.run("ilse", "letter", "write", plain, "--series", "Rothav", "--yes").code == 2
    write(line)
    assert "Number: Rothav 39" in line.ok("ilse", "letter", "write", plain, "--series", "Rothav", "--dry-run").out
    written = line.value("ilse", "letter", "write", plain, "--series", "Rothav", "--yes")
    assert written["number"] == "Rothav 39"
    assert "Letter Rothav 39" in line.ok("ilse", "letter", "show", written["reference"]).out


def test_a_reader_beside_the_caption_exits_4(line):
    """EYES ONLY with a name refuses the addressee whom it does not name, also from the line of classification."""
    for more in ({"caption": "EYES ONLY Otto Brandt"}, {"classification": "Top Secret; Eyes Only Otto Brandt"}):
        refused = line.run("ilse", "letter", "write", letter(line, **more), "--to", "Tomas Reik", "--yes")
        assert refused.code == 4
        assert "does not allow Tomas Reik" in refused.err
    assert line.value("ilse", "letter", "list") == []


def test_the_banner_stands_on_top_and_at_the_bottom_and_is_raised(line):
    """A passage marked higher than the head raises the banner, and both desks are told before and after sealing."""
    path = letter(line, classification="Confidential", caption="Limdis; Niact; Nodis", text="(S) The fleet sails.")
    dry = line.ok("ilse", "letter", "write", path, "--dry-run")
    finding = "Passage 1 is marked (S), more than the stated Confidential; the banner says Secret."
    assert finding in dry.out
    reference = line.value("ilse", "letter", "write", path, "--yes")["reference"]
    line.to_tomas()
    shown = line.ok("tomas", "letter", "show", reference).out
    banner = "Nodis; Limdis\nSecret; Niact\n"
    assert shown.endswith(f"\n\n{banner}")
    assert shown.count(banner) == 2
    assert f"ATTENTION: {finding}" in shown
    markings = line.value("tomas", "letter", "show", reference)["markings"]
    assert markings == {
        "banner": banner.rstrip(),
        "classification": "Secret",
        "captions": [],
        "precedence": ["Niact"],
        "distribution": ["Nodis", "Limdis"],
        "passages": [{"passage": 1, "printed": "(S)", "classification": "Secret"}],
        "findings": [finding],
    }


def test_a_copy_is_made_with_a_reason_and_known(line):
    """A letter goes to a file by a command of its own, which asks for the reason; the register shows it."""
    reference = write(line, caption="EYES ONLY Tomas Reik")
    line.to_tomas()
    out = line.path("copy.md")
    assert line.run("tomas", "letter", "copy", reference, "--out", out).code == 2
    line.ok("tomas", "letter", "copy", reference, "--out", out, "--why", "For the minister")
    assert "Caption: EYES ONLY Tomas Reik" in (line.place / "copy.md").read_text(encoding="utf-8")
    knows = line.ok("tomas", "knows", reference).out
    assert "copied it to a file" in knows
    assert "to the file copy.md: For the minister" in knows
