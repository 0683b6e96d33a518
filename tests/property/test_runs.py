"""Every way through every template can be walked to its end, and no record of a step is an act between States."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from igc_tracker.derive.chain import LinkStatus, derive_chains, facts_counting
from igc_tracker.derive.procedure_run import Run, derive_run
from igc_tracker.domain.calendars import NoCalendars
from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.facts import PROCEDURE_KINDS, Certainty, Fact, FactKind
from igc_tracker.domain.instruments import ChainLink, Instrument
from igc_tracker.domain.runs import DelayReason, Phase, ProcedureMark
from igc_tracker.store.procedures import ProcedureShelf
from support import RECORDED_AT, agreement

if TYPE_CHECKING:
    from igc_tracker.domain.procedures import ProcedureStep, Template, Variant

SHELF = ProcedureShelf()
TEMPLATES = [template for key in sorted(SHELF.keys()) if (template := SHELF.get(key)) is not None]
WAYS = [
    (template, phase, variant)
    for template in TEMPLATES
    for phase, variants in template.variants.items()
    for variant in variants
]
PARTY = "KZ"
"""Whoever follows a template: whose it is makes no difference to a run."""


def fact(number: int, kind: FactKind, on: date, mark: ProcedureMark) -> Fact:
    return Fact(
        id=f"f{number}",
        kind=kind,
        party=PARTY,
        on=PartialDate.of_day(on),
        document=f"No. {number}",
        procedure=mark,
        source="gazette",
        certainty=Certainty.OFFICIAL,
        recorded_at=RECORDED_AT,
        recorded_by="officer",
    )


def run_of(instrument: Instrument, template: Template, phase: Phase, *, as_of: date) -> Run:
    run = derive_run(instrument, PARTY, phase, template, as_of=as_of, calendars=NoCalendars())
    assert run is not None
    return run


def kind_of(step: ProcedureStep) -> FactKind:
    return step.facts[0] if step.facts else FactKind.STEP_DONE


days = st.dates(date(2019, 1, 1), date(2027, 1, 1))


@given(way=st.sampled_from(WAYS), start=days, data=st.data())
def test_every_way_can_be_walked_to_its_end(
    way: tuple[Template, Phase, Variant], start: date, data: st.DataObject
) -> None:
    template, phase, variant = way
    mark = ProcedureMark(phase=phase, template=template.key, variant=variant.key)
    instrument = agreement(facts=(fact(0, FactKind.PROCEDURE_STARTED, start, mark),))
    day, position, taken = start, 0, 0
    run = run_of(instrument, template, phase, as_of=day)
    while run.waits_for is not None:
        taken += 1
        assert taken <= len(variant.steps), f"stuck at {run.waits_for.step.key}"
        assert run.position >= position
        position = run.position
        day += timedelta(days=data.draw(st.integers(0, 60)))
        now = run_of(instrument, template, phase, as_of=day).waits_for
        if now is None:
            break
        kinds = st.sampled_from((kind_of(now.step), FactKind.STEP_SKIPPED, FactKind.STEP_WAIVED))
        step = replace(mark, variant=None, step=now.step.key)
        done = fact(taken, data.draw(kinds), day, step)
        instrument = replace(instrument, facts=(*instrument.facts, done))
        run = run_of(instrument, template, phase, as_of=day)
    run = run_of(instrument, template, phase, as_of=day)
    assert run.position == run.total
    assert all(each.is_behind for each in run.steps if each.counts)


@given(
    way=st.sampled_from(WAYS),
    kind=st.sampled_from(sorted(PROCEDURE_KINDS)),
    on=days,
    document=st.none() | st.just("No. 1"),
    data=st.data(),
)
def test_what_is_recorded_of_a_step_never_completes_a_link_between_states(
    way: tuple[Template, Phase, Variant], kind: FactKind, on: date, document: str | None, data: st.DataObject
) -> None:
    template, phase, variant = way
    step = data.draw(st.sampled_from(variant.steps))
    reason = DelayReason.NO_REPLY if kind is FactKind.STEP_DELAYED else None
    mark = ProcedureMark(phase=phase, template=template.key, step=step.key, reason=reason)
    instrument = agreement(facts=(replace(fact(1, kind, on, mark), document=document),))
    as_of = on + timedelta(days=1000)

    facts = facts_counting(instrument, as_of=as_of)
    chains = derive_chains(instrument, facts, as_of=as_of)

    assert facts
    for chain in chains:
        for link in ChainLink:
            assert chain.links[link].state is LinkStatus.OPEN
