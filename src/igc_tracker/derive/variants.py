"""Which way a party's domestic procedure takes, and what that rests on: a record, a checklist, its acts, the level."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.facts import Fact, FactKind, Manner
from igc_tracker.domain.instruments import Instrument, Level
from igc_tracker.domain.procedures import GroundsMet, Template, Variant
from igc_tracker.domain.runs import Phase

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class VariantBasis(StrEnum):
    """What the choice of a variant rests on. ASSUMED: nobody has said so yet; the usual way is shown."""

    RECORDED = "recorded"
    QUALIFIED = "qualified"
    ACTS = "acts"
    LEVEL = "level"
    ASSUMED = "assumed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenVariant:
    """A variant, what it rests on, and the fact that says so, if one does."""

    variant: Variant
    basis: VariantBasis
    fact: str | None = None


_LEVEL_KEYS: Mapping[Level, frozenset[str]] = {
    Level.INTERSTATE: frozenset({"republic", "state"}),
    Level.INTERGOVERNMENTAL: frozenset({"government"}),
    Level.INTERAGENCY: frozenset({"agency", "ministry", "department"}),
}
"""What States call the three levels in their own templates."""

_TELLING = (
    FactKind.RATIFIED,
    FactKind.APPROVED,
    FactKind.ACCEPTED,
    FactKind.ACCEDED,
    FactKind.UPPER_HOUSE_APPROVED,
    FactKind.LOWER_HOUSE_APPROVED,
    FactKind.PARLIAMENT_APPROVED,
    FactKind.SUBMITTED_TO_PARLIAMENT,
)
"""Acts that belong to some ways and not to others, the most telling first."""


def choose_variant(
    instrument: Instrument, party: str, phase: Phase, template: Template, facts: Sequence[Fact]
) -> ChosenVariant | None:
    """Return the variant ``party`` follows in ``phase``; None where the template has none for it.

    ``facts`` are those counting on the day looked from, in order. What was recorded last goes first, then the
    checklist's outcome, then what the party's acts show, then the level of the treaty.
    """
    variants = template.variants.get(phase, ())
    if not variants:
        return None
    own = [fact for fact in facts if fact.party in (None, party)]
    recorded = _recorded(own, phase, variants)
    if recorded is not None:
        return recorded
    fitting = fitting_variants(variants, instrument.level)
    if phase is Phase.CONSENT and (shown := _by_checklist(own, fitting) or _by_acts(own, fitting)) is not None:
        return shown
    if phase is Phase.PRE_SIGNATURE and instrument.level is not None and fitting[0].level is not None:
        return ChosenVariant(variant=fitting[0], basis=VariantBasis.LEVEL)
    only = len(variants) == 1
    return ChosenVariant(variant=fitting[0], basis=VariantBasis.LEVEL if only else VariantBasis.ASSUMED)


def fitting_variants(variants: Sequence[Variant], level: Level | None) -> Sequence[Variant]:
    """Return the variants open to a treaty of this level; all of them where none names it."""
    return [each for each in variants if _fits(each, level)] or variants


def _fits(variant: Variant, level: Level | None) -> bool:
    return variant.level is None or (level is not None and variant.level in _LEVEL_KEYS[level])


def _recorded(own: Sequence[Fact], phase: Phase, variants: Sequence[Variant]) -> ChosenVariant | None:
    by_key = {variant.key: variant for variant in variants}
    for fact in reversed(own):
        mark = fact.procedure
        if mark is not None and mark.phase is phase and mark.variant in by_key:
            checked = fact.kind is FactKind.QUALIFIED
            basis = VariantBasis.QUALIFIED if checked else VariantBasis.RECORDED
            return ChosenVariant(variant=by_key[mark.variant], basis=basis, fact=fact.id)
    return None


def _by_checklist(own: Sequence[Fact], fitting: Sequence[Variant]) -> ChosenVariant | None:
    answered = [fact for fact in own if fact.kind is FactKind.QUALIFIED and fact.procedure is not None]
    if not answered:
        return None
    last = answered[-1]
    met = GroundsMet.ANY if last.procedure is not None and last.procedure.grounds else GroundsMet.NONE
    found = variant_of_grounds(fitting, met)
    return ChosenVariant(variant=found, basis=VariantBasis.QUALIFIED, fact=last.id) if found else None


def variant_of_grounds(fitting: Sequence[Variant], met: GroundsMet) -> Variant | None:
    """Return the variant the checklist leads to: as the template says, else ratification or approval by their keys."""
    said = next((variant for variant in fitting if variant.grounds is met), None)
    key = "ratification" if met is GroundsMet.ANY else "approval"
    return said or next((variant for variant in fitting if variant.key.startswith(key)), None)


def _by_acts(own: Sequence[Fact], fitting: Sequence[Variant]) -> ChosenVariant | None:
    """Return the only way whose steps the party's acts show; the first of several is assumed."""
    for kind in _TELLING:
        fact = next((fact for fact in own if fact.kind is kind), None)
        ways = [each for each in fitting if any(kind in step.facts for step in each.steps)]
        if fact is not None and ways:
            basis = VariantBasis.ACTS if len(ways) == 1 else VariantBasis.ASSUMED
            return ChosenVariant(variant=ways[0], basis=basis, fact=fact.id)
    waived = (
        fact
        for fact in own
        if fact.kind is FactKind.RATIFICATION_NOT_REQUIRED
        or (fact.kind is FactKind.SIGNED and fact.manner is Manner.DEFINITIVE)
    )
    fact = next(waived, None)
    variant = next((each for each in fitting if each.key == "none"), None)
    if fact is None or variant is None:
        return None
    return ChosenVariant(variant=variant, basis=VariantBasis.ACTS, fact=fact.id)
