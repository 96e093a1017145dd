"""A press for invented volumes: TEI in the form of the printed ones, with as many documents as a test needs."""

import gzip
from collections.abc import Sequence
from pathlib import Path

PERSONS = (
    '<div xml:id="persons"><head>Persons</head><list><item><persName xml:id="p_KR1"><hi rend="strong">Kaljo, Reet</hi>'
    "</persName>, President of Estmark</item></list></div>"
)


def document(name: str, number: int, words: str) -> str:
    """Give one letter as TEI."""
    return (
        f'<div type="document" n="{number}" xml:id="{name}"><head>{number}. Letter From President Kaljo to Chancellor '
        f'Holm<note n="1" xml:id="{name}fn1" type="source">Source: State Archives, Harbour Files. Secret.</note></head>'
        f'<dateline><placeName>Tarnholm</placeName>, <date when="1961-10-{number % 28 + 1:02}">October '
        f"{number % 28 + 1}, 1961</date>.</dateline>"
        f'<p>{words} <pb n="{number}" facs="0001"/>The ice is late in year {number}.</p>'
        f'<p>We let <hi rend="italic">four ferries</hi> pass.</p></div>'
    )


def volume(
    name: str, count: int = 3, words: str = "The ferry waits.", *, names: Sequence[str] = (), end: str = ""
) -> bytes:
    """Give a volume; `names` are its documents' (d1, d2, ... where none are given), `end` stands behind the last."""
    documents = "".join(
        document(one, at, words) for at, one in enumerate(names or [f"d{n + 1}" for n in range(count)], 1)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="{name}"><teiHeader>'
        f'<fileDesc><titleStmt><title type="complete">The Sound of Tarn, {name}</title></titleStmt><publicationStmt>'
        "<publisher>Republic Printing Office</publisher></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc>"
        f'</teiHeader><text><front>{PERSONS}</front><body><div type="compilation"><head>The Strait</head>'
        f"{documents}{end}</div></body></text></TEI>"
    ).encode()


def shelf(folder: Path, count: int = 4, documents: int = 3) -> Path:
    """Write a folder of volumes, every second one packed."""
    folder.mkdir()
    for number in range(1, count + 1):
        data = volume(f"faru{1960 + number}v01", documents, f"The ferry of volume {number} waits.")
        if number % 2:
            (folder / f"faru{1960 + number}v01.xml").write_bytes(data)
        else:
            (folder / f"faru{1960 + number}v01.xml.gz").write_bytes(gzip.compress(data, mtime=0))
    return folder
