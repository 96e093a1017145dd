"""record: the documents of the archive. Each module below knows some of its commands."""

from importlib import import_module

from backchannel.cli.parsing import Subparsers, add_group

MODULES = (
    "record_import",
    "record_parse",
    "record_show",
    "record_refs",
    "record_copies",
    "record_publish",
    "record_who",
    "record_statements",
    "record_label",
    "record_export",
    "record_redact",
)
"""Modules of this room, each with `add_commands`, in the order in which their commands are listed."""


def add_commands(commands: Subparsers) -> None:
    """Add the commands of those modules."""
    record = add_group(commands, "record", "backchannel record import volumes/ --desk ilse")
    for module in MODULES:
        import_module(f"backchannel.cli.{module}").add_commands(record)
