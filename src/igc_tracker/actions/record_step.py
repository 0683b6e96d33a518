"""`igc step`: what was done at one step of a party's domestic procedure, and the way the procedure takes.

A step that is an act between States is recorded as that act; no other step ever is.
"""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from enum import StrEnum
from typing import TYPE_CHECKING

from igc_tracker.actions.find_instruments import find_one
from igc_tracker.actions.record_fact import OF_THE_WHOLE, NewFact, RecordedAnswer, record_fact
from igc_tracker.derive.procedure_run import Run, current_phase, derive_run
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.errors import (
    ActNotClearError,
    DelayReasonError,
    NoProcedureError,
    NotAnActOfStepError,
    NotAPartyError,
    StepNotFoundError,
    VariantNotFoundError,
)
from igc_tracker.domain.facts import Certainty, FactKind, Manner
from igc_tracker.domain.findings import Finding
from igc_tracker.domain.instruments import ClauseTopic
from igc_tracker.domain.procedures import RECORDED_AS, ProcedureStep, TreatyAction
from igc_tracker.domain.runs import DelayReason, Phase, ProcedureMark

if TYPE_CHECKING:
    from datetime import date

    from igc_tracker.actions.ports import DomesticLaw, Invocation, RegisterStore
    from igc_tracker.domain.instruments import Instrument


class StepAction(StrEnum):
    """What can be recorded of a step."""

    BEGUN = "begun"
    DONE = "done"
    RETURNED = "returned"
    SKIPPED = "skipped"
    WAIVED = "waived"
    DELAYED = "delayed"


_KINDS: Mapping[StepAction, FactKind] = {
    StepAction.BEGUN: FactKind.STEP_BEGUN,
    StepAction.DONE: FactKind.STEP_DONE,
    StepAction.RETURNED: FactKind.STEP_RETURNED,
    StepAction.SKIPPED: FactKind.STEP_SKIPPED,
    StepAction.WAIVED: FactKind.STEP_WAIVED,
    StepAction.DELAYED: FactKind.STEP_DELAYED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewStep:
    """What is said of a step; ``done_as`` is the kind of act where the template leaves it open. See ``Fact``."""

    step: str
    action: StepAction
    on: PartialDate | None = None
    done_as: FactKind | None = None
    document: str | None = None
    document_date: PartialDate | None = None
    place: str | None = None
    signatory: str | None = None
    reason: DelayReason | None = None
    review_on: PartialDate | None = None
    detail: str | None = None
    source: str | None = None
    certainty: Certainty | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunAnswer:
    """The run of one party on the day looked from, and what was recorded just now, if anything was."""

    ref: str
    title: Mapping[str, str]
    run: Run
    recorded: RecordedAnswer | None = None
    findings: tuple[Finding, ...] = ()


def show_run(
    store: RegisterStore,
    ref: str,
    party: str,
    law: DomesticLaw,
    *,
    as_of: date,
    known_on: date | None = None,
    phase: Phase | None = None,
) -> RunAnswer:
    """Return the run of ``party``: of the phase it is in, or of the one asked for."""
    register, _ = store.look(known_on=known_on)
    instrument = find_one(register, ref)
    run = _run(instrument, party, law, phase, as_of=as_of)
    return _answer(instrument, run, law)


def record_step(
    store: RegisterStore,
    ref: str,
    new: NewStep,
    law: DomesticLaw,
    *,
    party: str,
    invocation: Invocation,
    phase: Phase | None = None,
) -> RunAnswer:
    """Record what was done at a step; raise StepNotFoundError or a BadValueError for what cannot stand."""
    instrument = find_one(store.look()[0], ref)
    run = _run(instrument, party, law, phase, as_of=invocation.today, step=new.step)
    found = run.step(new.step)
    if found is None:
        keys = tuple(each.step.key for each in run.steps)
        near = tuple(get_close_matches(new.step, keys, n=2))
        raise StepNotFoundError(party, run.chosen.variant.key, new.step, keys, near)
    delayed = new.action is StepAction.DELAYED
    if delayed is not (new.reason is not None) or (new.review_on is not None and not delayed):
        raise DelayReasonError
    step = found.step
    kind = _kind(new, step, instrument)
    fact = NewFact(
        kind=kind,
        party=None if kind in OF_THE_WHOLE or kind is FactKind.ENTERED_INTO_FORCE else party,
        on=new.on,
        place=new.place,
        signatory=new.signatory,
        document=new.document,
        document_date=new.document_date,
        manner=Manner.DEFINITIVE if step.records is TreatyAction.DEFINITIVE_SIGNATURE else None,
        detail=new.detail,
        source=new.source,
        certainty=new.certainty,
        procedure=ProcedureMark(
            phase=run.phase, template=run.template, step=step.key, reason=new.reason, review_on=new.review_on
        ),
    )
    recorded = record_fact(store, instrument.ref, fact, invocation)
    return _after(store, recorded, law, party=party, phase=run.phase, as_of=invocation.today)


def start_run(
    store: RegisterStore,
    ref: str,
    variant: str,
    law: DomesticLaw,
    *,
    party: str,
    invocation: Invocation,
    on: PartialDate | None,
    phase: Phase | None = None,
    detail: str | None = None,
) -> RunAnswer:
    """Record which way the procedure takes: its beginning, or a change where it had begun another way.

    Without a phase it is that of the phase the party is in, or else of the one that has such a variant.
    """
    instrument = find_one(store.look()[0], ref)
    _check_party(instrument, party)
    template = law.procedures.for_party(party)
    phases = _phases(instrument, party, phase, as_of=invocation.today)
    at = next((each for each in phases if template.variant(each, variant) is not None), None)
    if at is None:
        known = tuple(dict.fromkeys(each.key for own in phases for each in template.variants.get(own, ())))
        raise VariantNotFoundError(template.key, variant, known, tuple(get_close_matches(variant, known, n=2)))
    begun = any(
        fact.struck is None and fact.kind is FactKind.PROCEDURE_STARTED and fact.party == party
        for fact in instrument.facts
        if fact.procedure is not None and fact.procedure.phase is at
    )
    fact = NewFact(
        kind=FactKind.PROCEDURE_CHANGED if begun else FactKind.PROCEDURE_STARTED,
        party=party,
        on=on,
        detail=detail,
        certainty=Certainty.OFFICIAL,  # the department's own decision, by whoever records it
        procedure=ProcedureMark(phase=at, template=template.key, variant=variant),
    )
    recorded = record_fact(store, instrument.ref, fact, invocation)
    return _after(store, recorded, law, party=party, phase=at, as_of=invocation.today)


def _after(
    store: RegisterStore,
    recorded: RecordedAnswer,
    law: DomesticLaw,
    *,
    party: str,
    phase: Phase,
    as_of: date,
) -> RunAnswer:
    instrument = find_one(store.look()[0], recorded.ref)
    run = _run(instrument, party, law, phase, as_of=as_of)
    return _answer(instrument, run, law, recorded)


def _answer(instrument: Instrument, run: Run, law: DomesticLaw, recorded: RecordedAnswer | None = None) -> RunAnswer:
    titles = instrument.short_titles or instrument.titles
    return RunAnswer(ref=instrument.ref, title=titles, run=run, recorded=recorded, findings=law.procedures.findings)


def _check_party(instrument: Instrument, party: str) -> None:
    if party not in instrument.parties:
        raise NotAPartyError(party=party, ref=instrument.ref, parties=", ".join(instrument.parties))


def _phases(instrument: Instrument, party: str, phase: Phase | None, *, as_of: date) -> tuple[Phase, ...]:
    """Return the phase asked for; without one both, that in which the party is first."""
    own = current_phase(instrument, party, as_of=as_of)
    return (phase,) if phase else (own, *(each for each in Phase if each is not own))


def _run(
    instrument: Instrument,
    party: str,
    law: DomesticLaw,
    phase: Phase | None,
    *,
    as_of: date,
    step: str | None = None,
) -> Run:
    """Return the run asked for; without a phase the one the party is in, or else the one that has ``step``."""
    _check_party(instrument, party)
    template = law.procedures.for_party(party)
    phases = _phases(instrument, party, phase, as_of=as_of)
    for at in phases:
        run = derive_run(instrument, party, at, template, as_of=as_of, calendars=law.calendars)
        if run is not None and (phase or step is None or run.step(step) is not None):
            return run
    found = derive_run(instrument, party, phases[0], template, as_of=as_of, calendars=law.calendars)
    if found is None:
        raise NoProcedureError(template=template.key)
    return found


def _kind(new: NewStep, step: ProcedureStep, instrument: Instrument) -> FactKind:
    """Return the kind of fact that doing the step is."""
    if new.action is not StepAction.DONE:
        return _KINDS[new.action]
    if new.done_as is not None:
        if new.done_as not in step.facts:
            known = ", ".join(step.facts) or FactKind.STEP_DONE.value
            raise NotAnActOfStepError(kind=new.done_as.value, step=step.key, known=known)
        return new.done_as
    if step.records is TreatyAction.CONSENT_ESTABLISHED:
        return _act_of_consent(step, instrument)
    return step.facts[0] if step.facts else FactKind.STEP_DONE


def _act_of_consent(step: ProcedureStep, instrument: Instrument) -> FactKind:
    """Return by which act consent is established, as the clause on entry into force says."""
    clause = instrument.clause(ClauseTopic.ENTRY_INTO_FORCE)
    if clause is not None and clause.rule is not None:
        from igc_tracker.domain import clauses as c

        condition = clause.rule.condition if isinstance(clause.rule, c.ForceRule) else None
        kind = {
            c.LastNotification: FactKind.NOTIFICATION_SENT,
            c.InstrumentsExchanged: FactKind.INSTRUMENTS_EXCHANGED,
            c.Deposits: FactKind.INSTRUMENT_DEPOSITED,
            c.PartiesOf: FactKind.INSTRUMENT_DEPOSITED,
        }.get(type(condition))
        if kind is not None and kind in RECORDED_AS[TreatyAction.CONSENT_ESTABLISHED] and kind in step.facts:
            return kind
    raise ActNotClearError(step=step.key)
