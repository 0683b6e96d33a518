"""Answers in the forms they are passed on in: Markdown, HTML, mail, calendar, feed; under snapshot where people look.

Renew the snapshots with `pytest tests/cli/test_formats.py --snapshot-update`, then read them; open the HTML.
"""

from __future__ import annotations

import csv
import io
import subprocess
from email import message_from_string, policy
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from icalendar import Calendar
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from cli.running import PROGRAM, igc, igc_apart

if TYPE_CHECKING:
    from email.message import EmailMessage

    from syrupy.assertion import SnapshotAssertion

pytestmark = pytest.mark.usefixtures("example")

WEEK = ("report", "weekly", "--week", "2018-W34")
MAIL = (*WEEK, "--format", "eml", "--to", '"Министр, И." <minister@example.org>', "--from", "office@example.org")
TERM = (
    "clause",
    "set",
    "baiterek-2004",
    "duration",
    "--term",
    "13 years",
    "--renewal",
    "5 years",
    "--notice",
    "4 months",
)


class HtmlSnapshot(SingleFileSnapshotExtension):
    """A page that opens in a browser."""

    file_extension = "html"
    _write_mode = WriteMode.TEXT


def mail(*args: str) -> EmailMessage:
    ran = igc(*MAIL, *args)
    assert (ran.code, ran.err) == (0, "")
    return message_from_string(ran.out, policy=policy.default)


def test_the_week_of_the_signature_in_markdown(golden: SnapshotAssertion) -> None:
    assert igc(*WEEK, "--format", "markdown").out == golden


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_week_of_the_signature_in_html(language: str, snapshot: SnapshotAssertion) -> None:
    page = igc(*WEEK, "--format", "html", "--lang", language).out
    assert page == snapshot.use_extension(HtmlSnapshot)


def test_where_it_stands_in_html(snapshot: SnapshotAssertion) -> None:
    page = igc("status", "baiterek", "--as-of", "2018-07-15", "--format", "html").out
    assert page == snapshot.use_extension(HtmlSnapshot)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_week_of_the_signature_as_a_message(language: str, golden: SnapshotAssertion) -> None:
    message = mail("--lang", language, "--subject-prefix", "[igc]", "--attach", "csv")
    head = "".join(f"{name}: {value}\n" for name, value in message.items())
    parts = []
    for part in message.walk():
        parts.append(f"--- {part.get_content_type()} {part.get_filename() or ''}".rstrip())
        if part.get_content_subtype() in ("plain", "csv"):
            parts.append(part.get_content().replace("\r\n", "\n"))
    assert head + "\n" + "\n".join(parts) == golden


def test_the_year_s_dates_as_a_calendar(golden: SnapshotAssertion) -> None:
    assert igc(*TERM).code == 0
    ran = igc("due", "baiterek", "--as-of", "2018-07-15", "--within", "1y", "--format", "ics")
    assert ran.out.count("\n") == ran.out.count("\r\n")
    assert ran.out.replace("\r\n", "\n") == golden


def test_the_log_as_a_feed(golden: SnapshotAssertion) -> None:
    assert igc("record", "baiterek-protocol-2018", "published", "--on", "today", "--place", "<Astana>").code == 0
    assert igc("undo").code == 0
    assert igc("log", "--format", "atom").out == golden


class TestAMessage:
    def test_has_the_same_bytes_a_second_time(self) -> None:
        assert igc(*MAIL, "--attach", "csv").out == igc(*MAIL, "--attach", "csv").out

    def test_answers_the_week_before(self) -> None:
        before = message_from_string(igc(*MAIL[:2], "--week", "2018-W33", *MAIL[4:]).out, policy=policy.default)
        assert mail()["In-Reply-To"] == before["Message-ID"]
        assert mail("--lang", "ru")["Message-ID"] != mail()["Message-ID"]

    def test_brings_what_is_asked_for(self) -> None:
        assert igc(*TERM).code == 0
        calendar, table = mail("--attach", "ics,csv").iter_attachments()
        assert [each["SUMMARY"] for each in Calendar.from_ical(calendar.get_content()).walk("VEVENT")] == [
            "Baiterek agreement: tacit renewal"
        ]
        rows = list(csv.DictReader(io.StringIO(table.get_content().lstrip("\ufeff"))))
        assert [(row["section"], row["party"]) for row in rows[:2]] == [("changed", "KZ"), ("changed", "RU")]

    def test_without_dates_has_no_calendar_and_says_so(self) -> None:
        ran = igc(*MAIL, "--attach", "ics")
        assert (ran.code, ran.err) == (0, "igc: nothing falls due, so there is no calendar to attach\n")
        assert "multipart/mixed" not in ran.out

    def test_is_from_whom_the_settings_name(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("IGC_MAIL_FROM", "Отдел <treaties@example.org>")
        message = message_from_string(igc(*WEEK, "--format", "eml").out, policy=policy.default)
        assert message["From"].addresses[0].addr_spec == "treaties@example.org"
        assert "To" not in message

    def test_is_from_somebody_always(self) -> None:
        message = message_from_string(igc(*WEEK, "--format", "eml").out, policy=policy.default)
        assert "@" in message["From"].addresses[0].addr_spec

    def test_does_not_name_what_is_restricted(self, example_restricted: str) -> None:
        assert igc("record", example_restricted, "signed", "--on", "2018-08-22").code == 0
        message = str(mail("--attach", "csv"))
        whole = str(mail("--attach", "csv", "--include-restricted"))
        assert (whole.count("Pact") > 0, "Pact" in message) == (True, False)

    def test_tells_days_from_addresses(self) -> None:
        args = ("--from", "2018-08-20", "--from", "o@example.org", "--to", "2018-08-26", "--to", "m@example.org")
        ran = igc("report", "weekly", *args, "--format", "eml")
        message = message_from_string(ran.out, policy=policy.default)
        assert "20 Aug 2018 to 26 Aug 2018" in message["Subject"]
        assert (message["From"], message["To"]) == ("o@example.org", "m@example.org")


@pytest.mark.parametrize(
    "args",
    [
        (*WEEK, "--format", "html", "--lang", "kk"),
        (*WEEK, "--format", "eml", "--from", "office@example.org", "--lang", "kk"),
        ("log", "--format", "atom", "--lang", "kk"),
        ("due", "--format", "ics", "--lang", "kk"),
    ],
    ids=lambda args: args[args.index("--format") + 1],
)
def test_what_says_how_it_is_encoded_is_encoded_so_everywhere(args: tuple[str, ...]) -> None:
    environment = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = subprocess.run([*PROGRAM, *args], capture_output=True, check=True, env={**_environment(), **environment})
    assert done.stdout.decode("utf-8") == igc_apart(*args).out
    assert "?igc" not in done.stdout.decode("utf-8")


def _environment() -> dict[str, str]:
    import os  # noqa: PLC0415  # read when the test runs, after its world was made

    return dict(os.environ)


@pytest.mark.parametrize("format_", ["markdown", "html"])
@pytest.mark.parametrize(
    "args",
    [
        ("status",), ("status", "baiterek"), ("status", "--grid"), ("list",), ("timeline", "baiterek"),
        ("show", "baiterek-2004"), ("due",), ("explain", "baiterek-2004"), WEEK,
    ],
    ids=" ".join,
)  # fmt: skip
def test_every_command_that_shows_something_has_a_page(args: tuple[str, ...], format_: str) -> None:
    ran = igc(*args, "--format", format_)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("# " if format_ == "markdown" else "<!DOCTYPE html>")


def test_the_calendar_leaves_out_what_is_restricted_and_counts_it(example_restricted: str) -> None:
    ran = igc("due", example_restricted, "--format", "ics")
    assert (ran.out.count("BEGIN:VEVENT"), ran.err) == (0, "igc: 1 restricted, not named\n")
    assert igc("due", example_restricted, "--format", "ics", "--include-restricted").out.count("BEGIN:VEVENT") > 0
    assert "planned" in igc("due", example_restricted).out
    feed = ET.fromstring(igc("log", "--format", "atom").out.encode())  # noqa: S314  # what igc has written
    assert feed.findall("{http://www.w3.org/2005/Atom}entry") == []


@pytest.fixture
def example_restricted() -> str:
    """Return the reference of a restricted agreement with a plan."""
    new = ("add-agreement", "--title", "Pact", "--party", "KZ,RU", "--ref", "pact", "--restricted")
    assert igc(*new).code == 0, igc(*new).err
    assert igc("record", "pact", "planned", "--of", "signed", "--for", "2027-01", "--on", "today").code == 0
    return "pact"
