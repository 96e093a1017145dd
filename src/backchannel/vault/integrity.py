"""The check of an open vault: cipher, structure, references."""

from pathlib import Path

from backchannel.vault.sqlcipher import Connection, Error, meaning, names_disk


def findings(db: Connection, path: Path) -> tuple[str, ...]:
    """Give what is wrong with the database, a line each; nothing if it is sound.

    Every page's authentication (`cipher_integrity_check`), SQLite's structure (`integrity_check`) and all references
    between tables. All rows of each answer count, not only the first. A failing disk is PlaceError.
    """
    found: list[str] = []
    for pragma in ("wal_checkpoint(TRUNCATE)", "cipher_integrity_check", "integrity_check", "foreign_key_check"):
        try:
            rows = db.execute(f"PRAGMA {pragma}").fetchall()
        except Error as error:
            if names_disk(error):
                raise meaning(error, path, "the check was not finished") or error from error
            found.append(f"{pragma}: {error}")
            continue
        if pragma == "foreign_key_check":
            found += [f"table {table}, row {row}: refers to nothing in {parent}" for table, row, parent, _ in rows]
        elif pragma.endswith("integrity_check"):
            found += [str(line) for (line,) in rows if line != "ok"]
    return tuple(found)
