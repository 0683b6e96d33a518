"""What a command prints, on its way out of the program."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper

from igc_tracker.domain.errors import OutputLostError


def write(text: str, *, encoded: bool = False) -> None:
    """Write to stdout, now; raise OutputLostError where it does not get there (BrokenPipeError: nobody reads on).

    ``encoded``: as UTF-8, whatever letters the terminal knows.
    """
    try:
        if encoded and isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.buffer.write(text.encode("utf-8", errors="replace"))
        else:
            sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        # what Python still holds back would fail once more when it leaves
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise OutputLostError(why=error.strerror or str(error)) from None
