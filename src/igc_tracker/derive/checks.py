"""What is odd about an instrument as recorded. Every check is run, and every finding told; none stops the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.derive.chain import COMPLETES, facts_counting
from igc_tracker.domain.facts import NOTICES, DeviationReason, FactKind
from igc_tracker.domain.findings import Finding, Severity
from igc_tracker.domain.instruments import ChainLink

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from igc_tracker.derive.standing import Standing
    from igc_tracker.domain.facts import Fact
    from igc_tracker.domain.instruments import Instrument


def derive_findings(instrument: Instrument, standing: Standing) -> tuple[Finding, ...]:
    """Return the findings of every check on the day of ``standing``, in the order of CHECKS."""
    facts = facts_counting(instrument, as_of=standing.as_of)
    return tuple(finding for check in CHECKS for finding in check(instrument, standing, facts))


def published_day_differs(instrument: Instrument, standing: Standing, facts: Sequence[Fact]) -> Iterator[Finding]:
    """Find a published entry into force that excludes the computed one and gives no reason."""
    del facts
    force = standing.entry_into_force
    if force.disagrees and force.deviation is None:
        yield Finding(
            code="published-differs",
            severity=Severity.WARNING,
            ref=instrument.ref,
            facts=(force.fact,) if force.fact else (),
            values={"published": str(force.on), "computed": str(force.computed_on)},
        )


def in_force_before_signature(instrument: Instrument, standing: Standing, facts: Sequence[Fact]) -> Iterator[Finding]:
    """Find an entry into force before the last signature that is not said to be retroactive."""
    del standing
    signed = [fact for fact in facts if fact.kind in COMPLETES[ChainLink.SIGNED]]
    for fact in facts:
        if fact.kind is not FactKind.ENTERED_INTO_FORCE or fact.party or fact.deviation is DeviationReason.RETROACTIVE:
            continue
        late = [each for each in signed if fact.on and each.on and fact.on.ends_before(each.on)]
        if late:
            yield Finding(
                code="force-before-signature",
                severity=Severity.ERROR,
                ref=instrument.ref,
                facts=(fact.id, late[-1].id),
                values={"force": str(fact.on), "signed": str(late[-1].on)},
            )


def fact_of_no_party(instrument: Instrument, standing: Standing, facts: Sequence[Fact]) -> Iterator[Finding]:
    """Find facts of somebody who is no party; they count for nobody."""
    del standing
    for fact in facts:
        if fact.party is not None and fact.party not in instrument.parties:
            yield Finding(
                code="fact-of-no-party",
                severity=Severity.WARNING,
                ref=instrument.ref,
                facts=(fact.id,),
                values={"fact": fact.id, "party": fact.party},
            )


def note_days_reversed(instrument: Instrument, standing: Standing, facts: Sequence[Fact]) -> Iterator[Finding]:
    """Find notes received before they were sent, or sent or received before the date they bear."""
    del standing
    for fact in facts:
        days = [day for day in (fact.document_date, fact.sent_on, fact.received_on) if day is not None]
        if fact.kind in NOTICES and any(later.ends_before(day) for n, day in enumerate(days) for later in days[n:]):
            yield Finding(
                code="note-days-reversed",
                severity=Severity.ERROR,
                ref=instrument.ref,
                facts=(fact.id,),
                values={"fact": fact.id},
            )


def notice_of_party(instrument: Instrument, standing: Standing, facts: Sequence[Fact]) -> Iterator[Finding]:
    """Find notices that were given earlier than the clause allows, or whose effect rests on their dispatch."""
    if not any(fact.kind is FactKind.DENOUNCED for fact in facts):
        return
    from igc_tracker.derive.withdrawal import derive_withdrawals

    for notice in derive_withdrawals(instrument, facts, force=standing.entry_into_force.on):
        for code, found in (("notice-too-early", notice.too_early), ("counted-from-dispatch", notice.from_dispatch)):
            if found:
                yield Finding(
                    code=code,
                    severity=Severity.WARNING,
                    ref=instrument.ref,
                    facts=(notice.notice,),
                    values={"fact": notice.notice, "effect": str(notice.on or "?")},
                )


CHECKS: tuple[Callable[[Instrument, Standing, Sequence[Fact]], Iterator[Finding]], ...] = (
    published_day_differs,
    in_force_before_signature,
    fact_of_no_party,
    note_days_reversed,
    notice_of_party,
)
"""Every check, in the order its findings are told."""
