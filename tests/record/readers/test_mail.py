"""A mail becomes a document and attachments; its head is taken apart with care, and hostile mails end in a sentence."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backchannel.errors import BackchannelError, BadInputError
from backchannel.record.readers import mail
from backchannel.record.readers.letter import FILE
from backchannel.record.readers.mail_head import HEADER, addresses

HEAD = {
    "From": "Reet Kaljo <reet@aldermark.example>",
    "To": "Anders Holm <anders@suvria.example>",
    "Date": "Tue, 3 Mar 1987 09:15:00 +0200",
    "Subject": "Ice on the strait",
    "Message-ID": "<1@aldermark.example>",
    "MIME-Version": "1.0",
}


def written(body, kind="text/plain; charset=utf-8", **head):
    """A mail's bytes, with lines of the head replaced, or left out where None."""
    lines = {**HEAD, "Content-Type": kind, **{name.replace("_", "-"): value for name, value in head.items()}}
    top = "".join(f"{name}: {value}\r\n" for name, value in lines.items() if value is not None)
    return top.encode() + b"\r\n" + (body if isinstance(body, bytes) else body.encode())


def parts(*bodies, kind="mixed", boundary="X"):
    """A multipart's body and kind, of (head, body) pairs."""
    inner = "".join(f"--{boundary}\r\n{head}\r\n\r\n{body}\r\n" for head, body in bodies)
    return f"{inner}--{boundary}--\r\n", f'multipart/{kind}; boundary="{boundary}"'


def texts(document):
    """The roles and texts of a document's passages."""
    return [(passage.role, passage.text) for passage in document.passages]


def said(report):
    """Everything a report says, as one text."""
    return "\n".join((*report.inferred, *report.left_out))


def test_letter_by_mail_is_read_whole():
    """Head, paragraphs, quotations and signature each become what they are."""
    body = (
        "Dear Sir:\n\nIt thaws slowly\nand late.\n\nOn Monday you wrote:\n> It froze.\n> Still.\n>> Older.\n\n"
        "1. ice;\n2. light.\n\n-- \nReet Kaljo\nHarbour Office\n"
    )
    document, report = mail.read(
        written(body, Cc="Pia Lund <pia@suvria.example>, office@suvria.example", Bcc="x@y.example")
    )
    assert document.kind == "letter"
    assert document.senders == ("Reet Kaljo <reet@aldermark.example>",)
    assert document.addressees == (
        "Anders Holm <anders@suvria.example>", "Pia Lund <pia@suvria.example>", "office@suvria.example", "x@y.example",
    )  # fmt: skip
    assert (document.subject, str(document.date)) == ("Ice on the strait", "1987-03-03T09:15:00+02:00")
    assert texts(document) == [
        ("salutation", "Dear Sir:"),
        ("paragraph", "It thaws slowly and late."),
        ("paragraph", "On Monday you wrote:"),
        ("quotation", "It froze. Still."),
        ("quotation", "Older."),
        ("item", "1. ice;"),
        ("item", "2. light."),
        ("signature", "Reet Kaljo\nHarbour Office"),
    ]
    assert "2 addressees of the line Cc, to whom a copy went, stand after those of the line To." in report.inferred
    assert "The depth of quotations within quotations was left out." in report.left_out
    assert "The lines Message-ID of the mail's head were left out." in report.left_out


def test_answer_above_a_quotation_keeps_its_signature_and_the_line_that_introduces():
    """What follows a signature is quoted text with the line that says whose it is, and no part of the signature."""
    document, _ = mail.read(written("Yes.\n\n-- \nReet\n\nOn Monday, Anders wrote:\n> No?\n"))
    assert texts(document) == [
        ("paragraph", "Yes."),
        ("signature", "Reet"),
        ("paragraph", "On Monday, Anders wrote:"),
        ("quotation", "No?"),
    ]


def test_flowing_text_flows():
    """Lines that end with a blank go on (RFC 3676), stuffed blanks go, other line ends stay, DelSp joins words."""
    kind = "text/plain; charset=utf-8; format=flowed"
    document, _ = mail.read(written("It thaws \nslowly. \n\n From here\nto there\n> quoted \n> on\n", kind))
    assert texts(document) == [
        ("paragraph", "It thaws slowly."),
        ("paragraph", "From here\nto there"),
        ("quotation", "quoted on"),
    ]
    document, _ = mail.read(written("冬の \n海\n", kind + "; delsp=yes"))
    assert texts(document) == [("paragraph", "冬の海")]


def test_encoded_words_charsets_and_transfer_encodings_are_decoded():
    """Names and subjects in encoded words or bare UTF-8, and texts in old charsets, come out as written."""
    document, _ = mail.read(
        written(
            "Gr=FC=DFe".encode("ascii"),
            "text/plain; charset=iso-8859-1",
            From="=?iso-8859-1?q?J=FCri_K=E4o?= <j@a.example>",
            Subject="=?utf-8?b?SsOkw6Q=?= =?utf-8?q?_murdub?=",
            Content_Transfer_Encoding="quoted-printable",
        )
    )
    assert (document.senders, document.subject) == (("Jüri Käo <j@a.example>",), "Jää murdub")
    assert texts(document) == [("paragraph", "Grüße")]
    document, _ = mail.read(written("x", To='"Käo, Jüri" <j@a.example>', Subject="Jää"))
    assert (document.addressees, document.subject) == (("Käo, Jüri <j@a.example>",), "Jää")


@pytest.mark.parametrize(
    ("body", "charset", "text", "says"),
    [
        ("Jää".encode("latin-1"), "utf-8", "Jää", "was read as CP1252"),
        ("Jää".encode(), "martian", "Jää", "is not in martian, as it says, and was read as UTF-8"),
        ("Jää".encode(), "us-ascii", "Jää", ""),
        (b"a\x81b", "utf-8", "a\x81b", "was read as LATIN-1"),
        (b"+AGE-", "utf-7", "+AGE-", ""),
        ("Jää".encode(), "idna", "Jää", "was read as UTF-8"),
    ],
)
def test_charset_that_is_false_is_said(body, charset, text, says):
    """A text that is not in its charset, or in none that mail has, is read as another, and the report says so."""
    document, report = mail.read(written(body, f"text/plain; charset={charset}"), allow_hidden=True)
    assert document.passages[0].text == text
    assert says in said(report)


def test_plain_form_is_read_and_another_text_in_the_html_is_said():
    """Of two forms the plain one is read; words that only the HTML has are counted, since a sender can write two."""
    for html, says in (
        ("<p>It thaws slowly.</p>", "text/html was left out."),
        ("<p>It freezes quickly.</p>", "text/html was left out, with 2 words that what was read has not."),
    ):
        forms = (("Content-Type: text/plain", "It thaws slowly."), ("Content-Type: text/html", html))
        body, kind = parts(*forms, kind="alternative")
        document, report = mail.read(written(body, kind))
        assert texts(document) == [("paragraph", "It thaws slowly.")]
        assert says in said(report)
    forms = (("Content-Type: text/plain", " \r\n"), ("Content-Type: text/html", "<p>Only here."))
    body, kind = parts(*forms, kind="alternative")
    assert texts(mail.read(written(body, kind))[0]) == [("paragraph", "Only here.")]


def test_html_becomes_passages():
    """Headings, paragraphs, items with numbers, quotations, rows and line breaks come out of HTML."""
    html = (
        "<html><head><title>t</title><style>p{}</style></head><body><h1>Ice</h1><p>It  thaws<br>slowly &amp; late"
        "<p>See <a href='https://a.example/'>this</a> and <a href='https://b.example/'>https://b.example/</a>"
        "<ol start=3><li>x<li>y</ol><ul><li>z</ul><blockquote><p>They said.</blockquote>"
        "<table><tr><td>1<td>2<tr><td>3</table><pre>a\n  b</pre><div class='gmail_signature'>Reet</div>end</body>"
    )
    document, report = mail.read(written(html, "text/html"))
    assert texts(document) == [
        ("heading", "Ice"),
        ("paragraph", "It thaws\nslowly & late"),
        ("paragraph", "See this (https://a.example/) and https://b.example/"),
        ("item", "3. x"),
        ("item", "4. y"),
        ("item", "z"),
        ("quotation", "They said."),
        ("paragraph", "1\t2"),
        ("paragraph", "3"),
        ("paragraph", "a\nb"),
        ("signature", "Reet"),
        ("paragraph", "end"),
    ]
    assert "A style sheet was left out." in report.left_out


def test_attack_by_what_html_hides_loads_or_runs():
    """Scripts, frames, remote pictures, hidden words and addresses that run are left out, each with a sentence."""
    html = (
        "<p>Seen.</p><script>evil()</script><iframe src='http://t.example'>f</iframe><img src='http://t.example/1.gif'>"
        "<img src='cid:1'><span style='display: none'>ghost<b>ghost</b></span><div hidden>ghost</div>"
        "<p style='font-size:0px'>ghost</p><a href='javascript:evil()'>click</a><svg><text>s</text></svg>"
        "<object data='x'>o</object><noscript>n</noscript><template>t</template>"
    )
    document, report = mail.read(written(html, "text/html"))
    assert texts(document) == [("paragraph", "Seen."), ("paragraph", "click")]
    for sentence in (
        "A script was left out.",
        "A page or program within the HTML was left out (2 times).",
        "A remote picture was left out, and not fetched.",
        "A picture or field was left out.",
        "Hidden words, 21 letters in all, were left out.",
        "The address of a link of the kind javascript was left out.",
        "A drawing, formula, sound or film was left out.",
        "Words that no page shows were left out (2 times).",
    ):
        assert sentence in report.left_out


def test_attack_by_broken_html_ends():
    """Unclosed comments, tags and quotation marks, over and over, are read in a time that grows with their length."""
    pieces = ("<!--", "<a ", "<a href='", "</", "<![CDATA[", "<!DOCTYPE [", "<script><", "&#x", '<p title="', "<?")
    for piece in pieces:
        html = "<p>Seen.</p>" + piece * (90_000 // len(piece))
        document, _ = mail.read(written(html, "text/html"), allow_hidden=True)
        assert document.passages[0].text == "Seen."
    with pytest.raises(BadInputError, match="nested too deep"):
        mail.read(written("<b>" * 100_000 + "x", "text/html"))


def test_attachments_are_given_as_they_are():
    """Files come out to the byte with a name without a path; a mail within the mail is a file of its own."""
    inner = written("Inner.", Subject="Within").decode()
    body, kind = parts(
        ("Content-Type: text/plain", "See both."),
        ("Content-Type: image/png; name=ice.png\r\nContent-Transfer-Encoding: base64", "iVBORw0KGgo="),
        ('Content-Type: text/plain\r\nContent-Disposition: attachment; filename="..\\..\\etc/pass\twd"', "It thaws."),
        ("Content-Type: message/rfc822", inner),
        ("Content-Type: application/octet-stream", "raw"),
    )
    found = mail.read_all(written(body, kind))
    assert texts(found.document) == [("paragraph", "See both.")]
    assert [attachment.name for attachment in found.attachments] == ["ice.png", "pass wd", "mail.eml", "attachment 4"]
    assert found.document.enclosures == ("ice.png", "pass wd", "mail.eml", "attachment 4")
    assert [attachment.data for attachment in found.attachments[:2]] == [b"\x89PNG\r\n\x1a\n", b"It thaws."]
    assert mail.read(found.attachments[2].data)[0].subject == "Within"


def test_what_mime_carries_besides_is_said():
    """A signature by a key, a part that lies elsewhere and words outside of the parts are left out, with sentences."""
    body, kind = parts(
        ("Content-Type: text/plain", "It thaws."),
        ("Content-Type: application/pgp-signature", "sig"),
        kind="signed",
    )
    _, report = mail.read(written("Psst.\r\n" + body, kind))
    assert "The mail's signature by a key was not checked, and was left out." in report.left_out
    assert "Words outside of the mail's parts were left out." in report.left_out
    body, kind = parts(
        ("Content-Type: text/plain", "It thaws."),
        (
            'Content-Type: message/external-body; access-type=URL; URL="http://a.example"',
            "Content-Type: text/plain\r\n",
        ),
    )
    assert "left out" in said(mail.read(written(body, kind))[1])


def test_mail_without_words_keeps_its_attachments():
    """Where there is only an attachment, the subject stands in the text's place, and the report says so."""
    body, kind = parts(("Content-Type: text/markdown; name=a.md", "# Ice"))
    found = mail.read_all(written(body, kind))
    assert texts(found.document) == [("paragraph", "Ice on the strait")]
    assert "The mail has no text of its own" in said(found.report)
    assert len(found.attachments) == 1


@pytest.mark.parametrize(
    ("line", "date", "says"),
    [
        ("Tue, 3 Mar 1987 09:15:00 -0000", "1987-03-03T09:15:00Z", "has no zone"),
        ("Mon, 3 Mar 1987 09:15:00 +0000", "1987-03-03T09:15:00Z", "weekday"),
        ("3 Mar 87 09:15:00 +0000", "1987-03-03T09:15:00Z", "two figures"),
        ("yesterday", "None", "“yesterday”, cannot be read"),
        ("Tue, 3 Mar 1987 09:15:00 +9900", "None", "cannot be read"),
        ("Tue, 31 Feb 1987 09:15:00 +0000", "None", "cannot be read"),
        ("Tue, 3 Mar 99999 09:15:00 +0000", "None", "cannot be read"),
    ],
)
def test_date_is_read_or_said_to_be_unreadable(line, date, says):
    """A date comes with its zone; what is odd about it is said, and none that cannot be read is guessed."""
    document, report = mail.read(written("x", Date=line))
    assert str(document.date) == date
    assert says in said(report)


def test_attack_by_lines_injected_into_the_head():
    """A line end within an encoded word makes no new line, no name and no addressee, and is said."""
    document, report = mail.read(
        written("x", Subject="=?utf-8?q?Ice=0D=0ABcc:_spy@x.example?=", From="=?utf-8?q?Reet=0AKaljo?= <r@a.example>")
    )
    assert document.subject == "Ice Bcc: spy@x.example"
    assert document.senders == ("Reet Kaljo <r@a.example>",)
    assert document.addressees == ("Anders Holm <anders@suvria.example>",)
    assert "Line breaks or controls within Subject were replaced by spaces." in report.inferred


def test_attack_by_two_senders_of_one_mail():
    """A second From, Date or Subject is said and not taken; another address for answers is said."""
    data = b"From: Spy <spy@x.example>\r\n" + written("x", Reply_To="Spy <spy@x.example>")
    document, report = mail.read(data)
    assert document.senders == ("Spy <spy@x.example>",)
    assert "The mail has From more than once; the first was taken." in report.inferred
    assert "names another" not in said(report)
    _, report = mail.read(written("x", Reply_To="Spy <spy@x.example>"))
    assert "The line Reply-To names another, “Spy <spy@x.example>”." in report.left_out


def nested(depth):
    """A mail of multiparts within each other."""
    top = "".join(f"Content-Type: multipart/mixed; boundary=B{n}\r\n\r\n--B{n}\r\n" for n in range(depth))
    return f"From: a@b.example\r\n{top}Content-Type: text/plain\r\n\r\nIt thaws.".encode()


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("a@b.example", ["a@b.example"]),
        ("<a@b.example>", ["a@b.example"]),
        ('"Holm, Anders" <a@b.example>, c@d.example', ["Holm, Anders <a@b.example>", "c@d.example"]),
        (r'"A \"B\" C" <a@b.example>', ['A "B" C <a@b.example>']),
        ("a@b.example (Anders)", ["a@b.example"]),
        ("Undisclosed recipients:;", []),
        ("Team: a@b.example, c@d.example;, e@f.example", ["a@b.example", "c@d.example", "e@f.example"]),
        ("a@b.example <c@d.example>", ["a@b.example <c@d.example>"]),
        ("a@b.example)c@d.example", ["a@b.example)c@d.example"]),
        (", ,", []),
        ("", []),
    ],
)
def test_addresses_are_taken_apart(line, names):
    """Names in quotation marks, comments, groups and bare addresses; nothing is taken for another's address."""
    assert addresses(line) == names


def test_attack_by_heads_without_end():
    """A head of a hundred thousand opening signs takes no longer than one of as many letters."""
    for piece in ('"', "<", "(", '"<', "\\", "=?", "=?utf-8?q?", '("'):
        line = piece * (HEADER // len(piece) - 10)
        mail.read(written("x", From=line, To=line, Cc=line, Subject="Ice"), allow_hidden=True)


HOSTILE = {
    "large": ("are allowed", lambda: b"From: a@b.example\r\n\r\n" + b"x" * mail.MAIL),
    "depth": ("more parts", lambda: nested(mail.MULTIPARTS + 1)),
    "lines": ("more parts", lambda: nested(mail.MULTIPARTS - 1) + b"\n" * 100_000),
    "parts": ("more parts", lambda: written("--X\r\n\r\nx\r\n" * 20_000, "multipart/mixed; boundary=X")),
    "many parts": ("500 parts", lambda: written("--X\r\n\r\nx\r\n" * 600, "multipart/mixed; boundary=X")),
    "structured head": ("longer heads", lambda: written("x", "text/plain; " + "a=b;" * 10_000)),
    "folded head": ("longer heads", lambda: written("x", "text/plain;" + "\r\n a=b;" * 10_000)),
    "long subject": ("characters; it is not read", lambda: written("x", Subject="x " * 100_000)),
    "long text": ("divide it", lambda: written("x" * (FILE + 1))),
    "encrypted": ("encrypted", lambda: written("x", "application/pkcs7-mime; smime-type=enveloped-data")),
    "sealed": ("encrypted", lambda: written(*parts(("", "x"), kind="encrypted"))),
    "empty": ("no mail", lambda: b""),
    "no head": ("no mail", lambda: b"It thaws.\r\n\r\nSlowly."),
    "foreign head": ("no mail", lambda: b"Content-Type: text/plain\r\n\r\nIt thaws."),
    "no words": ("neither text", lambda: written("\r\n \r\n")),
    "bidirectional": ("U+202E", lambda: written("Pay \u202e001\u202c crowns.")),
    "bidirectional subject": ("in the subject, U+202E", lambda: written("x", Subject="Pay \u202e001")),
    "nothing but zeros": ("no mail", lambda: b"\0" * 1000),
    "zero in the text": ("U+0000", lambda: written(b"It \0 thaws.")),
}


@pytest.mark.parametrize(("says", "make"), HOSTILE.values(), ids=HOSTILE)
def test_attack_by_a_mail_made_to_harm_is_refused(says, make):
    """Size, depth, crowds of parts, endless heads, sealed and empty mails: each is refused in one sentence."""
    with pytest.raises(BadInputError) as refusal:
        mail.read(make())
    assert says in str(refusal.value)
    assert str(refusal.value).endswith(".")


PIECES = ("(", "<", '"', "a:b;", "=?utf-8?q?", "=?utf-8?b?////?= ", "@", ",", "[", "\\", ";a*0*=", "=?x?y?z?= ", "\x80")


@pytest.mark.parametrize("name", ["From", "To", "Cc", "Subject", "Reply-To", "Date", "Content-Type"])
@pytest.mark.parametrize("piece", PIECES)
def test_attack_by_heads_that_break_the_standard_parser(name, piece):
    """Each of the heads that make the standard parser raise, or run long, gives a document or our own error."""
    data = written("x", **{name.replace("-", "_"): None})
    line = name.encode() + b": " + (piece * (4000 // len(piece))).encode("utf-8", "surrogateescape") + b"\r\n"
    try:
        mail.read(line + data, allow_hidden=True)
    except BackchannelError as refusal:
        assert str(refusal).endswith(".")


BODY, KIND = parts(
    ("Content-Type: text/plain; format=flowed", "It thaws \r\nslowly.\r\n> no\r\n-- \r\nReet"),
    ("Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable", "<p>It=20thaws.</p>"),
    ("Content-Type: image/png; name*=utf-8''ice.png\r\nContent-Transfer-Encoding: base64", "iVBORw0KGgo="),
    ("Content-Type: message/rfc822", written("Inner.").decode()),
)
SAMPLE = written(BODY, KIND, Subject="=?utf-8?q?J=C3=A4=C3=A4?=")


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, len(SAMPLE)), st.integers(0, 30), st.binary(max_size=6)), max_size=4),
)
def test_any_bytes_changed_give_a_document_or_a_sentence(changes):
    """A mail with bytes changed, taken out and put in is read, or refused by our own error."""
    data = SAMPLE
    for at, cut, put in changes:
        data = data[:at] + put + data[at + cut :]
    try:
        mail.read_all(data, allow_hidden=True)
    except BackchannelError as refusal:
        assert str(refusal).endswith(".")


def test_naughty_strings_as_names_and_words(outside):
    """Each naughty string as name, subject, charset, file name, text and HTML is held or refused by our own error."""
    strings = json.loads((outside / "blns" / "blns.json").read_text(encoding="utf-8"))
    assert len(strings) >= 515
    held = 0
    for string in strings:
        line = " ".join(string.split())
        for data in (
            written(string + "\r\nx", From=f'"{line}" <a@b.example>', Subject=line),
            written(string + "x", f"text/html; charset={line}"),
            written(*parts(("Content-Type: text/plain", "x"), (f'Content-Type: a/b; name="{line}"', string))),
        ):
            try:
                found = mail.read_all(data, allow_hidden=True)
            except BackchannelError as refusal:
                assert str(refusal).endswith(".")
            else:
                held += 1
                assert all("/" not in attachment.name for attachment in found.attachments)
    assert held > 1300
