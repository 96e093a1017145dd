"""The index of words: what goes in is found, what goes out is gone to the last byte, and where words stand decides."""

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from hypothesis import HealthCheck, given, settings
from tests.record.strategies import documents

from backchannel.record.apparatus import Apparatus, Edition, Note
from backchannel.record.document import Document, Passage, passages_of
from backchannel.record.spans import Span
from backchannel.text.query import read
from backchannel.vault import names, ranking, search
from backchannel.vault.access import open_desk

SECRET = "Merganserquay"
PAGE, RESERVED, SALT = 4096, 80, 16


def keep(vault, *kept, first=1):
    """Put documents into the index, as items that came from no file."""
    with vault.change() as db:
        for number, document in enumerate(kept, first):
            db.execute(
                "INSERT INTO items (number, id, kind, heading) VALUES (?, ?, ?, '')",
                (number, str(number), document.kind),
            )
            search.index(db, number, document)


def drop(vault, *kept, first=1):
    """Take documents out of the index."""
    with vault.change() as db:
        for number, document in enumerate(kept, first):
            search.remove(db, number, document)
            db.execute("DELETE FROM items WHERE number = ?", (number,))


def ranked(vault, text, **more):
    """The numbers of what is found, best first."""
    with vault.read() as db:
        return list(ranking.rank(db, read(text), **more).numbers)


def letter(*texts, heading=None, notes=(), **more):
    """A letter, printed if it has notes."""
    apparatus = None
    if notes:
        kept = tuple(Note(n, str(n), "footnote", passages_of(text)) for n, text in enumerate(notes, 1))
        apparatus = Apparatus(Edition("faru1961v01", "d1"), notes=kept)
    return Document("letter", passages_of(*texts), heading=heading, apparatus=apparatus, **more)


def person(text, name, key=""):
    """A passage in which a name is tagged."""
    start = text.index(name)
    return Passage(1, text, spans=(Span(start, start + len(name), "person", 1, (("key", key),) if key else ()),))


def clear_pages(desk, words):
    """Every page of a closed vault in clear, free ones too; SQLCipher 4: AES-256-CBC, the vector behind the text."""
    with open_desk(desk, words) as vault:
        key = vault.key.raw
    data = (desk / "vault.db").read_bytes()
    pages = []
    for at in range(0, len(data), PAGE):
        page = data[at + (SALT if at == 0 else 0) : at + PAGE]
        vector = page[-RESERVED : -RESERVED + 16]
        decryptor = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
        pages.append(decryptor.update(page[:-RESERVED]))
    return b"".join(pages)


# Going out


def test_attack_what_is_removed_is_in_no_page_of_the_file(vault, desk, words):
    """Not the end of a word (a page may hold it without its beginning), nor a name: free pages are looked at too."""
    others = [letter(f"Ferry {n} waits for the merganser at quay {n}.", heading=f"Letter {n}") for n in range(400)]
    secret = Document(
        "letter",
        (person(f"Tell {SECRET} that the zinnoberboot sails.", SECRET, "p_MQ1"), Passage(2, "Xylograph", "signature")),
        heading="Quarzuhrwerk",
        apparatus=Apparatus(Edition("faru1961v01", "d9"), notes=(Note(1, "1", "footnote", passages_of("Jaspisweg")),)),
    )
    keep(vault, *others[:200])
    keep(vault, secret, first=1000)
    keep(vault, *others[200:], first=201)
    vault.close()
    parts = (b"noberboot", b"erganserquay", b"ylograph", b"uarzuhrwerk", b"aspisweg", b"p_MQ1")
    held = clear_pages(desk, words)
    assert all(part in held for part in parts), "the test would not see what it looks for"
    with open_desk(desk, words) as again:
        drop(again, secret, first=1000)
    held = clear_pages(desk, words)
    assert [part for part in parts if part in held] == []
    assert b"quay" in held
    with open_desk(desk, words) as again:
        assert again.check() == ()
        assert ranked(again, "zinnoberboot") == []
        assert len(ranked(again, "merganser", limit=200)) == 200


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(kept=documents().map(lambda d: [d]) | documents().flatmap(lambda a: documents().map(lambda b: [a, b])))
def test_whatever_went_in_goes_out_whole(vault, kept):
    """For any documents: after they are removed, the vocabulary, the tokens and the names are empty."""
    keep(vault, *kept)
    with vault.change() as db:
        db.execute("INSERT INTO item_words (item_words) VALUES ('integrity-check')")
    drop(vault, *kept)
    with vault.read() as db:
        for table in ("item_word_counts", "item_tokens", "names", "name_words", "item_names"):
            assert db.execute(f"SELECT * FROM {table}").fetchall() == []


def test_a_change_that_is_given_up_leaves_nothing(vault):
    """Words and names are of the same transaction as the document."""
    with pytest.raises(RuntimeError), vault.change() as db:
        db.execute("INSERT INTO items (number, id, kind, heading) VALUES (1, '1', 'letter', '')")
        search.index(db, 1, letter("The ferry waits.", senders=("Ilse Maren",)))
        raise RuntimeError("given up")
    assert ranked(vault, "ferry") == []
    with vault.read() as db:
        assert db.execute("SELECT * FROM names").fetchall() == []


def test_a_name_stays_while_another_document_has_it(vault):
    """It goes with the last."""
    one, other = letter("x", senders=("Ilse Maren",)), letter("y", senders=("Ilse Maren",))
    keep(vault, one, other)
    drop(vault, one)
    assert ranked(vault, "from:maren") == [2]
    drop(vault, other, first=2)
    with vault.read() as db:
        assert db.execute("SELECT count(*) FROM names").fetchone() == (0,)


# The order


def test_where_the_words_stand_decides(vault):
    """Together before apart, in the heading before in the text, all before some, and short before long."""
    far = "The pilot sleeps. " + "Nothing stirs on the water today. " * 30 + "The tide turns."
    keep(
        vault,
        letter(far),
        letter("The pilot knows the tide. " + "Nothing stirs on the water today. " * 30),
        letter("Nothing stirs. " * 60, heading="The pilot and the tide"),
        letter("The pilot sleeps, and the pilot wakes, and again the pilot sleeps."),
        letter("Nothing at all."),
    )
    assert ranked(vault, "pilot tide") == [3, 2, 1, 4]


def test_commoner_words_do_not_hide_what_has_them(vault):
    """A document with the common word alone is still among what is found, behind those with the rare one."""
    common = [letter(f"The {'ferry' if n % 2 else 'boat'} of day {n}.") for n in range(300)]
    keep(vault, *common, letter("A heron."), letter("The ferry, a heron."))
    found = ranked(vault, "ferry heron", limit=200)
    assert found[:2] == [302, 301]
    assert len(found) == len(set(found)) == 152
    with vault.read() as db:
        assert ranking.rank(db, read("ferry heron")).total == 152


def test_two_searches_give_the_same(vault):
    """The order has no chance in it, and pages of it fit together."""
    keep(vault, *(letter("The same ferry waits.") for _ in range(130)))
    whole = ranked(vault, "ferry", limit=130)
    assert whole == ranked(vault, "ferry", limit=130)
    assert whole == [n for offset in range(0, 130, 13) for n in ranked(vault, "ferry", offset=offset, limit=13)]


def test_without_words_the_order_is_that_of_days(vault):
    """The undated stand last."""
    keep(vault, letter("x"), letter("x"), letter("x"))
    with vault.change() as db:
        db.execute("UPDATE items SET first_day = '1961-03-01', last_day = '1961-03-01' WHERE number = 3")
        db.execute("UPDATE items SET first_day = '1962-03-01', last_day = '1962-03-01' WHERE number = 1")
    assert ranked(vault, "kind:letter") == [3, 1, 2]


# What is indexed


def test_notes_and_lines_are_apart(vault):
    """A phrase is not found from one note into the next, nor from the text into a note."""
    keep(vault, letter("The ferry waits", notes=("for the pilot", "of the sound")))
    assert ranked(vault, '"for the pilot"') == [1]
    assert ranked(vault, '"pilot of the sound"') == []
    assert ranked(vault, '"waits for"') == []


def test_every_script_is_found(vault):
    """Cyrillic, Greek, Arabic, Chinese, accented Latin, and signs that are no letters."""
    keep(
        vault,
        letter("Хрущёв сказал: нет."),
        letter("Η Κύπρος"),
        letter("السَّلام عليكم"),
        letter("我们会埋葬你们。"),
        letter("£5 § 3 • naïve"),
    )
    for text, number in (
        ("хрущев", 1),
        ('"сказал нет"', 1),
        ("κυπροσ", 2),
        ("السلام", 3),
        ("埋葬", 4),
        ("naive", 5),
        ('"5 3 naïve"', 5),
    ):
        assert ranked(vault, text) == [number], text


def test_names_by_role_and_by_list(vault):
    """As printed and as listed under the key; a key means nothing outside its volume."""
    edition = Apparatus(Edition("faru1961v01", "d1"), head=(Passage(1, "Letter From the Chairman", "heading", spans=(
        Span(16, 24, "person", 1, (("key", "#p_KR1"), ("type", "from"))),)),))  # fmt: skip
    with vault.change() as db:
        db.execute("INSERT INTO sources VALUES (1, x'00', 'v', 'TEI', 1, 'v', '2031', x'00')")
        db.execute("INSERT INTO volumes VALUES ('faru1961v01', 1, 'The Strait', x'00')")
        db.execute("INSERT INTO persons VALUES ('faru1961v01', 1, 'p_KR1', 'Kaljo, Reet A.', '')")
    keep(
        vault,
        Document("letter", passages_of("x"), senders=("Chairman",), apparatus=edition),
        letter("y", senders=("Holm",)),
    )
    for text, numbers in (
        ("from:chairman", [1]), ('from:"reet kaljo"', [1]), ("person:kal*", [1]), ("to:kaljo", []),
        ("from:holm", [2]), ('from:"holm kaljo"', []), ("from:p_kr1", []),
    ):  # fmt: skip
        assert ranked(vault, text) == numbers, text
    with vault.read() as db:
        assert db.execute("SELECT count(*) FROM names WHERE name = 'Chairman'").fetchone() == (1,)
    assert set(names.ROLES) >= {"sender", "addressee", "participant", "signer", "mentioned"}


def test_a_passage_of_one_word_of_any_length_is_kept(vault):
    """A token longer than FTS5 keeps is cut by it the same way going in and going out."""
    long = letter("a" * 90_000, "b" * 90_000)
    keep(vault, long)
    drop(vault, long)
    with vault.read() as db:
        assert db.execute("SELECT count(*) FROM item_word_counts").fetchone() == (0,)
