"""Run a file of real treaties through the engine and say which dates agree.

    python tests/tools/run_treaties.py FILE.json [OTHER.json ...]

The file holds ``cases``: each a treaty with its clause, its participants' dated acts, perhaps a supplement of acts the
table left out, and the published date. What a ``status`` asks for is said in the file's own ``meta``. A case whose
words are not known here is told as "cannot encode" and counted as not agreeing; it never stops the run. Cases of the
other files are not run; those of the first may be linked to them by id.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from igc_tracker.derive.conditions import Act, ActKind, Circumstances, NeedCode
from igc_tracker.derive.force_rule import ForceResult, apply_rule
from igc_tracker.domain import clauses as c
from igc_tracker.domain.facts import Manner

if TYPE_CHECKING:
    from collections.abc import Sequence

Case = dict[str, Any]
Cases = dict[str, Case]

MANNERS = {
    "ratification": Manner.RATIFICATION,
    "acceptance": Manner.ACCEPTANCE,
    "approval": Manner.APPROVAL,
    "accession": Manner.ACCESSION,
    "succession": Manner.SUCCESSION,
    "formal confirmation": Manner.FORMAL_CONFIRMATION,
    "simplified procedure": Manner.SIMPLIFIED_PROCEDURE,
    "definitive signature": Manner.DEFINITIVE,
    "consent to be bound": Manner.CONSENT,
    "consent (type not recorded)": Manner.CONSENT,
    "declaration of continued application": Manner.CONSENT,
    "notification": Manner.CONSENT,
    "adherence": Manner.ACCESSION,
    "adhesion": Manner.ACCESSION,
    "participation": Manner.CONSENT,
}
"""By which means a row expresses consent; a longer wording counts as the means it names."""

NO_CONSENT = ("provisional", "objection", "reservation", "territorial", "intention")
"""Words of rows that are worth recording and express no consent to be bound."""

UNITS = {"day": c.Unit.DAY, "month": c.Unit.MONTH, "year": c.Unit.YEAR}
ROUNDINGS = {
    "none": c.Rounding.NONE,
    "first_day_of_month_after_delay": c.Rounding.FIRST_OF_MONTH_AFTER,
    "first_day_of_nth_month_after_month_of_trigger": c.Rounding.FIRST_OF_NTH_MONTH,
}
WEIGHTED = frozenset({"weighted_share_threshold", "category_thresholds"})
"""Types that promise a table: without it nothing can be told."""

BILATERAL: dict[str, c.Condition] = {
    "signature_all": c.SignedByAll(),
    "reply_note": c.ReplyNote(),
    "last_notification": c.LastNotification(),
    "last_notification_received": c.LastNotification(),
    "last_notification_sent": c.LastNotification(basis=c.Basis.DISPATCH),
    "last_notification_dispatch": c.LastNotification(basis=c.Basis.DISPATCH),
    "exchange_of_instruments": c.InstrumentsExchanged(),
    "exchange_of_notes": c.ReplyNote(),
    "decision": c.Decided(body="the joint body"),
}

UNDERSTOOD = frozenset(
    {
        *("threshold", "actions_counted", "required_parties", "exclude_parties", "group_conditions", "weights"),
        *("fraction", "base_dates", "un_member_since", "count_only", "count_of", "signatories_only", "basis"),
        *("delay", "fallback_delay", "rounding", "not_before", "fixed_date", "linked_case", "expiry_next_day"),
    }
)
IN_WORDS = ("note", "comment", "source", "label", "remark", "words", "unit", "name")
"""Parameters that only say something to the reader have one of these in their name."""
CONDITIONS = ("condition", "weight", "categor", "share", "quota")
"""Parameters that name a condition this script cannot read: without it nothing can be told."""


class CannotEncodeError(Exception):
    """A case says something this script has no words for."""

    def __init__(self, **unknown: object) -> None:
        super().__init__("; ".join(f"the {what} {value!r} is not known" for what, value in unknown.items()))


# --- the clause ---------------------------------------------------------------------------------------------------


def rule_of(case: Case, cases: Cases | None = None) -> c.ForceRule:
    """Return the clause of a case as igc holds it; ``cases`` are those it may be linked to, by id."""
    clause, params = case["clause"], case["clause"].get("params") or {}
    for name in _unknown(params):
        if not any(word in name for word in (*IN_WORDS, *CONDITIONS)):
            raise CannotEncodeError(parameter=name)
    fixed = _day(params.get("fixed_date"))
    condition = _condition(clause["type"], params, cases or {})
    delay = params.get("delay") or params.get("fallback_delay")
    if condition is None:
        if fixed is None:
            raise CannotEncodeError(clause=clause["type"])
        condition, fixed = c.OnDate(on=fixed), None
    linked = params.get("linked_case")
    return c.ForceRule(
        condition=condition,
        offset=_offset(delay, params.get("rounding") or "none", next_day=bool(params.get("expiry_next_day"))),
        not_before=_day(params.get("not_before")),
        # a floor that is written out already is the linked treaty's own entry into force
        after=linked if linked and not params.get("not_before") else None,
        fixed_if_met_by=fixed,
        article=clause.get("article"),
    )


def _unknown(params: Case) -> list[str]:
    """Return the parameters that say something and are not read here."""
    return [name for name, value in params.items() if name not in UNDERSTOOD and value not in (None, [], {}, False)]


def _condition(kind: str, params: Case, cases: Cases) -> c.Condition | None:
    """Return what has to happen, or None if the parameters name nothing."""
    if kind in BILATERAL:
        return _bilateral(kind, params)
    fraction, exclude = params.get("fraction"), tuple(params.get("exclude_parties") or ())
    if fraction and (params.get("base_dates") or not params.get("threshold")):
        return c.PartiesOf(
            numerator=fraction["num"],
            denominator=fraction["den"],
            since=_base(params, cases),
            include=tuple(params.get("required_parties") or ()),
            exclude=exclude,
        )
    counted = params.get("actions_counted") or ()
    unknown = [each for each in counted if _manner(each) is None]
    if unknown:
        raise CannotEncodeError(action=unknown[0])
    since = params.get("un_member_since")
    rule = c.Deposits(
        count=params.get("threshold"),
        include=_listed(params.get("required_parties")),
        groups=_groups(params.get("group_conditions") or ()),
        shares=_shares(kind, params),
        exclude=exclude,
        only_since={party: date.fromisoformat(day) for party, day in since.items()} if since else None,
        manners=tuple(dict.fromkeys(manner for each in counted if (manner := _manner(each)))),
        definitive_signatures=not counted or any("definitive" in each for each in counted),
        signatories_only=bool(params.get("signatories_only")),
    )
    return rule if rule.count or rule.include or rule.groups or rule.shares else None


def _bilateral(kind: str, params: Case) -> c.Condition:
    condition, basis = BILATERAL[kind], params.get("basis")
    if isinstance(condition, c.LastNotification | c.ReplyNote) and basis:
        known = {each.value: each for each in c.Basis}
        name = str(basis).replace("_", "-")
        if name not in known:
            raise CannotEncodeError(basis=basis)
        return type(condition)(basis=known[name])
    return condition


def _base(params: Case, cases: Cases) -> tuple[date, ...]:
    """Return the days on which the base of a fraction grew; empty where nothing tells."""
    if params.get("base_dates"):
        return tuple(date.fromisoformat(day) for day in params["base_dates"])
    parent = cases.get(params.get("linked_case") or "")
    if parent is None:
        return ()
    joined = [row[3] if len(row) > 3 and row[3] else row[2] for row in parent["participants"]]
    return tuple(date.fromisoformat(day) for day in joined if day)


def _listed(parties: object) -> tuple[str, ...]:
    if not isinstance(parties, list | None):
        raise CannotEncodeError(parties=parties)
    return tuple(parties or ())


def _groups(conditions: Sequence[Case]) -> tuple[c.Group, ...]:
    return tuple(
        c.Group(
            label=str(group.get("label") or group["parties"])[:60],
            least=group["min"],
            # "all other signatories" is a group without a list: whoever no other group names
            parties=tuple(group["parties"]) if isinstance(group["parties"], list) else (),
        )
        for group in conditions
    )


def _shares(kind: str, params: Case) -> tuple[c.Share, ...]:
    weights = params.get("weights") or []
    tables = weights if isinstance(weights, list) else [weights]
    shares = [
        c.Share(label=str(each.get("unit") or "weights"), percent=float(each["min_percent"]), weights=each.get("table"))
        for each in tables
        if each.get("table") is not None or "taken as fulfilled" not in (each.get("note") or "")
    ]
    unread = [f"{name}: {params[name]}"[:60] for name in _unknown(params) if any(word in name for word in CONDITIONS)]
    if not (weights or unread or params.get("group_conditions")) and kind in WEIGHTED:
        unread = ["weights of the clause"]
    # a weighted clause without its weights: the engine has to say that it cannot tell
    return (*shares, *(c.Share(label=label, percent=100.0) for label in unread))


def _offset(delay: Case | None, rounding: str, *, next_day: bool) -> c.Offset:
    if rounding not in ROUNDINGS:
        raise CannotEncodeError(rounding=rounding)
    period = _period(delay["value"], delay["unit"]) if delay and delay.get("value") else None
    return c.Offset(period=period, rounding=ROUNDINGS[rounding], expiry_next_day=next_day)


def _period(number: int, unit: str) -> c.Period:
    name = unit.removesuffix("s")
    if name == "week":
        return c.Period(number=7 * number, unit=c.Unit.DAY)
    if name not in UNITS:
        raise CannotEncodeError(unit=unit)
    return c.Period(number=number, unit=UNITS[name])


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


# --- the acts -----------------------------------------------------------------------------------------------------


def acts_of(case: Case, *, with_supplement: bool) -> tuple[Act, ...]:
    """Return the acts of a case; rows without a day are acts whose day is not known."""
    rows = [*case["participants"], *((case.get("supplement") or []) if with_supplement else [])]
    return tuple(act for row in rows if (act := _act(_state(row[0]), row[1], row[2])) is not None)


def _act(party: str, action: str, day: str | None) -> Act | None:
    """Return what a row says was done, or None if it is nothing a clause asks for."""
    kind = _kind(action)
    if kind is None:
        return None
    manner = _manner(action) or Manner.CONSENT
    return Act(kind=kind, party=party, on=_row_day(day), manner=manner, fact=f"{action}-{party}")


def _row_day(text: str | None) -> date | None:
    """Return the day of a row; one known only to the month or the year is a day not known."""
    try:
        return _day(text)
    except ValueError:
        return None


KINDS = {
    "exchange of instruments": ActKind.EXCHANGE,
    "notification received": ActKind.NOTE_RECEIVED,
    "notification sent": ActKind.NOTE_SENT,
    "note": ActKind.NOTE_DATED,
    "decision": ActKind.DECISION,
}


def _kind(action: str) -> ActKind | None:
    said = action.lower()
    if any(word in said for word in NO_CONSENT):
        return None
    if "withdraw" in said or "denunciat" in said or "denounc" in said:
        return ActKind.WITHDRAWAL
    if said in KINDS:
        return KINDS[said]
    if "signature" in said:
        return ActKind.SIGNATURE
    if _manner(said) is None:
        raise CannotEncodeError(action=action)
    return ActKind.DEPOSIT


def _manner(action: str) -> Manner | None:
    said = action.lower()
    if said in MANNERS:
        return MANNERS[said]
    return next((manner for words, manner in MANNERS.items() if words in said), None)


def _state(name: str) -> str:
    """Return the State itself where a row names it under an earlier government: "X (...), before 1971" is X's seat."""
    return name.split(" (", maxsplit=1)[0] if ", before " in name else name


def _signatories(case: Case, acts: tuple[Act, ...]) -> frozenset[str]:
    """Return who signed: as listed, else whoever did what only a signatory does; nobody accedes after signing."""
    listed = [*((case.get("other") or {}).get("signatures") or []), *(case.get("signatories") or [])]
    signing = () if listed else (Manner.RATIFICATION, Manner.ACCEPTANCE, Manner.APPROVAL)
    acting = [act.party for act in acts if act.kind is ActKind.SIGNATURE or act.manner in signing]
    return frozenset(filter(None, [*map(_named, listed), *acting]))


def _named(entry: object) -> str | None:
    """Return the party of an entry in a list of signatures, which may be a table, a row or the name alone."""
    match entry:
        case {"party": str(name)} | [str(name), *_] | str(name):
            return name
        case _:
            return None


# --- the answer ---------------------------------------------------------------------------------------------------


def compute(case: Case, cases: Cases | None = None, *, with_supplement: bool = True) -> ForceResult:
    """Return what the engine makes of a case; ``cases`` are those it may be linked to, by id."""
    known = cases or {}
    acts = acts_of(case, with_supplement=with_supplement)
    parties = tuple(dict.fromkeys(act.party for act in acts if act.party))

    def in_force(ref: str) -> date | None:
        linked = known.get(ref)
        if linked is None:
            return None
        rest = {each: held for each, held in known.items() if each != case["id"]}  # a circle ends here
        return _day(linked.get("published")) or compute(linked, rest).on

    seen = Circumstances(parties=parties, acts=acts, signatories=_signatories(case, acts), in_force=in_force)
    return apply_rule(rule_of(case, known), seen)


def judge(case: Case, cases: Cases | None = None) -> str | None:
    """Return None if the engine says what the case's status asks for, else how it differs."""
    try:
        return _judge(case, cases or {})
    except CannotEncodeError as problem:
        return f"cannot encode: {problem}"
    except (ArithmeticError, AttributeError, KeyError, TypeError, ValueError, IndexError) as problem:
        return f"cannot encode: the case is not of the known shape ({type(problem).__name__}: {problem})"


def _judge(case: Case, cases: Cases) -> str | None:
    status = case["status"]
    found = compute(case, cases)
    if status == "needs_weights":
        named = any(need.code is NeedCode.WEIGHTS for need in found.needs)
        return None if found.on is None and named else f"answered {found.on} without the weights"
    if status == "verified_not_in_force_at_snapshot":
        return None if found.on is None else f"computed {found.on}, but it was not in force"
    expected = case["computed"] if status.startswith("mismatch") else case["published"]
    answers = {_text(found)}
    if status.startswith("mismatch"):
        answers.add(_text(compute(case, cases, with_supplement=False)))
    if expected in answers:
        return None
    needs = [
        f"{need.code.value} {need.have or 0:g} of {need.need:g}" if need.need else need.code.value
        for need in found.needs
    ]
    return f"expected {expected}, computed {_text(found)}; needs {', '.join(needs) or 'nothing'}{_doubt(case)}"


def _doubt(case: Case) -> str:
    """Say where the file itself leaves out what its clause asks for."""
    wanted = (case["clause"].get("params") or {}).get("signatories_only")
    listed = (case.get("other") or {}).get("signatures") or case.get("signatories")
    return " (only signatories count, and the file does not say who signed)" if wanted and not listed else ""


def _text(result: ForceResult) -> str | None:
    return result.on.isoformat() if result.on else None


def main() -> int:
    """Read the files named on the command line; return 1 if any case of the first does not agree."""
    if len(sys.argv) < 2:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    listed, *others = (json.loads(Path(name).read_text(encoding="utf-8"))["cases"] for name in sys.argv[1:])
    cases = {str(case.get("id")): case for each in (*others, listed) for case in each}
    agree: Counter[str] = Counter()
    total = Counter(str(case.get("status")) for case in listed)
    for case in listed:
        problem, status = judge(case, cases), str(case.get("status"))
        if problem is None:
            agree[status] += 1
        else:
            clause = case.get("clause")
            kind = clause.get("type") if isinstance(clause, dict) else clause
            sys.stdout.write(f"{case.get('id')}  {str(case.get('treaty'))[:60]}  [{status}, {kind}]: {problem}\n")
    for status, number in sorted(total.items()):
        sys.stdout.write(f"{status}: {agree[status]} of {number} agree\n")
    sys.stdout.write(f"all: {agree.total()} of {total.total()} agree\n")
    return 0 if agree == total else 1


if __name__ == "__main__":
    raise SystemExit(main())
