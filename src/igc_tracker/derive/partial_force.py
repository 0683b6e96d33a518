"""Parts of a treaty that enter into force on their own: from when, by record or by clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.derive.chain import best_fact
from igc_tracker.derive.computed_force import apply_to
from igc_tracker.derive.entry_into_force import ForceBasis, Missing, MissingCode, PartForce
from igc_tracker.derive.outcomes import Need, NeedCode
from igc_tracker.domain.clauses import ForceRule, PartialForceRule, PartRule
from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.facts import FactKind
from igc_tracker.domain.instruments import ClauseTopic

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from igc_tracker.derive.computed_force import ComputedForce
    from igc_tracker.domain.facts import Fact
    from igc_tracker.domain.instruments import Instrument


def derive_parts(
    instrument: Instrument,
    facts: Sequence[Fact],
    *,
    as_of: date,
    force: PartialDate | None,
    others: Mapping[str, Instrument],
) -> tuple[PartForce, ...]:
    """Return every part with a rule or a recorded entry into force of its own, those with a rule first.

    ``facts`` are those counting on ``as_of``, ``force`` is the treaty's own entry into force. A published day goes
    before the computed one, as for the treaty.
    """
    clause = instrument.clause(ClauseTopic.PARTIAL_ENTRY_INTO_FORCE)
    rules = clause.rule.parts if clause is not None and isinstance(clause.rule, PartialForceRule) else ()
    ruled = {rule.article: rule for rule in rules}
    published = [fact for fact in facts if fact.kind is FactKind.ENTERED_INTO_FORCE and fact.article and not fact.party]
    articles = dict.fromkeys([*ruled, *(fact.article for fact in published if fact.article)])
    found = []
    for article in articles:
        rule = ruled.get(article)
        computed = _compute(rule, instrument, facts, as_of=as_of, others=others) if rule else None
        recorded = best_fact(fact for fact in published if fact.article == article)
        found.append(_part(article, rule, computed, recorded, force=force))
    return tuple(found)


def _compute(
    rule: PartRule, instrument: Instrument, facts: Sequence[Fact], *, as_of: date, others: Mapping[str, Instrument]
) -> ComputedForce:
    whole = ForceRule(condition=rule.condition, offset=rule.offset, not_before=rule.not_before)
    return apply_to(whole, instrument, facts, as_of=as_of, others=others)


def _part(
    article: str,
    rule: PartRule | None,
    computed: ComputedForce | None,
    recorded: Fact | None,
    *,
    force: PartialDate | None,
) -> PartForce:
    needs = computed.needs if computed is not None else ()
    on = computed.on if computed is not None else None
    if rule is not None and not rule.ahead and on is not None:
        on, needs = _not_before_the_treaty(on, force)
    if recorded is not None:
        return PartForce(article=article, on=recorded.on, basis=ForceBasis.RECORDED, computed_on=on, fact=recorded.id)
    missing = tuple(Missing(code=MissingCode.INPUT, party=need.party, need=need) for need in needs)
    basis = ForceBasis.COMPUTED if on is not None else None
    return PartForce(article=article, on=on, basis=basis, computed_on=on, missing=missing)


def _not_before_the_treaty(on: PartialDate, force: PartialDate | None) -> tuple[PartialDate | None, tuple[Need, ...]]:
    if force is None or force.latest is None or on.latest is None:
        return None, (Need(code=NeedCode.TREATY),)
    first = max(on.earliest or force.latest, force.earliest or on.latest)
    return PartialDate.between(first, max(on.latest, force.latest), approximate=on.approximate or force.approximate), ()
