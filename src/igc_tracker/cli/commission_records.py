"""`igc commission session`, `decide`, `item`, `progress` and `strike`: what is recorded of a commission's work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from igc_tracker.cli.commission_options import (
    Instruments,
    Name,
    Projects,
    SessionName,
    Text,
    TextKk,
    TextRu,
    certainty_of,
    texts,
)
from igc_tracker.cli.options import Certainty as CertaintyOption
from igc_tracker.cli.options import Detail, DryRun, Format, Json, Lang, Place, RegisterPath, Source
from igc_tracker.cli.reading import read_all, read_code, read_date, read_party
from igc_tracker.cli.session import Given, Session
from igc_tracker.domain.commissions import MOST_COUNTED
from igc_tracker.domain.errors import (
    ClashingOptionsError,
    IncompleteOptionsError,
    NothingReportedError,
    SessionDayError,
)
from igc_tracker.wording.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from igc_tracker.domain.dates import PartialDate

_Text = str | None


def session(
    name: Name,
    number: SessionName,
    *,
    held: Annotated[_Text, typer.Option("--held", metavar="DATE", help="The day it was held.")] = None,
    planned: Annotated[_Text, typer.Option("--planned", metavar="DATE", help="The day it is planned for.")] = None,
    on: Annotated[
        _Text, typer.Option("--on", metavar="DATE", help="With --planned: when that was said. Default: today.")
    ] = None,
    place: Place = None,
    co_chair: Annotated[
        list[str] | None, typer.Option("--co-chair", metavar="TEXT", help="Who led it; give it once for each.")
    ] = None,
    kind: Annotated[
        str, typer.Option("--kind", metavar="KIND", help="session, co-chairs or talks. Only sessions are owed.")
    ] = "session",
    ref: Annotated[
        _Text, typer.Option("--ref", metavar="REF", help="What to call one that has no number, the first time.")
    ] = None,
    document: Annotated[
        _Text, typer.Option("--document", metavar="TEXT", help="The protocol, or the paper a plan stands in.")
    ] = None,
    detail: Detail = None,
    source: Source = None,
    certainty: CertaintyOption = None,
    dry_run: DryRun = False,
    lang: Lang = None,
    format_: Format = None,
    json: Json = False,
    register: RegisterPath = None,
) -> None:
    """Record that a session was held, or is planned.

    A new plan leaves the old one on record, so that it can be told how often a session was put off.

    Examples: igc commission session baikonur 12 --planned 2027-05; igc commission session baikonur 12 --held today
    """
    run = Session("commission session", Given(lang=lang, format=format_, json=json, register=register, dry_run=dry_run))
    from igc_tracker.actions.record_session import NewSession, record_session
    from igc_tracker.domain.commissions import MeetingKind
    from igc_tracker.render.pages.commissions import saved_page

    if (held is None) is (planned is None):
        raise SessionDayError
    if on and not planned:
        raise IncompleteOptionsError(option="--on", other="--planned")
    today = run.now.date()
    new = NewSession(
        session=number,
        kind=read_code(MeetingKind, kind, N_("kind of meeting")),
        ref=ref or (number if not number.strip().isdigit() and kind != "session" else None),
        held=read_date(held, today=today) if held else None,
        planned_for=read_date(planned, today=today) if planned else None,
        on=_on(on or "today", run) if planned else None,
        place=place,
        co_chairs=tuple(co_chair or ()),
        document=document,
        detail=detail,
        source=source,
        certainty=certainty_of(certainty, document),
    )
    run.show(record_session(run.writing(), name, new, run.invocation), saved_page)


def decide(
    name: Name,
    number: SessionName,
    *,
    text: Text = None,
    text_ru: TextRu = None,
    text_kk: TextKk = None,
    paragraph: Annotated[
        _Text, typer.Option("--paragraph", metavar="TEXT", help="Its place in the protocol, e.g. 3.1.")
    ] = None,
    instrument: Instruments = None,
    project: Projects = None,
    source: Source = None,
    certainty: CertaintyOption = None,
    dry_run: DryRun = False,
    lang: Lang = None,
    format_: Format = None,
    json: Json = False,
    register: RegisterPath = None,
) -> None:
    """Record a decision of a session that was held.

    Example: igc commission decide baikonur 7 --paragraph 2.1 --text "Go on" --instrument baiterek-2004:2
    """
    given = Given(lang=lang, format=format_, json=json, register=register, dry_run=dry_run)
    run = Session("commission decide", given)
    from igc_tracker.actions.record_decision import NewDecision, record_decision
    from igc_tracker.render.pages.commissions import saved_page

    new = NewDecision(
        text=_needed(run, text, text_ru, text_kk),
        paragraph=paragraph,
        provisions=tuple(instrument or ()),
        projects=read_all(project),
        source=source,
        certainty=certainty_of(certainty),
    )
    run.show(record_decision(run.writing(), name, number, new, run.invocation), saved_page)


def item(
    name: Name,
    *,
    text: Text = None,
    text_ru: TextRu = None,
    text_kk: TextKk = None,
    id_: Annotated[
        _Text, typer.Option("--id", metavar="ID", help="What to call it. Default: made from the text.")
    ] = None,
    of_session: Annotated[
        _Text, typer.Option("--session", metavar="SESSION", help="The session that decided it.")
    ] = None,
    decision: Annotated[
        _Text, typer.Option("--decision", metavar="ID", help="With --session: the decision it follows from.")
    ] = None,
    on: Annotated[
        _Text, typer.Option("--on", metavar="DATE", help="The day it was agreed, if not that of the session.")
    ] = None,
    owner: Annotated[_Text, typer.Option("--owner", metavar="TEXT", help="The body that owes it.")] = None,
    party: Annotated[_Text, typer.Option("--party", metavar="CODE", help="The party whose item it is.")] = None,
    due: Annotated[
        _Text, typer.Option("--due", metavar="DATE|next-session", help="When it is due; leave it out if nobody said.")
    ] = None,
    total: Annotated[
        int | None,
        typer.Option("--total", metavar="NUMBER", min=1, max=MOST_COUNTED, help="Of how many, if it can be counted."),
    ] = None,
    unit: Annotated[_Text, typer.Option("--unit", metavar="TEXT", help="With --total: of what.")] = None,
    where: Annotated[_Text, typer.Option("--where", metavar="TEXT", help="With --total: where they are.")] = None,
    instrument: Instruments = None,
    project: Projects = None,
    source: Source = None,
    certainty: CertaintyOption = None,
    dry_run: DryRun = False,
    lang: Lang = None,
    format_: Format = None,
    json: Json = False,
    register: RegisterPath = None,
) -> None:
    """Record an action item: who owes what by when.

    Its state is not recorded; it follows from the reports on it, see `igc commission progress`.

    Example: igc commission item baikonur --session 7 --text "Draft the plan" --party KZ --due next-session
    """
    given = Given(lang=lang, format=format_, json=json, register=register, dry_run=dry_run)
    run = Session("commission item", given)
    from igc_tracker.actions.record_item import NewItem, record_item
    from igc_tracker.cli.adding import language_of
    from igc_tracker.render.pages.commissions import saved_page

    for option, value in (("--unit", unit), ("--where", where)):
        if value and total is None:
            raise IncompleteOptionsError(option=option, other="--total")
    if decision and not of_session:
        raise IncompleteOptionsError(option="--decision", other="--session")
    store = run.writing()
    at_next = bool(due) and str(due).strip().casefold() == "next-session"
    new = NewItem(
        text=_needed(run, text, text_ru, text_kk),
        id=id_,
        session=of_session,
        decision=decision,
        on=_on(on, run) if on else None if of_session else _on("today", run),
        owner=owner,
        party=read_party(party, run.organisations(store)) if party else None,
        due=_on(due, run) if due and not at_next else None,
        by_next_session=at_next,
        total=total,
        unit={language_of(unit): unit} if unit else {},
        where={language_of(where): where} if where else {},
        provisions=tuple(instrument or ()),
        projects=read_all(project),
        source=source,
        certainty=certainty_of(certainty),
    )
    run.show(record_item(store, name, new, run.invocation), saved_page)


def progress(
    name: Name,
    item_id: Annotated[str, typer.Argument(metavar="ITEM", help="The action item's id, or its beginning.")],
    *,
    done: Annotated[
        int | None,
        typer.Option("--done", metavar="NUMBER", min=0, max=MOST_COUNTED, help="How many are done by that day."),
    ] = None,
    total: Annotated[
        int | None,
        typer.Option(
            "--total", metavar="NUMBER", min=1, max=MOST_COUNTED, help="Of how many, if not as the item says."
        ),
    ] = None,
    complete: Annotated[bool, typer.Option("--complete", help="It is done; --on is the day it was done.")] = False,
    not_done: Annotated[bool, typer.Option("--not-done", help="It is not done, whatever was said.")] = False,
    delayed: Annotated[
        _Text,
        typer.Option(
            "--delayed",
            metavar="REASON",
            help="It waits: to-be-submitted, later, not-now, definitely-not, awaiting-other-side, financial,"
            " translation or no-reply.",
        ),
    ] = None,
    due: Annotated[_Text, typer.Option("--due", metavar="DATE", help="Its due date was set anew.")] = None,
    superseded_by: Annotated[
        _Text, typer.Option("--superseded-by", metavar="ITEM", help="Another item takes its place.")
    ] = None,
    on: Annotated[
        _Text, typer.Option("--on", metavar="DATE", help="The day the report is true of. Default: today.")
    ] = None,
    evidence: Annotated[
        _Text, typer.Option("--evidence", metavar="TEXT", help="The act or letter that shows it.")
    ] = None,
    detail: Detail = None,
    source: Source = None,
    certainty: CertaintyOption = None,
    dry_run: DryRun = False,
    lang: Lang = None,
    format_: Format = None,
    json: Json = False,
    register: RegisterPath = None,
) -> None:
    """Record a report on an action item: progress, done, delayed.

    Reports that say different things stay side by side; a wrong one is struck with `igc commission strike`.

    Examples: igc commission progress baikonur unused --done 53 --total 234 --on 2025;
    igc commission progress baikonur unused --delayed financial
    """
    given = Given(lang=lang, format=format_, json=json, register=register, dry_run=dry_run)
    run = Session("commission progress", given)
    from igc_tracker.actions.report_item import NewReport, report_item
    from igc_tracker.cli.adding import language_of
    from igc_tracker.domain.commissions import ReportKind
    from igc_tracker.domain.runs import DelayReason
    from igc_tracker.render.pages.commissions import saved_page

    said = {
        ReportKind.DONE: complete,
        ReportKind.OPEN: not_done,
        ReportKind.DELAYED: delayed is not None,
        ReportKind.DUE: due is not None,
        ReportKind.SUPERSEDED: superseded_by is not None,
    }
    kinds = [kind for kind, is_said in said.items() if is_said] or [ReportKind.PROGRESS]
    if len(kinds) > 1:
        raise NothingReportedError
    if done is not None and kinds[0] not in (ReportKind.DONE, ReportKind.PROGRESS, ReportKind.OPEN):
        raise ClashingOptionsError(one="--done", other=f"--{kinds[0].value}")
    if total is not None and done is None:
        raise IncompleteOptionsError(option="--total", other="--done")
    new = NewReport(
        kind=kinds[0],
        detail={language_of(detail): detail.strip()} if detail and detail.strip() else {},
        on=_on(on or "today", run),
        done=done,
        total=total,
        due=_on(due, run) if due else None,
        reason=read_code(DelayReason, delayed, N_("reason of a delay")) if delayed else None,
        superseded_by=superseded_by,
        evidence=evidence,
        source=source,
        certainty=certainty_of(certainty, evidence),
    )
    run.show(report_item(run.writing(), name, item_id, new, run.invocation), saved_page)


def strike(
    name: Name,
    entry: Annotated[
        str,
        typer.Argument(metavar="ID", help="Of a decision, item, report, or of a session's day; if need be SESSION/ID."),
    ],
    *,
    why: Annotated[_Text, typer.Option("--why", metavar="TEXT", help="The reason, kept on record.")] = None,
    dry_run: DryRun = False,
    lang: Lang = None,
    format_: Format = None,
    json: Json = False,
    register: RegisterPath = None,
) -> None:
    """Strike what was recorded wrongly; it stays on record.

    Example: igc commission strike baikonur 5/d2 --why "not in the protocol"
    """
    given = Given(lang=lang, format=format_, json=json, register=register, dry_run=dry_run)
    run = Session("commission strike", given)
    from igc_tracker.actions.strike_entry import strike_entry
    from igc_tracker.render.pages.commissions import saved_page

    reason = run.need(why, what=N_("Reason"), option="--why")
    run.show(strike_entry(run.writing(), name, entry, reason, run.invocation), saved_page)


def _needed(run: Session, english: _Text, russian: _Text, kazakh: _Text) -> Mapping[str, str]:
    given = texts(english, russian, kazakh)
    if given:
        return given
    from igc_tracker.cli.adding import language_of

    said = run.need(None, what=N_("The text"), option=N_("--text, --text-ru or --text-kk"))
    return {language_of(said): said}


def _on(text: str, run: Session) -> PartialDate | None:
    return None if text.strip().casefold() == "unknown" else read_date(text, today=run.now.date())
