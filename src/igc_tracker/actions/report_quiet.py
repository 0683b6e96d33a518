"""What a report tells of an instrument to which nothing happened, so that it can be kept with a large register.

Only what is quiet is kept: nothing about it changed in the period, falls due, or is in doubt. Of it the report needs
counts, who is waited for and what lies ready. All else is derived anew for each report.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from igc_tracker.actions.report_views import Seen, see_one
from igc_tracker.derive.attention import Attention, AttentionCode, derive_attention
from igc_tracker.derive.chain import LinkStatus
from igc_tracker.derive.current_runs import is_assumed
from igc_tracker.derive.doubts import derive_doubts
from igc_tracker.derive.durations import Duration
from igc_tracker.derive.home_progress import HeldUp, OpenProcedure, held_up, open_procedures
from igc_tracker.derive.paces import Stretch, pace_of
from igc_tracker.derive.period_changes import StepAt, derive_discoveries
from igc_tracker.derive.period_effects import derive_effects
from igc_tracker.derive.register_figures import FOUR_WEEKS, YEAR, count_standings
from igc_tracker.derive.standing import Standing, StandingCode, derive_standing, is_on_its_way
from igc_tracker.derive.stillness import days_of_turns, stands_by_facts_alone
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.facts import FactKind
from igc_tracker.domain.instruments import ChainLink, Text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from igc_tracker.actions.ports import DomesticLaw
    from igc_tracker.derive.period import Period
    from igc_tracker.domain.instruments import Instrument
    from igc_tracker.domain.register import Register

Counted = tuple[int, int, int]
"""Whether it is pending, signed of these, and in force: 0 or 1 each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiet:
    """What the report for the days from ``first`` to ``last`` tells of one quiet instrument.

    ``turned`` is the last day up to ``last`` on which its standing may have turned, ``learned`` the last on which
    something of it was recorded or struck, or the law on it changed, ``until`` the next of either. A report that looks
    from days after these and before ``until`` tells the same; with ``turned`` None only one for the same days.
    ``counts`` are for the last day, four weeks and 52 weeks before. ``titles`` name it, ``bodies`` are those it
    concerns. ``paces`` are the cases by party, and whether they grow with the days.
    """

    ref: str
    first: date
    last: date
    turned: date | None
    learned: date
    until: date
    standing: StandingCode
    on_its_way: bool
    counts: tuple[Counted, Counted, Counted]
    facts: int
    confirmed: int
    parties: tuple[str, ...]
    titles: Text
    bodies: tuple[str, ...]
    paces: tuple[tuple[str, Duration, bool], ...]
    ready: tuple[Attention, ...]
    open: tuple[OpenProcedure, ...]
    held: tuple[HeldUp, ...]

    def for_period(self, period: Period) -> Quiet | None:
        """Return what the report for ``period`` tells of it; None where that cannot be told from this one."""
        if (self.first, self.last) == (period.first, period.last):
            return self
        if self.turned is None or not self.turned < _seen_from(period) or not self.learned < period.first:
            return None
        if not self.last <= period.last < self.until:
            return None
        return self._later((period.last - self.last).days)

    def _later(self, days: int) -> Quiet:
        if not days:
            return self
        return replace(
            self,
            paces=tuple((party, _longer(case, days) if grows else case, grows) for party, case, grows in self.paces),
            ready=tuple(_older(each, days) for each in self.ready),
            open=tuple(_older(each, days) for each in self.open),
            held=tuple(_older(each, days) for each in self.held),
        )


def _longer(case: Duration, days: int) -> Duration:
    return replace(case, days=case.days + days)


_Item = TypeVar("_Item", Attention, OpenProcedure, HeldUp)


def _older(item: _Item, days: int) -> _Item:
    return item if item.days is None else replace(item, days=item.days + days)


class QuietTopic:
    """The quiet instruments of a register at the end of a period, to be kept; of others only the ref.

    A facet says which. ``law_state`` tells the law they were derived with from any other. What was derived of those
    that are not quiet stays in ``seen``.
    """

    QUIET, OTHER = "quiet", "other"

    def __init__(self, period: Period, law: DomesticLaw | None, law_state: str) -> None:
        self.name = f"report-1 {law_state}"
        self.seen: dict[str, Seen | None] = {}
        self._period = period
        self._law = law
        self._last: Quiet | None = None

    def make(
        self, instrument: Instrument, others: Mapping[str, Instrument], as_of: date, facets: Collection[str] | None
    ) -> Iterator[tuple[str, Quiet | str]]:
        """Yield what the report tells of it where it is quiet, else its ref."""
        del as_of, facets
        seen = see_one(instrument, self._period, self._law, others)
        self._last = quiet = _quiet(seen, self._period, others) if seen is not None else None
        if quiet is None:
            self.seen[instrument.ref] = seen
            yield self.OTHER, instrument.ref
        else:
            yield self.QUIET, quiet

    def until(self, instrument: Instrument, others: Mapping[str, Instrument], as_of: date) -> date:
        """Return the day its facts next turn, after ``make`` for it; the next day where they do not say all."""
        del instrument, others
        return self._last.until if self._last is not None else as_of + timedelta(days=1)

    def encode(self, value: Quiet | str) -> str:
        """Return the text to keep."""
        return json.dumps(value if isinstance(value, str) else _written(value), separators=(",", ":"))

    def decode(self, text: str) -> Quiet | str:
        """Return what was kept."""
        value = json.loads(text)
        return value if isinstance(value, str) else _read(value)


def _quiet(seen: Seen, period: Period, others: Mapping[str, Instrument]) -> Quiet | None:
    instrument, now, before = seen.instrument, seen.now, seen.before
    if before is None or before.code is not now.code or seen.news or seen.moves or seen.deadlines or seen.findings:
        return None
    if instrument.restricted or instrument.obligations or instrument.conflicts:
        return None
    if derive_doubts(instrument, now, seen.facts) is not None or derive_discoveries((instrument,), period):
        return None
    if any(derive_effects(instrument, before, now, period, unlocked=(), others=others)):
        return None
    turned, learned, until = _turns(seen, period, others) or (None, date.min, period.last + timedelta(days=1))
    days = [period.last - timedelta(days=back) for back in (FOUR_WEEKS, YEAR)]
    then = [derive_standing(instrument, as_of=day, others=others) for day in days]
    counts = [_counted(instrument, each) for each in (now, *then)]
    ready = tuple(derive_attention(now, seen.step, (), dict(instrument.lead_bodies)))
    return Quiet(
        ref=instrument.ref,
        first=period.first,
        last=period.last,
        turned=turned,
        learned=learned,
        until=until,
        standing=now.code,
        on_its_way=is_on_its_way(instrument, now),
        counts=(counts[0], counts[1], counts[2]),
        facts=len(seen.facts),
        confirmed=sum(fact.is_confirmed for fact in seen.facts),
        parties=instrument.parties,
        titles=instrument.short_titles or instrument.titles,
        bodies=tuple(seen.bodies()),
        paces=tuple(_paces(seen)),
        ready=ready,
        open=tuple(open_procedures(instrument.ref, seen.step, seen.runs, moved=(), as_of=now.as_of)),
        held=tuple(held_up(instrument.ref, now.chains, seen.step, for_party=None, as_of=now.as_of)),
    )


_OWN_FATE = (FactKind.ENTERED_INTO_FORCE, FactKind.TERMINATED)


def _turns(seen: Seen, period: Period, others: Mapping[str, Instrument]) -> tuple[date, date, date] | None:
    """Return its last turn, when something of it last became known or law, and when the next of either is.

    None where this says nothing of other periods: where any day may turn something, or one did too lately. Clauses give
    days of their own, and so do a party's own entry into force or end, and a procedure that is followed.
    """
    instrument, last = seen.instrument, seen.now.as_of
    if not stands_by_facts_alone(instrument, others) or not seen.facts:
        return None
    if any(fact.procedure is not None or (fact.party and fact.kind in _OWN_FATE) for fact in instrument.facts):
        return None
    # of a way that nobody has said it takes, and of which nothing is on record, nothing is told
    if any(run.is_recorded or not is_assumed(run) for run in seen.runs):
        return None
    turns, known = [*days_of_turns(instrument)], [*_learned(instrument)]
    turned, learned = (max((day for day in days if day <= last), default=date.min) for days in (turns, known))
    if turned >= _seen_from(period) or learned >= period.first:
        return None
    return turned, learned, min((day for day in (*turns, *known) if day > last), default=date.max)


def _seen_from(period: Period) -> date:
    """Return the first day the report looks from."""
    return min(period.eve, period.last - timedelta(days=YEAR))


def _counted(instrument: Instrument, standing: Standing | None) -> Counted:
    found = count_standings([(instrument, standing)])
    return found.pending, found.signed, found.in_force


def _learned(instrument: Instrument) -> Iterator[date]:
    """Yield the days on which its facts were recorded or struck."""
    for fact in instrument.facts:
        yield fact.recorded_at.date()
        if fact.struck is not None:
            yield fact.struck.at.date()


def _paces(seen: Seen) -> Iterator[tuple[str, Duration, bool]]:
    as_of = seen.now.as_of
    for chain in seen.now.chains:
        case = pace_of(seen.ref, chain, seen.facts, Stretch.SIGNATURE_TO_CONSENT, as_of=as_of)
        if case is not None:
            grows = not case.duration.finished and case.since + timedelta(days=case.duration.days) == as_of
            yield chain.party, case.duration, grows


def candidates(
    register: Register, period: Period, law: DomesticLaw | None, law_state: str
) -> tuple[Iterator[Instrument | Quiet], Mapping[str, Seen | None]]:
    """Return what is kept of the quiet instruments and the others themselves, in register order; and those seen."""
    topic = QuietTopic(period, law, law_state)
    values, _ = register.derived(topic, as_of=period.last)
    held = register.by_ref

    def each() -> Iterator[Instrument | Quiet]:
        for value in values:
            if isinstance(value, str):
                yield held[value]
            else:
                yield value.for_period(period) or held[value.ref]

    return each(), topic.seen


# --- as text ------------------------------------------------------------------------------------------------------


def _written(quiet: Quiet) -> list[object]:
    return [
        quiet.ref,
        quiet.first.isoformat(),
        quiet.last.isoformat(),
        quiet.turned and quiet.turned.isoformat(),
        quiet.until.isoformat(),
        quiet.learned.isoformat(),
        quiet.standing,
        quiet.on_its_way,
        quiet.counts,
        quiet.facts,
        quiet.confirmed,
        quiet.parties,
        dict(quiet.titles),
        quiet.bodies,
        [(party, case.days, case.finished, grows) for party, case, grows in quiet.paces],
        [(each.days, each.parties, each.body, each.link, _text(each.since)) for each in quiet.ready],
        [_open_written(each) for each in quiet.open],
        [(each.party, each.link, each.state, each.done_by, _text(each.since), each.days) for each in quiet.held],
    ]


def _open_written(each: OpenProcedure) -> tuple[object, ...]:
    at = each.step
    step = at and (at.key, dict(at.names), dict(at.body), at.position, at.total)
    return (each.party, each.link, each.state, step, _text(each.since), each.days, each.exact, each.over_target)


def _read(kept: list[Any]) -> Quiet:
    ref, first, last, turned, until, learned, standing, on_its_way, counts, facts, confirmed, *more = kept
    parties, titles, bodies, paces, ready, open_, held = more
    return Quiet(
        ref=ref,
        first=_day(first),
        last=_day(last),
        turned=turned and _day(turned),
        until=_day(until),
        learned=_day(learned),
        standing=_STANDINGS[standing],
        on_its_way=on_its_way,
        counts=counts,
        facts=facts,
        confirmed=confirmed,
        parties=tuple(parties),
        titles=titles,
        bodies=bodies,
        paces=tuple((party, Duration(days=days, finished=finished), grows) for party, days, finished, grows in paces),
        ready=tuple(
            Attention(
                code=AttentionCode.READY,
                ref=ref,
                days=days,
                parties=tuple(whose),
                body=body,
                link=_LINKS[link],
                since=_partial(since),
            )
            for days, whose, body, link, since in ready
        ),
        open=tuple(
            OpenProcedure(
                ref=ref,
                party=party,
                link=_LINKS[link],
                state=_STATES[state],
                step=step and StepAt(key=step[0], names=step[1], body=step[2], position=step[3], total=step[4]),
                since=_partial(since),
                days=days,
                exact=exact,
                over_target=over,
            )
            for party, link, state, step, since, days, exact, over in open_
        ),
        held=tuple(
            HeldUp(
                ref=ref,
                party=party,
                link=_LINKS[link],
                state=_STATES[state],
                done_by=tuple(done_by),
                since=_partial(since),
                days=days,
            )
            for party, link, state, done_by, since, days in held
        ),
    )


_day = date.fromisoformat
_STANDINGS = {each.value: each for each in StandingCode}
_LINKS = {each.value: each for each in ChainLink}
_STATES = {each.value: each for each in LinkStatus}


def _text(on: PartialDate | None) -> str | None:
    return on.text if on is not None else None


def _partial(text: str | None) -> PartialDate | None:
    return PartialDate.parse(text) if text else None
