"""`igc step`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from igc_tracker.cli.asking import answered, ask, choose
from igc_tracker.cli.options import (
    AsOf,
    By,
    Detail,
    DocumentDate,
    DryRun,
    Format,
    Json,
    KnownOn,
    Lang,
    Place,
    Ref,
    RegisterPath,
    Source,
)
from igc_tracker.cli.options import Certainty as CertaintyOption
from igc_tracker.cli.reading import read_code, read_date, read_party
from igc_tracker.cli.session import Given, Session
from igc_tracker.domain.errors import NoRegisterYetError, RecordedInThePastError
from igc_tracker.wording.words import N_

if TYPE_CHECKING:
    from igc_tracker.actions.record_step import NewStep, RunAnswer
    from igc_tracker.domain.dates import PartialDate

app = typer.Typer(add_completion=False, rich_markup_mode=None)

_Text = str | None


@app.command()
def step(
    ref: Ref,
    party: Annotated[str, typer.Argument(metavar="PARTY", help="Whose procedure, e.g. KZ.")],
    step_: Annotated[_Text, typer.Argument(metavar="[STEP]", help="The step's key, e.g. senate.")] = None,
    action: Annotated[
        _Text,
        typer.Argument(metavar="[ACTION]", help="done, begun, returned, skipped, waived or delayed."),
    ] = None,
    *,
    on: Annotated[_Text, typer.Option("--on", metavar="DATE", help="When it happened, or unknown.")] = None,
    document: Annotated[
        _Text, typer.Option("--document", metavar="TEXT", help="The paper that shows it, with its number.")
    ] = None,
    document_date: DocumentDate = None,
    as_: Annotated[
        _Text,
        typer.Option("--as", metavar="KIND", help="With done: the act it was, where the step leaves that open."),
    ] = None,
    place: Place = None,
    by: By = None,
    reason: Annotated[
        _Text,
        typer.Option(
            "--reason",
            metavar="REASON",
            help="With delayed: to-be-submitted, later, not-now, definitely-not, awaiting-other-side, financial,"
            " translation or no-reply.",
        ),
    ] = None,
    review_on: Annotated[
        _Text, typer.Option("--review-on", metavar="DATE", help="With delayed: when to look again.")
    ] = None,
    detail: Detail = None,
    source: Source = None,
    certainty: CertaintyOption = None,
    variant: Annotated[
        _Text,
        typer.Option("--variant", metavar="KEY", help="Begin the procedure this way, or change its way."),
    ] = None,
    phase: Annotated[
        _Text, typer.Option("--phase", metavar="PHASE", help="pre-signature or consent. Default: where the party is.")
    ] = None,
    as_of: AsOf = None,
    known_on: KnownOn = None,
    dry_run: DryRun = False,
    lang: Lang = None,
    format_: Format = None,
    json: Json = False,
    register: RegisterPath = None,
) -> None:
    """Show a party's domestic procedure, or record one of its steps.

    Without STEP the procedure is shown; on a terminal the steps that can be taken next are offered. A step is done
    with a day and a document; without them it is in progress. A step that is an act between States, such as
    signature or the note, is recorded as that act; no other step is.

    \b
    Examples:
      igc step baiterek-protocol-2018 KZ
      igc step baiterek-protocol-2018 KZ law-published done --on today --document "Gazette 12"
      igc step baiterek-protocol-2018 RU --variant ratification
    """  # noqa: D301  # the \b is meant: it keeps the lines below it as they are
    given = Given(
        as_of=as_of, known_on=known_on, lang=lang, format=format_, json=json, register=register, dry_run=dry_run
    )
    session = Session("step", given)
    from igc_tracker.actions.record_step import StepAction, record_step, show_run, start_run
    from igc_tracker.domain.runs import Phase
    from igc_tracker.render.pages.step import step_page

    wanted = read_code(Phase, phase, N_("phase")) if phase else None
    writes = step_ is not None or variant is not None
    if writes and (as_of or known_on):
        raise RecordedInThePastError
    store = session.writing() if writes else session.reading()
    whose = read_party(party, session.organisations(store))
    today = session.now.date()
    if variant is not None:
        day = read_date(on or "today", today=today)
        session.show(
            start_run(
                store,
                ref,
                variant.strip().casefold(),
                session,
                party=whose,
                invocation=session.invocation,
                on=day,
                phase=wanted,
                detail=detail,
            ),
            step_page,
        )
        return
    if step_ is None:
        answer = show_run(store, ref, whose, session, as_of=session.as_of, known_on=session.known_on, phase=wanted)
        session.show(answer, step_page, findings=answer.findings)
        step_ = None if as_of or known_on else _offered(session, answer)
        if step_ is None:
            return
        store, wanted = session.writing(), answer.run.phase

    def read_when(text: str) -> PartialDate | None:
        return None if text.strip().casefold() == "unknown" else read_date(text, today=today)

    what = answered(
        session,
        action,
        lambda text: read_code(StepAction, text, N_("action")),
        what=N_("What happened (done, begun, returned, skipped, waived, delayed)"),
        option="ACTION",
        default="done",
    )
    when = answered(session, on, read_when, what=N_("Date"), option=N_("--on DATE, or --on unknown"), default="today")
    new = _new_step(
        session,
        step_.strip().casefold().replace("_", "-"),
        what.value,
        when,
        document=document,
        document_date=document_date,
        as_=as_,
        place=place,
        by=by,
        reason=reason,
        review_on=review_on,
        detail=detail,
        source=source,
        certainty=certainty,
    )
    answer = record_step(store, ref, new, session, party=whose, invocation=session.invocation, phase=wanted)
    session.show(answer, step_page, findings=answer.findings)


def _new_step(session: Session, key: str, action: str, on: PartialDate | None, **said: str | None) -> NewStep:
    from igc_tracker.actions.record_step import NewStep, StepAction
    from igc_tracker.domain.facts import Certainty, FactKind
    from igc_tracker.domain.runs import DelayReason
    from igc_tracker.wording.runs import DELAY

    today = session.now.date()
    document = said["document"]
    if document is None and action == StepAction.DONE and session.can_ask:
        question = session.words(N_("The paper that shows it, with its number (empty: none yet)"))
        document = str(typer.prompt(question, default="", show_default=False, err=True)).strip() or None
    reason = said["reason"]
    review_on = said["review_on"]
    if reason is None and action == StepAction.DELAYED:
        if session.can_ask:
            reason = choose(session, N_("Why does it wait?"), [(each.value, DELAY[each]) for each in DelayReason])
            if review_on is None:
                review_on = ask(
                    session,
                    session.words(N_("When to look again (empty: no day)")),
                    lambda text: str(read_date(text, today=today)) if text.strip() else None,
                    default="",
                    show_default=False,
                )
        else:
            reason = session.need(None, what=N_("Reason"), option="--reason")
    worth = said["certainty"]
    return NewStep(
        step=key,
        action=StepAction(action),
        on=on,
        done_as=read_code(FactKind, said["as_"], N_("kind of fact")) if said["as_"] else None,
        document=document,
        document_date=read_date(said["document_date"], today=today) if said["document_date"] else None,
        place=said["place"],
        signatory=said["by"],
        reason=read_code(DelayReason, reason, N_("reason of a delay")) if reason else None,
        review_on=read_date(review_on, today=today) if review_on else None,
        detail=said["detail"],
        source=said["source"],
        certainty=read_code(Certainty, worth, N_("certainty"))
        if worth
        else (Certainty.OFFICIAL if document else Certainty.UNCONFIRMED),
    )


def _offered(session: Session, answer: RunAnswer) -> str | None:
    """Return the step somebody on a terminal picks to record, None where there is nobody or nothing to pick."""
    run = answer.run
    open_now = [each for each in (run.waits_for, *run.beside) if each is not None]
    if not session.can_ask or not open_now:
        return None
    try:
        session.writing()
    except NoRegisterYetError:
        return None  # the example can be looked at, not written to
    choices: list[tuple[str | None, str]] = [(None, N_("nothing now"))]
    choices += [(each.step.key, f"{each.step.key}: {session.words.text(each.step.names)}") for each in open_now]
    return choose(session, N_("Which step has something happened to?"), choices)
