"""Opening a browser of this machine at a desk, where there is a screen for one."""

import os
import sys
import webbrowser

from backchannel.web.entrance import Entrance

__all__ = ["show"]


def show(entrance: Entrance, host: str) -> bool:
    """Open the desk in the person's browser; say whether that was possible.

    The address on its command line can be seen by other users of the machine, so its key opens once and never again. A
    browser within the terminal is not taken: it would stand in the way of what is printed there.
    """
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return False
    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return False
    return browser.open(f"http://{host}/enter/{entrance.ticket()}")
