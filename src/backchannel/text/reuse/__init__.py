"""Reuse: what of a text stands, word for word or lightly rewritten, in others."""
