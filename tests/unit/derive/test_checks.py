from __future__ import annotations

from dataclasses import replace

from igc_tracker.derive.checks import CHECKS, derive_findings
from igc_tracker.derive.standing import derive_standing
from igc_tracker.domain.clauses import ForceRule, LastNotification, Offset, Period, Unit
from igc_tracker.domain.facts import DeviationReason, FactKind
from igc_tracker.domain.instruments import ClauseTopic, FinalClause, Instrument
from support import TODAY, agreement

THIRTY_DAYS = ForceRule(condition=LastNotification(), offset=Offset(period=Period(number=30, unit=Unit.DAY)))


def codes_of(instrument: Instrument) -> list[str]:
    standing = derive_standing(instrument, as_of=TODAY)
    assert standing is not None
    return [finding.code for finding in derive_findings(instrument, standing)]


def with_reason(instrument: Instrument, reason: DeviationReason) -> Instrument:
    """Return the instrument with a reason on its entry into force."""
    facts = (
        replace(fact, deviation=reason) if fact.kind is FactKind.ENTERED_INTO_FORCE else fact
        for fact in instrument.facts
    )
    return replace(instrument, facts=tuple(facts))


def test_a_published_day_that_differs_asks_for_a_reason() -> None:
    clause = FinalClause(topic=ClauseTopic.ENTRY_INTO_FORCE, rule=THIRTY_DAYS)
    treaty = agreement(facts="2021-07-30 notification-received\n2021-09-01 entered-into-force", clauses=(clause,))

    assert codes_of(treaty) == ["published-differs"]
    assert codes_of(with_reason(treaty, DeviationReason.AGREED_DATE)) == []


def test_a_published_day_that_may_be_the_computed_one_does_not() -> None:
    clause = FinalClause(topic=ClauseTopic.ENTRY_INTO_FORCE, rule=THIRTY_DAYS)

    assert (
        codes_of(agreement(facts="2021-07-30 notification-received\n2021-08 entered-into-force", clauses=(clause,)))
        == []
    )


def test_entry_into_force_before_signature_is_found_unless_it_is_retroactive() -> None:
    notes = agreement(facts="2002-06-03 signed\n2000-12-05 entered-into-force")

    assert codes_of(notes) == ["force-before-signature"]
    assert codes_of(with_reason(notes, DeviationReason.RETROACTIVE)) == []


def test_a_fact_of_who_is_no_party_is_found() -> None:
    assert codes_of(agreement(facts="2018-08-22 signed AE")) == ["fact-of-no-party"]


def test_all_findings_are_told_in_the_order_of_the_checks() -> None:
    treaty = agreement(facts="2002-06-03 signed\n2000-12-05 entered-into-force\n2001 published AE")

    assert codes_of(treaty) == ["force-before-signature", "fact-of-no-party"]
    assert len(CHECKS) == len(set(CHECKS))
