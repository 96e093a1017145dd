"""draft: a letter written at a terminal, passage by passage, and sealed."""


def test_a_draft_is_written_and_sealed_by_commands(line, tmp_path):
    """Begun from a file, changed, moved, taken out and put back, given back, sealed once."""
    file = line.file("answer.md", "Dear colleague,\n\nWe agree.\n\nGood bye.\n")
    made = line.value("ilse", "draft", "new", "Ours", "--channel", "The strait line", "--file", file)
    assert [one["text"] for one in made["passages"]] == ["Dear colleague,", "We agree.", "Good bye."]
    line.ok("ilse", "draft", "put", "Ours", "We agree in part.", "--passage", "2", "--answers", "3")
    line.ok("ilse", "draft", "put", "Ours", "And we ask.", "--after", "2")
    line.ok("ilse", "draft", "move", "Ours", "3", "--up")
    out = line.ok("ilse", "draft", "remove", "Ours", "4").out
    line.ok("ilse", "draft", "restore", "Ours", out.split()[-1])
    line.ok("ilse", "draft", "head", "Ours", "--subject", "The lamp", "--date", "2030-11")
    shown = line.ok("ilse", "draft", "show", "Ours").out
    assert "paragraph; answers 3" in shown and "Subject:" in shown and "The lamp" in shown
    assert shown.index("And we ask.") < shown.index("We agree in part.") < shown.index("Good bye.")
    back = tmp_path / "back.docx"
    line.ok("ilse", "draft", "give", "Ours", "--out", str(back))
    assert "5 passages" not in line.ok("ilse", "draft", "take", "Ours", str(back)).out
    assert "Ours" in line.ok("ilse", "draft", "list").out
    line.ok("ilse", "draft", "discard", "Ours", "--why", "No need")
    line.ok("ilse", "draft", "resume", "Ours")
    assert "Nothing was written." in line.ok("ilse", "draft", "seal", "Ours", "--dry-run").out
    sealed = line.value("ilse", "draft", "seal", "Ours", "--yes")
    assert sealed["passages"] == 4
    (letter,) = line.value("ilse", "letter", "list")
    assert letter["reference"] == sealed["reference"]
    assert line.value("ilse", "draft", "list")[0]["ended"] == "sealed"
