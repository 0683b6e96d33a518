"""The common patterns of final clauses as options, read into the form in which a file would say them."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from igc_tracker.cli.reading import read_all, read_code, read_day, read_party
from igc_tracker.domain.clauses import Basis, EffectOfNotice, Period, Rounding
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.errors import ClashingOptionsError, IncompleteOptionsError, OptionOfAnotherTopicError, Phrase
from igc_tracker.domain.instruments import ClauseTopic
from igc_tracker.wording.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

Json = dict[str, Any]

_IN_A_FILE = Phrase("Give one of them. What is more involved goes into a file: --file clause.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleOptions:
    """The options of a rule as typed; what was not typed is None, False or empty."""

    on_signature: bool = False
    on_date: str | None = None
    last_notification: str | None = None
    exchange: bool = False
    deposits: int | None = None
    including: tuple[str, ...] = ()
    after: str | None = None
    first_of_month_after: bool = False
    first_of_month: int | None = None
    not_before: str | None = None
    term: str | None = None
    indefinite: bool = False
    renewal: str | None = None
    renewals: int | None = None
    until: str | None = None
    notice: str | None = None
    effect: str | None = None

    def given(self) -> tuple[str, ...]:
        """Return the names of the options that were typed."""
        return tuple(each.name for each in fields(self) if getattr(self, each.name) not in (None, False, ()))


_CONDITIONS = ("on_signature", "on_date", "last_notification", "exchange", "deposits")
_OFFSET = ("after", "first_of_month_after", "first_of_month")

OF_TOPIC: Mapping[ClauseTopic, tuple[str, ...]] = {
    ClauseTopic.ENTRY_INTO_FORCE: (*_CONDITIONS, "including", *_OFFSET, "not_before"),
    ClauseTopic.LATER_PARTIES: _OFFSET,
    ClauseTopic.PROVISIONAL_APPLICATION: (*_CONDITIONS, "including", *_OFFSET, "until"),
    ClauseTopic.DURATION: ("term", "indefinite", "renewal", "renewals", "until", "notice"),
    ClauseTopic.WITHDRAWAL: ("notice", "effect", "not_before"),
    ClauseTopic.AMENDMENT: (),
    ClauseTopic.PARTIAL_ENTRY_INTO_FORCE: (),
}
"""Which options say something about which topic; all else is for a file."""

_CLASHES = (
    ("after", "first_of_month"),
    ("first_of_month_after", "first_of_month"),
    ("indefinite", "term"),
    ("indefinite", "until"),
    ("indefinite", "renewal"),
    ("term", "until"),
)


def read_rule_options(
    topic: ClauseTopic, typed: RuleOptions, *, today: date, organisations: Mapping[str, object]
) -> Json | None:
    """Return the rule the options make, in its written form, or None where none was typed."""
    given = typed.given()
    _check(topic, given)
    if not given:
        return None
    match topic:
        case ClauseTopic.ENTRY_INTO_FORCE:
            rule = _conditional(typed, today=today, organisations=organisations)
            return rule | _if(not_before=_day(typed.not_before, today=today))
        case ClauseTopic.PROVISIONAL_APPLICATION:
            rule = _conditional(typed, today=today, organisations=organisations)
            return rule | _if(until=_day(typed.until, today=today))
        case ClauseTopic.LATER_PARTIES:
            return {"offset": _offset(typed)}
        case ClauseTopic.DURATION:
            return _duration(typed, today=today)
        case _:
            return _withdrawal(typed)


def option(name: str) -> str:
    """Return an option as it is typed."""
    return f"--{name.replace('_', '-')}"


def _check(topic: ClauseTopic, given: tuple[str, ...]) -> None:
    for name in given:
        if name not in OF_TOPIC[topic]:
            known = ", ".join([*map(option, OF_TOPIC[topic]), "--article", "--text", "--file"])
            raise OptionOfAnotherTopicError(option=option(name), topic=topic.value, known=known)
    conditions = [name for name in _CONDITIONS if name in given]
    clashes = [tuple(conditions[:2])] if len(conditions) > 1 else []
    clashes += [pair for pair in _CLASHES if set(pair) <= set(given)]
    for one, other in clashes:
        raise ClashingOptionsError(one=option(one), other=option(other), remedy=_IN_A_FILE)
    if "including" in given and "deposits" not in given:
        raise IncompleteOptionsError(option="--including", other="--deposits")
    if "renewals" in given and "renewal" not in given:
        raise IncompleteOptionsError(option="--renewals", other="--renewal")
    if "renewal" in given and not {"term", "until"} & set(given):
        raise IncompleteOptionsError(option="--renewal", other="--term")
    if given and "condition" in _needs(topic) and not conditions:
        others = ", ".join(map(option, _CONDITIONS))
        raise IncompleteOptionsError(option=option(given[0]), other=others)


def _needs(topic: ClauseTopic) -> tuple[str, ...]:
    conditional = (ClauseTopic.ENTRY_INTO_FORCE, ClauseTopic.PROVISIONAL_APPLICATION)
    return ("condition",) if topic in conditional else ()


def _conditional(typed: RuleOptions, *, today: date, organisations: Mapping[str, object]) -> Json:
    rule: Json = {"condition": _condition(typed, today=today, organisations=organisations)}
    offset = _offset(typed)
    return rule | ({"offset": offset} if offset else {})


def _condition(typed: RuleOptions, *, today: date, organisations: Mapping[str, object]) -> Json:
    if typed.on_signature:
        return {"type": "signed-by-all"}
    if typed.on_date is not None:
        return {"type": "on-date", "on": _day(typed.on_date, today=today)}
    if typed.last_notification is not None:
        basis = read_code(Basis, typed.last_notification, N_("date of a note"))
        return {"type": "last-notification", "basis": basis.value}
    if typed.exchange:
        return {"type": "instruments-exchanged"}
    including = [read_party(each, organisations) for each in read_all(typed.including)]
    return {"type": "deposits", "count": typed.deposits} | ({"include": including} if including else {})


def _offset(typed: RuleOptions) -> Json:
    if typed.first_of_month is not None:
        months = Period.parse(f"{typed.first_of_month} months")
        return {"period": months.text, "rounding": Rounding.FIRST_OF_NTH_MONTH.value}
    rounding = Rounding.FIRST_OF_MONTH_AFTER.value if typed.first_of_month_after else None
    return _if(period=_period(typed.after), rounding=rounding)


def _duration(typed: RuleOptions, *, today: date) -> Json:
    return _if(
        term=_period(typed.term),
        until=_day(typed.until, today=today),
        renewal=_period(typed.renewal),
        renewals=typed.renewals,
        notice=_period(typed.notice),
    )


def _withdrawal(typed: RuleOptions) -> Json:
    effect = read_code(EffectOfNotice, typed.effect, N_("effect of a notice")) if typed.effect else None
    return _if(
        notice=_period(typed.notice),
        effect=effect and effect.value,
        not_before=_period(typed.not_before),
    )


def _period(text: str | None) -> str | None:
    return None if text is None else Period.parse(text).text


def _day(text: str | None, *, today: date) -> str | None:
    return None if text is None else read_day(text, today=today).isoformat()


def _if(**values: object) -> Json:
    return {key: value for key, value in values.items() if value is not None}
