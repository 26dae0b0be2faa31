"""One tree of errors.

FootprintError
├── UsageError                the call is wrong: exit status 2, the text names the mend
│   ├── ProfileError          the profile is missing, unreadable or wrong
│   ├── ConsentError          nobody's agreement is recorded, or it has run out
│   └── TargetError           the place to write to will not do
├── CouldNotCheck             becomes a Skipped with its cause; never an empty result
│   ├── NotSet                the profile names something that is not there
│   ├── Offline               no name, no route, no answer
│   ├── TimedOut              nothing came in time
│   ├── AddressRefused        a private, loopback, link-local or metadata address; too many redirects
│   ├── RobotsForbid          the site asks programs to stay away from that page
│   ├── Blocked               401, 403, 451: the service does not let us in
│   ├── Throttled             429, or a notice that says so
│   ├── ServiceFailed         5xx
│   ├── Unexpected            an answer of a shape that is not known
│   │   └── Missing           404, 410: there is nothing at this address
│   ├── TooLarge              more bytes than we take
│   ├── HeldBack              asking would have told what stays on this computer
│   ├── Illegible             it holds nothing that can be read as words
│   └── NoKey                 the service needs a key that is not there
└── PhotoError
    ├── Unreadable            the file cannot be read to its end
    └── Withheld              no cleaned copy is given, with the reason
"""

from __future__ import annotations

from footprint.cause import Cause


class FootprintError(Exception):
    """The root: catch this at the top."""


class UsageError(FootprintError):
    """The call is wrong. The text names the mend."""


class ProfileError(UsageError):
    """The profile is missing, unreadable or wrong."""


class ConsentError(UsageError):
    """Nobody's agreement is recorded, or it has run out."""


class NotInstalled(UsageError):
    """An optional part of the program is not installed. The message says how to install it."""


class TargetError(UsageError):
    """The place to write to will not do."""


class CouldNotCheck(FootprintError):
    """Something could not be looked at. `cause` is the machine's word, the text the person's."""

    cause = Cause.FAULT


class NotSet(CouldNotCheck):
    """The profile names something that is not there."""

    cause = Cause.NOT_SET


class Offline(CouldNotCheck):
    """No name, no route, no answer."""

    cause = Cause.OFFLINE


class TimedOut(CouldNotCheck):
    """Nothing came in time."""

    cause = Cause.TIMED_OUT


class AddressRefused(CouldNotCheck):
    """An address that is never asked, or a chain of redirects without end."""

    cause = Cause.REFUSED


class RobotsForbid(CouldNotCheck):
    """The site asks programs to stay away from that page."""

    cause = Cause.ROBOTS


class Blocked(CouldNotCheck):
    """The service does not let us in."""

    cause = Cause.BLOCKED


class Throttled(CouldNotCheck):
    """The service asked us to slow down, and still did after waiting."""

    cause = Cause.THROTTLED


class ServiceFailed(CouldNotCheck):
    """The service answered that it is broken."""

    cause = Cause.SERVICE_FAILED


class Unexpected(CouldNotCheck):
    """An answer of a shape that is not known."""

    cause = Cause.UNEXPECTED


class Missing(Unexpected):
    """There is nothing at this address."""

    cause = Cause.MISSING


class TooLarge(CouldNotCheck):
    """More bytes than we take."""

    cause = Cause.TOO_LARGE


class HeldBack(CouldNotCheck):
    """Asking would have told somebody what stays on this computer."""

    cause = Cause.WITHHELD


class Illegible(CouldNotCheck):
    """It holds nothing that can be read as words."""

    cause = Cause.UNREADABLE


class NoKey(CouldNotCheck):
    """The service needs a key that is not there."""

    cause = Cause.NO_KEY


class PhotoError(FootprintError):
    """Something about a photo file."""


class Unreadable(PhotoError):
    """The file cannot be read to its end."""


class Withheld(PhotoError):
    """No cleaned copy is given; the text says why."""
