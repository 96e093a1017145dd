"""The desks of the demo side by side in the browser, once it is played: write in one, see it arrive in the other."""

from collections.abc import Callable
from contextlib import ExitStack

from backchannel.demo.cast import EKDAL, HOLT, VESMAR, Person
from backchannel.demo.stage import PASSPHRASE, Stage
from backchannel.desk.settings import Settings, keep
from backchannel.web.browser import show
from backchannel.web.serving import first_address, host_of, listening, serve
from backchannel.web.site import Site

__all__ = ["SHOWN", "serve_desks"]

SHOWN = (HOLT, VESMAR, EKDAL)
"""Whose desks are served: one of each side, and a second of the first, since our side is several desks too."""
_EVERY_SECONDS = 5


def serve_desks(
    stage: Stage,
    say: Callable[[str], None],
    *,
    browser: bool,
    stop: Callable[[Callable[[], None]], None] | None = None,
) -> None:
    """Serve the desks until they are interrupted, by the play's clock, each unlocked and exchanging by itself.

    `say` takes each address, one a line. PlaceError where no port is free. `stop` as `web.serving.serve`.
    """
    with ExitStack() as open_:
        found = []
        for person in SHOWN:
            site = Site(stage.desk_folder(person), stage.clock)
            open_.callback(site.close)
            site.clerk.submit(_unlock, site).result()
            found.append((site, open_.enter_context(listening(0))))

        def ready() -> None:
            for person, (site, listener) in zip(SHOWN, found, strict=True):
                say(_line(person, first_address(site, listener)))
            if browser:
                for site, listener in found[:2]:
                    show(site.entrance, host_of(listener))

        serve(found, ready, stop=stop)


def _unlock(site: Site) -> None:
    site.unlock(PASSPHRASE)
    # Nobody has to wait for a letter, or unlock invented ones.
    wanted = Settings(lock_after_seconds=0, exchange_seconds=_EVERY_SECONDS)
    keep(site.desk, wanted)
    site.settings = wanted
    site.courier.begin(site.desk, wanted.exchange_seconds)


def _line(person: Person, address: str) -> str:
    return f"  {address}  {person.name}, {person.party}"
