"""The benchmark of words on an invented corpus: what it writes is in characters of the corpus, and no text is in it."""

import gzip
import json

import pytest

from benchmarks import words, words_corpus

SAID = "The guard on the northern bridge will be withdrawn within a week if the ferry resumes its crossings by night."
RETOLD = "Officials said the guards on the northern bridge would be withdrawn within a week if ferry crossings resume."
TEXT = "TARNHOLM, October 16, 1961.\nDear Minister:\n" + SAID + "\nWith respect,\nReet Kaljo"


def packed(path, objects):
    """Write packed JSON lines."""
    with gzip.open(path, "wt", encoding="utf-8") as out:
        out.writelines(json.dumps(one) + "\n" for one in objects)


@pytest.fixture
def folder(tmp_path):
    """A corpus of two volumes and a document too many, and its gold."""
    other = [f"The harbour master of quay {n} counts {n * 7} lanterns before the tide turns." for n in range(40)]
    corpus = [
        {"id": "faru1961v01/d1", "title": "1. Letter From President Kaljo", "date": "1961-10-16", "text": TEXT},
        *({"id": f"faru1961v02/d{n}", "title": f"{n}. Telegram", "date": "1962", "text": text}
          for n, text in enumerate(other, 1)),
        {"id": "faru1999v09/d1", "title": "1. Filler", "date": "1999", "text": "Nothing of it is in the record."},
    ]  # fmt: skip
    (tmp_path / "corpus.jsonl").write_text("".join(json.dumps(one) + "\n" for one in corpus), encoding="utf-8")
    packed(tmp_path / "order.jsonl.gz", [one["id"] for one in corpus[:-1]])
    packed(tmp_path / "articles.jsonl.gz", [{"id": "a1", "text": f"SUVRIA, May 2\n{RETOLD}\nThe sea was calm."}])
    packed(tmp_path / "drafts.jsonl.gz", [{"id": "w1", "text": f"You wrote on October 16, 1961: “{SAID[:60]}”."}])
    query = {"id": "s1", "q": "northern bridge guard", "date_from": "1961-10-01", "date_to": "1961-10-31"}
    packed(tmp_path / "search.jsonl.gz", [query])
    return tmp_path


def lines(path):
    """Read JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_it_writes_what_is_found_and_what_it_took(folder, capsys):
    """Predictions for the scorer and figures for every goal; of the record's text nothing, also not on the way."""
    out = folder / "out"
    words.main(["--corpus", str(folder / "corpus.jsonl"), "--gold", str(folder), "--out", str(out)])
    (leak,) = lines(out / "leak.jsonl")
    assert (leak["article"], leak["doc"]) == ("a1", "faru1961v01/d1")
    assert "northern bridge will be withdrawn within a week" in TEXT[leak["dstart"] : leak["dend"]]
    (quote,) = lines(out / "quote.jsonl")
    assert (quote["draft"], quote["verdict"], quote["doc"]) == ("w1", "exact", "faru1961v01/d1")
    assert TEXT[quote["dstart"] : quote["dend"]] == SAID[:60].strip()
    for name in ("search", "search-dated"):
        (found,) = lines(out / f"{name}.jsonl")
        assert (found["id"], found["ids"][0]) == ("s1", "faru1961v01/d1")
    figures = json.loads((out / "figures.json").read_text(encoding="utf-8"))
    assert (figures["documents"], figures["words"]) == (41, len(TEXT.split()) + 40 * 13)
    assert all(value > 0 for value in figures.values())
    written = b"".join(path.read_bytes() for path in out.iterdir()) + capsys.readouterr().out.encode()
    assert b"bridge" not in written
    assert sorted(path.name for path in out.iterdir()) == [
        "figures.json", "leak.jsonl", "quote.jsonl", "search-dated.jsonl", "search.jsonl",
    ]  # fmt: skip


def test_the_first_documents_alone(folder):
    """A part of the order is a part of the corpus; what the corpus lacks ends it with a sentence."""
    with gzip.open(folder / "order.jsonl.gz", "rt", encoding="utf-8") as order:
        wanted = [json.loads(line) for line in order]
    told = words_corpus.divide(folder / "corpus.jsonl", wanted[:3], folder / "some")
    assert (told["documents"], sorted(told["ids"])) == (3, ["faru1961v01.jsonl", "faru1961v02.jsonl"])
    with pytest.raises(SystemExit, match="lacks 1 of the documents"):
        words_corpus.divide(folder / "corpus.jsonl", ["faru1961v01/d1", "faru1961v01/d99"], folder / "other")


def test_a_large_volume_is_divided(folder, monkeypatch):
    """No file is longer than is good for reading it whole, and none is empty."""
    monkeypatch.setattr(words_corpus, "FILE", 1000)
    wanted = [f"faru1961v02/d{n}" for n in range(1, 41)]
    told = words_corpus.divide(folder / "corpus.jsonl", wanted, folder / "some")
    assert [one for ids in told["ids"].values() for one in ids] == wanted
    assert all(0 < path.stat().st_size <= 1000 for path in (folder / "some").iterdir())
