"""Giving documents out of the vault as a file that the browser keeps: one format for one document or for many."""

from dataclasses import replace

from backchannel.desk.exporting import Wish, export
from backchannel.errors import UsageError
from backchannel.record.writers.formats import FORMATS
from backchannel.web.answers import Download
from backchannel.web.visit import Visit

__all__ = ["MANY", "ONE", "PAPERS", "download", "file_of"]

_WORDS = {
    "pdf": "PDF, for paper",
    "docx": "a Word file",
    "html": "a page that stands alone and prints well",
    "telegram": "plain text as a telegram",
    "tei": "TEI, for editions: nothing is lost",
    "json": "JSON, the archive's own form",
    "jsonl": "JSON lines: the text as one string, a line a document",
    "csl": "a citation as CSL JSON",
    "bibtex": "a citation as BibTeX",
    "ris": "a citation as RIS",
    "cmif": "a catalogue of letters (CMIF): who wrote to whom, and not a word of them",
}
"""Every format, in words."""
_TYPES = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".html": "text/html; charset=utf-8",
    ".json": "application/json",
}
ONE = tuple((name, words) for name, words in _WORDS.items() if name in FORMATS)
"""Formats in which one document is given out."""
MANY = tuple((name, words) for name, words in ONE if not FORMATS[name].apart)
"""Formats that hold many documents in one file."""
PAPERS = (("A4", "A4"), ("Letter", "Letter"))


def download(visit: Visit, name: str, format_: str, stem: str) -> Download:
    """Give the documents of a name as one file; UsageError for a format that does not hold them."""
    if format_ not in FORMATS:
        raise UsageError("Choose one of the formats that the page offers.")
    paper = visit.form.one("paper", "A4")
    wish = Wish(format_, None, paper=paper if paper in dict(PAPERS) else "A4", address=visit.form.one("address"))
    wish = replace(wish, title=visit.form.one("title") or wish.title, editor=visit.form.one("editor") or wish.editor)
    return file_of(export(visit.desk, [name], wish).data, format_, stem)


def file_of(data: bytes, format_: str, stem: str) -> Download:
    """Give bytes of a format as a file; `stem` is plain and holds no word of a document."""
    suffix = FORMATS[format_].suffix
    return Download(data, stem + suffix, _TYPES.get("." + suffix.rpartition(".")[2], "text/plain; charset=utf-8"))
