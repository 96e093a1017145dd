"""Settings: how the desk locks itself, exchanges and takes mail, its passphrase; its backup, and its vault's check."""

from pathlib import Path

from backchannel.desk import keeping
from backchannel.desk import settings as kept
from backchannel.desk.desk import Desk
from backchannel.errors import BadInputError, UsageError
from backchannel.protocol.cards import Address
from backchannel.web import addresses
from backchannel.web.answers import Answer, Go, Page, View
from backchannel.web.numbers import whole_number
from backchannel.web.visit import Visit
from backchannel.web.works import Work

__all__ = ["PAGES"]

LOCK_AFTER = ((0, "never by itself"), (300, "5 minutes"), (900, "15 minutes"), (3600, "an hour"))
EXCHANGE_EVERY = ((0, "only when I say so"), (5, "5 seconds"), (60, "a minute"), (900, "15 minutes"))


def _show(visit: Visit) -> Answer:
    return View(
        "settings.html",
        {
            "kept": visit.site.settings,
            "lock_after": LOCK_AFTER,
            "exchange_every": EXCHANGE_EVERY,
            "relays": visit.desk.card.relays,
            "folder": str(visit.site.folder),
            "backup": str(Path.home() / f"{visit.site.folder.name}-{visit.desk.clock().date()}.backup"),
        },
    )


def _keep(visit: Visit) -> Answer:
    wanted = kept.Settings(_seconds(visit, "lock_after"), _seconds(visit, "exchange"))
    kept.keep(visit.desk, wanted)
    visit.site.settings = wanted
    visit.site.courier.begin(visit.desk, wanted.exchange_seconds)
    return Go("/settings", "The settings are kept.")


def _seconds(visit: Visit, name: str) -> int:
    seconds = whole_number(visit.form.one(name), 999_999)
    if seconds is None:
        raise UsageError("A time of the settings is a number of seconds.")
    return seconds


def _relay(visit: Visit) -> Answer:
    url, token = visit.form.one("relay"), visit.form.one("relay_token")
    if not token and visit.desk.card.relays and url == visit.desk.card.relays[0].url:
        token = visit.desk.card.relays[0].token
    visit.desk.set_relays((Address(url, token),) if url else ())
    visit.site.courier.begin(visit.desk, visit.site.settings.exchange_seconds)
    return Go("/settings", "Your card has changed; give it to the others again. Its fingerprint is the same.")


def _passphrase(visit: Visit) -> Answer:
    form = visit.form
    if form.text("new") != form.text("again"):
        raise UsageError("The two new passphrases are not the same; type all three again.")
    keeping.change_passphrase(visit.site.folder, form.text("old"), form.text("new"))
    return Go("/settings", "The passphrase was changed. Backups that were written before keep the old one.")


def _backup(visit: Visit) -> Answer:
    words, path = visit.form.text("words"), visit.form.place("file")
    if words != visit.form.text("words_again"):
        raise UsageError("The two passphrases of the backup are not the same; type both again.")
    keeping.require_new_backup(path, words)

    def write(desk: Desk, work: Work) -> Answer:
        size = keeping.write_backup(desk, path, words, work.tell)
        return Go("/settings", f"The backup {path} is written ({size:,} bytes). Keep it apart from this machine.")

    return Go(addresses.work(visit.works.start("Writing a backup", write, unit="bytes").id))


def _check(visit: Visit) -> Answer:
    def check(desk: Desk, _work: Work) -> Answer:
        if found := keeping.check(desk):
            told = "; ".join(found[:20])
            raise BadInputError(f"The vault is damaged; restore the desk from a backup. What was found: {told}.")
        return Go("/settings", "Every page, row and reference of the vault was read, and all of it holds.")

    return Go(addresses.work(visit.works.start("Checking the vault", check).id))


PAGES = (
    Page(
        "/settings",
        _show,
        {"keep": _keep, "relay": _relay, "passphrase": _passphrase, "backup": _backup, "check": _check},
    ),
)
