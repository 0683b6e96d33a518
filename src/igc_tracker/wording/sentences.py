"""What follows from the records, in words.

Parties and titles stand before a colon, so that no language has to decline them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.derive.chain import LinkStatus
from igc_tracker.derive.entry_into_force import ForceBasis, ForceState, ForecastReason, MissingCode
from igc_tracker.derive.standing import ENDED, StandingCode
from igc_tracker.derive.unlocks import UnlockState
from igc_tracker.domain.instruments import ChainLink
from igc_tracker.wording.codes import (
    CERTAINTY,
    FACT_KIND,
    FINDING,
    KIND,
    LINK,
    LINK_STATUS,
    NEXT_ACT,
    STANDING,
    UNLOCKED_BY,
)
from igc_tracker.wording.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from igc_tracker.actions.describe import InstrumentStatus
    from igc_tracker.derive.conflicts import ConflictFound
    from igc_tracker.derive.entry_into_force import EntryIntoForce, Forecast, Missing, PartForce
    from igc_tracker.derive.next_step import NextStep, Waiting
    from igc_tracker.derive.unlocks import UnlockStanding
    from igc_tracker.domain.errors import IgcError
    from igc_tracker.domain.findings import Finding
    from igc_tracker.wording.words import Words

_BOTH = 2
_NAMED = 4
"""Up to how many parties a sentence names; beyond, the table below it does."""

STANDING_SENTENCE: Mapping[StandingCode, str] = {
    StandingCode.PROPOSED: N_("proposed; neither talks nor an agreed text are recorded."),
    StandingCode.UNDER_NEGOTIATION: N_("under negotiation."),
    StandingCode.TEXT_AGREED: N_("the text is agreed; it is not initialled or cleared for signature yet."),
    StandingCode.INITIALLED: N_("initialled; it is not cleared for signature yet."),
    StandingCode.CLEARANCE_PENDING: N_(
        "not ready for signature. Not every party has completed the domestic procedures for preparing it for signature."
    ),
    StandingCode.READY_FOR_SIGNATURE: N_(
        "ready for signature. All parties have completed the domestic procedures for preparing it for signature."
    ),
    StandingCode.PARTLY_SIGNED: N_("signed by some parties, not by all."),
    StandingCode.SIGNED: N_("signed {signed}. No party's consent to be bound is recorded."),
    StandingCode.CONSENT_PENDING: N_("signed {signed}. Consented: {consented}; not yet or not recorded: {others}."),
    StandingCode.NOTIFICATION_PENDING: N_(
        "signed {signed}. No domestic consent is outstanding; the notes or instruments are not all recorded."
    ),
    StandingCode.ACTS_COMPLETE: N_("signed {signed}. All acts are recorded; the day of entry into force is not."),
    StandingCode.ENTRY_INTO_FORCE_SCHEDULED: N_("enters into force {force}."),
    StandingCode.PROVISIONALLY_APPLIED: N_("provisionally applied; not in force yet."),
    StandingCode.IN_FORCE: N_("in force since {force}."),
    StandingCode.ADOPTED: N_("adopted {signed}; not a treaty."),
    StandingCode.SUSPENDED: N_("in force since {force}, suspended now."),
    StandingCode.TERMINATED: N_("terminated."),
    StandingCode.EXPIRED: N_("expired."),
    StandingCode.SUPERSEDED: N_("superseded."),
    StandingCode.ABANDONED: N_("abandoned."),
}


def name_of(status: InstrumentStatus, words: Words) -> str:
    """Return what to call an instrument in a sentence: its short title if it has one."""
    return words.text(status.short_title) or words.text(status.title) or status.ref


def headline(status: InstrumentStatus, words: Words) -> str:
    """Return where an instrument stands, in one sentence that can be read aloud."""
    sentence = STANDING_SENTENCE[status.standing]
    if status.standing is StandingCode.READY_FOR_SIGNATURE and len(status.parties) == _BOTH:
        sentence = N_(
            "ready for signature. Both parties have completed the domestic procedures for preparing it for signature."
        )
    consented = [party.party for party in status.parties if party.links[ChainLink.CONSENT].state is LinkStatus.DONE]
    said = words(
        sentence,
        signed=words.on(status.signed_on) if status.signed_on else words(N_("(day not recorded)")),
        force=force_day(status.entry_into_force, words),
        consented=words.parties(consented) or words(N_("nobody")),
        others=words.parties(party.party for party in status.parties if party.party not in consented),
    )
    return f"{name_of(status, words)}: {said}"


def force_day(force: EntryIntoForce, words: Words) -> str:
    """Return the day of entry into force, marked ``=`` where the clause gives it and nobody has published it."""
    said = words.on(force.on)
    if force.basis is not ForceBasis.COMPUTED:
        return said
    return f"{said} =" if force.settled else f"{said} = ?"


def rests_on(status: InstrumentStatus, words: Words) -> str | None:
    """Return what an unsettled standing hangs on, or None if it is settled."""
    if status.standing_settled:
        return None
    otherwise = words(STANDING[status.standing_otherwise]) if status.standing_otherwise else words(N_("not begun"))
    return words(
        N_("This rests on facts that are unconfirmed or not exactly dated ({facts}); without them: {standing}."),
        facts=", ".join(status.rests_on),
        standing=otherwise,
    )


def parties_apart(status: InstrumentStatus, words: Words) -> list[str]:
    """Return for which parties it is otherwise than for the instrument as such: who left it, for whom it rests."""
    if status.standing in ENDED:
        return []
    said = [
        words(N_("{party}: no longer bound since {date}"), party=words.party(each.party), date=words.on(on))
        for each in status.parties
        if each.has_left and (on := each.in_force_until) is not None
    ]
    resting = [each.party for each in status.parties if each.suspended and not each.has_left]
    if resting and status.standing is not StandingCode.SUSPENDED:
        said.append(words(N_("{parties}: suspended"), parties=words.parties(resting)))
    return said


def standing_briefly(status: InstrumentStatus, words: Words) -> str:
    """Return the standing for a table: the word, the day if in force, a question mark if unsettled."""
    said = words(STANDING[status.standing])
    if status.standing is StandingCode.IN_FORCE:
        mark = " =" if status.entry_into_force.basis is ForceBasis.COMPUTED else ""
        said = f"{said}, {words.on_briefly(status.entry_into_force.on)}{mark}"
    return said if status.standing_settled else f"{said} ?"


def next_step(step: NextStep, words: Words) -> str:
    """Return what must happen next and, where one party alone is to act, which."""
    act = words(NEXT_ACT[step.link])
    holding = [item for item in step.waiting if item.link is step.link]
    many = len(holding) > _NAMED
    who = words(N_("every party concerned")) if many else words.parties(item.party for item in holding)
    said = f"{who}: {act}"
    if all(item.state is LinkStatus.UNKNOWN for item in holding):
        said = words(N_("{step} (not recorded; it may have been done)"), step=said)
    if step.planned_for is not None:
        said = words(N_("{step} (planned {date})"), step=said, date=words.on(step.planned_for))
    return said


def waiting(item: Waiting, words: Words) -> str:
    """Return what one party has not done, or what of it is not recorded, and for how long."""
    act = words(NEXT_ACT[item.link])
    said = f"{act} — {words(LINK_STATUS[item.state])}"
    if item.days is not None and item.after is not None:
        days = words.count("{number} day", "{number} days", item.days)
        return words(
            N_("{step}; {days} since {link}, {date}"),
            step=said,
            days=days,
            link=words(LINK[item.after]),
            date=words.on(item.since),
        )
    return said


def entry_into_force(force: EntryIntoForce, words: Words) -> str:
    """Return what is known of entry into force, what it rests on, and what is missing."""
    if force.state is ForceState.NOT_APPLICABLE:
        return words(N_("does not apply: not a treaty"))
    if force.state in (ForceState.NOT_RECORDED, ForceState.NOT_COMPUTABLE):
        missing = "; ".join(missing_inputs(force.missing, words))
        computable = force.state is ForceState.NOT_COMPUTABLE
        said = words(N_("not computable yet")) if computable else words(N_("not recorded"))
        said = words(N_("{state}. Missing: {missing}"), state=said, missing=missing) if missing else said
        return f"{said}. {forecast(force.forecast, words)}" if force.forecast else said
    said = (
        words.on(force.on)
        if force.state is ForceState.IN_FORCE
        else words(N_("scheduled for {date}"), date=words.on(force.on))
    )
    if force.certainty is None:
        shaky = N_("computed, from facts that are unconfirmed or not exactly dated")
        return f"{said} ({words(N_('computed') if force.settled else shaky)})"
    basis = words(N_("recorded")) if force.basis is ForceBasis.RECORDED else words(N_("computed"))
    return f"{said} ({basis}, {words(CERTAINTY[force.certainty])})"


FORECAST_REASON: Mapping[ForecastReason, str] = {
    ForecastReason.PLANNED: N_("if the plans on record are kept"),
    ForecastReason.DISPATCH: N_("if a note was received on the day it was sent; no receipt is recorded"),
    ForecastReason.SILENCE: N_("if not enough parties object in time"),
}


def forecast(expected: Forecast, words: Words) -> str:
    """Return what is to be expected and what that supposes; marked ``~``, for it is no result."""
    reasons = "; ".join(words(FORECAST_REASON[reason]) for reason in expected.reasons)
    return words(N_("Forecast: {date} ~ ({reasons})"), date=words.on(expected.on), reasons=reasons)


def part_in_force(part: PartForce, as_of: date, words: Words) -> str:
    """Return when a part of a treaty is in force on its own, or what is missing to tell."""
    if part.on is None:
        missing = "; ".join(missing_inputs(part.missing, words))
        return words(N_("not computable yet: {missing}"), missing=missing)
    mark = " =" if part.basis is ForceBasis.COMPUTED else ""
    since = N_("in force since {date}") if part.on.may_have_passed(as_of) else N_("enters into force {date}")
    return f"{words(since, date=words.on(part.on))}{mark}"


def missing_inputs(missing: Sequence[Missing], words: Words) -> list[str]:
    """Return what is missing, the clause first, then by party; parties that miss the same are named together."""
    said = [words(N_("the clause on entry into force"))] if any(m.code is MissingCode.CLAUSE for m in missing) else []
    if any(m.code is MissingCode.UNREADABLE for m in missing):
        said.append(words(N_("a clause on entry into force that can be read")))
    by_party: dict[str, list[ChainLink]] = {}
    for item in missing:
        if item.party is not None and item.link is not None:
            by_party.setdefault(item.party, []).append(item.link)
    needs = [item.need for item in missing if item.need is not None]
    if needs:  # only an engine that was loaded has needs
        from igc_tracker.wording import reasons

        said += reasons.needs(needs, words)
    alike: dict[tuple[ChainLink, ...], list[str]] = {}
    for party, links in by_party.items():
        alike.setdefault(tuple(links), []).append(party)
    said += [
        f"{words.parties(parties)}: {', '.join(words(LINK[link]) for link in links)}"
        for links, parties in alike.items()
    ]
    return said


def unlock(unlocked: UnlockStanding, words: Words) -> str:
    """Return what a milestone sets free and whether it has."""
    states = {
        UnlockState.WAITING: words(N_("waiting")),
        UnlockState.MET: words(N_("unlocked {date}"), date=words.on(unlocked.on)),
        UnlockState.UNKNOWN: words(N_("day not recorded")),
    }
    return f"{words.text(unlocked.what)} — {states[unlocked.state]}"


def unlock_label(unlocked: UnlockStanding, words: Words) -> str:
    """Return which milestone does the unlocking."""
    return words(UNLOCKED_BY[unlocked.by])


def conflict(found: ConflictFound, words: Words) -> str:
    """Return what sources disagree on: in the words of whoever noted it, or the facts that exclude each other."""
    facts = ", ".join(found.facts)
    if found.text is not None:
        return f"{found.text} [{facts}]" if facts else found.text
    kind = words(FACT_KIND[found.kind]) if found.kind else ""
    return words(N_("{kind}: two days are recorded that exclude each other [{facts}]"), kind=kind, facts=facts)


def finding(found: Finding, words: Words) -> str:
    """Return a finding as a sentence."""
    return words(FINDING[found.code], ref=found.ref, **found.values)


def kind_and_day(status: InstrumentStatus, words: Words) -> str:
    """Return the form and day of an instrument, e.g. ``Protocol, 22 Aug 2018``; a draft is called one."""
    kind = words(KIND[status.kind])
    if status.signed_on is not None:
        return f"{kind}, {words.on_briefly(status.signed_on)}"
    return words(N_("{kind}, day not recorded") if _is_signed(status) else N_("{kind}, draft"), kind=kind)


def _is_signed(status: InstrumentStatus) -> bool:
    order = list(StandingCode)
    return order.index(status.standing) >= order.index(StandingCode.PARTLY_SIGNED)


def error(problem: IgcError, words: Words) -> tuple[str, str]:
    """Return an error's line and its remedy."""
    return words(problem.message, **problem.values), words(problem.hint, **problem.values).strip()
