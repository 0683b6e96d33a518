"""`igc procedures show`: the domestic procedures of one jurisdiction, or some of them."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.errors import VariantNotFoundError
from igc_tracker.domain.findings import Finding
from igc_tracker.domain.procedures import Template
from igc_tracker.domain.runs import Phase

if TYPE_CHECKING:
    from igc_tracker.actions.ports import ProcedureTemplates


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureAnswer:
    """A template with the variants asked for.

    ``party`` is whose procedures were asked for, None for the generic ones; where it is not the template's own party,
    the generic template stands in. ``whole``: nothing was left out. ``origin`` is the user's file, None for a template
    igc brought along.
    """

    party: str | None
    template: Template
    whole: bool
    origin: str | None
    findings: tuple[Finding, ...] = ()


def show_procedure(
    templates: ProcedureTemplates, party: str | None, *, phase: Phase | None = None, variant: str | None = None
) -> ProcedureAnswer:
    """Return the procedures ``party`` follows, None for the generic ones; of one phase or one variant if asked.

    Raise VariantNotFoundError where the phases asked for have no such variant.
    """
    template = templates.for_party(party or "generic")
    origin = templates.origin(template.key)
    phases = [each for each in Phase if phase in (None, each)]
    variants = {each: template.variants[each] for each in phases}
    if variant is not None:
        known = tuple(dict.fromkeys(each.key for found in variants.values() for each in found))
        if variant not in known:
            raise VariantNotFoundError(template.key, variant, known, tuple(get_close_matches(variant, known, n=2)))
        variants = {at: tuple(each for each in found if each.key == variant) for at, found in variants.items()}
    return ProcedureAnswer(
        party=party,
        template=replace(template, variants={at: found for at, found in variants.items() if found}),
        whole=phase is None and variant is None,
        origin=None if origin is None else str(origin),
        findings=templates.findings,
    )
