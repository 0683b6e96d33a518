"""What would change the date that `igc explain` explains, said for the question that was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.actions.explain import Topic
from igc_tracker.derive.conditions import NeedCode
from igc_tracker.derive.term import AtEnd
from igc_tracker.domain.clauses import TacitAcceptance
from igc_tracker.domain.facts import FactKind
from igc_tracker.domain.instruments import ClauseTopic
from igc_tracker.render.page import Heading, Page, Para, Tone
from igc_tracker.wording.words import N_, Words

if TYPE_CHECKING:
    from igc_tracker.actions.explain import Explanation

_RECORD = N_("Record what is missing.")
_TWO = 2


def add_changes(page: Page, answer: Explanation, words: Words) -> None:
    """Add what would change the answer, with a supposition to try first where one fits."""
    page.part(Heading(text=words(N_("What would change it")), level=2))
    match answer.topic:
        case Topic.ENTRY_INTO_FORCE:
            said, example = _of_force(answer)
        case Topic.PARTY:
            said, example = _of_party(answer)
        case Topic.NOTICE if answer.term is None:
            said, example = _of_withdrawal(answer)
        case Topic.TERM | Topic.NOTICE:
            said, example = _of_term(answer)
        case Topic.WITHDRAWAL:
            said, example = _of_withdrawal(answer)
    page.add(Para(text=words(said, ref=answer.ref), indent=2))
    if example is not None:
        text = words(N_('Try a day first; nothing is saved: --if "{example}"'), example=f"{example} {answer.as_of}")
        page.add(Para(text=text, indent=2))
    if answer.topic in (Topic.ENTRY_INTO_FORCE, Topic.PARTY):
        _left_open(page, answer, words)


def _left_open(page: Page, answer: Explanation, words: Words) -> None:
    if answer.rule is not None and isinstance(answer.rule.condition, TacitAcceptance):
        text = words(N_("It rests on silence: an objection in time that nobody recorded would change it."))
        page.add(Para(text=text, indent=2, tone=Tone.DOUBT))
    if len(answer.parties) > _TWO:
        text = words(N_("Objections to an accession, and effects between two of the parties only, are not computed."))
        page.add(Para(text=text, indent=2, tone=Tone.FAINT))


def _of_force(answer: Explanation) -> tuple[str, str | None]:
    """Return what would change the treaty's entry into force, and an act to suppose."""
    if any(each.topic is ClauseTopic.ENTRY_INTO_FORCE and each.unread is not None for each in answer.clauses):
        return N_("Record the clause anew: igc clause set {ref} entry-into-force --help."), None
    if answer.computed is None:
        return (
            N_(
                "Record the clause with igc clause set, or the published date with igc record entered-into-force. "
                "A treaty that says nothing of it enters into force once the consent of all negotiating States is "
                "established (VCLT 24(2)): set --last-notification, --exchange or --deposits with all of them, as they "
                "consented."
            ),
            None,
        )
    if any(need.code is NeedCode.SILENCE for need in answer.computed.needs):
        return N_("Objections in time, if there are enough of them."), f"{_anybody(answer)} objected"
    if answer.computed.needs:
        return _RECORD, _supposed(answer)
    return N_("A fact above struck or corrected, an earlier act recorded, or another date published."), None


_ACTS = {
    NeedCode.NOTE: "received",
    NeedCode.SIGNATURE: "signed",
    NeedCode.INSTRUMENT: "deposited",
    NeedCode.EXCHANGE: "exchanged",
    NeedCode.DECISION: "decided",
    NeedCode.START: "circulated",
}


def _supposed(answer: Explanation) -> str | None:
    """Return the first act that is missing as a supposition, without its day; None where no act would help."""
    needs = answer.computed.needs if answer.computed is not None else ()
    for need in needs:
        if need.code in _ACTS:
            return f"{need.party or 'all'} {_ACTS[need.code]}"
    return f"{answer.could_complete[0]} deposited" if answer.could_complete else None


def _of_party(answer: Explanation) -> tuple[str, str | None]:
    bound = answer.bound.get(answer.party or "")
    if bound is None:
        if answer.computed is None:
            return _of_force(answer)
        if any(fact.kind is FactKind.OBJECTED and fact.party == answer.party for fact in answer.inputs):
            return N_("Its objection withdrawn."), f"{answer.party} objection-withdrawn"
        own = not answer.computed.needs or answer.party in answer.could_complete
        if own:
            return N_("Its own instrument, once it is deposited."), f"{answer.party} deposited"
        return _RECORD, _supposed(answer)
    if bound.until is not None and bound.own:
        return (
            N_(
                "The notice revoked before it takes effect (VCLT 68), its day corrected, or a new instrument deposited."
            ),
            None,
        )
    return (
        N_("Its act or the clause corrected, another date published for it, or its notice of withdrawal."),
        f"{answer.party} denounced",
    )


def _of_term(answer: Explanation) -> tuple[str, str | None]:
    term = answer.term
    if term is None:
        return N_("Record the clause: igc clause set {ref} duration --help."), None
    if term.needs:
        return _RECORD, None
    if term.boundary is None:
        return N_("A notice of denunciation or withdrawal: igc explain {ref} withdrawal."), None
    if term.at_end is AtEnd.RENEWS:
        said = N_("Notice by the last day for it, a new end agreed on (igc record {ref} extended --effective-on DAY).")
        return said, f"{_anybody(answer)} denounced"
    if term.denials:
        return N_("The notice revoked before the period ends (VCLT 68), or a new end agreed on."), None
    return N_("A new end agreed on: igc record {ref} extended --effective-on DAY."), None


def _of_withdrawal(answer: Explanation) -> tuple[str, str | None]:
    if answer.withdrawals:
        return N_("The notice revoked before it takes effect (VCLT 68), its receipt or the clause corrected."), None
    if answer.withdrawal_assumed:
        return N_("Record the clause: igc clause set {ref} withdrawal --help."), f"{_anybody(answer)} denounced"
    return N_("A notice of denunciation or withdrawal."), f"{_anybody(answer)} denounced"


def _anybody(answer: Explanation) -> str:
    return answer.parties[0] if answer.parties else "all"
