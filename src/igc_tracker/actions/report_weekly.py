"""`igc report weekly`: what asks for action, what changed in a period, what stands where, what is next.

The change is derived, never read from an earlier report: the standing at both ends of the period, as known now or on
``known_on``, and beside it what was recorded in the period about earlier days.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from igc_tracker.actions.describe import title_in_all
from igc_tracker.actions.describe_commissions import describe_commission
from igc_tracker.actions.find_commissions import find_commission
from igc_tracker.actions.report_commissions import (
    CommissionNews,
    attention_of,
    deadlines_of,
    report_commissions,
)
from igc_tracker.actions.report_pending import Pending
from igc_tracker.actions.report_projects import ProjectNews, project_news, projects_told
from igc_tracker.actions.report_views import Seen, see, standings_on
from igc_tracker.derive.attention import Attention, derive_attention, order_of_pressure
from igc_tracker.derive.deadlines import Deadline
from igc_tracker.derive.doubts import Doubts, derive_doubts
from igc_tracker.derive.home_progress import (
    HeldUp,
    OpenProcedure,
    PartyProgress,
    concerns,
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
from igc_tracker.derive.register_figures import FOUR_WEEKS, YEAR, Counts, Figures, count_standings, party_paces
from igc_tracker.derive.standing import StandingCode, is_on_its_way
from igc_tracker.derive.unlocks import UnlockStanding
from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.errors import BadPeriodError
from igc_tracker.domain.facts import Fact
from igc_tracker.domain.findings import Finding
from igc_tracker.domain.instruments import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from igc_tracker.actions.ports import DomesticLaw, RegisterStore
    from igc_tracker.actions.report_quiet import Quiet
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
    pending: Pending
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
    law_state: Callable[[], str | None] = lambda: None,
) -> WeeklyReport:
    """Return the report for ``period`` over the families that ``query`` hits, or over everything.

    ``party`` keeps the instruments that party is a party to, and of what is open only what is its own or what it waits
    for; ``body`` those for which that body is responsible, or at which a procedure is; ``commission``, by any name,
    those it looks after, was set up by, or has decided on. With ``law`` procedures at home are told too. A report is
    made to be passed on: restricted instruments are only counted, unless it is said to include them.

    ``law_state`` tells ``law`` from any other, None where nothing may be kept; it is asked for a large register.
    """
    if period.last < period.first:
        raise BadPeriodError(first=period.first, last=period.last)
    register, findings = store.look(known_on=known_on)
    others = register.by_ref
    unnamed = {} if include_restricted else _restricted(register, period, others)
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
        law_state=law_state() if register.keeps_derived else None,
    )
    seen, quiet = subjects.seen, subjects.quiet
    news = report_commissions(
        register,
        period,
        refs={each.ref for each in subjects.told} if query is not None else None,
        party=party,
        body=body,
        commission=chosen.ref if chosen is not None else None,
        hidden=unnamed,
    )
    owed = deadlines_of(news, period)
    codes = Counter([each.now.code for each in seen] + [each.standing for each in quiet])
    changed = {each.ref: found for each in seen if (found := _changed(each)) is not None}
    moved = [move.party for each in changed.values() for move in each.moves]
    refs = tuple(each.ref for each in subjects.told)
    everything = query is None and party is None and body is None and commission is None
    projects = projects_told(register.projects, refs, unnamed, everything=everything)
    told_of_projects, of_projects, planned = project_news(projects, period, others)
    own = (item for each in subjects.told for item in _attention(each, party))
    attention = order_of_pressure((*own, *of_projects, *attention_of(news, owed, period)))
    home = [item for each in subjects.told for item in _open(each, changed, party)]
    procedures = longest_first(item for item in home if item.is_open)
    waiting = longest_held_first(item for each in subjects.told for item in _held(each, party))
    until = period.last + timedelta(days=AHEAD)
    own_days = (*(due for each in seen for due in each.deadlines), *owed)
    deadlines = [due for due in (*(due for due in own_days if not due.missed), *planned) if due.on <= until]
    deadlines.sort(key=lambda due: (due.on, due.last or due.on, due.ref, due.code, due.party or ""))
    effects = tuple(item for each in seen for item in _effects(each, changed, period, others))
    discoveries = derive_discoveries(subjects.instruments, period)
    doubts = [derive_doubts(each.instrument, each.now, each.facts) for each in seen]
    found_doubts = tuple(each for each in doubts if each is not None)
    named = {item.ref for part in (attention, procedures, waiting, deadlines, effects, discoveries) for item in part}
    named |= {each.ref for each in found_doubts} | set(changed)
    kept_titles = {each.ref: each.titles for each in quiet}
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
        total=len(subjects.told),
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
        by_standing={code: codes[code] for code in StandingCode if codes[code]},
        figures=_figures(seen, quiet, period, others),
        doubts=found_doubts,
        pending=Pending([each for each in subjects.told if _is_pending(each)], others, as_of=period.last),
        obligations=tuple(owing for each in seen for owing in _owed(each, party)),
        projects=told_of_projects,
        titles={
            ref: kept_titles.get(ref) or _titles(others.get(ref)) or by_project.get(ref) or bodies.get(ref) or {}
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


def _restricted(register: Register, period: Period, others: Mapping[str, Instrument]) -> dict[str, Instrument]:
    if not register.keeps_derived:
        return {each.ref: each for each in register.instruments if each.restricted}
    from igc_tracker.actions.report_restricted import RestrictedTopic

    return {ref: others[ref] for ref in register.derived(RestrictedTopic(), as_of=period.last)[0]}


def _attention(told: Seen | Quiet, party: str | None) -> Iterator[Attention]:
    found: Iterable[Attention]
    if isinstance(told, Seen):
        found = derive_attention(told.now, told.step, told.deadlines, dict(told.instrument.lead_bodies))
    else:
        found = told.ready
    for item in found:
        if party is None or not item.parties or party in item.parties:
            yield item


def _open(told: Seen | Quiet, changed: Mapping[str, Changed], party: str | None) -> Iterator[OpenProcedure]:
    found: Iterable[OpenProcedure]
    if isinstance(told, Seen):
        moved = [move.party for move in changed[told.ref].moves] if told.ref in changed else []
        found = open_procedures(told.ref, told.step, told.runs, moved=moved, as_of=told.now.as_of)
    else:
        found = told.open
    for item in found:
        if party in (None, item.party):
            yield item


def _held(told: Seen | Quiet, party: str | None) -> Iterable[HeldUp]:
    if isinstance(told, Seen):
        return held_up(told.ref, told.now.chains, told.step, for_party=party, as_of=told.now.as_of)
    return (item for item in told.held if concerns(item, party))


def _is_pending(told: Seen | Quiet) -> bool:
    return is_on_its_way(told.instrument, told.now) if isinstance(told, Seen) else told.on_its_way


def _owed(seen: Seen, party: str | None) -> Iterator[ObligationStanding]:
    for each in derive_obligations(seen.instrument, seen.now):
        if party is None or party in each.parties:
            yield each


def _titles(instrument: Instrument | None) -> Text:
    return (instrument.short_titles or instrument.titles) if instrument is not None else {}


def _effects(
    seen: Seen, changed: Mapping[str, Changed], period: Period, others: Mapping[str, Instrument]
) -> Iterator[Effect]:
    found = changed.get(seen.instrument.ref)
    unlocked = found.unlocked if found is not None else ()
    return derive_effects(seen.instrument, seen.before, seen.now, period, unlocked=unlocked, others=others)


def _figures(seen: Sequence[Seen], quiet: Sequence[Quiet], period: Period, others: Mapping[str, Instrument]) -> Figures:
    four_weeks, year = (period.last - timedelta(days=days) for days in (FOUR_WEEKS, YEAR))
    facts = [fact for each in seen for fact in each.facts]
    kept = [_sum(each.counts[place] for each in quiet) for place in range(3)]
    return Figures(
        now=count_standings(((each.instrument, each.now) for each in seen), kept[0]),
        four_weeks_before=count_standings(standings_on(four_weeks, seen, others), kept[1]),
        year_before=count_standings(standings_on(year, seen, others), kept[2]),
        paces=party_paces(
            ((each.instrument, each.now, each.facts) for each in seen),
            ((party, case) for each in quiet for party, case, _ in each.paces),
        ),
        facts=len(facts) + sum(each.facts for each in quiet),
        confirmed=sum(fact.is_confirmed for fact in facts) + sum(each.confirmed for each in quiet),
    )


def _sum(counts: Iterable[Sequence[int]]) -> Counts:
    pending, signed, in_force = (sum(each) for each in zip((0, 0, 0), *counts, strict=True))
    return Counts(signed=signed, in_force=in_force, pending=pending)
