"""Offices and the days on which they were held, as lists of persons say them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backchannel.record.dates import parse
from backchannel.record.offices import offices_of, printed_offices


def spans(description):
    """Each office with its dates as text."""
    return [(o.title, str(o.since or ""), str(o.until or "")) for o in offices_of(description)]


@pytest.mark.parametrize(
    ("description", "expected"),
    [
        ("Harbour Master of Senn", [("Harbour Master of Senn", "", "")]),
        ("Minister of Trade until May 1961", [("Minister of Trade", "", "1961-05")]),
        ("Minister of Trade, until May, 1961.", [("Minister of Trade", "", "1961-05")]),
        ("Envoy in Suvria from April 17, 1974", [("Envoy in Suvria", "1974-04-17", "")]),
        ("Envoy, October 1965–June 6, 1967", [("Envoy", "1965-10", "1967-06-06")]),
        ("Envoy from January to May 1973", [("Envoy", "1973-01", "1973-05")]),
        ("Envoy from February 16 until June 11, 1965", [("Envoy", "1965-02-16", "1965-06-11")]),
        ("Envoy, 1952–1953", [("Envoy", "1952", "1953")]),
        ("Delegate to the Ferry Conference, 1958", [("Delegate to the Ferry Conference", "1958", "1958")]),
        (
            "Chief of Protocol until July 1956; thereafter again Counsellor",
            [("Chief of Protocol", "", "1956-07"), ("Counsellor", "1956-07", "")],
        ),
        (
            "Envoy until July 1964; then Deputy Minister until 1966",
            [("Envoy", "", "1964-07"), ("Deputy Minister", "1964-07", "1966")],
        ),
        (
            "Premier until March 1958 and from May 1958",
            [("Premier", "", "1958-03"), ("Premier", "1958-05", "")],
        ),
        ("Envoy from 1960 to 1950", [("Envoy from 1960 to 1950", "", "")]),
        ("until May 1961", [("until May 1961", "", "")]),
    ],
)
def test_offices_are_read_with_their_days(description, expected):
    """Every form of a clause gives the office and what the list says of when."""
    assert spans(description) == expected


def test_office_is_held_between_its_days_alone():
    """The days of change count for both; an office without dates says nothing."""
    (acting,) = offices_of("Acting Secretary, January 1969–March 3, 1969")
    assert acting.held_on(parse("1969-02-18")) is True
    assert acting.held_on(parse("1969-03-03")) is True
    assert acting.held_on(parse("1969-03-04")) is False
    assert acting.held_on(parse("1973")) is False
    (undated,) = offices_of("Clerk of the Council")
    assert undated.held_on(parse("1969-02-18")) is None


@given(st.text(alphabet="aB;,.– 19May2untilfromto", max_size=80))
def test_whatever_a_list_says_is_kept(description):
    """No description is refused, and every clause with words in it is kept as printed."""
    printed = {clause.strip(" ,.") for clause in description.split(";")} - {""}
    assert {office.printed for office in offices_of(description)} == printed


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        (
            "Memorandum From the Acting Minister of Trade (Kaljo) to the Envoy in Suvria (Holm)",
            (("Acting Minister of Trade", "Kaljo"), ("Envoy in Suvria", "Holm")),
        ),
        (
            "Memorandum From the President’s Assistant for the Ferries (Lund) to President Orma",
            (("President’s Assistant for the Ferries", "Lund"),),
        ),
        ("The Chargé in Suvria (Orma) to the Ministry", (("Chargé in Suvria", "Orma"),)),
        ("Telegram (No. 38) to Senn", ()),
        ("Letter From Kaljo to Holm", ()),
    ],
)
def test_offices_printed_with_a_name_are_read_from_headings(heading, expected):
    """An office before a name in parentheses is the holder's on that day; a number in parentheses is no name."""
    assert printed_offices(heading) == expected
