"""What is typed to make a message: addresses, a prefix of the subject, attachments; and the message made of it."""

from __future__ import annotations

import getpass
import re
import socket
from dataclasses import dataclass
from email.headerregistry import Address
from enum import StrEnum
from typing import TYPE_CHECKING

from igc_tracker.cli.reading import read_all, read_code
from igc_tracker.domain.errors import BadAddressError, BadSubjectError, DayOrAddressError, IncompleteOptionsError
from igc_tracker.render.safe import shown
from igc_tracker.wording.words import N_

if TYPE_CHECKING:
    from collections.abc import Iterable

_PART = r'"(?:\\.|[^"\\])*"|<[^>]*>'
_WHOLE = re.compile(rf'(?:{_PART}|[^"<])*')
"""A text in which every quotation mark and angle bracket is closed."""
_PIECE = re.compile(rf'(?:{_PART}|[^,"<])+')
"""An address up to the next comma that is in no quotes and no angle brackets."""
_NAMED = re.compile(r"(?P<name>.*?)\s*<(?P<address>[^<>]*)>", re.DOTALL)
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*")
_LONGEST = 254
_LONGEST_LOCAL = 64
_LONGEST_NAME = 200


class Attach(StrEnum):
    """What a message can bring along."""

    ICS = "ics"
    CSV = "csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class MailOptions:
    """What was typed. ``sender`` None: nobody was named."""

    sender: Address | None
    recipients: tuple[Address, ...]
    prefix: str
    attach: tuple[Attach, ...]

    def without_mail(self) -> None:
        """Raise IncompleteOptionsError if something was typed that means nothing without a message."""
        given = {
            "--from ADDRESS": self.sender,
            "--to ADDRESS": self.recipients,
            "--subject-prefix": self.prefix,
            "--attach": self.attach,
        }
        option = next((option for option, value in given.items() if value), None)
        if option is not None:
            raise IncompleteOptionsError(option=option, other="--format eml")


def read_mail_options(
    senders: Iterable[str], recipients: Iterable[str], *, prefix: str | None, attach: list[str] | None
) -> MailOptions:
    """Return the options of a message, read and checked."""
    sender, *others = (*(address for each in senders for address in read_addresses(each)), None)
    if others and others[0] is not None:
        raise BadAddressError(", ".join(senders), one=True)
    prefix = (prefix or "").strip()
    if shown(prefix) != prefix:
        raise BadSubjectError(text=prefix)
    return MailOptions(
        sender=sender,
        recipients=tuple(address for each in recipients for address in read_addresses(each)),
        prefix=prefix,
        attach=tuple(dict.fromkeys(read_code(Attach, each, N_("attachment")) for each in read_all(attach))),
    )


def days_and_addresses(values: list[str] | None) -> tuple[str | None, tuple[str, ...]]:
    """Return the day among the values of an option, the last if there are several, and the addresses.

    An address always has an @ and a day never does, so an option can take both.
    """
    typed = values or []
    days = [each for each in typed if "@" not in each]
    for each in days:
        if not any(map(str.isdigit, each)) and each.strip().casefold() not in _DAYS_IN_WORDS:
            raise DayOrAddressError(text=each)
    return (days[-1] if days else None), tuple(each for each in typed if "@" in each)


_DAYS_IN_WORDS = ("today", "yesterday", "сегодня", "вчера", "бүгін", "кеше")


def read_addresses(text: str) -> tuple[Address, ...]:
    """Return the addresses in ``text``, separated by commas; raise BadAddressError for what is none, or hides lines."""
    if shown(text) != text or not _WHOLE.fullmatch(text):
        raise BadAddressError(text)
    found = tuple(_address(piece.strip(), text) for piece in _PIECE.findall(text) if piece.strip())
    if not found:
        raise BadAddressError(text)
    return found


def _address(piece: str, text: str) -> Address:
    named = _NAMED.fullmatch(piece)
    name, address = (named["name"], named["address"].strip()) if named else ("", piece)
    if name.startswith('"') and name.endswith('"') and len(name) > 1:
        name = re.sub(r"\\(.)", r"\1", name[1:-1])
    local, at, domain = address.rpartition("@")
    try:
        domain = domain if domain.isascii() else domain.encode("idna").decode("ascii")
    except UnicodeError:
        raise BadAddressError(text) from None
    fits = len(address) <= _LONGEST and len(local) <= _LONGEST_LOCAL and len(name) <= _LONGEST_NAME
    if not (at and fits and _LOCAL.fullmatch(local) and _DOMAIN.fullmatch(domain)):
        raise BadAddressError(text)
    return Address(display_name=name, username=local, domain=domain)


def sender_of_machine() -> Address:
    """Return who sends if nobody was named: the login name at this machine, as mail programs have it."""
    try:
        name = getpass.getuser()
    except (OSError, KeyError):  # a user id without a name, as in some containers
        name = "igc"
    host = socket.gethostname()
    return Address(
        username=name if _LOCAL.fullmatch(name) else "igc", domain=host if _DOMAIN.fullmatch(host) else "localhost"
    )
