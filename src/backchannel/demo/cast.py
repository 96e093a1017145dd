"""The persons of the demo, all invented, and where their desks lie."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a desk: his name as on his card, his party, and his folder's name."""

    name: str
    party: str
    folder: str
    office: str


HOLT = Person("Ragna Holt", "Aldermark", "holt", "Prime Minister")
EKDAL = Person("Jorn Ekdal", "Aldermark", "ekdal", "State Secretary, her deputy, who reads everything")
MARRIN = Person("Edda Marrin", "Aldermark", "marrin", "adviser at the Fisheries Institute, who does not")
VESMAR = Person("Danilo Vesmar", "Suvria", "vesmar", "President")
TADAN = Person("Mirel Tadan", "Suvria", "tadan", "head of his chancellery, who reads everything")

PRINCIPALS = (HOLT, VESMAR)
AT_FIRST = (HOLT, EKDAL, VESMAR, TADAN)
"""Those who are on the channel from the beginning."""

CAST = (HOLT, EKDAL, MARRIN, VESMAR, TADAN)

COURIER = "Nils Brandvik"
INTERLOCUTOR = "Tove Arnesdal"
