"""Statutory periods in words: each relation, each unit, in the cases of three languages."""

from __future__ import annotations

import itertools

import pytest

from igc_tracker.domain.facts import Confidence
from igc_tracker.domain.procedures import (
    Anchor,
    DayCount,
    DeadlineRelation,
    DeadlineUnit,
    GroundsMet,
    ProcedureStep,
    StepDeadline,
    Template,
    TreatyLevel,
    Variant,
)
from igc_tracker.wording.procedures import (
    applies_in_words,
    basis_in_words,
    deadline_in_words,
    deadline_with_doubt,
    validity_in_words,
)
from igc_tracker.wording.words import LANGUAGES, Words


def period(number: int, unit: str, relation: str, anchor: str, days: str = "calendar") -> StepDeadline:
    return StepDeadline(
        number=number,
        unit=DeadlineUnit(unit),
        days=DayCount(days),
        relation=DeadlineRelation(relation),
        anchor=Anchor(anchor),
        confidence=Confidence.LOW,
        note={"en": "look it up"},
    )


SAID = [
    (
        period(30, "day", "at-least-before", "planned-signature-date"),
        "at least 30 calendar days before the planned day of signature",
        "минимум 30 календарных дней до планируемого дня подписания",
        "жоспарланған қол қою күні: кемінде 30 күнтізбелік күн бұрын",
    ),
    (
        period(10, "day", "within-after", "documents-confirming-eif-received", "working"),
        "within 10 working days after receipt of the papers that prove entry into force",
        "максимум 10 рабочих дней после получения документов, подтверждающих вступление в силу",
        "күшіне енуді растайтын құжаттарды алу: 10 жұмыс күні ішінде",
    ),
    (
        period(21, "day", "wait-after", "laid-before-parliament", "sitting"),
        "wait 21 sitting days after the laying before parliament",
        "ожидание: 21 день заседаний после представления парламенту",
        "парламентке ұсыну: 21 отырыс күні күту",
    ),
    (
        period(2, "week", "at-most-extension", "period-a-end"),
        "prolonged by 2 weeks at most, from the end of the first period",
        "продление: максимум 2 недели после конца первого срока",
        "бірінші мерзімнің соңы: ең көбі 2 апта ұзарту",
    ),
    (
        period(1, "month", "recurring", "month-end"),
        "every month, counted from the end of the month",
        "раз в 1 месяц, считая от конца месяца",
        "айдың соңы: ай сайын",
    ),
]


@pytest.mark.parametrize(("deadline", "en", "ru", "kk"), SAID)
def test_a_period_is_said_in_every_language(deadline: StepDeadline, en: str, ru: str, kk: str) -> None:
    assert [deadline_in_words(deadline, Words(each)) for each in LANGUAGES] == [en, ru, kk]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_period_there_can_be_is_said_and_names_its_anchor(language: str) -> None:
    words = Words(language)
    for unit, relation, number in itertools.product(DeadlineUnit, DeadlineRelation, (1, 2, 5)):
        for days in DayCount if unit is DeadlineUnit.DAY else (DayCount.CALENDAR,):
            said = deadline_in_words(period(number, unit, relation, "month-end", days), words)
            assert words("the end of the month") in said
            assert number == 1 or str(number) in said


def test_a_period_says_how_sure_it_is_and_what_is_doubtful() -> None:
    said = deadline_with_doubt(SAID[0][0], Words("en"))

    assert said == f"{SAID[0][1]} (low confidence); look it up"


def test_a_legal_basis_is_to_be_verified_unless_a_page_surely_says_so() -> None:
    def basis(source: str | None, confidence: Confidence) -> str:
        step = ProcedureStep(key="vote", names={}, body={}, legal_basis="art. 5", source=source, confidence=confidence)
        return basis_in_words(step, Words("en"))

    assert basis("page", Confidence.HIGH) == "art. 5 [page]"
    assert basis("page", Confidence.MEDIUM) == "art. 5 [page] (to be verified)"
    assert basis(None, Confidence.HIGH) == "art. 5 (to be verified)"


def test_a_variant_says_which_treaties_take_it() -> None:
    variant = Variant(
        key="x", names={}, steps=(), level="state", grounds=GroundsMet.NONE, applies_when={"en": "in peace"}
    )
    level = TreatyLevel(key="state", names={"en": "Of the State"})
    template = Template(key="xx", party="XX", names={}, as_of="2026-11", variants={}, levels=(level,))

    assert applies_in_words(variant, template, Words("en")) == (
        "Of the State; no ground for ratification is met; in peace"
    )


def test_a_step_without_days_always_exists_in_law() -> None:
    assert validity_in_words(ProcedureStep(key="vote", names={}, body={}), Words("en")) == ""
