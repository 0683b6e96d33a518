"""`igc report weekly`: what asks for action, what changed in a period, what stands where, what is next.

The change is derived, never read from an earlier report: the standing at both ends of the period, as known now or on
``known_on``, and beside it what was recorded in the period about earlier days.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from igc_tracker.actions.describe import InstrumentStatus, describe, title_in_all
from igc_tracker.actions.describe_commissions import describe_commission
from igc_tracker.actions.find_commissions import find_commission
from igc_tracker.actions.report_commissions import (
    CommissionNews,
    attention_of,
    deadlines_of,
    report_commissions,
)
from igc_tracker.actions.report_projects import ProjectNews, project_news, projects_told
from igc_tracker.actions.report_views import Seen, see, standings_on
from igc_tracker.derive.attention import Attention, derive_attention, order_of_pressure
from igc_tracker.derive.deadlines import Deadline
from igc_tracker.derive.doubts import Doubts, derive_doubts
from igc_tracker.derive.home_progress import (
    HeldUp,
    OpenProcedure,
    PartyProgress,
    count_progress,
    held_up,
    longest_first,
    longest_held_first,
    open_procedures,
)
from igc_tracker.derive.obligations import ObligationStanding, derive_obligations
from igc_tracker.derive.period import Period
from igc_tracker.derive.period_changes import Discovery, StepMove, derive_discoveries, unlocked_since
from igc_tracker.derive.period_effects import Effect, derive_effects
from igc_tracker.derive.register_figures import FOUR_WEEKS, YEAR, Figures, count_standings, party_paces
from igc_tracker.derive.standing import StandingCode, is_on_its_way
from igc_tracker.derive.unlocks import UnlockStanding
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.errors import BadPeriodError
from igc_tracker.domain.facts import Fact
from igc_tracker.domain.findings import Finding
from igc_tracker.domain.instruments import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from igc_tracker.actions.ports import DomesticLaw, RegisterStore
    from igc_tracker.domain.commissions import Commission
    from igc_tracker.domain.instruments import Instrument
    from igc_tracker.domain.register import Register

AHEAD = 90
"""How many days ahead deadlines are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """One instrument that something happened to: its standing at both ends, and the facts of the period.

    ``before`` None: it did not exist yet. ``unlocked`` is what these facts set free, ``moves`` how procedures at home
    moved. ``step_names`` are the names of the steps that facts are about, by key.
    """

    ref: str
    title: Mapping[str, str | None]
    short_title: Mapping[str, str]
    before: StandingCode | None
    after: StandingCode
    facts: tuple[Fact, ...]
    unlocked: tuple[UnlockStanding, ...]
    moves: tuple[StepMove, ...] = ()
    step_names: Mapping[str, Text]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyReport:
    """The report, over what ``query``, ``party`` and ``body`` leave; each list the most pressing or latest first.

    ``week`` is the ISO week if the period is one. ``withheld`` counts the restricted instruments that are left out and
    not named; ``refs`` are those it is about. ``attention`` holds what asks for action, ``effects`` what began or
    ceased to bind, ``procedures`` what is open at home, ``progress`` that by party, ``waiting`` who is waited for by
    others, ``deadlines`` the days to come up to 90 days ahead. ``pending`` are the treaties on their way, the latest
    sign of life first. ``obligations`` are what the instruments say is owed, ``projects`` those of which there is
    something to tell, ``commissions`` are told as far as they are about these instruments; ``commission`` is the one
    the report is cut to. ``titles`` names every instrument, project and commission that is mentioned.
    """

    register: Text
    register_id: str
    query: str | None
    party: str | None
    body: str | None
    period: Period
    week: str | None
    total: int
    withheld: int
    refs: tuple[str, ...]
    attention: tuple[Attention, ...]
    changed: tuple[Changed, ...]
    discoveries: tuple[Discovery, ...]
    effects: tuple[Effect, ...]
    progress: tuple[PartyProgress, ...]
    procedures: tuple[OpenProcedure, ...]
    waiting: tuple[HeldUp, ...]
    deadlines: tuple[Deadline, ...]
    by_standing: Mapping[StandingCode, int]
    figures: Figures
    doubts: tuple[Doubts, ...]
    obligations: tuple[ObligationStanding, ...]
    projects: tuple[ProjectNews, ...]
    pending: tuple[InstrumentStatus, ...]
    titles: Mapping[str, Text]
    findings: tuple[Finding, ...]
    commission: str | None = None
    commissions: tuple[CommissionNews, ...] = ()

    @property
    def needs_action(self) -> bool:
        """Tell whether anything asks for action."""
        return bool(self.attention)


def report_weekly(
    store: RegisterStore,
    period: Period,
    law: DomesticLaw | None = None,
    *,
    query: str | None = None,
    party: str | None = None,
    body: str | None = None,
    commission: str | None = None,
    known_on: date | None = None,
    include_restricted: bool = False,
) -> WeeklyReport:
    """Return the report for ``period`` over the families that ``query`` hits, or over everything.

    ``party`` keeps the instruments that party is a party to, and of what is open only what is its own or what it waits
    for; ``body`` those for which that body is responsible, or at which a procedure is; ``commission``, by any name,
    those it looks after, was set up by, or has decided on. With ``law`` procedures at home are told too. A report is
    made to be passed on: restricted instruments are only counted, unless it is said to include them.
    """
    if period.last < period.first:
        raise BadPeriodError(first=period.first, last=period.last)
    register, findings = store.read(known_on=known_on)
    unnamed = () if include_restricted else {each.ref for each in register.instruments if each.restricted}
    chosen = find_commission(register, commission) if commission is not None else None
    subjects = see(
        register,
        period,
        law,
        query=query,
        party=party,
        body=body,
        include_restricted=include_restricted,
        among=_looked_after(register, chosen, period) if chosen is not None else None,
    )
    seen = subjects.seen
    news = report_commissions(
        register,
        period,
        refs={each.ref for each in seen} if query is not None else None,
        party=party,
        body=body,
        commission=chosen.ref if chosen is not None else None,
        hidden=unnamed,
    )
    owed = deadlines_of(news, period)
    others = register.by_ref
    codes = [each.now.code for each in seen]
    changed = {each.ref: found for each in seen if (found := _changed(each)) is not None}
    moved = [move.party for each in changed.values() for move in each.moves]
    refs = tuple(each.ref for each in seen)
    everything = query is None and party is None and body is None and commission is None
    projects = projects_told(register, refs, everything=everything, include_restricted=include_restricted)
    told_of_projects, of_projects, planned = project_news(projects, period, others)
    own = (item for each in seen for item in _attention(each, party))
    attention = order_of_pressure((*own, *of_projects, *attention_of(news, owed, period)))
    home = [item for each in seen for item in _open(each, changed, party)]
    procedures = longest_first(item for item in home if item.is_open)
    waiting = longest_held_first(item for each in seen for item in _held(each, party))
    until = period.last + timedelta(days=AHEAD)
    own_days = (*(due for each in seen for due in each.deadlines), *owed)
    deadlines = [due for due in (*(due for due in own_days if not due.missed), *planned) if due.on <= until]
    deadlines.sort(key=lambda due: (due.on, due.last or due.on, due.ref, due.code, due.party or ""))
    effects = tuple(item for each in seen for item in _effects(each, changed, period, others))
    discoveries = derive_discoveries(subjects.instruments, period)
    doubts = [derive_doubts(each.instrument, each.now, each.facts) for each in seen]
    pending = [each for each in seen if is_on_its_way(each.instrument, each.now)]
    pending.sort(key=_last_day, reverse=True)
    found_doubts = tuple(each for each in doubts if each is not None)
    named = {item.ref for part in (attention, procedures, waiting, deadlines, effects, discoveries) for item in part}
    named |= {each.ref for each in found_doubts} | set(changed)
    by_project = {each.ref: each.titles for each in projects}
    bodies = {each.ref: each.short_titles or each.titles for each in register.commissions}
    return WeeklyReport(
        register=register.info.name,
        register_id=register.info.id,
        query=query,
        party=party,
        body=body,
        period=period,
        week=period.week,
        total=len(seen),
        withheld=subjects.withheld,
        refs=refs,
        attention=attention,
        changed=tuple(changed.values()),
        discoveries=discoveries,
        effects=effects,
        progress=count_progress(home, (one for one in moved if party in (None, one))),
        procedures=procedures,
        waiting=waiting,
        deadlines=tuple(deadlines),
        by_standing={code: number for code in StandingCode if (number := codes.count(code))},
        figures=_figures(seen, period, others),
        doubts=found_doubts,
        pending=tuple(_described(each, others) for each in pending),
        obligations=tuple(owing for each in seen for owing in _owed(each, party)),
        projects=told_of_projects,
        titles={
            ref: _titles(others[ref]) if ref in others else by_project[ref] if ref in by_project else bodies[ref]
            for ref in sorted(named)
        },
        findings=(
            *(finding for finding in findings if finding.ref not in unnamed),
            *(finding for each in seen for finding in each.findings),
            *(law.procedures.findings if law is not None and any(each.runs for each in seen) else ()),
        ),
        commission=chosen.ref if chosen is not None else None,
        commissions=news,
    )


def _looked_after(register: Register, commission: Commission, period: Period) -> tuple[str, ...]:
    return describe_commission(register, commission, as_of=period.last).status.instruments


def _changed(seen: Seen) -> Changed | None:
    instrument, before, now = seen.instrument, seen.before, seen.now
    if not seen.news and not seen.moves and before is not None and before.code is now.code:
        return None
    marked = {fact.procedure.step for fact in seen.news if fact.procedure is not None}
    return Changed(
        ref=instrument.ref,
        title=title_in_all(instrument.titles),
        short_title=instrument.short_titles,
        before=before.code if before else None,
        after=now.code,
        facts=seen.news,
        unlocked=unlocked_since(instrument, before, now),
        moves=seen.moves,
        step_names={
            each.step.key: each.step.names for run in seen.runs for each in run.steps if each.step.key in marked
        },
    )


def _attention(seen: Seen, party: str | None) -> Iterator[Attention]:
    for item in derive_attention(seen.now, seen.step, seen.deadlines, dict(seen.instrument.lead_bodies)):
        if party is None or not item.parties or party in item.parties:
            yield item


def _open(seen: Seen, changed: Mapping[str, Changed], party: str | None) -> Iterator[OpenProcedure]:
    ref = seen.instrument.ref
    moved = [move.party for move in changed[ref].moves] if ref in changed else []
    for item in open_procedures(ref, seen.step, seen.runs, moved=moved, as_of=seen.now.as_of):
        if party in (None, item.party):
            yield item


def _held(seen: Seen, party: str | None) -> Iterator[HeldUp]:
    return held_up(seen.instrument.ref, seen.now.chains, seen.step, for_party=party, as_of=seen.now.as_of)


def _owed(seen: Seen, party: str | None) -> Iterator[ObligationStanding]:
    for each in derive_obligations(seen.instrument, seen.now):
        if party is None or party in each.parties:
            yield each


def _titles(instrument: Instrument) -> Text:
    return instrument.short_titles or instrument.titles


def _effects(
    seen: Seen, changed: Mapping[str, Changed], period: Period, others: Mapping[str, Instrument]
) -> Iterator[Effect]:
    found = changed.get(seen.instrument.ref)
    unlocked = found.unlocked if found is not None else ()
    return derive_effects(seen.instrument, seen.before, seen.now, period, unlocked=unlocked, others=others)


def _figures(seen: Sequence[Seen], period: Period, others: Mapping[str, Instrument]) -> Figures:
    four_weeks, year = (period.last - timedelta(days=days) for days in (FOUR_WEEKS, YEAR))
    facts = [fact for each in seen for fact in each.facts]
    return Figures(
        now=count_standings((each.instrument, each.now) for each in seen),
        four_weeks_before=count_standings(standings_on(four_weeks, seen, others)),
        year_before=count_standings(standings_on(year, seen, others)),
        paces=party_paces((each.instrument, each.now, each.facts) for each in seen),
        facts=len(facts),
        confirmed=sum(fact.is_confirmed for fact in facts),
    )


def _described(seen: Seen, others: Mapping[str, Instrument]) -> InstrumentStatus:
    return describe(seen.instrument, seen.now, relation=None, tie=None, others=others)


def _last_day(seen: Seen) -> tuple[object, ...]:
    """Return a sort key: the last dated fact that counts at the end of the period."""
    return max((fact.on.order for fact in seen.facts if fact.on is not None), default=(date.min,))
