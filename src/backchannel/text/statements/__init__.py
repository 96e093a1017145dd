"""Statements: what a sentence of a letter or talk commits its author to, and the words that make it so. Pure."""
