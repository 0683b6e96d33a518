"""The day a rule on entry into force gives: its condition, its offset, what holds it back or fixes it, step by step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from igc_tracker.derive.conditions import Circumstances, Need, NeedCode, Outcome, evaluate
from igc_tracker.derive.counting import apply_offset
from igc_tracker.derive.reckoning import StepCode, offset_codes
from igc_tracker.domain.clauses import Decided

if TYPE_CHECKING:
    from igc_tracker.domain.clauses import ForceRule


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step and the day it leads to."""

    code: StepCode
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ForceResult:
    """Exactly one of ``on`` and ``needs`` says something; ``steps`` begin with the trigger and end with ``on``."""

    on: date | None = None
    trigger: Outcome
    steps: tuple[Step, ...] = ()
    needs: tuple[Need, ...] = ()


def apply_rule(rule: ForceRule, seen: Circumstances) -> ForceResult:
    """Return the day ``rule`` gives in these circumstances, or what is missing to tell."""
    decided = evaluate(Decided(body=rule.decided_by), seen) if rule.decided_by else None
    if decided is not None and decided.on is not None:
        return ForceResult(on=decided.on, trigger=decided, steps=(Step(code=StepCode.DECIDED, on=decided.on),))
    if decided is not None and any(need.code is NeedCode.DAY for need in decided.needs):
        return ForceResult(trigger=decided, needs=decided.needs)
    trigger = evaluate(rule.condition, seen)
    other = seen.in_force(rule.after) if rule.after else None
    needs = trigger.needs
    if rule.after and other is None:
        needs = (*needs, Need(code=NeedCode.OTHER_INSTRUMENT, label=rule.after))
    if needs or trigger.on is None:
        return ForceResult(trigger=trigger, needs=needs)
    steps = _steps(rule, trigger.on)
    for floor, code in ((rule.not_before, StepCode.NOT_BEFORE), (other, StepCode.AFTER_OTHER)):
        if floor is not None and floor > steps[-1].on:
            steps.append(Step(code=code, on=floor))
    return ForceResult(on=steps[-1].on, trigger=trigger, steps=tuple(steps))


def _steps(rule: ForceRule, trigger: date) -> list[Step]:
    steps = [Step(code=StepCode.TRIGGER, on=trigger)]
    if rule.fixed_if_met_by is not None and trigger <= rule.fixed_if_met_by:
        return [*steps, Step(code=StepCode.FIXED_DATE, on=rule.fixed_if_met_by)]
    days = apply_offset(trigger, rule.offset)[1:]
    codes = offset_codes(rule.offset)
    return [*steps, *(Step(code=code, on=on) for code, on in zip(codes, days, strict=True))]
