"""How this desk behaves on this machine: after how long it locks itself, and how often it exchanges."""

from dataclasses import dataclass

from backchannel.desk.desk import Desk
from backchannel.errors import UsageError
from backchannel.protocol.encoding import u64, unu64
from backchannel.vault import meta

__all__ = ["Settings", "keep", "settings"]

_LOCK, _EXCHANGE = "lock after", "exchange every"
_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Settings:
    """Seconds after which a desk that nobody uses locks itself, and between two exchanges; 0: never by itself."""

    lock_after_seconds: int = 900
    exchange_seconds: int = 60


def settings(desk: Desk) -> Settings:
    """Give the settings of a desk, or what they are by default."""
    with desk.vault.read() as db:
        kept = [meta.get(db, name) for name in (_LOCK, _EXCHANGE)]
    usual = Settings()
    return Settings(
        unu64(kept[0]) if kept[0] else usual.lock_after_seconds,
        unu64(kept[1]) if kept[1] else usual.exchange_seconds,
    )


def keep(desk: Desk, wanted: Settings) -> None:
    """Keep the settings. UsageError for more than a day, or less than nothing."""
    values = (wanted.lock_after_seconds, wanted.exchange_seconds)
    if any(not 0 <= value <= _DAY for value in values):
        raise UsageError("A time of the settings lies between 0 (never by itself) and a day.")
    with desk.vault.change() as db:
        for name, value in zip((_LOCK, _EXCHANGE), values, strict=True):
            meta.put(db, name, u64(value))
