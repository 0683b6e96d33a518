from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.derive.chain import LinkStatus, facts_counting
from igc_tracker.derive.entry_into_force import ForceBasis, ForceState, MissingCode, latest_plan
from igc_tracker.derive.standing import derive_standing
from igc_tracker.domain.facts import Certainty, FactKind
from igc_tracker.domain.instruments import ChainLink, ClauseTopic, FinalClause, Gap, InstrumentKind
from support import TODAY, agreement, day, on

if TYPE_CHECKING:
    from datetime import date

    from igc_tracker.derive.entry_into_force import EntryIntoForce
    from igc_tracker.domain.instruments import Instrument

LAST_NOTE = FinalClause(topic=ClauseTopic.ENTRY_INTO_FORCE, text="On receipt of the last note.", article="9")


def force_of(instrument: Instrument, *, as_of: date = TODAY) -> EntryIntoForce:
    standing = derive_standing(instrument, as_of=as_of)
    assert standing is not None
    return standing.entry_into_force


def missing_of(force: EntryIntoForce) -> list[tuple[str | None, ChainLink | None, LinkStatus | None]]:
    return [(each.party, each.link, each.state) for each in force.missing if each.code is MissingCode.ACT]


def test_a_recorded_entry_into_force_is_taken_with_its_source() -> None:
    force = force_of(agreement(facts="2004-12-22 signed\n2005-12-15 entered-into-force"))

    assert force.state is ForceState.IN_FORCE
    assert force.on == on("2005-12-15")
    assert force.basis is ForceBasis.RECORDED
    assert force.certainty is Certainty.OFFICIAL
    assert force.settled
    assert force.fact == "entered-into-force-2005-12-15"
    assert force.missing == ()


def test_before_its_day_it_is_not_in_force() -> None:
    lease = agreement(facts="2004-12-22 signed\n2005-12-15 entered-into-force")

    assert force_of(lease, as_of=day("2005-12-14")).state is ForceState.NOT_RECORDED


def test_entry_into_force_for_one_party_is_not_that_of_the_agreement() -> None:
    lease = agreement(facts="2004-12-22 signed\n2005-12-15 entered-into-force KZ")

    assert force_of(lease).state is ForceState.NOT_RECORDED
    assert ("RU", ChainLink.CONSENT, LinkStatus.OPEN) in missing_of(force_of(lease))


def test_hearsay_of_entry_into_force_is_unsettled() -> None:
    force = force_of(agreement(facts="2004-12-22 signed\n?2005-12-15 entered-into-force"))

    assert force.state is ForceState.IN_FORCE
    assert not force.settled


def test_not_recorded_names_the_clause_and_each_act_in_order() -> None:
    force = force_of(agreement(facts="2018-08-22 signed\n2020-02-13 ratified KZ"))

    assert force.state is ForceState.NOT_RECORDED
    assert (force.on, force.basis) == (None, None)
    assert force.missing[0].code is MissingCode.CLAUSE
    assert missing_of(force) == [
        ("RU", ChainLink.CONSENT, LinkStatus.OPEN),
        ("KZ", ChainLink.SENT, LinkStatus.OPEN),
        ("RU", ChainLink.SENT, LinkStatus.OPEN),
        ("KZ", ChainLink.RECEIVED, LinkStatus.OPEN),
        ("RU", ChainLink.RECEIVED, LinkStatus.OPEN),
    ]


def test_a_known_clause_is_not_missing() -> None:
    force = force_of(agreement(facts="2018-08-22 signed", clauses=(LAST_NOTE,)))

    assert MissingCode.CLAUSE not in [each.code for each in force.missing]


def test_clearance_is_never_missing_for_entry_into_force() -> None:
    assert ChainLink.CLEARED not in [each.link for each in force_of(agreement(facts="2017-01-01 proposed")).missing]


def test_what_was_looked_for_is_missing_as_unknown() -> None:
    force = force_of(
        agreement(
            facts="2018-08-22 signed\n2020-02-13 ratified KZ",
            gaps=(Gap(text="No Russian law found.", link=ChainLink.CONSENT, party="RU"),),
        )
    )

    assert ("RU", ChainLink.CONSENT, LinkStatus.UNKNOWN) in missing_of(force)


def test_every_act_done_leaves_only_the_clause_missing() -> None:
    facts = "2018-08-22 signed\n2020-02-13 ratified\n2020-07-01 instruments-exchanged"

    assert [each.code for each in force_of(agreement(facts=facts)).missing] == [MissingCode.CLAUSE]


def test_what_is_no_treaty_does_not_enter_into_force() -> None:
    force = force_of(agreement(kind=InstrumentKind.MEMORANDUM, facts="2018-08-22 signed"))

    assert force.state is ForceState.NOT_APPLICABLE
    assert (force.on, force.missing) == (None, ())


def test_a_planned_day_ahead_is_scheduled() -> None:
    force = force_of(agreement(facts="2018-08-22 signed\n2026-11-01 planned - entered-into-force 2027-01-01"))

    assert force.state is ForceState.SCHEDULED
    assert force.on == on("2027-01-01")
    assert force.fact == "planned-2026-11-01"


def test_the_plan_made_last_is_the_one_to_go_by() -> None:
    lease = agreement(
        facts="""
        2026-10-01 planned - entered-into-force 2027-06-01
        2026-11-01 planned - entered-into-force 2027-01-01
        2026-11-02 planned - signed 2026-12-01
        """
    )

    plan = latest_plan(facts_counting(lease, as_of=TODAY), FactKind.ENTERED_INTO_FORCE, as_of=TODAY)

    assert plan is not None
    assert plan.planned_for == on("2027-01-01")


def test_no_plan_counts_before_it_was_made() -> None:
    lease = agreement(facts="2018-08-22 signed\n2026-11-01 planned - entered-into-force 2027-01-01")

    assert force_of(lease, as_of=day("2026-10-31")).state is ForceState.NOT_RECORDED
