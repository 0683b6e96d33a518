from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from igc_tracker.derive.obligations import ObligationState, derive_obligations
from igc_tracker.derive.projects import TargetState, derive_project
from igc_tracker.derive.slips import slip_between
from igc_tracker.derive.standing import derive_standing
from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.facts import Fact, FactKind
from property.strategies import acts, days, lives, obligations, partial_dates, projects

if TYPE_CHECKING:
    from random import Random

    from igc_tracker.derive.obligations import ObligationStanding
    from igc_tracker.domain.instruments import Instrument
    from igc_tracker.domain.obligations import Obligation
    from igc_tracker.domain.register import Project


@st.composite
def performances(draw: st.DrawFn) -> Fact:
    quantity = draw(st.none() | st.integers(0, 5))
    return replace(draw(acts()), kind=FactKind.PERFORMED, obligation="o", quantity=quantity, planned_kind=None)


@st.composite
def owing(draw: st.DrawFn) -> Instrument:
    instrument = draw(lives())
    made = draw(st.lists(performances(), max_size=6))
    done = tuple(replace(fact, id=f"performed-{number}") for number, fact in enumerate(made))
    return replace(instrument, facts=(*instrument.facts, *done), obligations=(draw(obligations),))


def owed(instrument: Instrument, as_of: date) -> ObligationStanding | None:
    standing = derive_standing(instrument, as_of=as_of)
    return derive_obligations(instrument, standing)[0] if standing is not None else None


# --- obligations --------------------------------------------------------------------------------------------------


@given(instrument=owing(), as_of=days)
def test_a_counter_never_exceeds_what_is_owed_in_silence(instrument: Instrument, as_of: date) -> None:
    found = owed(instrument, as_of)

    for count in found.periods if found is not None else ():
        assert count.done - count.owed == count.surplus or (count.done <= count.owed and count.surplus == 0)
        assert (count.state is ObligationState.DONE) is (count.done >= count.owed)


@given(instrument=owing(), as_of=days)
def test_what_is_counted_is_what_is_recorded(instrument: Instrument, as_of: date) -> None:
    found = owed(instrument, as_of)

    if found is not None:
        quantities = {
            fact.id: 1 if fact.quantity is None else fact.quantity
            for fact in instrument.facts
            if fact.kind is FactKind.PERFORMED and fact.counts_on(as_of)
        }
        assert sum(count.done for count in found.periods) <= found.done <= sum(quantities.values())
        for count in found.periods:
            assert count.done + count.possible == sum(quantities[each] for each in count.facts)


@given(instrument=owing(), as_of=days, random=st.randoms(use_true_random=False))
def test_the_state_is_a_function_of_the_facts_and_the_day(instrument: Instrument, as_of: date, random: Random) -> None:
    facts = list(instrument.facts)
    random.shuffle(facts)

    again = owed(replace(instrument, facts=tuple(facts)), as_of)

    found = owed(instrument, as_of)
    assert (again is None) is (found is None)
    if again is not None and found is not None:
        assert (again.state, again.done) == (found.state, found.done)
        assert [(each.done, each.possible, each.state) for each in again.periods] == [
            (each.done, each.possible, each.state) for each in found.periods
        ]


@given(instrument=owing(), fact=performances(), as_of=days, wait=st.integers(1, 400))
def test_a_performance_after_the_day_changes_nothing(
    instrument: Instrument, fact: Fact, as_of: date, wait: int
) -> None:
    ahead = replace(fact, id="ahead", on=PartialDate.of_day(as_of + timedelta(days=wait)))

    assert owed(replace(instrument, facts=(*instrument.facts, ahead)), as_of) == owed(instrument, as_of)


@given(obligation=obligations, instrument=lives(), as_of=days)
def test_where_nothing_is_recorded_nothing_is_overdue(
    obligation: Obligation, instrument: Instrument, as_of: date
) -> None:
    bare = [fact for fact in instrument.facts if fact.kind is not FactKind.PERFORMED]

    found = owed(replace(instrument, facts=tuple(bare), obligations=(obligation,)), as_of)

    assert found is None or found.state not in (ObligationState.OVERDUE, ObligationState.AT_RISK, ObligationState.DONE)


@given(instrument=owing(), as_of=days)
def test_periods_follow_one_another_without_a_gap(instrument: Instrument, as_of: date) -> None:
    found = owed(instrument, as_of)

    periods = found.periods if found is not None and found.every is not None else ()
    for one, other in pairwise(periods):
        assert one.first is not None
        assert one.last is not None
        assert one.first <= one.last
        assert other.first == one.last + timedelta(days=1)


# --- projects -----------------------------------------------------------------------------------------------------


@given(project=projects, as_of=days)
def test_a_ledger_holds_each_plan_that_counts_once_and_adds_up(project: Project, as_of: date) -> None:
    standing = derive_project(project, {}, as_of=as_of)

    for target in standing.targets:
        plans = target.ledger.plans
        counted = [
            each.id
            for each in project.milestones
            if each.concerns == target.key and each.counts_on(as_of) and each.planned_for and each.outcome is None
        ]
        assert sorted(plan.milestone for plan in plans) == sorted(counted)
        closed = [plan for plan in plans if plan.planned_for.latest is not None]
        steps = [plan.slip.days for plan in closed[1:] if plan.slip is not None]
        if len(closed) > 1 and None not in steps and target.ledger.ended is None:
            assert target.ledger.total is not None
            assert target.ledger.total.days == sum(step for step in steps if step is not None)


@given(old=partial_dates, new=partial_dates)
def test_a_slip_lies_between_its_bounds_and_turns_round(old: PartialDate, new: PartialDate) -> None:
    slip, back = slip_between(old, new), slip_between(new, old)

    if slip.least is not None and slip.days is not None:
        assert slip.least <= slip.days
    if slip.most is not None and slip.days is not None:
        assert slip.days <= slip.most
    assert back.days == (None if slip.days is None else -slip.days)


@given(project=projects, as_of=days)
def test_overdue_is_what_was_planned_for_days_that_have_all_passed(project: Project, as_of: date) -> None:
    for target in derive_project(project, {}, as_of=as_of).targets:
        plan = target.ledger.current
        passed = plan is not None and plan.planned_for.latest is not None and plan.planned_for.latest < as_of
        assert (target.state is TargetState.OVERDUE) is (passed and target.ledger.ended is None)
        assert (target.overdue is not None) is (target.state is TargetState.OVERDUE)
