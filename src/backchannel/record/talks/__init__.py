"""Memoranda of conversation as statements: who speaks, by which verb, on whose authority."""
