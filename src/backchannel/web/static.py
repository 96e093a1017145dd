"""The style sheet and the typefaces: served to anybody who asks, as they are the same for everybody.

The sheet is one file, put together from the parts in `static/style`; its address holds the digest of what it says, so
that a browser may keep it for ever. The typefaces come from packages: one for texts, one for the desk around them.
"""

import hashlib
from functools import cache
from importlib import resources

from starlette.requests import Request
from starlette.responses import Response

__all__ = ["PATHS", "STYLE", "answer", "sheet"]

_FONTS = {
    "text": ("fontpkg_noto_serif", "NotoSerif[wdth,wght].ttf"),
    "text-italic": ("fontpkg_noto_serif", "NotoSerif-Italic[wdth,wght].ttf"),
    "desk": ("fontpkg_source_sans_3", "SourceSans3[wght].ttf"),
    "desk-italic": ("fontpkg_source_sans_3", "SourceSans3-Italic[wght].ttf"),
}
_FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}


@cache
def sheet() -> bytes:
    """Give the style sheet: its parts in the order of their names."""
    folder = resources.files("backchannel.web") / "static" / "style"
    parts = sorted((one for one in folder.iterdir() if one.name.endswith(".css")), key=lambda one: one.name)
    return b"\n".join(one.read_bytes() for one in parts)


STYLE = f"/style/{hashlib.blake2b(sheet(), digest_size=8).hexdigest()}.css"
"""The address of the style sheet."""
PATHS = (STYLE, *(f"/font/{name}.ttf" for name in _FONTS))
"""Every address that is answered here."""


async def answer(request: Request) -> Response:
    """Answer one of `PATHS`."""
    path = request.url.path
    if path == STYLE:
        return Response(sheet(), media_type="text/css", headers=_FOR_EVER)
    package, file = _FONTS[path.removeprefix("/font/").removesuffix(".ttf")]
    data = (resources.files(package) / "files" / file).read_bytes()
    return Response(data, media_type="font/ttf", headers=_FOR_EVER)
