"""A weekly report as a message: both texts, and the attachments that were asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from igc_tracker.actions.list_due import list_due
from igc_tracker.cli.mailing import Attach, MailOptions, read_addresses, sender_of_machine
from igc_tracker.render.as_csv import as_csv
from igc_tracker.render.as_eml import Attachment, Mail, Series, mail_as_eml
from igc_tracker.render.as_html import page_as_html
from igc_tracker.render.as_ics import due_as_ics
from igc_tracker.render.as_plain import page_as_plain
from igc_tracker.render.pages.report import COLUMNS, report_page
from igc_tracker.render.pages.report_lines import report_lines, report_subject
from igc_tracker.wording.words import N_

if TYPE_CHECKING:
    from collections.abc import Iterator

    from igc_tracker.actions.ports import RegisterStore
    from igc_tracker.actions.report_weekly import WeeklyReport
    from igc_tracker.cli.session import Session

DAYS_AHEAD = 366
"""How far the calendar that comes with a report looks."""


def report_as_eml(
    report: WeeklyReport, store: RegisterStore, session: Session, options: MailOptions, *, include_restricted: bool
) -> str:
    """Return the message."""
    words = session.words
    subject = report_subject(report, words)
    sender = options.sender
    if sender is None:
        named = session.setting("mail-from")
        sender = read_addresses(named)[0] if named else sender_of_machine()
    mail = Mail(
        series=Series(
            register_id=report.register_id,
            report="weekly",
            language=words.language,
            scope=_scope(report),
            days=(report.period.last - report.period.first).days + 1,
            include_restricted=include_restricted,
        ),
        last=report.period.last,
        before=report.period.eve,
        subject=f"{options.prefix} {subject}".strip(),
        sender=sender,
        recipients=options.recipients,
        text=page_as_plain(report_page(report, session.view(columns=COLUMNS)), columns=COLUMNS),
        html=page_as_html(report_page(report, session.view(figures=True)), language=words.language),
        attachments=tuple(_attachments(report, store, session, options, include_restricted=include_restricted)),
    )
    return mail_as_eml(mail)


def _scope(report: WeeklyReport) -> str | None:
    """Return what tells one series of reports from another, cut for somebody else."""
    cuts = {"party": report.party, "body": report.body}
    said = [report.query, *(f"{name}={value}" for name, value in cuts.items() if value)]
    return "; ".join(part for part in said if part) or None


def _attachments(
    report: WeeklyReport, store: RegisterStore, session: Session, options: MailOptions, *, include_restricted: bool
) -> Iterator[Attachment]:
    last = report.period.last.isoformat()
    if Attach.ICS in options.attach:
        due = list_due(
            store,
            report.query,
            session,
            within=DAYS_AHEAD,
            as_of=report.period.last,
            known_on=session.known_on,
            include_restricted=include_restricted,
        )
        due = replace(
            due,
            missed=tuple(each for each in due.missed if each.ref in report.refs),
            coming=tuple(each for each in due.coming if each.ref in report.refs),
        )
        if due.missed or due.coming:
            text = due_as_ics(due, session.view())
            yield Attachment(name=f"deadlines-{last}.ics", kind="text/calendar", content=text.encode())
        else:  # a calendar without an event is none (RFC 5545, 3.6)
            session.say(session.words(N_("igc: nothing falls due, so there is no calendar to attach")))
    if Attach.CSV in options.attach:
        text = as_csv(report_lines(report, session.view()))
        yield Attachment(name=f"report-{last}.csv", kind="text/csv", content=text.encode("utf-8-sig"))
