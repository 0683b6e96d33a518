from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from email import message_from_string, policy
from email.header import decode_header, make_header
from email.headerregistry import Address
from email.utils import parseaddr

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from igc_tracker.cli.mailing import days_and_addresses, read_addresses, read_mail_options
from igc_tracker.domain.errors import BadAddressError, BadSubjectError, DayOrAddressError
from igc_tracker.render.as_eml import Attachment, Mail, Series, mail_as_eml
from igc_tracker.render.safe import shown
from support import INFO

SERIES = Series(register_id=INFO.id, report="weekly", language="ru", scope=None, days=7)
MAIL = Mail(
    series=SERIES,
    last=date(2018, 8, 26),
    before=date(2018, 8, 19),
    subject="[igc] Еженедельный отчёт: 1 изменение",
    sender=Address(display_name="Отдел договоров", username="office", domain="example.org"),
    recipients=(Address(display_name="Министр, И. о.", username="minister", domain="example.org"),),
    text="Подписано.\nFrom here on.\n",
    html="<!DOCTYPE html>\n<p>Подписано.</p>\n",
)
HEADERS = [
    "From", "To", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "List-Id", "Auto-Submitted",
    "Content-Language", "MIME-Version", "Content-Type",
]  # fmt: skip


def test_a_message_holds_both_texts_and_the_headers_of_a_series() -> None:
    message = message_from_string(mail_as_eml(MAIL), policy=policy.default)
    assert message.keys() == HEADERS
    assert message["Subject"] == MAIL.subject
    assert message["From"].addresses == (MAIL.sender,)
    assert message["To"].addresses == MAIL.recipients
    assert message["Date"].datetime.isoformat() == "2018-08-26T00:00:00+00:00"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content() for part in message.iter_parts()] == [MAIL.text, MAIL.html]
    assert message.defects == []


def test_a_message_is_ascii_in_short_lines_that_end_in_lf() -> None:
    written = mail_as_eml(replace(MAIL, html="<p>" + "ы" * 5000 + "</p>"))
    assert written.isascii()
    assert "\r" not in written
    assert not re.search(r"^[\w-]+:$", written, re.MULTILINE), "a header's first line is not empty"
    assert max(map(len, written.split("\n"))) <= 78


def test_attachments_arrive_as_the_bytes_they_were() -> None:
    files = (
        Attachment(name="deadlines.ics", kind="text/calendar", content=b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"),
        Attachment(name="report.csv", kind="text/csv", content="ref\r\nБайтерек\r\n".encode()),
    )
    message = message_from_string(mail_as_eml(replace(MAIL, attachments=files)), policy=policy.default)
    assert message.get_content_type() == "multipart/mixed"
    found = [
        (each.get_filename(), each.get_content_type(), each.get_payload(decode=True))
        for each in message.iter_attachments()
    ]
    assert found == [(each.name, each.kind, each.content) for each in files]
    body = message.get_body(("html",))
    assert body is not None
    assert body.get_content() == MAIL.html


def test_the_same_message_is_the_same_bytes_and_another_one_is_bounded_otherwise() -> None:
    assert mail_as_eml(MAIL) == mail_as_eml(MAIL)
    one, other = (re.findall(r'boundary="(.*)"', mail_as_eml(replace(MAIL, text=text))) for text in ("a\n", "b\n"))
    assert one != other
    assert mail_as_eml(replace(MAIL, text="a\n")).count(f"--{one[0]}--") == 1


def test_a_message_answers_the_one_before_it() -> None:
    before = replace(MAIL, last=MAIL.before, before=MAIL.before - timedelta(days=7))
    first, second = (message_from_string(mail_as_eml(each), policy=policy.default) for each in (before, MAIL))
    assert second["In-Reply-To"] == first["Message-ID"]
    assert second["References"].split()[-1] == first["Message-ID"]
    assert first["References"].split()[0] == second["References"].split()[0]
    assert first["List-Id"] == second["List-Id"]


@pytest.mark.parametrize(
    "other",
    [
        replace(SERIES, register_id="f" * 32),
        replace(SERIES, language="en"),
        replace(SERIES, scope="baiterek"),
        replace(SERIES, days=31),
        replace(SERIES, include_restricted=True),
    ],
)
def test_another_series_has_other_names(other: Series) -> None:
    assert other.message_id(MAIL.last) != SERIES.message_id(MAIL.last)
    assert other.list_id != SERIES.list_id


@example(subject="=?utf-8?q?a=0Ab?=", text="", html="")
@example(subject="x" * 1000 + " y", text="", html="")
@given(subject=st.text(max_size=200), text=st.text(max_size=200), html=st.text(max_size=200))
def test_no_text_makes_a_header_or_a_part(subject: str, text: str, html: str) -> None:
    text, html = (re.sub("[\ud800-\udfff]", "", each) for each in (text, html))
    message = message_from_string(
        mail_as_eml(replace(MAIL, subject=subject, text=text, html=html)), policy=policy.default
    )
    assert message.keys() == HEADERS
    assert [part.get_content_type() for part in message.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    assert squeezed(message["Subject"]) == squeezed(shown(subject))


@example(name="=?utf-8?q?a=40b?=")
@given(name=st.text(min_size=1, max_size=150))
def test_no_name_makes_a_header_or_an_address(name: str) -> None:
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    try:
        addresses = read_addresses(f'"{quoted}" <minister@example.org>')
    except BadAddressError:
        assert shown(name) != name
        return
    message = message_from_string(mail_as_eml(replace(MAIL, recipients=addresses)))
    assert message.keys() == HEADERS
    written, address = parseaddr(message["To"])
    assert address == "minister@example.org"
    # decoded by hand: Python's own reading of a header puts spaces between the parts of a long name
    assert squeezed(str(make_header(decode_header(written)))) == squeezed(name)


def squeezed(text: str) -> str:
    return " ".join(text.split())


class TestAddresses:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("a@example.org", [("", "a@example.org")]),
            (" a@example.org , b@example.org,", [("", "a@example.org"), ("", "b@example.org")]),
            ("Министр <a@example.org>", [("Министр", "a@example.org")]),
            ('"Иванов, И." <a@example.org>, b@x.kz', [("Иванов, И.", "a@example.org"), ("", "b@x.kz")]),
            ("отдел@пример.рф".replace("отдел", "office"), [("", "office@xn--e1afmkfd.xn--p1ai")]),
            ("root@localhost", [("", "root@localhost")]),
        ],
    )
    def test_are_read_as_people_write_them(self, text: str, found: list[tuple[str, str]]) -> None:
        assert [(each.display_name, each.addr_spec) for each in read_addresses(text)] == found

    @pytest.mark.parametrize(
        "text",
        [
            "", ",", "minister", "a@", "@b", "a@b@c", "a b@example.org", "a@example.org\nBcc: x@evil.example",
            "A\r\nBcc: x@evil.example <a@example.org>", "a@example.org <b@example.org>, x", "a..b@example.org",
            "министр@example.org", "a@-example.org", "a@exa mple.org", "<a@example.org", 'a@example.org"',
            "a@example.org\0", "A\u202e <a@example.org>", f"{'a' * 65}@example.org", "Иванов, И. <a@example.org>",
        ],
    )  # fmt: skip
    def test_that_are_none_are_refused(self, text: str) -> None:
        with pytest.raises(BadAddressError):
            read_addresses(text)

    @given(text=st.text(st.sampled_from('a@.,<>"\\ \r\n:;()[]é') | st.characters(), max_size=30))
    def test_whatever_is_typed_is_read_or_refused(self, text: str) -> None:
        try:
            found = read_addresses(text)
        except BadAddressError:
            return
        assume(found)
        message = message_from_string(mail_as_eml(replace(MAIL, recipients=found)), policy=policy.default)
        assert message.keys() == HEADERS
        assert [each.addr_spec for each in message["To"].addresses] == [each.addr_spec for each in found]

    def test_stand_beside_days_in_one_option(self) -> None:
        assert days_and_addresses(["2018-08-20", "a@b.org", "c@d.org"]) == ("2018-08-20", ("a@b.org", "c@d.org"))
        assert days_and_addresses(["сегодня"]) == ("сегодня", ())
        assert days_and_addresses(None) == (None, ())
        with pytest.raises(DayOrAddressError):
            days_and_addresses(["minister"])

    def test_of_two_senders_none_is_taken(self) -> None:
        with pytest.raises(BadAddressError):
            read_mail_options(["a@b.org, c@d.org"], [], prefix=None, attach=None)

    def test_a_prefix_of_several_lines_is_refused(self) -> None:
        with pytest.raises(BadSubjectError):
            read_mail_options([], [], prefix="a\nBcc: x@evil.example", attach=None)
