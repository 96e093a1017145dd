"""Who is let in: every way in which another program, page or port of this machine may try, and what it gets."""

import tempfile
from contextlib import suppress

import pytest
from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect
from tests.desk.table import dump
from tests.web.visitor import HOST, ORIGIN, Visitor

from backchannel.vault import channels
from backchannel.web import static
from backchannel.web.form import LARGE_BYTES, SMALL_BYTES
from backchannel.web.guard import POLICY, why_refused

HERE = f"http://{HOST}"
_PART = b'--x\r\nContent-Disposition: form-data; name="do"\r\n\r\nzz\r\n--x--\r\n'


@pytest.fixture
def ilse(sit, pair):
    """Somebody at Ilse's desk."""
    return sit(pair, "ilse")


def refused(visitor, method, address, headers, **more):
    """Send a request, and require that it is refused without a word of the desk and changes nothing."""
    desk = visitor.site.desk

    def state():
        return visitor.site.clerk.submit(dump, desk).result(), visitor.site.settings

    before = state()
    response = visitor.send(method, address, headers, follow=False, **more)
    assert response.status_code in {403, 405}
    assert "Ilse" not in response.text and "Valdria" not in response.text
    assert state() == before
    return response


def changed(visitor):
    """Give what a forger would send to change the settings, with the right token even."""
    return {"token": visitor.site.entrance.token, "do": "keep", "lock_after": "0", "exchange": "0"}


def test_the_same_change_is_done_when_it_comes_from_the_page(ilse):
    """What the forgers below send is a change that works: only where it comes from makes the difference."""
    assert ilse.send("POST", "/settings", ORIGIN, data=changed(ilse)).status_code == 200
    assert ilse.site.settings.lock_after_seconds == 0


def test_a_name_that_was_bent_to_this_machine_is_refused(ilse):
    """DNS rebinding: the browser believes that the desk belongs to another name; its Host says so."""
    for host in ("desk.example:8425", "localhost:8425", "127.0.0.1", "127.0.0.1:8426", f"{HOST}.example", ""):
        refused(ilse, "GET", "/", {"Host": host})
        refused(ilse, "POST", "/settings", {**ORIGIN, "Host": host}, data=changed(ilse))


def test_two_host_headers_are_refused():
    """A second Host that some reader of the request might take instead."""
    assert why_refused("GET", Headers(raw=[(b"host", HOST.encode()), (b"host", b"desk.example")]), HOST)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "null"},
        {"Origin": "null", "Sec-Fetch-Site": "same-origin"},
        {"Origin": "http://127.0.0.1:9999", "Sec-Fetch-Site": "same-site"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Origin": "http://127.0.0.1"},
        {"Origin": f"https://{HOST}"},
        {"Origin": f"{HERE}/"},
        {"Origin": f"{HERE}, {HERE}"},
        {"Origin": HERE.upper()},
        {"Origin": HERE, "Sec-Fetch-Site": "cross-site"},
        {"Origin": HERE, "Sec-Fetch-Site": "same-site"},
        {"Origin": HERE, "Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Referer": f"{HERE}/settings"},
    ],
    ids=str,
)
def test_a_change_from_anywhere_but_a_page_of_the_desk_is_refused(ilse, headers):
    """Even with the cookie and the token: another port of this machine, a sandboxed page, a program without origin."""
    refused(ilse, "POST", "/settings", headers, data=changed(ilse))


def test_a_change_without_an_origin_is_taken_where_the_browser_vouches(ilse):
    """Some browsers send no Origin with a form to the same origin; their Sec-Fetch-Site says it."""
    sent = ilse.send("POST", "/settings", {"Sec-Fetch-Site": "same-origin"}, data=changed(ilse))
    assert sent.status_code == 200
    assert ilse.site.settings.exchange_seconds == 0


@pytest.mark.parametrize("token", ["", "x", "A" * 32, None])
def test_a_form_without_the_token_is_shown_to_be_sent_again_and_does_nothing(ilse, token):
    """It may be a page of before a restart; so what was typed is given back, and nothing is done."""
    before = ilse.site.settings
    data = {key: value for key, value in {**changed(ilse), "token": token}.items() if value is not None}
    response = ilse.send("POST", "/settings", ORIGIN, data=data)
    assert response.status_code == 409
    assert "Send it again" in response.text
    assert ilse.site.settings == before


def test_other_methods_are_refused(ilse):
    """Nothing but GET, HEAD and POST is answered."""
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND"):
        refused(ilse, method, "/settings", ORIGIN)


def test_a_change_by_get_is_not_possible(ilse):
    """A link or picture cannot carry an act: the query names none."""
    before = ilse.site.settings
    assert ilse.get(f"/settings?do=keep&lock_after=0&exchange=0&token={ilse.site.entrance.token}").status == 200
    assert ilse.site.settings == before


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_page_elsewhere_cannot_ask_for_a_part_of_the_desk(ilse, site):
    """As a picture, a style, a script, a frame or by fetch, from another port or site, with the cookie sent along."""
    for dest, mode in (
        ("image", "no-cors"),
        ("script", "no-cors"),
        ("style", "no-cors"),
        ("iframe", "navigate"),
        ("frame", "navigate"),
        ("object", "navigate"),
        ("embed", "navigate"),
        ("empty", "cors"),
        ("empty", "no-cors"),
        ("document", "no-cors"),
    ):
        refused(ilse, "GET", "/", {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": mode, "Sec-Fetch-Dest": dest})


def test_a_link_from_elsewhere_opens_no_desk_without_the_cookie(sit, pair):
    """Whoever follows a link to the desk without having been let in sees nothing of it."""
    stranger = Visitor(sit(pair, "ilse").site, enter=False)
    for address in ("/", "/settings", "/no-such-page", "/unlock", "/welcome", "/enter/wrong", "/enter/"):
        response = stranger.send("GET", address)
        assert response.status_code in {403, 404}, address
        assert "Ilse" not in response.text
    refused(stranger, "POST", "/settings", ORIGIN, data=changed(stranger))


def test_addresses_tell_a_stranger_nothing(sit, pair):
    """Without the cookie an address that exists and one that does not answer alike."""
    stranger = Visitor(sit(pair, "ilse").site, enter=False)
    with pair.ilse.vault.read() as db:
        known = f"/channel/{channels.every(db)[0].id.hex()[:16]}"
    answers = {
        (r.status_code, r.text)
        for r in (stranger.send("GET", a) for a in (known, "/settings", "/channel/0000000000000000", "/nothing", "/"))
    }
    assert len(answers) == 1


def test_attack_find_addresses_by_a_slash_at_their_end(sit, pair):
    """A stranger is not sent on from an address with a slash too many to one that is there; neither is anybody else."""
    stranger = Visitor(sit(pair, "ilse").site, enter=False)
    answers = {
        (r.status_code, r.text, r.headers.get("location"))
        for r in (stranger.send("GET", a, follow=False) for a in ("/settings/", "/nothing/", "/settings", "//", "/"))
    }
    assert len(answers) == 1
    assert Visitor(stranger.site).send("GET", "/settings/", follow=False).status_code == 404


def test_attack_let_the_browser_fetch_a_letter_beforehand(pair, sit):
    """A letter that nobody looked at is not noted as read: what a browser fetches on a guess is refused."""
    letter = pair.letter("tomas", "The lock opens on Monday.")
    pair.settle()
    visitor = sit(pair, "ilse")
    for header in ({"Sec-Purpose": "prefetch"}, {"Sec-Purpose": "prefetch;prerender"}, {"Purpose": "Prefetch"}):
        refused(visitor, "GET", f"/letter/{letter.header.id.hex()}", header)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_attack_say_twice_where_it_comes_from(method):
    """Of two headers that contradict each other none is believed."""
    for first, second in (("same-origin", "cross-site"), ("cross-site", "same-origin"), ("none", "same-site")):
        for origin in ([], [(b"origin", HERE.encode())]):
            sites = [(b"sec-fetch-site", first.encode()), (b"sec-fetch-site", second.encode())]
            assert why_refused(method, Headers(raw=[(b"host", HOST.encode()), *origin, *sites]), HOST)


def test_a_cookie_of_another_desk_opens_nothing(sit, pair):
    """Ports share cookies, so each desk has a name of its own for its cookie, and a value of its own."""
    ilse, tomas = sit(pair, "ilse"), sit(pair, "tomas")
    assert ilse.site.entrance.cookie != tomas.site.entrance.cookie
    stranger = Visitor(tomas.site, enter=False)
    value = ilse.cookies[ilse.site.entrance.cookie]
    for name in (ilse.site.entrance.cookie, tomas.site.entrance.cookie):
        assert stranger.send("GET", "/", {"Cookie": f"{name}={value}"}).status_code == 403


def test_the_cookie_is_out_of_reach(sit, pair):
    """HttpOnly, SameSite=Strict, without an end, for this host alone."""
    stranger = Visitor(sit(pair, "ilse").site, enter=False)
    cookie = stranger.send("GET", f"/enter/{stranger.site.entrance.key}").headers["set-cookie"]
    parts = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert parts == {"httponly", "path=/", "samesite=strict"}


def test_a_ticket_opens_once(sit, pair):
    """The address on a browser's command line, which others can see, is of no use to them afterwards."""
    site = sit(pair, "ilse").site
    ticket = site.entrance.ticket()
    assert Visitor(site, enter=False).send("GET", f"/enter/{ticket}").status_code == 200
    assert Visitor(site, enter=False).send("GET", f"/enter/{ticket}").status_code == 403


def test_every_answer_carries_the_policy(ilse):
    """No script, no frame, no copy in a cache, no address given away: on pages, errors, refusals and redirects."""
    assert "script" not in POLICY and "unsafe" not in POLICY and "frame-ancestors 'none'" in POLICY
    for response in (
        ilse.send("GET", "/"),
        ilse.send("GET", "/nothing"),
        ilse.send("GET", "/letter/unknown"),
        ilse.send("GET", "/", {"Host": "other"}),
        ilse.send("POST", "/settings", ORIGIN, data={"token": "no"}),
        ilse.send("POST", "/lock", ORIGIN, follow=False, data={"token": ilse.site.entrance.token, "do": "lock"}),
        ilse.send("GET", "/", follow=False),
    ):
        assert response.headers["content-security-policy"] == POLICY
        assert response.headers["referrer-policy"] == "same-origin"
        assert response.headers["x-frame-options"] == "DENY"
        assert response.headers["cache-control"] == "no-store"
        assert response.headers["x-content-type-options"] == "nosniff"
        assert response.headers["cross-origin-resource-policy"] == "same-origin"


def test_only_what_is_the_same_for_everybody_may_be_kept(ilse):
    """The style sheet and typefaces, and nothing else."""
    for address in static.PATHS:
        assert "immutable" in ilse.send("GET", address).headers["cache-control"]


def test_what_is_too_long_is_refused_before_it_is_read(ilse):
    """By its declared length, and by what really comes where none is declared."""
    kind = {**ORIGIN, "Content-Type": "application/x-www-form-urlencoded"}
    declared = ilse.send("POST", "/settings", {**kind, "Content-Length": str(10**12)})
    assert declared.status_code == 413

    async def endless():
        for _ in range(SMALL_BYTES // 1_000_000 + 2):
            yield b"a" * 1_000_000

    assert ilse.send("POST", "/settings", kind, content=endless()).status_code == 413


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b"--x"),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data"),
        ("multipart/form-data; boundary=x", b"no form at all"),
        ("application/json", b"{}"),
        ("text/plain", b"token=x&do=keep"),
        ("", b"token=x"),
        ("application/x-www-form-urlencoded", b"a=1&" * 5000),
        ("application/x-www-form-urlencoded", b"do=%ff%fe&token=%00"),
        ("multipart/form-data; boundary=x; charset=undefined", _PART),
        ("multipart/form-data; boundary=x; charset=hex", _PART),
    ],
)
def test_what_is_no_form_is_refused_in_a_sentence(ilse, kind, body):
    """Cut short, another kind, too many fields: nothing is done, nothing breaks."""
    before = ilse.site.settings
    response = ilse.send("POST", "/settings", {**ORIGIN, "Content-Type": kind}, content=body)
    assert response.status_code in {409, 413}
    assert "Traceback" not in response.text
    assert ilse.site.settings == before


def test_an_upload_never_reaches_the_disk(ilse, monkeypatch):
    """However large an upload is that is taken at all, no temporary file is made of it."""
    made = []
    real = tempfile.SpooledTemporaryFile.rollover
    monkeypatch.setattr(tempfile.SpooledTemporaryFile, "rollover", lambda self: made.append(self) or real(self))
    monkeypatch.setattr(tempfile, "_mkstemp_inner", lambda *_: pytest.fail("a temporary file was made"))
    large = b"w" * 5_000_000
    assert len(large) < LARGE_BYTES
    ilse.post("/record/import", "upload", files={"file": ("paper.txt", large, "text/plain")})
    assert not made


def test_an_error_shows_no_insides(ilse, monkeypatch, capsys):
    """What nobody foresaw is one sentence on the page, and the name of its class in the log: no word of a letter."""
    from backchannel.web import app

    def breaks(*_):
        raise ValueError("a secret word")

    monkeypatch.setattr(app, "_shown", breaks)
    response = ilse.send("GET", "/")
    assert response.status_code == 500
    assert "secret" not in response.text and "ValueError" not in response.text
    assert "secret" not in capsys.readouterr().err


def test_attack_go_away_in_the_middle_of_a_form(ilse, capfd):
    """Who hangs up while his form is read leaves no trace of it on the terminal."""

    async def cut():
        yield b"do=keep&words=a+secret+word"
        raise ClientDisconnect

    ilse.send("POST", "/settings", {**ORIGIN, "Content-Type": "application/x-www-form-urlencoded"}, content=b"x")
    before = ilse.site.settings
    with suppress(ClientDisconnect):
        ilse.send("POST", "/settings", {**ORIGIN, "Content-Type": "application/x-www-form-urlencoded"}, content=cut())
    assert ilse.site.settings == before
    assert capfd.readouterr().err == ""


def test_attack_read_a_letter_in_the_message_of_an_error_outside_of_a_page(ilse, monkeypatch, capfd):
    """Also what breaks before a page is asked is one sentence, and one class in the log."""
    from backchannel.web import app

    async def breaks(*_, **__):
        raise ValueError("a secret word")

    monkeypatch.setattr(app, "read_form", breaks)
    response = ilse.send("POST", "/settings", ORIGIN, data=changed(ilse))
    assert response.status_code == 500 and "secret" not in response.text
    error = capfd.readouterr().err
    assert "ValueError" in error and "secret" not in error and "Traceback" not in error
