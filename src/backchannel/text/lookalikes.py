"""Letters of other scripts that look like Latin ones, so that a name or a word cannot be hidden by writing it in them.

A short list of the letters that are drawn alike in ordinary type (Unicode Technical Standard 39 has the long one).
"""

import unicodedata

__all__ = ["is_mixed", "plain"]

_CYRILLIC = dict(zip("авсԁеһніјкӏморԛѕтуѵԝх", "abcdehhijklmopqstyvwx", strict=True))
_GREEK = dict(zip("αβεηικμνορτυχζ", "abehikmvoptuxz", strict=True))
_LATIN = {ord(one): latin for one, latin in {**_CYRILLIC, **_GREEK, "ı": "i", "ɑ": "a", "ɡ": "g"}.items()}


def plain(text: str) -> str:
    """Give a text by what is seen of it: no capitals, nothing invisible, letters that look Latin as Latin ones.

    It is for comparing alone: two texts that look alike give the same, in whatever scripts they are written.
    """
    composed = unicodedata.normalize("NFKC", text).casefold()
    if composed.isascii():
        return composed
    return "".join(one for one in composed if unicodedata.category(one) != "Cf").translate(_LATIN)


def is_mixed(text: str) -> bool:
    """Whether a text has Latin letters, and beside them some that only look so."""
    if text.isascii():
        return False
    folded = text.casefold()
    return any(ord(one) in _LATIN for one in folded) and any(one.isascii() and one.isalpha() for one in folded)
