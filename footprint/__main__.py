"""The program itself: loads the commands, runs one, and says in one line what went wrong.

It is small so that even a Ctrl-C while it still loads ends in a sentence.
"""

from __future__ import annotations

import os
import sys

STOPPED = 130
"""What a shell expects of a program that was stopped by Ctrl-C."""

ATTENTION, WRONG = 1, 2


def main() -> None:
    """Run the command that was typed, and leave with its exit status."""
    try:
        _run()
    except KeyboardInterrupt:
        _leave("", STOPPED)
    except BrokenPipeError:
        _hush()
    except OSError as error:
        _leave(f"Something could not be read or written: {error.strerror or error}.", WRONG)
    except SystemExit as end:
        # A command that was stopped and has something of its own to say of it has said it.
        _leave("", STOPPED) if end.code == STOPPED and type(end) is SystemExit else sys.exit(end.code)


def _run() -> None:
    # Loaded only here, so that being stopped on the way is caught above.
    from footprint.cli import scanning, terminal  # noqa: PLC0415  see above
    from footprint.errors import FootprintError  # noqa: PLC0415  see above

    terminal.prepare()
    try:
        call = scanning.plain_call(sys.argv[1:])
        if call:
            sys.exit(ATTENTION if call() else 0)
        from footprint.cli.commands import app  # noqa: PLC0415  it takes its time

        app(prog_name="footprint")
    except FootprintError as error:
        terminal.complain(str(error))
        sys.exit(WRONG)


def _hush() -> None:
    """Leave without a word: whoever read what is printed has seen enough (`footprint scan photos | head`)."""
    # What still waits to be printed would be complained of at the very end.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(ATTENTION)


def _leave(reason: str, status: int) -> None:
    sys.stderr.write(f"footprint: {reason or 'Stopped. Nothing was recorded, and no original was changed.'}\n")
    sys.exit(status)


if __name__ == "__main__":
    main()
