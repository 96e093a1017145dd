"""All pages of one site as a Starlette application: letting in, asking the page, answering.

The order is the same for every address: the guard; the cookie; the form; its token; the lock; then the page, in the
clerk's thread. What a person typed is lost at none of these steps: a form that comes from before a restart, or while
the desk is locked, is shown to be sent again.
"""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from backchannel.errors import BackchannelError, BadInputError, LockedError, PlaceError
from backchannel.web import pages, static
from backchannel.web.answers import Answer, Download, Go, Page, View
from backchannel.web.form import Form, read_form
from backchannel.web.guard import UNEXPECTED, Guard, failed
from backchannel.web.rendering import render
from backchannel.web.sections import section_of
from backchannel.web.site import Interrupted, Site
from backchannel.web.visit import Visit

__all__ = ["application"]

T = TypeVar("T")
_NOT_KEPT = frozenset({"/lock", "/again", "/work/{work}"})
"""Pages to which nobody goes back, and whose forms hold nothing that was typed."""
_WITHOUT_DESK = frozenset({"/unlock", "/welcome", "/welcome/restore"})


def application(site: Site, host: str) -> Guard:
    """Give the ASGI application of a site that is served at `host` (address and port)."""
    routes = [Route("/enter/{key}", partial(_enter, site), methods=["GET"])]
    routes += [Route(path, static.answer, methods=["GET"]) for path in static.PATHS]
    routes += [_route(site, page) for page in pages.EVERY]
    missing = partial(_missing, site)
    made = Starlette(routes=routes, exception_handlers={404: missing, 405: missing})
    # An address with a slash at its end is none: sending a stranger on to the other would tell him that there is one.
    made.router.redirect_slashes = False
    return Guard(made, host)


async def _enter(site: Site, request: Request) -> Response:
    if not site.entrance.opens(request.path_params["key"]):
        return _stranger()
    # Not a redirect: where another program opened the address, a browser would follow it without the new cookie.
    response = HTMLResponse(render("enter.html", {"title": "Welcome"}), headers={"Refresh": "0; url=/"})
    site.entrance.admit(response)
    site.seen()
    return response


def _stranger() -> Response:
    return PlainTextResponse(
        "This desk does not know your browser. Open it by the whole address that it printed when it was started.\n", 403
    )


async def _missing(site: Site, request: Request, error: Exception) -> Response:  # noqa: ARG001
    if not site.entrance.knows(request.cookies.get(site.entrance.cookie)):
        return _stranger()
    visit = Visit(site, request.url.path)
    if not site.is_open:
        return RedirectResponse("/unlock", 303)
    return await _in_turn(site, lambda: _respond(visit, _error("There is no such page at this desk.", 404)))


def _route(site: Site, page: Page) -> Route:
    methods = ["GET", "POST"] if page.acts else ["GET"]
    return Route(page.address, partial(_answer, site, page), methods=methods)


async def _answer(site: Site, page: Page, request: Request) -> Response:
    if not site.entrance.knows(request.cookies.get(site.entrance.cookie)):
        return _stranger()
    if site.is_left_alone:
        # The machine may have slept: this one comes before the next look at the clock.
        await asyncio.get_running_loop().run_in_executor(site.clerk, site.lock)
    if not page.waits:
        site.seen()
    address, form = request.url.path, Form()
    visit = Visit(site, address, request.path_params, dict(request.query_params))
    try:
        if request.method == "POST":
            form = await read_form(request, large=page.large)
    except BadInputError as error:
        found = _error(str(error), 413)
        return await _in_turn(site, lambda: _respond(visit, found))
    work: Callable[[], Response]
    if page.address in _WITHOUT_DESK:
        work = partial(_asked, site, page, visit, form, request.method)
    elif not site.is_open:
        return _locked(site, page, address, form, request)
    else:
        work = partial(_asked, site, page, visit, form, request.method)
    return await _in_turn(site, work)


def _locked(site: Site, page: Page, address: str, form: Form, request: Request) -> Response:
    if request.method == "POST":
        if page.address not in _NOT_KEPT:
            site.keep(Interrupted(address, form))
    elif not page.waits and page.address not in _NOT_KEPT:
        site.wanted = f"{address}?{request.url.query}" if request.url.query else address
    return RedirectResponse("/welcome" if site.is_new else "/unlock", 303)


def _asked(site: Site, page: Page, visit: Visit, form: Form, method: str) -> Response:
    if method != "POST":
        return _respond(visit, _shown(page, visit))
    if not site.entrance.signed(form.one("token")):
        return _respond(visit, again(Interrupted(visit.address, form)))
    visit = Visit(visit.site, visit.address, visit.path, visit.query, form)
    act = page.acts.get(form.one("do"))
    if act is None:
        return _respond(visit, _error("This page has no such form; go back and look at it again.", 400))
    site.sent(visit.address, form)
    showing = form.showing and f"{visit.address} {form.showing}"
    try:
        return _respond(visit, site.once(showing, partial(act, visit)))
    except BackchannelError as error:
        refused = Visit(visit.site, visit.address, visit.path, visit.query, form, str(error))
        return _respond(refused, _shown(page, refused), 422)


def again(interrupted: Interrupted, *, more: int | None = None) -> View:
    """Give the page that shows what was submitted, to be sent again; `more` is kept besides, where it is kept."""
    left_out = {"token", "_secret", *interrupted.secrets}
    return View(
        "again.html",
        {
            "where": interrupted.address,
            "fields": [
                (name, value)
                for name, values in interrupted.form.fields.items()
                for value in values
                if name not in left_out
            ],
            "secrets": interrupted.secrets,
            "more": more,
            "files": [upload.name for some in interrupted.form.uploads.values() for upload in some],
        },
        status=409,
    )


def _shown(page: Page, visit: Visit) -> Answer:
    try:
        return page.show(visit)
    except BackchannelError as error:
        return _error(visit.refusal or str(error), _status(error))


def _status(error: BackchannelError) -> int:
    if isinstance(error, PlaceError | LockedError):
        return 503
    return 404


def _error(sentence: str, status: int) -> View:
    return View("error.html", {"sentence": sentence}, status)


def _respond(visit: Visit, answer: Answer, status: int | None = None) -> Response:
    site = visit.site
    if isinstance(answer, Go):
        site.say(answer.said)
        return RedirectResponse(answer.address, 303)
    if isinstance(answer, Download):
        headers = {"Content-Disposition": f'attachment; filename="{answer.name}"'}
        return Response(answer.data, media_type=answer.media_type, headers=headers)
    values: dict[str, Any] = {
        "visit": visit,
        "site": site,
        "token": site.entrance.token,
        "card": site.desk.card if site.is_open else None,
        "section": section_of(visit.address),
        "said": site.said() if site.is_open else [],
        "style": static.STYLE,
    }
    html = render(answer.template, {**values, **answer.values})
    headers = {"Refresh": str(answer.refresh)} if answer.refresh else {}
    return HTMLResponse(html, status if status is not None and answer.status == 200 else answer.status, headers)


async def _in_turn(site: Site, work: Callable[[], Response]) -> Response:
    """Do something in the clerk's thread; whatever goes wrong there is told without its insides."""
    loop = asyncio.get_running_loop()
    try:
        return await loop.run_in_executor(site.clerk, work)
    except LockedError:
        return RedirectResponse("/unlock", 303)
    except Exception as error:
        failed(error)
        return PlainTextResponse(UNEXPECTED + "\n", 500)
