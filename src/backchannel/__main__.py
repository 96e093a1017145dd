"""`python -m backchannel`: the same as the command `backchannel`."""

import sys

from backchannel.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
