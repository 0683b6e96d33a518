"""What a clause makes of recorded facts: for the treaty, for each party, and when the facts are not exact."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from igc_tracker.derive.computed_force import _Without, compute_force, force_day, force_rule
from igc_tracker.derive.entry_into_force import ForceBasis, ForceState
from igc_tracker.derive.party_force import party_force
from igc_tracker.derive.standing import StandingCode, derive_standing
from igc_tracker.domain import clauses as c
from igc_tracker.domain.facts import Certainty, DeviationReason, Manner
from igc_tracker.domain.instruments import ClauseTopic, FinalClause
from support import TODAY, agreement, day, on, struck, timeline, treaty

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from igc_tracker.derive.computed_force import ComputedForce
    from igc_tracker.derive.standing import Standing
    from igc_tracker.domain.facts import Fact
    from igc_tracker.domain.instruments import Instrument

THIRTY_DAYS = c.Offset(period=c.Period(number=30, unit=c.Unit.DAY))
LAST_NOTE = c.ForceRule(condition=c.LastNotification(), offset=THIRTY_DAYS, article="11(2)")
SECOND_MONTH = c.Offset(period=c.Period(number=2, unit=c.Unit.MONTH), rounding=c.Rounding.FIRST_OF_NTH_MONTH)
TWO = c.ForceRule(condition=c.Deposits(count=2), offset=THIRTY_DAYS)


def computed(instrument: Instrument, *others: Instrument) -> ComputedForce:
    found = compute_force(instrument, instrument.facts, as_of=TODAY, others=by_ref(others))
    assert found is not None
    assert (found.on is None) is bool(found.needs)
    return found


def by_ref(instruments: Iterable[Instrument]) -> Mapping[str, Instrument]:
    return {each.ref: each for each in instruments}


def day_of(instrument: Instrument, *others: Instrument) -> str | None:
    found = computed(instrument, *others)
    return str(found.on) if found.on else None


def parties_bound(instrument: Instrument, *others: Instrument) -> dict[str, str]:
    found = party_force(instrument, as_of=TODAY, others=by_ref(others))
    return {party: str(on) for party, on in found.items()}


def standing_of(instrument: Instrument, as_of: str) -> Standing:
    found = derive_standing(instrument, as_of=day(as_of))
    assert found is not None
    return found


def with_manner(facts: tuple[Fact, ...], manner: Manner) -> tuple[Fact, ...]:
    return tuple(replace(fact, manner=manner) for fact in facts)


# --- from facts to the day ----------------------------------------------------------------------------------------


def test_the_last_note_received_starts_the_period() -> None:
    lease = treaty(LAST_NOTE, "2021-06-20 notification-received RU\n2021-07-30 notification-received KZ")

    found = computed(lease)

    assert found.on == on("2021-08-29")
    assert found.late.trigger.because == ("notification-received-kz-2021-07-30",)


def test_an_instrument_without_a_rule_computes_nothing() -> None:
    worded = agreement(clauses=(FinalClause(topic=ClauseTopic.ENTRY_INTO_FORCE, text="on the last note"),))

    assert force_rule(agreement()) is None
    assert force_rule(worded) is None
    assert compute_force(worded, (), as_of=TODAY, others={}) is None


@pytest.mark.parametrize("kind", ["ratified", "approved", "accepted", "acceded", "parliament-approved", "domestic-act"])
@pytest.mark.parametrize("condition", [c.LastNotification(), c.Deposits(count=1), c.InstrumentsExchanged()])
def test_a_domestic_act_triggers_nothing(kind: str, condition: c.Condition) -> None:
    done = treaty(c.ForceRule(condition=condition), f"2010-01-15 {kind} RU\n2010-01-15 {kind} KZ")

    assert computed(done).on is None
    assert parties_bound(done) == {}


def test_the_vote_is_not_the_deposit() -> None:
    offset = c.Offset(period=c.Period(number=3, unit=c.Unit.MONTH), rounding=c.Rounding.FIRST_OF_MONTH_AFTER)
    rule = c.ForceRule(condition=c.Deposits(count=1), offset=offset)

    assert day_of(treaty(rule, "2010-01-15 ratified RU\n2010-02-18 instrument-deposited RU")) == "2010-06-01"


def test_a_note_has_three_days_and_the_clause_names_one() -> None:
    notes = tuple(
        replace(fact, document_date=on(bears))
        for fact, bears in zip(
            timeline(
                """
                2021-06-03 notification-sent KZ
                2021-07-05 notification-sent RU
                2021-06-20 notification-received KZ
                2021-07-30 notification-received RU
                """
            ),
            ("2021-06-01", "2021-07-01", "2021-06-01", "2021-07-01"),
            strict=True,
        )
    )

    days = {basis: day_of(treaty(c.ForceRule(condition=c.LastNotification(basis=basis)), notes)) for basis in c.Basis}

    assert days == {
        c.Basis.RECEIPT: "2021-07-30",
        c.Basis.DISPATCH: "2021-07-05",
        c.Basis.NOTE_DATE: "2021-07-01",
    }


def test_the_date_a_note_bears_is_known_from_its_receipt_too() -> None:
    received = timeline("2000-12-04 notification-received US\n2000-12-11 notification-received KZ")
    notes = (replace(received[0], document_date=on("2000-12-01")), replace(received[1], document_date=on("2000-12-05")))

    assert day_of(treaty(c.ForceRule(condition=c.ReplyNote()), notes, parties="US KZ")) == "2000-12-05"


def test_a_note_sent_whose_own_date_is_unknown_needs_that_date() -> None:
    rule = c.ForceRule(condition=c.LastNotification(basis=c.Basis.NOTE_DATE))

    found = computed(treaty(rule, "2021-07-05 notification-sent RU", parties="RU"))

    assert [(need.code.value, need.party) for need in found.needs] == [("day", "RU")]


def test_a_note_taken_back_before_the_last_one_came_starts_anew() -> None:
    notes = """
        2021-06-01 notification-received KZ
        2021-06-10 instrument-withdrawn KZ
        2021-07-01 notification-received RU
    """

    assert computed(treaty(LAST_NOTE, notes)).needs[0].party == "KZ"
    assert day_of(treaty(LAST_NOTE, f"{notes}\n2021-09-01 notification-received KZ")) == "2021-10-01"


def test_a_note_taken_back_after_the_last_one_came_changes_nothing() -> None:
    notes = """
        2021-06-01 notification-received KZ
        2021-07-01 notification-received RU
        2021-07-02 instrument-withdrawn KZ
    """

    assert day_of(treaty(LAST_NOTE, notes)) == "2021-07-31"


def test_a_joint_act_counts_for_every_party() -> None:
    assert day_of(treaty(c.ForceRule(condition=c.SignedByAll()), "1998-09-30 signed")) == "1998-09-30"
    assert day_of(treaty(LAST_NOTE, "2021-07-30 notification-received")) == "2021-08-29"


def test_an_act_counts_from_the_day_it_takes_effect() -> None:
    deposits = timeline("1993-12-01 instrument-deposited KZ\n1993-12-02 instrument-deposited RU")
    effective = (deposits[0], replace(deposits[1], effective_on=on("1994-01-01")))

    assert day_of(treaty(TWO, effective)) == "1994-01-31"


def test_a_struck_fact_triggers_nothing() -> None:
    deposits = timeline("1993-12-01 instrument-deposited KZ\n1993-12-02 instrument-deposited RU")
    lease = treaty(TWO, (deposits[0], struck(deposits[1])))

    standing = derive_standing(lease, as_of=TODAY)

    assert standing is not None
    assert standing.entry_into_force.state is ForceState.NOT_COMPUTABLE


def test_a_signature_counts_by_the_manner_recorded() -> None:
    rule = c.ForceRule(condition=c.Deposits(count=1, definitive_signatures=True))
    signed = timeline("1954-06-04 signed AT")

    assert day_of(treaty(rule, with_manner(signed, Manner.DEFINITIVE), parties="AT")) == "1954-06-04"
    assert day_of(treaty(rule, with_manner(signed, Manner.AD_REFERENDUM), parties="AT")) is None


def test_only_a_signatorys_instrument_counts_where_the_clause_says_so() -> None:
    rule = c.ForceRule(condition=c.Deposits(count=1, signatories_only=True))
    facts = "1991-01-30 signed LY\n1992-05-14 instrument-deposited TN\n1993-01-28 instrument-deposited LY"

    assert day_of(treaty(rule, facts, parties="LY TN")) == "1993-01-28"


# --- facts that are not exact -------------------------------------------------------------------------------------


def test_a_month_is_exact_enough_where_the_clause_counts_months() -> None:
    rule = c.ForceRule(condition=c.LastNotification(), offset=SECOND_MONTH)
    facts = "2019-12-20 notification-received KZ\n2020-01 notification-received RU"

    assert day_of(treaty(rule, facts)) == "2020-03-01"


def test_a_month_leaves_a_range_where_the_clause_counts_days() -> None:
    facts = "2019-12-20 notification-received KZ\n2020-01 notification-received RU"

    found = computed(treaty(LAST_NOTE, facts))

    assert found.on == on("2020-01-31..2020-03-01")
    assert (found.early.on, found.late.on) == (day("2020-01-31"), day("2020-03-01"))


def test_an_inexact_act_that_is_not_decisive_leaves_the_day_exact() -> None:
    facts = "2004-05-13..2009 instrument-deposited KZ\n2010-02-18 instrument-deposited RU"

    assert day_of(treaty(TWO, facts)) == "2010-03-20"


def test_an_act_that_may_still_lie_ahead_is_asked_for() -> None:
    found = computed(treaty(LAST_NOTE, "2019-12-20 notification-received KZ\n2020-01.. notification-received RU"))

    assert [(need.code.value, need.party) for need in found.needs] == [("day", "RU")]


def test_the_base_of_a_fraction_is_a_range_too_where_the_parents_days_are() -> None:
    parent = agreement(
        "imo",
        parties=("A", "B", "C", "D"),
        facts="""
            1958-01-01 entered-into-force A
            1958-01-01 entered-into-force B
            1960 entered-into-force C
            1960 entered-into-force D
        """,
    )
    amendment = treaty(
        c.ForceRule(condition=c.PartiesOf(ref="imo")),
        "1959-05-01 instrument-deposited A\n1960-06-01 instrument-deposited B\n1961-06-01 instrument-deposited C",
        parties="A B C D",
    )

    # two of two if C and D joined after June 1960; else it still waits for D
    assert [(need.code.value, need.party) for need in computed(amendment, parent).needs] == [
        ("count", None),
        ("instrument", "D"),
    ]
    assert computed(amendment, parent).early.on == day("1960-06-01")


# --- published and computed ---------------------------------------------------------------------------------------


def test_published_beats_computed_and_both_are_kept() -> None:
    rome = treaty(
        TWO, "1964-01-01 instrument-deposited KZ\n1964-02-17 instrument-deposited RU\n1964-05-18 entered-into-force"
    )

    force = standing_of(rome, "1970-01-01").entry_into_force

    assert (force.on, force.basis) == (on("1964-05-18"), ForceBasis.RECORDED)
    assert force.computed_on == on("1964-03-18")
    assert force.disagrees


def test_a_difference_carries_its_reason() -> None:
    facts = timeline("1964-02-17 instrument-deposited KZ\n1964-03-19 entered-into-force")
    explained = (facts[0], replace(facts[1], deviation=DeviationReason.DEPOSITARY_PRACTICE))

    force = standing_of(treaty(replace(TWO, condition=c.Deposits(count=1)), explained), "1970-01-01").entry_into_force

    assert force.deviation is DeviationReason.DEPOSITARY_PRACTICE
    assert force.computed_on == on("1964-03-18")


def test_where_both_agree_nothing_disagrees() -> None:
    facts = "2021-07-30 notification-received\n2021-08-29 entered-into-force"

    assert not standing_of(treaty(LAST_NOTE, facts), "2022-01-01").entry_into_force.disagrees


def test_a_published_day_needs_no_clause_that_can_be_computed() -> None:
    kyoto = c.ForceRule(condition=c.Deposits(count=2, shares=(c.Share(label="CO2", percent=55),)))

    force = standing_of(treaty(kyoto, "2005-02-16 entered-into-force"), "2006-01-01").entry_into_force

    assert (force.state, force.on, force.computed_on) == (ForceState.IN_FORCE, on("2005-02-16"), None)


def test_a_computed_day_ahead_is_scheduled_and_in_force_from_the_day_itself() -> None:
    lease = treaty(LAST_NOTE, "2021-06-20 notification-received RU\n2021-07-30 notification-received KZ")

    codes = {as_of: standing_of(lease, as_of).code for as_of in ("2021-07-30", "2021-08-28", "2021-08-29")}

    assert codes == {
        "2021-07-30": StandingCode.ENTRY_INTO_FORCE_SCHEDULED,
        "2021-08-28": StandingCode.ENTRY_INTO_FORCE_SCHEDULED,
        "2021-08-29": StandingCode.IN_FORCE,
    }


def test_before_the_trigger_the_missing_note_is_named() -> None:
    lease = treaty(LAST_NOTE, "2021-06-20 notification-received RU\n2021-07-30 notification-received KZ")

    force = standing_of(lease, "2021-07-29").entry_into_force

    assert force.state is ForceState.NOT_COMPUTABLE
    assert [(each.party, each.need and each.need.code.value) for each in force.missing] == [("KZ", "note")]


def test_the_best_source_is_gone_by_where_two_publish_a_day() -> None:
    facts = timeline("?2005-12-01 entered-into-force\n2005-12-15 entered-into-force")

    assert force_day(agreement(facts=facts), as_of=TODAY, others={}) == on("2005-12-15")
    assert facts[0].certainty is Certainty.UNCONFIRMED


# --- each party ---------------------------------------------------------------------------------------------------


def test_all_who_deposited_by_the_decisive_day_are_original_parties() -> None:
    cisg = treaty(
        TWO,
        """
        1981-06-18 instrument-deposited LS
        1986-12-11 instrument-deposited CN
        1986-12-11 instrument-deposited IT
        """,
        parties="LS CN IT US",
    )

    assert parties_bound(cisg) == {"LS": "1987-01-10", "CN": "1987-01-10", "IT": "1987-01-10"}


def test_who_joins_later_is_bound_from_its_own_instrument_by_default() -> None:
    npt = treaty(
        c.ForceRule(condition=c.Deposits(count=1)),
        "1970-03-05 instrument-deposited US\n1994-02-14 instrument-deposited KZ",
        parties="US KZ",
    )

    assert parties_bound(npt) == {"US": "1970-03-05", "KZ": "1994-02-14"}


def test_who_joins_later_follows_the_clause_on_later_parties() -> None:
    three_months = c.Offset(period=c.Period(number=3, unit=c.Unit.MONTH), rounding=c.Rounding.FIRST_OF_MONTH_AFTER)
    budapest = treaty(
        c.ForceRule(condition=c.Deposits(count=1), offset=three_months),
        "2004-03-18 instrument-deposited LT\n2012-11-30 instrument-deposited AU",
        parties="LT AU",
        later=three_months,
    )

    assert parties_bound(budapest) == {"LT": "2004-07-01", "AU": "2013-03-01"}


def test_nobody_is_bound_before_the_treaty_is_in_force() -> None:
    cwc = treaty(
        c.ForceRule(condition=c.Deposits(count=1), offset=c.Offset(period=c.Period(number=180, unit=c.Unit.DAY))),
        "1996-10-31 instrument-deposited HU\n1997-01-27 instrument-deposited BE\n1997-04-25 instrument-deposited US",
        parties="HU BE US",
        later=THIRTY_DAYS,
    )

    assert parties_bound(cwc) == {"HU": "1997-04-29", "BE": "1997-04-29", "US": "1997-05-25"}


def test_an_original_party_does_not_wait_for_the_period_of_later_ones() -> None:
    slow = c.Offset(period=c.Period(number=1, unit=c.Unit.YEAR))

    assert parties_bound(treaty(TWO, "2000-01-01 instrument-deposited", later=slow)) == {
        "KZ": "2000-01-31",
        "RU": "2000-01-31",
    }


def test_a_day_published_for_a_party_is_that_partys_day() -> None:
    facts = "2000-01-01 instrument-deposited\n2000-02-15 entered-into-force RU"

    assert parties_bound(treaty(TWO, facts)) == {"KZ": "2000-01-31", "RU": "2000-02-15"}


def test_a_bilateral_treaty_binds_both_at_once() -> None:
    assert parties_bound(treaty(LAST_NOTE, "2021-07-30 notification-received")) == {
        "KZ": "2021-08-29",
        "RU": "2021-08-29",
    }


def test_whoever_has_deposited_nothing_is_not_bound_though_the_treaty_is_in_force() -> None:
    both = c.AllOf(conditions=(c.Deposits(count=1), c.OnDate(on=day("2000-06-01"))))

    assert parties_bound(treaty(c.ForceRule(condition=both), "2000-01-01 instrument-deposited KZ")) == {
        "KZ": "2000-06-01"
    }


def test_a_party_by_definitive_signature_is_a_party() -> None:
    rule = c.ForceRule(condition=c.Deposits(count=1, definitive_signatures=True))
    facts = with_manner(timeline("1954-06-04 signed AT\n1955-06-04 signed BE"), Manner.DEFINITIVE)

    assert parties_bound(treaty(rule, facts, parties="AT BE")) == {"AT": "1954-06-04", "BE": "1955-06-04"}


def test_who_took_its_instrument_back_is_bound_only_by_the_next_one() -> None:
    facts = """
        2000-01-01 instrument-deposited KZ
        2000-01-15 instrument-withdrawn KZ
        2000-02-01 instrument-deposited RU
        2000-03-01 instrument-deposited BY
    """
    parted = treaty(TWO, facts, parties="KZ RU BY")

    assert parties_bound(parted) == {"RU": "2000-03-31", "BY": "2000-03-31"}
    back = treaty(TWO, f"{facts}\n2001-01-01 instrument-deposited KZ", parties="KZ RU BY")
    assert parties_bound(back)["KZ"] == "2001-01-01"


def test_the_order_in_which_deposits_were_recorded_does_not_matter() -> None:
    facts = timeline("2001-01-01 instrument-deposited KZ\n2000-01-01 instrument-deposited KZ")
    rule = c.ForceRule(condition=c.Deposits(count=1))

    assert parties_bound(treaty(rule, facts, parties="KZ")) == {"KZ": "2000-01-01"}


def test_a_partys_day_is_a_range_where_its_instrument_is() -> None:
    facts = "2000-01-01 instrument-deposited\n2003-02 instrument-deposited BY"

    assert parties_bound(treaty(TWO, facts, parties="KZ BY"))["BY"] == "2000-01-31"
    late = "2000-01-01 instrument-deposited KZ\n2000-01-01 instrument-deposited RU\n2003-02 instrument-deposited BY"
    assert parties_bound(treaty(TWO, late, parties="KZ RU BY"))["BY"] == "2003-02"


def test_a_party_whose_instrument_has_no_day_is_left_open() -> None:
    late = "2000-01-01 instrument-deposited KZ\n2000-01-01 instrument-deposited RU\nundated instrument-deposited BY"

    assert parties_bound(treaty(TWO, late, parties="KZ RU BY")) == {"KZ": "2000-01-31", "RU": "2000-01-31"}


MONTH = c.Period(number=1, unit=c.Unit.MONTH)


# --- one instrument and another -----------------------------------------------------------------------------------


def test_a_protocol_waits_for_its_convention_as_published_or_computed() -> None:
    vienna = treaty(TWO, "1988-06-24 instrument-deposited", ref="vienna")
    protocol = treaty(
        c.ForceRule(condition=c.Deposits(count=1), after="vienna"), "1988-01-01 instrument-deposited KZ", ref="montreal"
    )

    assert day_of(protocol, vienna) == "1988-07-24"
    assert day_of(protocol, agreement("vienna", facts="1988-09-22 entered-into-force")) == "1988-09-22"
    assert computed(protocol).needs[0].label == "vienna"


def test_an_agreement_follows_another_into_force_or_out_of_it() -> None:
    tca = agreement("tca", facts="2021-05-01 entered-into-force\n2030-01-01 terminated")
    follows = treaty(c.ForceRule(condition=c.OtherInForce(ref="tca")), ref="security")
    replaces = treaty(c.ForceRule(condition=c.OtherEnded(ref="lease")), ref="new-lease")
    lease = agreement("lease", facts="2014 expired\n2013-06-01 terminated KZ")

    assert day_of(follows, tca) == "2021-05-01"
    assert day_of(replaces, lease) == "2014-01-01..2014-12-31"
    assert day_of(replaces, tca) is None


def ending(term: c.TermRule, facts: str = "2000-02-29 entered-into-force", ref: str = "lease") -> Instrument:
    return agreement(ref, facts=facts, clauses=(FinalClause(topic=ClauseTopic.DURATION, rule=term),))


def test_an_agreement_follows_another_that_ends_by_its_own_terms() -> None:
    replaces = treaty(c.ForceRule(condition=c.OtherEnded(ref="lease")), ref="new-lease")
    five, six = (c.Period(number=number, unit=unit) for number, unit in ((5, c.Unit.YEAR), (6, c.Unit.MONTH)))
    fixed, renewed = c.TermRule(term=five), c.TermRule(term=five, renewal=five, notice=six)
    denounced = "2000-02-29 entered-into-force\n2004-01-01 denounced KZ"

    assert day_of(replaces, ending(fixed)) == "2005-02-28"
    assert day_of(replaces, ending(fixed, "2000-02 entered-into-force")) == "2005-02-01..2005-02-28"
    assert day_of(replaces, ending(renewed)) is None
    assert day_of(replaces, ending(renewed, denounced)) == "2005-02-28"
    assert day_of(replaces, ending(fixed, "2000-02-29 entered-into-force\n2003-03-03 terminated")) == "2003-03-03"


def test_what_was_never_in_force_has_not_ended_for_another() -> None:
    replaces = treaty(c.ForceRule(condition=c.OtherEnded(ref="lease")), ref="new-lease")

    assert day_of(replaces, agreement("lease", facts="2003-03-03 abandoned")) is None


def test_treaties_that_end_with_one_another_do_not_hang() -> None:
    one, other = (ending(c.TermRule(ends_with=c.OtherEnded(ref=ref)), ref=own) for own, ref in (("a", "b"), ("b", "a")))
    waits = treaty(c.ForceRule(condition=c.OtherEnded(ref="a")), ref="waits")

    assert day_of(waits, one, other) is None


def test_a_long_line_of_ends_and_beginnings_is_followed_once() -> None:
    line = [
        agreement(
            f"t{number}",
            clauses=(
                FinalClause(
                    topic=ClauseTopic.ENTRY_INTO_FORCE,
                    rule=c.ForceRule(condition=c.OtherEnded(ref=f"t{number + 1}"), after=f"t{number + 1}"),
                ),
                FinalClause(
                    topic=ClauseTopic.DURATION,
                    rule=c.TermRule(term=MONTH, ends_with=c.OtherEnded(ref=f"t{number + 1}")),
                ),
            ),
        )
        for number in range(40)
    ]

    assert day_of(line[0], *line, ending(c.TermRule(term=MONTH), ref="t40")) == "2003-06-28"


def test_all_parties_of_the_parent_on_the_day_of_each_instrument() -> None:
    parent = agreement(
        "echr",
        parties=("IT", "FR", "RU"),
        facts="1953-09-03 entered-into-force\n1955-10-26 entered-into-force IT\n1974-05-03 entered-into-force FR\n"
        "1998-05-05 entered-into-force RU",
    )
    protocol = treaty(
        c.ForceRule(condition=c.PartiesOf(ref="echr")),
        "1995-01-01 instrument-deposited FR\n1997-10-01 instrument-deposited IT",
        parties="IT FR",
    )

    assert day_of(protocol, parent) == "1997-10-01"
    assert computed(protocol).needs[0].code.value == "base"


def test_only_the_parents_parties_count_and_from_the_day_they_are() -> None:
    parent = agreement(
        "echr",
        parties=("IT", "FR", "MC"),
        facts="1955-10-26 entered-into-force IT\n1974-05-03 entered-into-force FR\n2005-11-30 entered-into-force MC",
    )
    protocol = treaty(
        c.ForceRule(condition=c.PartiesOf(ref="echr")),
        """
        2004-05-13 instrument-deposited MC
        2004-06-01 instrument-deposited US
        2004-07-01 instrument-deposited FR
        """,
        parties="IT FR MC US",
    )

    assert [(need.code.value, need.party, need.have) for need in computed(protocol, parent).needs] == [
        ("count", None, 2),
        ("instrument", "IT", None),
    ]
    late = replace(protocol, facts=(*protocol.facts, *timeline("2005-01-01 instrument-deposited IT")))
    assert day_of(late, parent) == "2005-01-01"  # Monaco was not in the Convention yet, nor did it have to be


def test_a_parent_whose_parties_came_one_by_one_binds_nobody_of_whom_nothing_is_known() -> None:
    facts = "1953-09-03 entered-into-force\n1955-10-26 entered-into-force IT\n1960-01-01 instrument-deposited FR"
    parent = agreement("echr", parties=("IT", "FR", "RU"), facts=facts)

    assert parties_bound(parent) == {"IT": "1955-10-26", "FR": "1960-01-01"}
    assert parties_bound(agreement(facts="2005-12-15 entered-into-force")) == {"KZ": "2005-12-15", "RU": "2005-12-15"}


def test_instruments_that_wait_for_one_another_do_not_hang() -> None:
    first = treaty(c.ForceRule(condition=c.Deposits(count=1), after="b"), "2000-01-01 instrument-deposited KZ", ref="a")
    second = treaty(c.ForceRule(condition=c.OtherInForce(ref="a")), ref="b")

    assert [need.label for need in computed(first, first, second).needs] == ["b"]
    assert [need.label for need in computed(second, first, second).needs] == ["a"]


def test_an_instrument_that_waits_for_itself_does_not_hang() -> None:
    itself = treaty(c.ForceRule(condition=c.OtherInForce(ref="a")), ref="a")

    assert [need.label for need in computed(itself, itself).needs] == ["a"]


def test_the_instruments_left_in_sight_are_counted_without_the_hidden_ones() -> None:
    left = _Without(every=by_ref([agreement("a"), agreement("b")]), hidden=frozenset({"a"}))

    assert (list(left), len(left), left.get("a")) == (["b"], 1, None)


@pytest.mark.parametrize("closed", [True, False], ids=["a circle", "a chain"])
def test_a_long_line_of_references_is_followed_once(closed: bool) -> None:  # noqa: FBT001  # a parameter of the test
    line = [
        treaty(c.ForceRule(condition=c.OtherInForce(ref=f"t{number + 1}"), after=f"t{number + 1}"), ref=f"t{number}")
        for number in range(40)
    ]
    last = treaty(c.ForceRule(condition=c.OtherInForce(ref="t0")), ref="t40")
    end = last if closed else agreement("t40", facts="2000-01-01 entered-into-force")

    assert day_of(line[0], *line, end) == (None if closed else "2000-01-01")


def test_fractions_of_one_another_do_not_hang() -> None:
    one = treaty(c.ForceRule(condition=c.PartiesOf(ref="b")), "2000-01-01 instrument-deposited", ref="a")
    other = treaty(c.ForceRule(condition=c.PartiesOf(ref="a")), "2000-01-01 instrument-deposited", ref="b")

    assert computed(one, one, other).needs[0].code.value == "base"


# --- decisions ----------------------------------------------------------------------------------------------------


def test_the_last_decision_of_a_body_holds_where_it_moves_the_day() -> None:
    rule = c.ForceRule(condition=c.Decided(body="Council"))
    fixed = treaty(rule, "2011-01-01 decided\n2011-12-01 decided")
    days = {"2011-01-01": on("2012-01-01"), "2011-12-01": on("2012-07-01")}
    facts = tuple(replace(fact, effective_on=days[str(fact.on)]) for fact in fixed.facts)

    assert day_of(replace(fixed, facts=facts)) == "2012-07-01"
    assert day_of(replace(fixed, facts=facts[:1])) == "2012-01-01"


def test_of_two_decisions_either_of_which_may_be_the_last_the_day_is_open() -> None:
    rule = c.ForceRule(condition=c.Decided(body="Council"))
    fixed = treaty(rule, "2011-01 decided\n2011-01-15 decided")
    days = {"2011-01": on("2012-01-01"), "2011-01-15": on("2012-07-01")}
    facts = tuple(replace(fact, effective_on=days[str(fact.on)]) for fact in fixed.facts)

    assert day_of(replace(fixed, facts=facts)) == "2012-01-01..2012-07-01"
