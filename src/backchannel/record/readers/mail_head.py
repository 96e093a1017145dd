"""The head of a mail (RFC 5322, section 3.6): who, to whom, when and what about, as lines of a letter's head.

Addresses are taken apart here and not by the standard parsers: one takes minutes for a line of a hundred thousand
quotation marks, the other has read one address for another. Everything here takes a time in proportion to the line.
"""

import re
from datetime import datetime
from email.errors import MessageError
from email.header import decode_header, make_header
from email.utils import parsedate_to_datetime

from backchannel.errors import BadInputError
from backchannel.record.dates import DocumentDate
from backchannel.record.document import LENGTHS, NAME_LENGTH, NAMES
from backchannel.record.readers.blocks import quoted
from backchannel.record.readers.findings import Findings, clipped, times

__all__ = ["CONTROLS", "HEADER", "addresses", "decoded", "head_of"]

HEADER = 64 * 1024
"""Characters of one line of a head: a thousand addresses; the standard decoder of words takes the square of it."""
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")

_READ = {"from", "to", "cc", "bcc", "date", "subject", "reply-to", "sender"}
_QUIET = {"mime-version", "content-type", "content-transfer-encoding", "content-disposition", "content-language"}
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SHORT_YEAR = re.compile(r"\d\s+[A-Za-z]{3}\s+\d\d\s")
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|<[^<>"]*>|\([^()]*\)|[,;:]|[^",;:<(]+|.', re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


def head_of(raw: list[tuple[str, object]], findings: Findings) -> list[tuple[str, str]]:
    """Give the lines of a letter's head for the raw lines of a mail's, as names and values.

    Refuses (BadInputError) a head without any of the lines that a mail has, and one with a line longer than HEADER.
    """
    return _Head(raw, findings).values()


def decoded(text: str) -> str | None:
    """Decode the encoded words of a text (RFC 2047); None where they cannot be."""
    if "=?" not in text:
        return text
    try:
        return str(make_header(decode_header(text))).encode("utf-8", "replace").decode("utf-8")
    except (MessageError, LookupError, ValueError):
        return None


def addresses(line: str) -> list[str]:
    """Give the addresses of a line (section 3.4) as `Name <address>`, or what there is of the two.

    Comments are dropped, and so are the names of groups. What is no address is kept as it stands.
    """
    found: list[str] = []
    name: list[str] = []
    address = ""
    for sign in [*_TOKEN.findall(line), ","]:
        if sign in (",", ";"):
            words = " ".join("".join(name).split())
            shown = f"{words} <{address}>" if words and address and words != address else words or address
            if shown:
                found.append(shown)
            name, address = [], ""
        elif sign == ":":
            name = []
        elif sign[0] == "<" and len(sign) > 1:
            address = " ".join(sign[1:-1].split())
        elif sign[0] == '"' and len(sign) > 1:
            name.append(_ESCAPED.sub(r"\1", sign[1:-1]))
        elif sign[0] != "(" or len(sign) == 1:
            name.append(sign)
    return found


class _Head:
    """The head of a mail, from its raw lines."""

    def __init__(self, raw: list[tuple[str, object]], findings: Findings) -> None:
        self._findings = findings
        self._raw: dict[str, list[str]] = {}
        others: dict[str, None] = {}
        for name, value in raw:
            own = name.casefold()
            if len(str(value)) > HEADER:
                raise BadInputError(f"The mail's head has a line of more than {HEADER} characters; it is not read.")
            if own in _READ:
                self._raw.setdefault(own, []).append(self._line(str(value)))
            elif own not in _QUIET:
                others[clipped(name)] = None
        if not self._raw:
            raise BadInputError("The file is no mail: it has no head of From, To, Date and Subject.")
        if others:
            more = " and others" if len(others) > 5 else ""
            findings.left_out[f"The lines {', '.join(list(others)[:5])}{more} of the mail's head were left out"] += 1

    def _line(self, raw: str) -> str:
        # Bytes beyond ASCII come as surrogates; RFC 6532 makes them UTF-8.
        line = raw.replace("\r", "").replace("\n", "")
        if line.isascii():
            return line
        data = line.encode("utf-8", "surrogateescape")
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            self._findings.inferred["A line of the mail's head is not in UTF-8, and was read as Western European"] += 1
            return data.decode("latin-1")

    def values(self) -> list[tuple[str, str]]:
        """Give the lines of a letter's head that the mail's own says."""
        lines = [("Kind", "letter")]
        for name in ("from", "date", "subject"):
            if len(self._raw.get(name, [])) > 1:
                self._findings.inferred[f"The mail has {_title(name)} more than once; the first was taken"] += 1
        lines += [("From", quoted(name)) for name in self._names("from", 1, NAMES["senders"])]
        addressees: list[str] = []
        for kind in ("to", "cc", "bcc"):
            names = self._names(kind, None, NAMES["addressees"] - len(addressees))
            if names and kind != "to":
                said = f"{times(len(names), 'addressee')} of the line {_title(kind)}, to whom a copy went"
                self._findings.inferred[f"{said}, stand after those of the line To"] += 1
            addressees += names
        lines += [("To", quoted(name)) for name in addressees]
        subject = self._text("subject")
        if len(subject) > LENGTHS["subject"]:
            self._findings.left_out["The end of an overlong subject was left out"] += 1
        if subject:
            lines.append(("Subject", subject[: LENGTHS["subject"]].strip()))
        lines += self._date()
        for name in ("reply-to", "sender"):
            if others := [one for one in self._names(name, 1, 10) if one not in self._names("from", 1, 10)]:
                self._findings.left_out[f"The line {_title(name)} names another, “{clipped(others[0])}”"] += 1
        return lines

    def _text(self, name: str) -> str:
        return self._clean(self._raw.get(name, [""])[0], name)

    def _names(self, name: str, first: int | None, most: int) -> list[str]:
        names: list[str] = []
        for raw in self._raw.get(name, [])[:first]:
            for address in addresses(raw):
                shown = self._clean(address, name)
                if len(shown) > NAME_LENGTH:
                    self._findings.left_out["The end of an overlong name was left out"] += 1
                if shown:
                    names.append(shown[:NAME_LENGTH].strip())
        if len(names) > most:
            self._findings.left_out[f"Of {len(names)} names in {_title(name)} only {most} were kept"] += 1
        return names[:most]

    def _clean(self, text: str, name: str) -> str:
        words = decoded(text)
        if words is None:
            self._findings.left_out[f"The words of {_title(name)} could not be decoded, and stand as they came"] += 1
            words = text
        if CONTROLS.search(words.replace("\t", " ")):
            self._findings.inferred[f"Line breaks or controls within {_title(name)} were replaced by spaces"] += 1
        return " ".join(CONTROLS.sub(" ", words).split())

    def _date(self) -> list[tuple[str, str]]:
        raw = self._raw.get("date", [""])[0][:200]
        if not raw.strip():
            return []
        try:
            moment = parsedate_to_datetime(raw)
            offset = _minutes(moment)
            date = DocumentDate(
                moment.year, moment.month, moment.day, (moment.hour, moment.minute, moment.second), offset
            )
        except (ValueError, TypeError, IndexError, OverflowError, BadInputError):
            self._findings.left_out[f"The mail's date, “{clipped(raw)}”, cannot be read and was left out"] += 1
            return []
        if moment.tzinfo is None:
            self._findings.inferred["The mail's date has no zone, and was taken as one of UTC"] += 1
        if _SHORT_YEAR.search(raw):
            self._findings.inferred["The mail's date has a year of two figures; the century was inferred"] += 1
        weekday = raw.strip()[:3].casefold()
        if weekday in _WEEKDAYS and _WEEKDAYS[moment.weekday()] != weekday:
            self._findings.inferred["The mail's date names a weekday that the day did not have"] += 1
        return [("Date", str(date))]


def _title(name: str) -> str:
    return name.title()


def _minutes(moment: datetime) -> int:
    zone = moment.utcoffset()
    return 0 if zone is None else int(zone.total_seconds()) // 60
