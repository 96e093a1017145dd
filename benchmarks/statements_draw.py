"""Draw the sentences to be labelled by the rule of `statements_rule.md`: `python -m benchmarks.statements_draw`.

Drawn are sentences of letters and messages between persons of different governments, from the volumes of TEI under
BACKCHANNEL_RECORD (default `../shared/record`). Such volumes are the edition of one government: its own people bear
plain offices in the headings, those of another bear an office that it does not have, a country's adjective or a name
that is not one of its presidents'. A letter counts when one of both parties is of the others alone. Printed is, for
each sentence of the draw, its address with the characters in its passage, the heading, and its neighbours.

A draw is told by its seed, which the column `draw` of `statements_gold.tsv` names: the first is 1961; the second is
1963 and leaves out what the first drew (`--seed 1963 --without 1961`).
"""

import argparse
import os
import random
import re
import textwrap
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from backchannel.record.document import Document
from backchannel.record.readers.tei.volumes import read
from backchannel.record.talks.speech import sentences

COUNT, SEED, MOST_OF_A_DOCUMENT = 300, 1961, 4
KINDS = ("letter", "message")
ROLES = ("paragraph", "item")

_PARTIES = re.compile(r"\b[Ff]rom (?P<writer>.+?) to (?P<addressee>.+)")
_OWN_PRESIDENTS = r"(?:Truman|Eisenhower|Kennedy|Johnson|Nixon|Ford|Carter)"
_OWN = re.compile(
    r"\b(?:Under|Assistant|Deputy) Secretary of|\bSpecial Assistant|[’'](?:s)? (?:\w+ ){0,2}Assistant|\bOffice of"
    r"|\bOfficer in Charge|\b(?:Ambassador|Minister|Charg[eé](?: d'Affaires)?|Consul General|Representative)"
    r" (?:to|in|at)\b(?! the United States)|\bSenator\b|\bEmbassy\b"
    r"|\bChairman of the (?:Joint|Atomic|Council on|Policy|Senate)"
)
_ADJECTIVE = (
    r"(?:British|Soviet|French|German|Greek|Thai|Iraqi|Israeli|Pakistani|Dutch|Swiss|Czech|"
    r"[A-Z][a-z]+(?:ish|ese|ian|ean))"
)
_OTHERS = re.compile(
    r"\b(?:Prime Minister|Foreign Minister|Foreign Secretary|Minister of|Minister for|Premier|Chancellor"
    r"|Secretary General|Secretary of State for|Dalai Lama|Governing Mayor|Heads of State|Prince"
    r"|King|Queen|Shah|Emperor"
    r"|Emir|Pope|Marshal|Generalissimo|General Secretary|Chairman of the Council of Ministers"
    r"|Chairm[ae]n (?!of\b)[A-Z]\w+)\b"
    rf"|\bPresident (?!-?(?:[Ee]lect )?{_OWN_PRESIDENTS}\b)(?:de )?[A-Z]|\bPresident of (?:the Republic|the High|[A-Z])"
    rf"|\b{_ADJECTIVE} (?:\w+ ){{0,3}}(?:Ambassador|Charg[eé]|Minist(?:er|ry)|President|Secretary|Premier|Embassy)\b"
    r"|\bGovernment of the (?!United States)"
)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A sentence: its document's address, its passage, its characters there, and what a labeller sees around it."""

    document: str
    passage: int
    start: int
    end: int
    heading: str
    before: str
    words: str
    after: str

    @property
    def address(self) -> str:
        """The place to the character: `frus1961-63v06/d22/3:12-140`."""
        return f"{self.document}/{self.passage}:{self.start}-{self.end}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the draw, or some of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=SEED, metavar="N", help=f"the seed of the draw (default: {SEED})")
    parser.add_argument("--without", type=int, nargs="*", default=(), metavar="N", help="leave out the draws of seeds")
    parser.add_argument("--first", type=int, default=0, metavar="N", help="begin behind so many sentences")
    parser.add_argument("--count", type=int, default=COUNT, metavar="N", help="show so many")
    chosen = parser.parse_args(arguments)
    folder = Path(os.environ.get("BACKCHANNEL_RECORD") or "../shared/record")
    every = [one for path in sorted(folder.glob("*.xml.gz")) for one in candidates(path)]
    earlier: set[str] = set()
    for seed in chosen.without:
        earlier |= {one.address for one in draw(every, seed, earlier)}
    drawn = draw(every, chosen.seed, earlier)
    for number, one in enumerate(drawn[chosen.first : chosen.first + chosen.count], chosen.first + 1):
        print(f"{number}. {one.address}\n   {one.heading}")
        for mark, words in (("<", one.before), ("*", one.words), (">", one.after)):
            print(textwrap.shorten(words, 1_200, placeholder=" ...") if mark == "*" else f"{mark} {words[:300]}")
        print()


def draw(every: Sequence[Drawn], seed: int = SEED, without: Collection[str] = ()) -> list[Drawn]:
    """Draw COUNT of the sentences, at most MOST_OF_A_DOCUMENT of one document, none at an address that is left out."""
    shuffled = [*every]
    random.Random(seed).shuffle(shuffled)
    taken: dict[str, int] = {}
    drawn: list[Drawn] = []
    for one in shuffled:
        if one.address in without:
            continue
        if len(drawn) < COUNT and taken.get(one.document, 0) < MOST_OF_A_DOCUMENT:
            taken[one.document] = taken.get(one.document, 0) + 1
            drawn.append(one)
    return drawn


def candidates(path: Path) -> Iterator[Drawn]:
    """Give every sentence of a volume that may be drawn."""
    for document, _ in read(path.read_bytes()).documents():
        if document.kind in KINDS and is_between_governments(document.heading or ""):
            yield from _sentences(document)


def is_between_governments(heading: str) -> bool:
    """Say whether a heading names a writer and an addressee of whom one alone is of another government."""
    parties = _PARTIES.search(heading)
    return parties is not None and len({_is_other(party) for party in parties.groups()}) == 2


def _is_other(party: str) -> bool:
    return bool(_OTHERS.search(party)) and not _OWN.search(party)


def _sentences(document: Document) -> Iterator[Drawn]:
    edition = document.apparatus.edition if document.apparatus else None
    address = f"{edition.volume}/{edition.document}" if edition else ""
    every = [
        (passage.number, start, end, passage.text[start:end])
        for passage in document.passages
        if passage.role in ROLES
        for start, end in sentences(passage.text)
    ]
    for index, (number, start, end, words) in enumerate(every):
        before = every[index - 1][3] if index else ""
        after = every[index + 1][3] if index + 1 < len(every) else ""
        yield Drawn(address, number, start, end, document.heading or "", before, words, after)


if __name__ == "__main__":
    main()
