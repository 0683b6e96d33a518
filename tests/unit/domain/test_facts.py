from __future__ import annotations

import pytest

from igc_tracker.domain.errors import (
    BadDateError,
    FactNotFoundError,
    IgcError,
    InstrumentNotFoundError,
    RegisterMissingError,
    UnknownCodeError,
    UnknownPartyError,
)
from igc_tracker.domain.facts import DOMESTIC_STEPS, REPEATABLE, Certainty, FactKind
from igc_tracker.domain.instruments import ClauseTopic, FinalClause, InstrumentKind, Relation
from support import agreement, day, struck, timeline


def test_a_fact_counts_from_its_first_possible_day() -> None:
    (signed,) = timeline("2018-08 signed KZ")

    assert not signed.counts_on(day("2018-07-31"))
    assert signed.counts_on(day("2018-08-01"))


def test_a_fact_dated_by_a_day_counts_from_that_day() -> None:
    (cleared,) = timeline("..2018-08-21 cleared-to-sign RU")

    assert not cleared.counts_on(day("2018-08-20"))
    assert cleared.counts_on(day("2018-08-21"))


def test_an_undated_fact_counts_from_the_day_it_was_recorded() -> None:
    (signed,) = timeline("undated signed KZ")

    assert not signed.counts_on(day("2026-11-21"))
    assert signed.counts_on(day("2026-11-22"))


def test_a_struck_fact_never_counts() -> None:
    (signed,) = timeline("2018-08-22 signed KZ")

    assert not struck(signed).counts_on(day("2026-11-23"))


def test_a_fact_is_settled_once_its_last_possible_day_has_passed_on_a_good_word() -> None:
    month, hearsay, undated = timeline("""
        2018-08 signed KZ
        ?2018-08-22 signed RU
        undated signed BY
    """)

    assert not month.is_settled_on(day("2018-08-30"))
    assert month.is_settled_on(day("2018-08-31"))
    assert not hearsay.is_settled_on(day("2026-11-23"))
    assert undated.is_settled_on(day("2026-11-23"))


def test_every_certainty_but_hearsay_confirms() -> None:
    confirming = {
        certainty for certainty in Certainty if timeline("2018 signed KZ", certainty=certainty)[0].is_confirmed
    }

    assert confirming == set(Certainty) - {Certainty.UNCONFIRMED}


def test_domestic_steps_happen_once_and_remarks_as_often_as_they_like() -> None:
    assert not DOMESTIC_STEPS & REPEATABLE
    assert FactKind.REMARK in REPEATABLE
    assert FactKind.SIGNED not in REPEATABLE


def test_a_memorandum_is_presumed_to_be_no_treaty_unless_its_cover_sheet_says_so() -> None:
    assert not agreement(kind=InstrumentKind.MEMORANDUM).is_treaty
    assert agreement(kind=InstrumentKind.MEMORANDUM, binding=True).is_treaty
    assert agreement(kind=InstrumentKind.PROTOCOL).is_treaty
    assert not agreement(kind=InstrumentKind.PROTOCOL, binding=False).is_treaty


def test_a_clause_is_found_by_its_topic() -> None:
    clause = FinalClause(topic=ClauseTopic.DURATION, text="Five years.", article="12")

    assert agreement(clauses=(clause,)).clause(ClauseTopic.DURATION) == clause
    assert agreement(clauses=(clause,)).clause(ClauseTopic.WITHDRAWAL) is None


def test_links_are_found_by_relation_in_recorded_order() -> None:
    tied = agreement(links=[(Relation.AMENDS, "b"), (Relation.IMPLEMENTS, "c"), (Relation.AMENDS, "a")])

    assert tied.linked(Relation.AMENDS) == ("b", "a")
    assert tied.linked(Relation.REPLACES) == ()


@pytest.mark.parametrize(
    ("error", "says", "advises"),
    [
        (BadDateError("soon"), "'soon' is not a date.", "Write 2018-08-22"),
        (InstrumentNotFoundError("x", near=("y", "z")), "No instrument matches 'x'.", "Did you mean y, z?"),
        (InstrumentNotFoundError("x"), "No instrument matches 'x'.", "Run `igc list`"),
        (FactNotFoundError("lease", "f", near=("g",)), "lease has no fact 'f'.", "Did you mean g?"),
        (UnknownCodeError("kind", "treety", ("treaty",), ("treaty",)), "'treety' is not a known kind.", "Did you mean"),
        (UnknownPartyError("KX", ("EU",)), "'KX' is not a known party code.", "an organisation: EU"),
        (RegisterMissingError(path="a.json"), "There is no register at a.json.", "igc init --register a.json"),
    ],
)
def test_an_error_says_what_is_wrong_and_what_to_do(error: IgcError, says: str, advises: str) -> None:
    assert str(error) == says
    assert advises in error.hint.format(**error.values)
