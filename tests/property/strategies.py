"""Any record the program can hold, built from the real classes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, TypeVar

from hypothesis import strategies as st

from igc_tracker.domain.commissions import (
    ActionItem,
    Commission,
    Decision,
    Frequency,
    MeetingEvent,
    MeetingEventKind,
    MeetingKind,
    Provision,
    Report,
    ReportKind,
)
from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.facts import Certainty, Confidence, Fact, FactKind, Strike
from igc_tracker.domain.instruments import (
    ChainLink,
    ClauseTopic,
    Conflict,
    FinalClause,
    Gap,
    Instrument,
    InstrumentKind,
    Level,
    Link,
    Relation,
    Unlock,
    UnlockedBy,
)
from igc_tracker.domain.obligations import Every, Obligation
from igc_tracker.domain.projects import Cause, FundingStage, Outcome, Target
from igc_tracker.domain.register import Meeting, Milestone, Project, Quantity
from igc_tracker.domain.runs import DelayReason
from property.clause_strategies import final_clauses

if TYPE_CHECKING:
    from collections.abc import Sequence

Item = TypeVar("Item")

FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2030, 12, 31)
PARTIES = ("KZ", "RU", "BY", "EAEU")


def _some(items: st.SearchStrategy[Item], *, most: int = 3) -> st.SearchStrategy[tuple[Item, ...]]:
    return st.lists(items, max_size=most).map(tuple)


def _maybe(item: st.SearchStrategy[Item]) -> st.SearchStrategy[Item | None]:
    return st.none() | item


# most texts are drawn from a few that have broken programs before: letters drawn one by one take most of the time
words = st.sampled_from(
    [
        "Law No. 302-VI",
        "Бәйтерек",
        "[red]bold[/red]",
        "\x1b[31mred",
        "two\nlines\tand\r\n",
        "שלום \u202eabc",
        '"quoted", {}',
        " ",
        "0",
        "𝔘\U0001f680",
        "e\u0301\u0000",
        "facts/f1",
    ]
) | st.text(min_size=1, max_size=4)
texts = st.dictionaries(st.sampled_from(["en", "ru", "kk"]), words, max_size=3)
days = st.dates(FIRST_DAY, LAST_DAY)


_ZONES = [timezone(timedelta(minutes=minutes)) for minutes in (-240, 0, 180, 300, 345)]


@st.composite
def moments(draw: st.DrawFn) -> datetime:
    """Return a moment to the second, as the program records it, in some time zone."""
    seconds = draw(st.integers(1_400_000_000, 1_900_000_000))
    return datetime.fromtimestamp(seconds, tz=draw(st.sampled_from(_ZONES)))


def _points() -> st.SearchStrategy[str]:
    day = days.map(date.isoformat)
    return st.one_of(day, day.map(lambda text: text[:7]), day.map(lambda text: text[:4]))


@st.composite
def _ranges(draw: st.DrawFn) -> str:
    one, other = sorted((draw(_points()), draw(_points())), key=lambda text: PartialDate.parse(text).order)
    first, last = PartialDate.parse(one), PartialDate.parse(other)
    ends = f"{one}..{other}" if (first.earliest or FIRST_DAY) <= (last.latest or LAST_DAY) else one
    return draw(st.sampled_from([ends, f"..{other}", f"{one}.."]))


partial_dates = st.one_of(_points(), _points().map(lambda text: f"{text}~"), _ranges()).map(PartialDate.parse)
strikes = st.builds(Strike, at=moments(), by=words, why=words)


@st.composite
def facts(draw: st.DrawFn, *, parties: Sequence[str] = PARTIES) -> Fact:
    """Return a fact of one of ``parties`` or of none; a plan names an act and a day."""
    kind = draw(st.sampled_from(FactKind))
    planned = kind is FactKind.PLANNED
    return draw(
        st.builds(
            Fact,
            id=words,
            kind=st.just(kind),
            party=_maybe(st.sampled_from(tuple(parties))) if parties else st.none(),
            on=_maybe(partial_dates),
            place=_maybe(words),
            signatory=_maybe(words),
            document=_maybe(words),
            document_date=_maybe(partial_dates),
            sent_on=_maybe(partial_dates),
            received_on=_maybe(partial_dates),
            planned_kind=st.sampled_from(FactKind) if planned else st.none(),
            planned_for=partial_dates if planned else st.none(),
            obligation=_maybe(st.sampled_from(["f1", "f2"])),
            quantity=_maybe(st.integers(0, 9)),
            detail=_maybe(words),
            source=_maybe(words),
            certainty=st.sampled_from(Certainty),
            confidence=_maybe(st.sampled_from(Confidence)),
            recorded_at=moments(),
            recorded_by=words,
            struck=_maybe(strikes),
        )
    )


Named = TypeVar("Named", Fact, Milestone, Obligation)


def _numbered(made: Sequence[Named]) -> tuple[Named, ...]:
    return tuple(replace(each, id=f"f{number}") for number, each in enumerate(made, start=1))


@st.composite
def _obligations(draw: st.DrawFn) -> Obligation:
    ends = sorted(draw(st.tuples(partial_dates, partial_dates)), key=lambda on: on.order)
    first, until = draw(_maybe(st.just(ends[0]))), draw(_maybe(st.just(ends[1])))
    if first is not None and until is not None and until.ends_before(first):
        first = None
    return Obligation(
        id="o",
        text=draw(st.dictionaries(st.sampled_from(["en", "ru", "kk"]), words, min_size=1, max_size=2)),
        parties=draw(_some(st.sampled_from(PARTIES), most=2)),
        article=draw(_maybe(words)),
        at_least=draw(st.integers(1, 9)),
        unit=draw(texts),
        every=draw(_maybe(st.sampled_from(Every))),
        first=first,
        until=until,
        source=draw(_maybe(words)),
    )


obligations = _obligations()
"""Obligations of any schedule, one id for all; an instrument gives each its own."""


@st.composite
def acts(draw: st.DrawFn, *, parties: Sequence[str] = PARTIES) -> Fact:
    """Return a fact with only what can change a standing: most are dated, few are struck."""
    kind = draw(st.sampled_from(FactKind))
    planned = kind is FactKind.PLANNED
    at = draw(moments())
    return Fact(
        id="act",
        kind=kind,
        party=draw(st.sampled_from((None, *parties))),
        on=draw(_maybe(partial_dates)),
        planned_kind=draw(st.sampled_from([FactKind.SIGNED, FactKind.ENTERED_INTO_FORCE])) if planned else None,
        planned_for=draw(partial_dates) if planned else None,
        certainty=draw(
            st.sampled_from([Certainty.OFFICIAL, Certainty.OFFICIAL, Certainty.PRESS, Certainty.UNCONFIRMED])
        ),
        recorded_at=at,
        recorded_by="officer",
        struck=Strike(at=at, by="officer", why="wrong") if draw(st.integers(0, 5)) == 5 else None,
    )


@st.composite
def lives(draw: st.DrawFn, *, ref: str = "a") -> Instrument:
    """Return an instrument with all that can change a standing, and no more."""
    parties = draw(st.sampled_from([("KZ", "RU"), ("KZ", "RU"), ("KZ", "RU", "EAEU"), ("KZ",), ()]))
    title = draw(words)
    return Instrument(
        ref=ref,
        kind=draw(st.sampled_from([InstrumentKind.AGREEMENT, InstrumentKind.PROTOCOL, InstrumentKind.ROADMAP])),
        titles={"ru": title},
        parties=parties,
        binding=draw(st.sampled_from([None, None, True, False])),
        links=draw(_some(links, most=2)),
        clauses=draw(st.sampled_from([(), (FinalClause(topic=ClauseTopic.ENTRY_INTO_FORCE, text="Last note."),)])),
        unlocks=tuple(Unlock(by=by, what={"en": "budget"}) for by in draw(_some(st.sampled_from(UnlockedBy), most=2))),
        gaps=tuple(Gap(text="Not found.", link=link) for link in draw(_some(st.sampled_from(ChainLink), most=2))),
        conflicts=draw(st.sampled_from([(), (Conflict(text="Two days.", facts=("f1", "f2")),), (Conflict(text="?"),)])),
        facts=_numbered(draw(st.lists(acts(parties=parties), max_size=8))),
        recorded_at=draw(moments()),
        recorded_by="officer",
    )


conflicts = st.builds(Conflict, text=words, facts=_some(st.sampled_from(["f1", "f2", "f3", "m1"])))
links = st.builds(Link, relation=st.sampled_from(Relation), to=st.sampled_from(["a", "b", "c"]))


@st.composite
def instruments(draw: st.DrawFn, *, ref: str = "a", most_facts: int = 6) -> Instrument:
    """Return an instrument with everything on its cover sheet that there is room for."""
    parties = tuple(draw(st.lists(st.sampled_from(PARTIES), unique=True, max_size=3)))
    return draw(
        st.builds(
            Instrument,
            ref=st.just(ref),
            kind=st.sampled_from(InstrumentKind),
            titles=texts,
            parties=st.just(parties),
            level=_maybe(st.sampled_from(Level)),
            binding=_maybe(st.booleans()),
            short_titles=texts,
            aliases=_some(words),
            depositary=_maybe(words),
            languages=_some(words),
            subjects=_some(words),
            lead_bodies=st.dictionaries(st.sampled_from(PARTIES), words, max_size=2),
            originals=_maybe(words),
            officer=_maybe(words),
            restricted=st.booleans(),
            links=_some(links),
            clauses=_some(final_clauses(), most=2),
            unlocks=_some(
                st.builds(
                    Unlock,
                    by=st.sampled_from(UnlockedBy),
                    what=texts,
                    project=_maybe(words),
                    stage=_maybe(words),
                    source=_maybe(words),
                ),
                most=2,
            ),
            obligations=_some(obligations, most=2).map(_numbered),
            gaps=_some(
                st.builds(
                    Gap,
                    text=words,
                    link=_maybe(st.sampled_from(ChainLink)),
                    party=_maybe(st.sampled_from(PARTIES)),
                ),
                most=2,
            ),
            conflicts=_some(conflicts, most=2),
            status_note=_maybe(words),
            facts=_some(facts(parties=parties), most=most_facts).map(_numbered),
            recorded_at=moments(),
            recorded_by=words,
        )
    )


_evidence = {
    "source": _maybe(words),
    "certainty": st.sampled_from(Certainty),
    "confidence": _maybe(st.sampled_from(Confidence)),
    "recorded_at": moments(),
    "recorded_by": words,
    "struck": _maybe(strikes),
}
counts = st.integers(0, 300)
provisions = st.builds(Provision, instrument=st.sampled_from(["a", "b", "c"]), article=_maybe(words))
meeting_events = st.builds(
    MeetingEvent,
    id=words,
    kind=st.sampled_from(MeetingEventKind),
    on=_maybe(partial_dates),
    planned_for=_maybe(partial_dates),
    place=_maybe(words),
    document=_maybe(words),
    detail=_maybe(words),
    **_evidence,
)
decisions = st.builds(
    Decision,
    id=words,
    text=texts,
    paragraph=_maybe(words),
    provisions=_some(provisions),
    projects=_some(words),
    **_evidence,
)
reports = st.builds(
    Report,
    id=words,
    kind=st.sampled_from(ReportKind),
    on=_maybe(partial_dates),
    done=_maybe(counts),
    total=_maybe(counts),
    due=_maybe(partial_dates),
    reason=_maybe(st.sampled_from(DelayReason)),
    superseded_by=_maybe(words),
    evidence=_maybe(words),
    detail=texts,
    **_evidence,
)


@st.composite
def action_items(draw: st.DrawFn) -> ActionItem:
    """Return an action item whose reports have ids of their own."""
    found = draw(st.lists(reports, max_size=5))
    numbered = tuple(replace(each, id=f"r{n}") for n, each in enumerate(found))
    return draw(
        st.builds(
            ActionItem,
            id=words,
            text=texts,
            meeting=_maybe(st.sampled_from(["s1", "s2"])),
            decision=_maybe(words),
            on=_maybe(partial_dates),
            owner=_maybe(words),
            party=_maybe(st.sampled_from(PARTIES)),
            due=_maybe(partial_dates),
            by_next_session=st.booleans(),
            total=_maybe(counts),
            unit=texts,
            where=texts,
            provisions=_some(provisions),
            projects=_some(words),
            reports=st.just(numbered),
            **_evidence,
        )
    )


commissions = st.builds(
    Commission,
    ref=words,
    titles=texts,
    short_titles=texts,
    aliases=_some(words),
    parties=_some(st.sampled_from(PARTIES)),
    co_chairs=st.dictionaries(st.sampled_from(PARTIES), words, max_size=2),
    parent=_maybe(words),
    basis=_some(provisions),
    frequency=_maybe(
        st.builds(
            Frequency,
            months=st.integers(1, 36),
            provision=_maybe(provisions),
            source=_maybe(words),
            certainty=st.sampled_from(Certainty),
        )
    ),
    at_risk_days=_maybe(st.integers(0, 400)),
    instruments=_some(st.sampled_from(["a", "b", "c"])),
    note=_maybe(words),
    sources=_some(words),
    items=_some(action_items()),
    recorded_at=moments(),
    recorded_by=words,
)
meetings = st.builds(
    Meeting,
    ref=words,
    body=words,
    number=_maybe(st.integers(0, 99)),
    on=_maybe(partial_dates),
    place=_maybe(words),
    co_chairs=_some(words),
    present=_some(words),
    decisions=_some(decisions),
    note=_maybe(words),
    sources=_some(words),
    certainty=st.sampled_from(Certainty),
    confidence=_maybe(st.sampled_from(Confidence)),
    commission=_maybe(words),
    kind=st.sampled_from(MeetingKind),
    protocol=_maybe(words),
    events=_some(meeting_events),
    recorded_at=moments(),
    recorded_by=words,
    struck=_maybe(strikes),
)
milestones = st.builds(
    Milestone,
    id=words,
    text=texts,
    on=_maybe(partial_dates),
    concerns=_maybe(st.sampled_from(["a", "b"])),
    outcome=_maybe(st.sampled_from(Outcome)),
    stage=_maybe(st.sampled_from(["a", "b"])),
    quantity=_maybe(st.builds(Quantity, done=st.integers(0, 999), total=st.integers(0, 999), unit=texts, where=texts)),
    planned_for=_maybe(partial_dates),
    cause=_maybe(st.builds(Cause, instrument=words, meeting=_maybe(words), decision=_maybe(words), text=texts)),
    source=_maybe(words),
    certainty=st.sampled_from(Certainty),
    confidence=_maybe(st.sampled_from(Confidence)),
    recorded_at=moments(),
    recorded_by=words,
    struck=_maybe(strikes),
)
projects = st.builds(
    Project,
    ref=words,
    titles=texts,
    description=_maybe(words),
    aliases=_some(words),
    instruments=_some(st.sampled_from(["a", "b", "c"])),
    stages=_some(st.builds(FundingStage, key=st.sampled_from(["a", "b"]), titles=texts)),
    targets=_some(
        st.builds(Target, key=st.sampled_from(["a", "b"]), titles=texts, stage=_maybe(st.sampled_from(["a", "b"])))
    ),
    conflicts=_some(conflicts),
    milestones=_some(milestones).map(_numbered),
    recorded_at=moments(),
    recorded_by=words,
)
