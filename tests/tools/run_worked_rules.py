"""Run a file of worked rules through the counting of the engine and say which dates agree.

    python tests/tools/run_worked_rules.py FILE.json

The file holds ``cases`` (a rule, the day of its trigger, the day published), ``vectors`` (rows of a party, its deposit
and the day the treaty entered into force for it, by the rule that the vector's name ends in) and ``backward_vectors``
(the last day for notice before an expiry). A row that cannot be read is told as such; it never stops the run.
"""

from __future__ import annotations

import json
import re
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from igc_tracker.derive.conditions import Act, ActKind, Circumstances
from igc_tracker.derive.counting import add_period, apply_offset
from igc_tracker.derive.force_rule import apply_rule
from igc_tracker.domain import clauses as c
from igc_tracker.domain.dates import PartialDate

if TYPE_CHECKING:
    from collections.abc import Iterator

Row = dict[str, Any]
PROBLEMS = (AttributeError, KeyError, TypeError, ValueError, IndexError)

OFFSETS = {
    "same_day": (None, c.Rounding.NONE),
    "days": (c.Unit.DAY, c.Rounding.NONE),
    "months": (c.Unit.MONTH, c.Rounding.NONE),
    "years": (c.Unit.YEAR, c.Rounding.NONE),
    "fom_after_days": (c.Unit.DAY, c.Rounding.FIRST_OF_MONTH_AFTER),
    "fom_after_months": (c.Unit.MONTH, c.Rounding.FIRST_OF_MONTH_AFTER),
    "fom_nth_month": (c.Unit.MONTH, c.Rounding.FIRST_OF_NTH_MONTH),
    "fixed": (None, c.Rounding.NONE),
}
UNITS = {"days": c.Unit.DAY, "months": c.Unit.MONTH, "years": c.Unit.YEAR}


def offset_of(rule: Row) -> c.Offset:
    """Return the offset of a rule; KeyError for a type that is not known."""
    unit, rounding = OFFSETS[rule["type"]]
    period = c.Period(number=rule["n"], unit=unit) if unit else None
    return c.Offset(period=period, rounding=rounding, expiry_next_day=bool(rule.get("expiry_next_day")))


def rule_of(rule: Row) -> c.ForceRule:
    """Return the rule as igc holds it, for a single instrument; a fixed day waits for the notes all the same."""
    return c.ForceRule(
        condition=c.LastNotification(),
        offset=offset_of(rule),
        not_before=_day(rule.get("date") if rule["type"] == "fixed" else rule.get("not_before")),
        fixed_if_met_by=_day(rule.get("fixed_if_met_by")),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def computed(rule: Row, trigger: str) -> str:
    """Return the day the rule gives, or the range if the trigger is known no better than that."""
    on = PartialDate.parse(trigger)
    days = [_computed(rule_of(rule), end) for end in (on.earliest, on.latest)]
    return days[0] if days[0] == days[1] else "..".join(days)


def _computed(rule: c.ForceRule, on: date | None) -> str:
    note = Act(kind=ActKind.NOTE_RECEIVED, party="XX", on=on, fact="note")
    return str(apply_rule(rule, Circumstances(parties=("XX",), acts=(note,))).on)


def case_problems(rows: list[Row]) -> Iterator[tuple[str, str | None]]:
    """Give each computed row with how it differs, or None; rows without a rule say nothing to compute."""
    for row in rows:
        if row.get("rule") is None:
            continue
        name = f"{row.get('id')}  {row.get('name')}"
        try:
            found = computed(row["rule"], row["trigger"]["date"])
        except PROBLEMS as problem:
            yield name, f"cannot encode: {type(problem).__name__}: {problem}"
            continue
        yield name, None if found == row["published"] else f"expected {row['published']}, computed {found}"


def vector_problems(vectors: dict[str, list[list[str]]]) -> Iterator[tuple[str, str | None]]:
    """Give each bulk row with how it differs, or None; the vector's name says the rule."""
    for vector, rows in vectors.items():
        for party, deposit, published in rows:
            name = f"{vector}  {party}"
            try:
                found = str(apply_offset(date.fromisoformat(deposit), _named_offset(vector))[-1])
            except PROBLEMS as problem:
                yield name, f"cannot encode: {type(problem).__name__}: {problem}"
                continue
            yield name, None if found == published else f"expected {published}, computed {found}"


def _named_offset(vector: str) -> c.Offset:
    match = re.search(r"(fom_after|plus)_(\d+)_(days|months|years)$", vector)
    if match is None:
        raise KeyError(vector)
    rounding = c.Rounding.FIRST_OF_MONTH_AFTER if match[1] == "fom_after" else c.Rounding.NONE
    return c.Offset(period=c.Period(number=int(match[2]), unit=UNITS[match[3]]), rounding=rounding)


def backward_problems(rows: list[Row]) -> Iterator[tuple[str, str | None]]:
    """Give each row counted back from an expiry with how it differs, or None."""
    for row in rows:
        name = f"notice before {row.get('expiry')}"
        try:
            notice = c.Period(number=row["notice_months"], unit=c.Unit.MONTH)
            found = str(add_period(date.fromisoformat(row["expiry"]), notice, times=-1))
        except PROBLEMS as problem:
            yield name, f"cannot encode: {type(problem).__name__}: {problem}"
            continue
        yield name, None if found == row["last_day"] else f"expected {row['last_day']}, computed {found}"


def main() -> int:
    """Read the file named on the command line; return 1 if any row does not agree."""
    if len(sys.argv) != 2:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    told = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    wrong = 0
    for kind, rows in (
        ("computed rows", case_problems(told.get("cases", []))),
        ("bulk rows", vector_problems(told.get("vectors", {}))),
        ("backward rows", backward_problems(told.get("backward_vectors", []))),
    ):
        judged = list(rows)
        for name, problem in judged:
            if problem is not None:
                wrong += 1
                sys.stdout.write(f"{name}: {problem}\n")
        agree = sum(problem is None for _, problem in judged)
        sys.stdout.write(f"{kind}: {agree} of {len(judged)} agree\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
