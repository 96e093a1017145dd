"""Backchannel: the desk of a negotiating team."""

__version__ = "0.1.0"
