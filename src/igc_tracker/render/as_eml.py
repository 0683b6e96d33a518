"""A message for any mail program (RFC 5322): text and HTML, attachments; the same message gives the same bytes.

A report that is made again has the same Message-ID, so it replaces the earlier one; it answers the report before it, so
that mail programs show the series as one conversation. Lines end in LF, as `sendmail -t` and `msmtp -t` want them on
standard input; everything is ASCII, so that every server passes it on unchanged.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email import policy
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, quote
from typing import TYPE_CHECKING

from igc_tracker.render.identity import DOMAIN, name_of
from igc_tracker.render.safe import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

POLICY = policy.default.clone(cte_type="7bit")


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """What makes messages one series: the register, what is told, to readers of which language, for how many days."""

    register_id: str
    report: str
    language: str
    scope: str | None
    days: int
    include_restricted: bool = False

    def message_id(self, last: date) -> str:
        """Return the Message-ID of the message about the days up to ``last``."""
        return f"<{self.report}.{last.isoformat()}.{self._key}@{DOMAIN}>"

    @property
    def root(self) -> str:
        """The Message-ID of a message nobody sent: all of the series answer it, even where one was left out."""
        return f"<{self.report}.{self._key}@{DOMAIN}>"

    @property
    def list_id(self) -> str:
        """The name of the series for filters (RFC 2919)."""
        return f"<{self.report}.{self._key}.{DOMAIN}>"

    @property
    def _key(self) -> str:
        return name_of(self.register_id, self.report, self.language, self.scope, self.days, self.include_restricted).hex


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that comes with a message."""

    name: str
    kind: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """What a message says, to whom. ``before`` is the last day of the period before, which it follows."""

    series: Series
    last: date
    before: date
    subject: str
    sender: Address
    recipients: tuple[Address, ...]
    text: str
    html: str
    attachments: tuple[Attachment, ...] = ()


def mail_as_eml(mail: Mail) -> str:
    """Return the message, in ASCII. Its date is the first moment of the last day told, so it never lies ahead."""
    message = EmailMessage(policy=POLICY)
    message.set_content(mail.text)
    message.add_alternative(mail.html, subtype="html")
    for each in mail.attachments:
        maintype, _, subtype = each.kind.partition("/")
        message.add_attachment(
            each.content, maintype=maintype, subtype=subtype, filename=each.name, params={"charset": "utf-8"}
        )
    _set_boundaries(message, _digest(mail))
    return f"{_head(mail)}{message.as_bytes().decode('ascii')}"


def _head(mail: Mail) -> str:
    """Return the headers. They are folded here: Python's message leaves the first line of a long one empty."""
    before = mail.series.message_id(mail.before)
    headers = {
        "From": _addressed(mail.sender),
        "To": ",\n ".join(map(_addressed, mail.recipients)),
        "Subject": _folded(shown(mail.subject).strip(), first="Subject"),
        "Date": format_datetime(datetime.combine(mail.last, time.min, tzinfo=UTC)),
        "Message-ID": mail.series.message_id(mail.last),
        "In-Reply-To": before,
        "References": f"{mail.series.root}\n {before}",
        "List-Id": mail.series.list_id,
        "Auto-Submitted": "auto-generated",
        "Content-Language": mail.series.language,
    }
    return "".join(f"{name}: {value}\n" for name, value in headers.items() if value or name != "To")


def _addressed(address: Address) -> str:
    """Return an address as it stands in a header; a name is quoted or encoded, so that it can end nothing."""
    name = shown(address.display_name).strip()
    if not name:
        return address.addr_spec
    plain = name.isascii() and "=?" not in name and len(name) <= _LONGEST_WORD
    written = f'"{quote(name)}"' if plain else _folded(name, first="To")
    return f"{written}\n <{address.addr_spec}>"


def _folded(text: str, *, first: str) -> str:
    """Return a text in lines of the usual length, encoded where it has to be (RFC 2047)."""
    plain = text.isascii() and "=?" not in text and all(len(word) <= _LONGEST_WORD for word in text.split())
    header = Header(text, None if plain else "utf-8", header_name=first, maxlinelen=_LINE)
    return header.encode(splitchars=" ", linesep="\n")


_LINE = 76
_LONGEST_WORD = 60


def _digest(mail: Mail) -> str:
    parts: Sequence[str] = (mail.series.message_id(mail.last), mail.text, mail.html)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:24]


def _set_boundaries(message: EmailMessage, digest: str) -> None:
    """Name the boundaries by what they bound. The two characters in front are in no encoded text (RFC 2045, 6.7)."""
    for place, part in enumerate(each for each in message.walk() if each.is_multipart()):
        part.set_boundary(f"=_{digest}_{place}")
