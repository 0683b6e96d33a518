"""`igc record`."""

from __future__ import annotations

from typing import Annotated

import typer

from igc_tracker.cli.asking import answered, ask
from igc_tracker.cli.options import (
    By,
    Detail,
    DocumentDate,
    DryRun,
    Format,
    Json,
    Lang,
    Place,
    Ref,
    RegisterPath,
    Source,
)
from igc_tracker.cli.options import Certainty as CertaintyOption
from igc_tracker.cli.reading import read_code, read_date, read_party
from igc_tracker.cli.session import Given, Session
from igc_tracker.domain.dates import PartialDate
from igc_tracker.wording.words import N_

app = typer.Typer(add_completion=False, rich_markup_mode=None)

_Text = str | None


@app.command()
def record(
    ref: Ref,
    kind: Annotated[_Text, typer.Argument(metavar="KIND", help="What was done, e.g. signed, ratified.")] = None,
    *,
    party: Annotated[
        _Text, typer.Option("--party", metavar="CODE", help="Who did it; for a note, whose note it is.")
    ] = None,
    on: Annotated[
        _Text,
        typer.Option("--on", metavar="DATE", help='When: 2018-08-22, 22.08.2018, "Aug 2018", 2018, today, or unknown.'),
    ] = None,
    document: Annotated[
        _Text, typer.Option("--document", metavar="TEXT", help="The act or note, with its number.")
    ] = None,
    document_date: DocumentDate = None,
    sent: Annotated[
        _Text, typer.Option("--sent", metavar="DATE", help="For a notice, e.g. denounced: the day it was sent.")
    ] = None,
    received: Annotated[
        _Text,
        typer.Option("--received", metavar="DATE", help="For a notice: the day it was received. Without --on the day."),
    ] = None,
    place: Place = None,
    by: By = None,
    of: Annotated[_Text, typer.Option("--of", metavar="KIND", help="With planned: the act that is planned.")] = None,
    for_: Annotated[_Text, typer.Option("--for", metavar="DATE", help="With planned: the day it is for.")] = None,
    manner: Annotated[
        _Text,
        typer.Option(
            "--manner",
            metavar="MANNER",
            help="How it was signed (simple, definitive, ad-referendum) or consented to (ratification, acceptance,"
            " approval, accession, succession, formal-confirmation, consent-to-be-bound, simplified-procedure).",
        ),
    ] = None,
    effective_on: Annotated[
        _Text,
        typer.Option(
            "--effective-on", metavar="DATE", help="The day it takes effect, if another; for extended the new end."
        ),
    ] = None,
    deviation: Annotated[
        _Text,
        typer.Option(
            "--deviation",
            metavar="REASON",
            help="With entered-into-force: why it is not the day the clause gives: agreed-date, retroactive,"
            " depositary-practice, data-error or unknown.",
        ),
    ] = None,
    article: Annotated[
        _Text,
        typer.Option("--article", metavar="TEXT", help="The part it is about, where it is not about the whole."),
    ] = None,
    obligation: Annotated[
        _Text, typer.Option("--obligation", metavar="ID", help="With performed: the obligation; see `igc show REF`.")
    ] = None,
    quantity: Annotated[
        int | None,
        typer.Option("--quantity", metavar="N", min=0, help="With performed: how much of it; 0 says none. Default: 1."),
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
    """Record a fact: who did what, when, on what evidence.

    KIND is one of:

    \b
      proposed negotiated text-agreed initialled cleared-to-sign
      full-powers-issued signed adopted circulated
      submitted-to-parliament lower-house-approved upper-house-approved
      parliament-approved ratified approved accepted acceded
      ratification-not-required domestic-act intention-not-to-join
      notification-sent notification-received instrument-deposited
      instrument-withdrawn instruments-exchanged decided
      declared objected objection-withdrawn
      provisionally-applied provisional-application-ended
      entered-into-force suspended resumed extended
      denounced denunciation-revoked
      terminated expired superseded abandoned
      published registered performed
      communication planned remark

    A law or resolution (ratified, approved) is a domestic act; it is the note, deposit or exchange that counts between
    the parties. Recording the very same fact twice changes nothing.

    Example: igc record lease-1994 notification-sent --party KZ --on today
    """  # noqa: D301  # the \b is meant: it keeps the lines below it as they are
    session = Session("record", Given(lang=lang, format=format_, json=json, register=register, dry_run=dry_run))
    from igc_tracker.actions.find_instruments import fetch_instrument
    from igc_tracker.actions.record_fact import OF_ONE_PARTY, NewFact, record_fact
    from igc_tracker.domain.facts import Certainty, DeviationReason, FactKind, Manner
    from igc_tracker.render.pages.done import recorded_page

    store = session.writing()
    instrument = fetch_instrument(store, ref)
    today = session.now.date()
    organisations = session.organisations(store)

    def read_kind(text: str) -> FactKind:
        return read_code(FactKind, text, N_("kind of fact"))

    def read_when(text: str) -> PartialDate | None:
        return None if text.strip().casefold() == "unknown" else read_date(text, today=today)

    fact_kind = answered(session, kind, read_kind, what=N_("Kind of fact"), option="KIND")
    whose = read_party(party, organisations) if party else None
    if whose is None and fact_kind in OF_ONE_PARTY and session.can_ask:
        question = session.words(N_("Whose ({choices})"), choices=", ".join(instrument.parties))
        whose = ask(session, question, lambda text: read_party(text, organisations))
    new = NewFact(
        kind=fact_kind,
        party=whose,
        on=answered(
            session,
            on or received or sent,
            read_when,
            what=N_("Date"),
            option=N_("--on DATE, or --on unknown"),
            default="today",
        ),
        place=place,
        signatory=by,
        document=document,
        document_date=read_date(document_date, today=today) if document_date else None,
        sent_on=read_date(sent, today=today) if sent else None,
        received_on=read_date(received, today=today) if received else None,
        planned_kind=read_kind(of) if of else None,
        planned_for=read_date(for_, today=today) if for_ else None,
        manner=read_code(Manner, manner, N_("manner of signing or consenting")) if manner else None,
        effective_on=read_date(effective_on, today=today) if effective_on else None,
        deviation=read_code(DeviationReason, deviation, N_("reason of a deviation")) if deviation else None,
        article=article,
        obligation=obligation,
        quantity=quantity,
        detail=detail,
        source=source,
        certainty=read_code(Certainty, certainty, N_("certainty"))
        if certainty
        else (Certainty.OFFICIAL if document else Certainty.UNCONFIRMED),
    )
    answer = record_fact(store, instrument.ref, new, session.invocation)
    session.show(answer, recorded_page)
