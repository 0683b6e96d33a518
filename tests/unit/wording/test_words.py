from __future__ import annotations

from datetime import date

import pytest
from babel import Locale
from babel.dates import format_date

from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.errors import (
    BadDateError,
    ImportConflictError,
    InstrumentNotFoundError,
    Phrase,
    UnknownCodeError,
)
from igc_tracker.domain.parties import ORGANISATIONS
from igc_tracker.wording import sentences
from igc_tracker.wording.words import LANGUAGES, Words
from support import day, on

DATES = [
    # as recorded, English, Russian, Kazakh
    ("2018-08-22", "22 Aug 2018", "22 авг. 2018", "22 там. 2018"),
    ("2018-05-01", "1 May 2018", "1 мая 2018", "1 мам. 2018"),
    ("2018-05", "May 2018", "май 2018", "мам. 2018"),
    ("2018", "2018", "2018", "2018"),
    ("2018-05~", "about May 2018", "около мая 2018", "мам. 2018 шамасында"),
    ("2018~", "about 2018", "около 2018", "2018 шамасында"),
    ("..2018-08-21", "by 21 Aug 2018", "не позднее 21 авг. 2018", "21 там. 2018 не одан бұрын"),
    ("2018-03..", "from Mar 2018", "не ранее мар. 2018", "нау. 2018 не одан кейін"),
    (
        "2018-03..2018-08-21",
        "between Mar 2018 and 21 Aug 2018",
        "в период от мар. 2018 до 21 авг. 2018",
        "нау. 2018 – 21 там. 2018 аралығында",
    ),
]


@pytest.mark.parametrize(("written", "english", "russian", "kazakh"), DATES, ids=[each[0] for each in DATES])
def test_a_date_is_said_as_exactly_as_it_is_known(written: str, english: str, russian: str, kazakh: str) -> None:
    said = [Words(language).on(on(written)) for language in ("en", "ru", "kk")]
    assert said == [english, russian, kazakh]


def test_a_computed_range_may_lie_beyond_what_is_accepted_when_written() -> None:
    thousand_years_on = on("2021-08").moved(lambda each: each.replace(year=each.year + 999))

    assert Words("en").on(thousand_years_on) == "between 1 Aug 3020 and 31 Aug 3020"


def test_no_date_is_said_too() -> None:
    assert [Words(language).on(None) for language in ("en", "ru", "kk")] == ["undated", "без даты", "күні жоқ"]


def test_every_month_has_a_name() -> None:
    for language in ("ru", "kk"):
        words = Words(language)
        assert len({words.day(day(f"2018-{month:02}-05")) for month in range(1, 13)}) == 12


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", "Kazakhstan, Russia, European Union, XY"),
        ("ru", "Казахстан, Россия, Европейский союз, XY"),
        ("kk", "Қазақстан, Ресей, Еуропалық одақ, XY"),
    ],
)
def test_parties_are_called_by_their_names(language: str, names: str) -> None:
    assert Words(language).parties(["KZ", "RU", "EU", "XY"]) == names


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "0 дней"),
        (1, "1 день"),
        (2, "2 дня"),
        (4, "4 дня"),
        (5, "5 дней"),
        (11, "11 дней"),
        (12, "12 дней"),
        (21, "21 день"),
        (22, "22 дня"),
        (25, "25 дней"),
        (101, "101 день"),
        (111, "111 дней"),
        (7352, "7352 дня"),
    ],
)
def test_days_are_counted_as_russian_counts(number: int, said: str) -> None:
    assert Words("ru").count("{number} day", "{number} days", number) == said


def test_acts_are_counted_with_what_is_said_of_them() -> None:
    words = Words("ru")
    one, many = "{number} act is not recorded", "{number} acts are not recorded"
    assert words.count(one, many, 1) == "1 акт не записан"
    assert words.count(one, many, 3) == "3 акта не записано"
    assert words.count(one, many, 11) == "11 актов не записано"


@pytest.mark.parametrize("number", [0, 1, 2, 5, 21])
def test_kazakh_counts_in_the_singular(number: int) -> None:
    assert Words("kk").count("{number} day", "{number} days", number) == f"{number} күн"


def test_a_text_is_taken_in_the_nearest_language_it_was_recorded_in() -> None:
    text = {"en": "Agreement", "ru": "Соглашение"}
    assert [Words(language).text(text) for language in ("en", "ru", "kk")] == ["Agreement", "Соглашение", "Соглашение"]


# --- phrases in sentences -----------------------------------------------------------------------------------------


def test_a_phrase_in_a_sentence_is_translated_with_it() -> None:
    error = BadDateError("03/04/2018", reason=Phrase("day and month cannot be told apart"))
    assert str(error) == "'03/04/2018' is not a date: day and month cannot be told apart."
    assert sentences.error(error, Words("ru"))[0] == "'03/04/2018' — не дата: день и месяц нельзя различить."


def test_a_phrase_in_a_phrase_is_translated_too() -> None:
    error = UnknownCodeError("language", "de", ("en", "ru"), ("en", "ru"))
    assert sentences.error(error, Words("en"))[1] == "Did you mean en or ru?"
    line, hint = sentences.error(error, Words("ru"))
    assert line == "'de': неизвестное значение (язык)."
    assert hint == "Возможно, имелось в виду: en или ru?"


def test_several_phrases_in_a_row_are_each_translated() -> None:
    error = ImportConflictError([Phrase("{record} is in it twice", record="{a}"), Phrase("it is no list")])
    assert str(error).endswith(": {a} is in it twice; it is no list.")
    assert sentences.error(error, Words("ru"))[0].endswith(": {a} встречается дважды; это не список.")


def test_what_a_user_typed_is_never_translated_and_never_a_format() -> None:
    error = InstrumentNotFoundError("signed {query} done")
    assert sentences.error(error, Words("ru"))[0] == "Нет документа, отвечающего запросу 'signed {query} done'."


def test_a_phrase_is_the_english_text_wherever_it_is_only_text() -> None:
    phrase = Phrase("{key} is missing", key="ref")
    assert phrase == "ref is missing"
    assert f"{phrase}." == "ref is missing."


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_and_months_are_those_of_the_unicode_locale_data(language: str) -> None:
    words, locale = Words(language), Locale.parse(language)
    said = {code: words.party(code) for code in map(str, locale.territories) if code not in ORGANISATIONS}
    assert said == {code: name for code, name in locale.territories.items() if code in said}
    for month in range(1, 13):
        day = date(2018, month, 2)
        assert words.day(day) == format_date(day, "d MMM y", locale=language)
        assert words.on(PartialDate.parse(f"2018-{month:02}")) == format_date(day, "LLL y", locale=language)
        about = words.on(PartialDate.parse(f"2018-{month:02}~"))
        assert format_date(day, "MMM y", locale=language) in about
