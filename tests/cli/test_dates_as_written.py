"""Dates as people write them, read as exactly as they were written."""

from __future__ import annotations

from datetime import date

import pytest

from cli.running import igc
from igc_tracker.cli.reading import read_date, read_day
from igc_tracker.domain.errors import BadDateError, NotADayError

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        # as sources are cited
        ("2018-08-22", "2018-08-22"),
        ("22.08.2018", "2018-08-22"),
        ("2.8.2018", "2018-08-02"),
        ("22 Aug 2018", "2018-08-22"),
        ("22 August 2018", "2018-08-22"),
        ("August 22, 2018", "2018-08-22"),
        ("22nd of August 2018", "2018-08-22"),
        ("  22 aug 2018  ", "2018-08-22"),
        ("2018-08", "2018-08"),
        ("Aug 2018", "2018-08"),
        ("August 2018", "2018-08"),
        ("2018", "2018"),
        ("29 Feb 2020", "2020-02-29"),
        # in words
        ("today", "2026-11-23"),
        ("Today", "2026-11-23"),
        ("yesterday", "2026-11-22"),
        ("сегодня", "2026-11-23"),
        ("вчера", "2026-11-22"),
        ("бүгін", "2026-11-23"),
        ("кеше", "2026-11-22"),
        # about, and between
        ("2018-06~", "2018-06~"),
        ("2018~", "2018~"),
        ("2018-03..2018-08-21", "2018-03..2018-08-21"),
        ("..2018-08-21", "..2018-08-21"),
        ("2018-08..", "2018-08.."),
        ("22.08.2018..today", "2018-08-22..2026-11-23"),
        ("Mar 2018..21 Aug 2018", "2018-03..2018-08-21"),
        ("2017..2018", "2017..2018"),
        # Russian, in every month
        ("22 января 2018", "2018-01-22"),
        ("22 февраля 2018", "2018-02-22"),
        ("22 марта 2018", "2018-03-22"),
        ("22 апреля 2018", "2018-04-22"),
        ("22 мая 2018", "2018-05-22"),
        ("22 июня 2018", "2018-06-22"),
        ("22 июля 2018", "2018-07-22"),
        ("22 августа 2018", "2018-08-22"),
        ("22 сентября 2018", "2018-09-22"),
        ("22 октября 2018", "2018-10-22"),
        ("22 ноября 2018", "2018-11-22"),
        ("22 декабря 2018", "2018-12-22"),
        ("22 августа 2018 г.", "2018-08-22"),
        ("22 августа 2018 года", "2018-08-22"),
        ("22 авг. 2018", "2018-08-22"),
        ("август 2018", "2018-08"),
        ("Май 2018", "2018-05"),
        ("март 2018 г.", "2018-03"),
        # Kazakh, in every month
        ("22 қаңтар 2018", "2018-01-22"),
        ("22 ақпан 2018", "2018-02-22"),
        ("22 наурыз 2018", "2018-03-22"),
        ("22 сәуір 2018", "2018-04-22"),
        ("22 мамыр 2018", "2018-05-22"),
        ("22 маусым 2018", "2018-06-22"),
        ("22 шілде 2018", "2018-07-22"),
        ("22 тамыз 2018", "2018-08-22"),
        ("22 қыркүйек 2018", "2018-09-22"),
        ("22 қазан 2018", "2018-10-22"),
        ("22 қараша 2018", "2018-11-22"),
        ("22 желтоқсан 2018", "2018-12-22"),
        ("2018 жылғы 22 тамыз", "2018-08-22"),
        ("тамыз 2018", "2018-08"),
        ("2018 ж. тамыз", "2018-08"),
    ],
)
def test_a_date_is_read_as_exactly_as_it_is_written(written: str, meant: str) -> None:
    assert read_date(written, today=TODAY).text == meant


@pytest.mark.parametrize(
    "written",
    [
        "2018-02-30",
        "30.02.2018",
        "30 Feb 2018",
        "30 февраля 2018",
        "29 Feb 2019",
        "2018-13",
        "2018-00-10",
        "0000",
        "1066-10-14",
        "2018-08-22..2018-08-21",
        "2019..2018",
        "..",
        "2018..2019..2020",
        "03/04/2018",
        "3-4-2018",
        "03/04/18",
        "22 Aug",
        "Aug",
        "22 Aug 18",
        "soon",
        "tomorrow 2018 maybe",
        "2018-8-2x",
        "22 Auggust 2018",
        "22 22 Aug 2018",
        "2018 2019",
        "20180822",
        "",
        "~",
        "٢٠١٨-٠٨-٢٢",
        "2018-08-22T10:00",
        "12:30 2018",
        "Monday 2018",
        "99 Aug 2018",
    ],
)
def test_what_is_no_date_or_could_be_two_is_refused(written: str) -> None:
    with pytest.raises(BadDateError):
        read_date(written, today=TODAY)


def test_a_month_given_without_a_day_does_not_take_today_s() -> None:
    for day in range(1, 29):
        assert read_date("Feb 2019", today=date(2024, 3, day)).text == "2019-02"


def test_where_one_day_is_wanted_a_month_is_refused() -> None:
    for written in ("2018-08", "2018-08-22~", "2018-08-21..2018-08-22"):
        with pytest.raises(NotADayError, match="one single day"):
            read_day(written, today=TODAY)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("22.08.2018", "22 Aug 2018"),
        ("2018-08", "Aug 2018"),
        ("2018", "2018"),
        ("2018-06~", "about Jun 2018"),
        ("2018-03..2018-08-21", "between Mar 2018 and 21 Aug 2018"),
        ("..2018-08-21", "by 21 Aug 2018"),
        ("today", "23 Nov 2026"),
        ("unknown", "undated"),
    ],
)
def test_a_recorded_date_is_said_back_no_more_exactly_than_it_was_given(
    example: object, written: str, said: str
) -> None:
    assert example
    ran = igc("record", "baiterek-protocol-2018", "communication", "--party", "KZ", "--on", written)
    assert ran.code == 0
    assert f"other communication, {said} (unconfirmed)" in ran.out
