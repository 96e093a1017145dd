"""The one tree of errors.

Every error is one sentence: what happened, to what, and what to do. It never holds a secret, a key or a word of
a letter, so it may be printed and logged. Each class has the exit code that the command line gives it
(`docs/guide/commands.md` lists them; a test compares).
"""


class BackchannelError(Exception):
    """Something that the program says to a person, in one sentence.

    The sentence is for everybody and names no command. `typed` is what a person types at a terminal to do so, such as
    "--why TEXT" or "backchannel case open"; the command line tells it after the sentence.
    """

    exit_code = 1

    def __init__(self, *said: object, typed: str = "") -> None:
        super().__init__(*said)
        self.typed = typed


class UsageError(BackchannelError):
    """The caller asked for something that cannot be asked: wrong words, wrong order, unknown name."""

    exit_code = 2


class NotAReaderError(BackchannelError):
    """The person at this desk is not a reader of what was asked for."""

    exit_code = 3


class RuleError(BackchannelError):
    """A rule that both sides agreed, or that protects them, forbids the act; nothing was changed."""

    exit_code = 4


class TooEarlyError(BackchannelError):
    """The act is allowed, but not before an agreed hour or before something that must come first."""

    exit_code = 5


class BadInputError(BackchannelError):
    """Bytes or text from outside are not what they should be; nothing was changed."""

    exit_code = 1


class CounterpartyError(BadInputError):
    """Another member's desk broke the protocol in a way that only its author can have caused."""


class PlaceError(BackchannelError):
    """The machine failed us: disk, network, file permissions."""

    exit_code = 7


class LockedError(BackchannelError):
    """The desk cannot be opened: wrong passphrase, in use by another process, or of a newer version."""

    exit_code = 8


class StaleDeskError(BackchannelError):
    """This desk is an old copy of itself and may not write before it has heard the others."""

    exit_code = 9


class NotHeardError(BackchannelError):
    """A standing order of our own side forbids the act until those whom it concerns have been heard."""

    exit_code = 6
