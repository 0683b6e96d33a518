"""`igc procedures advise`: which way a party's consent takes, by the checklist of its law, and who said so when."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING

from igc_tracker.actions.find_instruments import find_one
from igc_tracker.actions.record_fact import NewFact, RecordedAnswer, record_fact
from igc_tracker.derive.variants import fitting_variants, variant_of_grounds
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.errors import GroundNotFoundError, NotAPartyError
from igc_tracker.domain.facts import Certainty, FactKind
from igc_tracker.domain.procedures import Ground, GroundsMet, Template, Variant
from igc_tracker.domain.runs import Phase, ProcedureMark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from igc_tracker.actions.ports import Invocation, ProcedureTemplates, RegisterStore
    from igc_tracker.domain.dates import PartialDate


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceAnswer:
    """What the checklist of ``template`` leads to. ``met`` are the grounds that apply, by what was answered.

    ``variant`` None: the template has no variant for that outcome. ``recorded`` None: nothing was answered, so that
    only the questions are shown.
    """

    ref: str
    title: Mapping[str, str]
    party: str
    template: str
    checklist: tuple[Ground, ...]
    met: tuple[str, ...]
    variant: Variant | None
    recorded: RecordedAnswer | None


def checklist_of(templates: ProcedureTemplates, party: str) -> Template:
    """Return the template whose checklist is asked for ``party``."""
    return templates.for_party(party)


def advise(
    store: RegisterStore,
    ref: str,
    templates: ProcedureTemplates,
    *,
    party: str,
    grounds: Sequence[str] | None,
    on: PartialDate | None,
    detail: str | None,
    invocation: Invocation,
) -> AdviceAnswer:
    """Record which ``grounds`` for ratification are met (an empty list: none is) and return where that leads.

    ``grounds`` None records nothing and returns the questions. Who answered is whoever records it, unless ``detail``
    says otherwise. Raise GroundNotFoundError for a ground the checklist does not have.
    """
    instrument = find_one(store.look()[0], ref)
    if party not in instrument.parties:
        raise NotAPartyError(party=party, ref=instrument.ref, parties=", ".join(instrument.parties))
    template = checklist_of(templates, party)
    known = tuple(ground.key for ground in template.checklist)
    met = tuple(dict.fromkeys(grounds or ()))
    for key in met:
        if key not in known:
            raise GroundNotFoundError(template.key, key, known, tuple(get_close_matches(key, known, n=2)))
    fitting = fitting_variants(template.variants.get(Phase.CONSENT, ()), instrument.level)
    variant = variant_of_grounds(fitting, GroundsMet.ANY if met else GroundsMet.NONE) if grounds is not None else None
    recorded = None
    if grounds is not None:
        mark = ProcedureMark(
            phase=Phase.CONSENT, template=template.key, variant=variant.key if variant else None, grounds=met
        )
        fact = NewFact(
            kind=FactKind.QUALIFIED,
            party=party,
            on=on,
            detail=detail,
            certainty=Certainty.OFFICIAL,  # the department's own legal qualification
            procedure=mark,
        )
        recorded = record_fact(store, instrument.ref, fact, invocation)
    return AdviceAnswer(
        ref=instrument.ref,
        title=instrument.short_titles or instrument.titles,
        party=party,
        template=template.key,
        checklist=template.checklist,
        met=met,
        variant=variant,
        recorded=recorded,
    )
