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
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
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
    message["From"] = mail.sender
    if mail.recipients:
        message["To"] = mail.recipients
    message["Subject"] = shown(mail.subject)
    message["Date"] = format_datetime(datetime.combine(mail.last, time.min, tzinfo=UTC))
    message["Message-ID"] = mail.series.message_id(mail.last)
    message["In-Reply-To"] = mail.series.message_id(mail.before)
    message["References"] = f"{mail.series.root} {mail.series.message_id(mail.before)}"
    message["List-Id"] = mail.series.list_id
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    message.add_alternative(mail.html, subtype="html")
    for each in mail.attachments:
        maintype, _, subtype = each.kind.partition("/")
        message.add_attachment(
            each.content, maintype=maintype, subtype=subtype, filename=each.name, params={"charset": "utf-8"}
        )
    message["Content-Language"] = mail.series.language  # after the parts, each of which takes what stands here
    _set_boundaries(message, _digest(mail))
    return message.as_bytes().decode("ascii")


def _digest(mail: Mail) -> str:
    parts: Sequence[str] = (mail.series.message_id(mail.last), mail.text, mail.html)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:24]


def _set_boundaries(message: EmailMessage, digest: str) -> None:
    """Name the boundaries by what they bound. The two characters in front are in no encoded text (RFC 2045, 6.7)."""
    for place, part in enumerate(each for each in message.walk() if each.is_multipart()):
        part.set_boundary(f"=_{digest}_{place}")
