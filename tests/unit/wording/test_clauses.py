from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pytest
from hypothesis import given

from igc_tracker.domain import clauses as c
from igc_tracker.domain.facts import Manner
from igc_tracker.wording.clauses import condition_in_words, rule_in_words
from igc_tracker.wording.codes import MANNER
from igc_tracker.wording.events import ordinal
from igc_tracker.wording.words import LANGUAGES, Words
from property.clause_strategies import rules_with_topic
from support import day

if TYPE_CHECKING:
    from igc_tracker.domain.instruments import ClauseTopic

ENGLISH = Words("en")
P = c.Period.parse
FIRST_AFTER = c.Rounding.FIRST_OF_MONTH_AFTER
NTH = c.Rounding.FIRST_OF_NTH_MONTH
LAST_NOTE = c.LastNotification()


def force(
    condition: c.Condition = LAST_NOTE, period: str | None = None, rounding: c.Rounding = c.Rounding.NONE
) -> c.ForceRule:
    return c.ForceRule(condition=condition, offset=c.Offset(period=P(period) if period else None, rounding=rounding))


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (force(), "on the day of receipt of the last notification"),
        (force(period="30 days"), "30 days after receipt of the last notification"),
        (force(period="1 month"), "1 month after receipt of the last notification"),
        (force(c.OnDate(on=day("2001-07-01"))), "on 1 Jul 2001"),
        (force(c.SignedByAll()), "on the day of signature by all parties"),
        (
            force(c.Deposits(count=60, include=("KZ", "RU")), "3 months", FIRST_AFTER),
            (
                "on the first day of the month after 3 months from the deposit of the 60th instrument,"
                " including: Kazakhstan, Russia"
            ),
        ),
        (
            force(period="2 months", rounding=NTH),
            "on the first day of the 2nd month after the month of receipt of the last notification",
        ),
        (
            force(rounding=FIRST_AFTER),
            "on the first day of the month after that of receipt of the last notification",
        ),
        (
            c.ForceRule(condition=LAST_NOTE, offset=c.Offset(period=P("30 days"), expiry_next_day=True)),
            "on the day after 30 full days from receipt of the last notification",
        ),
        (
            c.ForceRule(condition=LAST_NOTE, not_before=day("2020-01-01"), after="parent"),
            (
                "on the day of receipt of the last notification, not before 1 Jan 2020,"
                " not before the entry into force of parent"
            ),
        ),
        (c.TermRule(), "indefinitely"),
        (c.TermRule(notice=P("6 months")), "indefinitely; a party may end it with 6 months' notice"),
        (c.TermRule(until=day("2050-01-01")), "until 1 Jan 2050"),
        (
            c.TermRule(term=P("5 years"), renewal=P("5 years"), renewals=1, notice=P("6 months")),
            (
                "for 5 years; then renewed for 5 years each time, 1 time at most,"
                " unless a party gives notice at least 6 months before the end"
            ),
        ),
        (
            c.TermRule(ends_with=c.OtherInForce(ref="new-treaty")),
            "indefinitely; it ends on the day of the entry into force of new-treaty",
        ),
        (c.WithdrawalRule(notice=P("1 year")), "a party's withdrawal takes effect 1 year after receipt of the notice"),
        (
            c.WithdrawalRule(notice=P("6 months"), effect=c.EffectOfNotice.END_OF_TERM),
            (
                "a party's withdrawal takes effect at the end of the running term,"
                " with notice at least 6 months before the end"
            ),
        ),
        (
            c.AmendmentRule(
                way=c.AmendmentWay.FRACTION, numerator=2, denominator=3, offset=c.Offset(period=P("90 days"))
            ),
            "amendments enter into force 90 days after acceptance by 2/3 of the parties, for those that accept them",
        ),
        (
            c.AmendmentRule(way=c.AmendmentWay.TACIT, denominator=3, window=P("1 year")),
            (
                "amendments are held to be accepted unless 1/3 of the parties object;"
                " time for it: 1 year, counted from the circulation of the amendment"
            ),
        ),
        (
            force(
                c.TacitAcceptance(ref="solas", window=P("1 year"), numerator=1, denominator=3, more_than=True),
                "6 months",
            ),
            (
                "6 months after the last day for objections (1 year after the circulation of the amendment),"
                " unless more than 1/3 of the parties object: solas"
            ),
        ),
        (
            c.PartialForceRule(
                parts=(c.PartRule(article="Article 41", condition=c.Declarations(count=10, article="41")),)
            ),
            "Article 41: on the day of 10 declarations under: 41",
        ),
    ],
)
def test_a_rule_is_one_sentence(rule: c.Rule, said: str) -> None:
    assert rule_in_words(rule, ENGLISH) == said


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        (c.ReplyNote(), "the date of the note in reply"),
        (c.LastNotification(basis=c.Basis.DISPATCH), "dispatch of the last notification"),
        (c.InstrumentsExchanged(), "the exchange of instruments of ratification"),
        (c.OtherEnded(ref="old"), "the end of old"),
        (c.Deposits(include=("KZ", "RU")), "the deposit of the last instrument of: Kazakhstan, Russia"),
        (c.PartiesOf(ref="parent"), "acceptance by all parties of: parent"),
        (c.PartiesOf(ref="parent", numerator=3, denominator=4), "acceptance by 3/4 of the parties of: parent"),
        (
            c.AllOf(conditions=(c.OnDate(on=day("2001-07-01")), c.AnyOf(conditions=(LAST_NOTE, c.SignedByAll())))),
            (
                "the last of these events: 1 Jul 2001; (the first of these events: receipt of the last notification;"
                " signature by all parties)"
            ),
        ),
        (
            c.Deposits(
                count=55,
                shares=(c.Share(label="CO2 of 1990", percent=55),),
                exclude=("EU",),
                manners=(Manner.RATIFICATION, Manner.ACCESSION),
            ),
            (
                "the deposit of the 55th instrument, with 55 per cent of CO2 of 1990 (table: version not named)"
                " [the table is not loaded], not counting: European Union, counting only: ratification, accession"
            ),
        ),
        (
            c.Deposits(count=5, groups=(c.Group(label="Council of Europe", least=3, parties=("FR", "DE", "IT")),)),
            "the deposit of the 5th instrument, at least 3 of them from “Council of Europe” (France, Germany, Italy)",
        ),
    ],
)
def test_a_condition_is_an_event(condition: c.Condition, said: str) -> None:
    assert condition_in_words(condition, ENGLISH) == said


def test_many_parties_are_counted_and_not_named() -> None:
    codes = tuple(f"{one}{other}" for one in "ABCD" for other in "ABCD")

    assert condition_in_words(c.Deposits(include=codes), ENGLISH).endswith("16 parties named in the rule")


@pytest.mark.parametrize(
    ("number", "english"),
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (11, "11th"),
        (12, "12th"),
        (13, "13th"),
        (21, "21st"),
        (60, "60th"),
    ],
)
def test_an_ordinal_is_written_as_english_does(number: int, english: str) -> None:
    assert ordinal(number, ENGLISH) == english


@pytest.mark.parametrize(
    ("number", "kazakh"),
    [
        (1, "1-ші"),
        (3, "3-ші"),
        (6, "6-шы"),
        (9, "9-шы"),
        (10, "10-шы"),
        (20, "20-шы"),
        (30, "30-шы"),
        (40, "40-шы"),
        (50, "50-ші"),
        (60, "60-шы"),
        (70, "70-ші"),
        (80, "80-ші"),
        (90, "90-шы"),
        (100, "100-ші"),
        (55, "55-ші"),
    ],
)
def test_an_ordinal_follows_the_vowels_of_its_number_in_kazakh(number: int, kazakh: str) -> None:
    assert ordinal(number, Words("kk")) == kazakh


@given(made=rules_with_topic)
def test_every_rule_can_be_said_in_every_language(made: tuple[ClauseTopic, c.Rule]) -> None:
    _, rule = made

    for language in LANGUAGES:
        said = rule_in_words(rule, Words(language))
        assert said
        assert "; ;" not in said
        assert ", ," not in said


def test_every_manner_and_every_condition_has_words() -> None:
    assert set(MANNER) == set(Manner)
    assert len(get_args(c.Condition)) == 14
