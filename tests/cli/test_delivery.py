"""Both pipes of the docs with real programs: msmtp and s-nail hand the report to an SMTP server, which keeps it."""

from __future__ import annotations

import os
import shlex
import shutil
import socket
import subprocess
import sys
from email import message_from_bytes, policy
from typing import TYPE_CHECKING

import pytest
from aiosmtpd.controller import Controller
from icalendar import Calendar

from cli.running import igc

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage
    from pathlib import Path

    from aiosmtpd.smtp import SMTP, Envelope, Session

pytestmark = [
    pytest.mark.usefixtures("example"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:aiosmtpd"),
]


def needs(program: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(
        shutil.which(program) is None, reason=f"{program} is not installed: apt install {program}"
    )


class Handler:
    """Takes every message and keeps it; aiosmtpd reads every attribute, so it has no others."""

    def __init__(self, kept: list[Envelope]) -> None:
        self.kept = kept

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: ARG002, N802  # aiosmtpd's
        self.kept.append(envelope)
        return "250 OK"


class Sink:
    """What the server got."""

    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []

    @property
    def envelope(self) -> Envelope:
        (envelope,) = self.envelopes
        return envelope

    @property
    def content(self) -> bytes:
        assert isinstance(self.envelope.content, bytes)
        return self.envelope.content

    @property
    def message(self) -> EmailMessage:
        return message_from_bytes(self.content, policy=policy.default)


@pytest.fixture
def sink(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sink]:
    """Run the server, and put igc and mail programs that know it first on the path."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    found = Sink()
    controller = Controller(Handler(found.envelopes), hostname="127.0.0.1", port=port)
    settings = tmp_path / "msmtprc"
    settings.write_text(f"account default\nhost 127.0.0.1\nport {port}\nfrom office@example.org\n")
    settings.chmod(0o600)
    mailrc = tmp_path / "mailrc"
    mailrc.write_text(
        f"set v15-compat\nset mta=smtp://127.0.0.1:{port}\nset smtp-auth=none\nset from=office@example.org\n"
    )
    folder = tmp_path / "bin"
    folder.mkdir()
    for name, command in {
        "igc": [sys.executable, "-m", "igc_tracker"],
        "msmtp": [shutil.which("msmtp") or "false", f"--file={settings}"],
        "mail": [shutil.which("s-nail") or "false", "-n"],
    }.items():
        (folder / name).write_text(f'#!/bin/sh\nexec {shlex.join(command)} "$@"\n')
        (folder / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("MAILRC", str(mailrc))
    controller.start()
    yield found
    controller.stop()


def run(line: str) -> None:
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", line], capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stderr


@needs("msmtp")
def test_a_message_arrives_by_msmtp_as_it_was_made(sink: Sink) -> None:
    igc(
        "clause",
        "set",
        "baiterek-2004",
        "duration",
        "--term",
        "13 years",
        "--renewal",
        "5 years",
        "--notice",
        "6 months",
    )
    run(
        'igc report weekly --week 2018-W34 --lang ru --format eml --subject-prefix "[договоры]" --attach ics,csv'
        " --to '\"Министр, иностранных дел\" <minister@example.org>, aide@example.org'"
        " --from 'Отдел договоров <office@example.org>' | msmtp -t"
    )
    assert sink.envelope.mail_from == "office@example.org"
    assert sink.envelope.rcpt_tos == ["minister@example.org", "aide@example.org"]
    message = sink.message
    assert message["Subject"].startswith("[договоры] Еженедельный отчёт, 20 авг. 2018")
    assert [each.display_name for each in message["To"].addresses] == ["Министр, иностранных дел", ""]
    assert message["From"].addresses[0].display_name == "Отдел договоров"
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    assert text is not None
    assert html is not None
    assert "Протокол о внесении изменений в Соглашение «Байтерек»" in text.get_content()
    assert '<html lang="ru">' in html.get_content()
    calendar, table = message.iter_attachments()
    assert (calendar.get_filename(), table.get_filename()) == ("deadlines-2018-08-26.ics", "report-2018-08-26.csv")
    assert Calendar.from_ical(calendar.get_content()).walk("VEVENT")
    assert table.get_content().splitlines()[1].startswith("changed,baiterek-protocol-2018,")


@needs("msmtp")
def test_what_arrives_is_byte_for_byte_what_was_printed(sink: Sink) -> None:
    args = ("report", "weekly", "--week", "2018-W34", "--format", "eml", "--to", "m@example.org", "--from", "o@x.org")
    run(f"igc {shlex.join(args)} | msmtp -t")
    arrived = sink.content.decode().replace("\r\n", "\n")
    assert arrived.endswith(igc(*args).out.rstrip("\n") + "\n")


@needs("s-nail")
@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_the_text_arrives_by_mail(sink: Sink, language: str) -> None:
    run(f"igc report weekly --week 2018-W34 --lang {language} --format text | mail -s 'Договоры: апта' m@example.org")
    assert sink.envelope.rcpt_tos == ["m@example.org"]
    assert sink.message["Subject"] == "Договоры: апта"
    printed = igc("report", "weekly", "--week", "2018-W34", "--lang", language).out
    assert sink.message.get_content().replace("\r", "").rstrip("\n") == printed.rstrip("\n")
