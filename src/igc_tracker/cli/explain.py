"""`igc explain`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from igc_tracker.cli.formats import PAGES
from igc_tracker.cli.options import AsOf, Json, KnownOn, Lang, PageFormat, Ref, RegisterPath
from igc_tracker.cli.reading import read_code, read_date, read_party
from igc_tracker.cli.session import Given, Session
from igc_tracker.domain.errors import BadSuppositionError, MissingValueError
from igc_tracker.wording.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from igc_tracker.actions.explain import Supposition

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def explain(
    ref: Ref,
    topic: Annotated[
        str,
        typer.Argument(metavar="[TOPIC]", help="entry-into-force, party, term, notice or withdrawal."),
    ] = "entry-into-force",
    party: Annotated[str | None, typer.Argument(metavar="[PARTY]", help="With topic party: whose.")] = None,
    *,
    if_: Annotated[
        list[str] | None,
        typer.Option("--if", metavar="TEXT", help='Suppose a fact, e.g. "RU received 2026-12-15"; may be repeated.'),
    ] = None,
    as_of: AsOf = None,
    known_on: KnownOn = None,
    lang: Lang = None,
    format_: PageFormat = None,
    json: Json = False,
    register: RegisterPath = None,
) -> None:
    """Explain a date: clause, inputs, steps, sources.

    It also says what would change the date. With --if nothing is saved: the answer is what would follow, and which
    deadlines would move, here and in what hangs on it. A supposition is a party (or "all"), an act (signed, sent,
    received, deposited, exchanged, decided, denounced, or any kind of fact), and a day or a month.

    Example: igc explain baiterek-protocol-2018 --if "RU received 2026-12-15"
    """
    given = Given(as_of=as_of, known_on=known_on, lang=lang, format=format_, json=json, register=register)
    session = Session("explain", given, formats=PAGES)
    from igc_tracker.actions.explain import Topic
    from igc_tracker.actions.explain import explain as explain_date
    from igc_tracker.render.pages.explanation import explanation_page

    store = session.reading()
    organisations = session.organisations(store)
    about = read_code(Topic, topic, "topic")
    if about is Topic.PARTY and party is None:
        raise MissingValueError(what=N_("The party"), option=N_("its code, e.g. igc explain REF party KZ"))
    today = session.now.date()
    answer = explain_date(
        store,
        ref,
        about,
        as_of=session.as_of,
        known_on=session.known_on,
        party=read_party(party, organisations) if party else None,
        suppositions=tuple(_read_supposition(each, organisations, today=today) for each in if_ or ()),
    )
    session.as_of = answer.as_of
    session.show(answer, explanation_page)


_SHORT = {
    "sent": "notification-sent",
    "received": "notification-received",
    "deposited": "instrument-deposited",
    "exchanged": "instruments-exchanged",
    "in-force": "entered-into-force",
}


def _read_supposition(text: str, organisations: Mapping[str, object], *, today: date) -> Supposition:
    from igc_tracker.actions.explain import Supposition
    from igc_tracker.domain.facts import FactKind

    parts = text.split(maxsplit=2)
    if len(parts) != len(("who", "what", "when")):
        raise BadSuppositionError(text=text)
    who, what, when = parts
    return Supposition(
        kind=read_code(FactKind, _SHORT.get(what.casefold(), what), N_("kind of fact")),
        party=None if who.casefold() == "all" else read_party(who, organisations),
        on=read_date(when, today=today),
    )
