"""`igc commission`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

import typer

from igc_tracker.cli.add_options import Aliases, NewRef, Parties, Title, TitleKk, TitleRu
from igc_tracker.cli.agenda import ForSession, WithRestricted, show_agenda
from igc_tracker.cli.commission_options import (
    AtRisk,
    Basis,
    CoChairs,
    Every,
    LookedAfter,
    Name,
    ShortTitle,
    certainty_of,
    texts,
)
from igc_tracker.cli.commission_records import decide, item, progress, session, strike
from igc_tracker.cli.formats import PAGES
from igc_tracker.cli.groups import SpeakingGroup
from igc_tracker.cli.options import (
    AsOf,
    DryRun,
    Format,
    Json,
    KnownOn,
    Lang,
    PageFormat,
    RegisterPath,
    Source,
)
from igc_tracker.cli.options import Certainty as CertaintyOption
from igc_tracker.cli.reading import read_all, read_party
from igc_tracker.cli.session import Given, Session
from igc_tracker.domain.errors import BadIntervalError, MissingValueError
from igc_tracker.wording.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

app = typer.Typer(cls=SpeakingGroup, add_completion=False, rich_markup_mode=None, no_args_is_help=True)

_Text = str | None
_INTERVAL = re.compile(r"(\d{1,3})\s*([my])", re.IGNORECASE)
_YEAR = 12
_LATEST = 100


@app.callback()
def commission() -> None:
    """Show commissions; record sessions, decisions and what becomes of them.

    A commission is a joint body of the parties. Its sessions, decisions, action items and every report on them are
    facts: dated, sourced, struck where they were wrong. Where an item stands follows from them.
    """


@app.command(name="list")
def list_(
    *,
    as_of: AsOf = None,
    known_on: KnownOn = None,
    lang: Lang = None,
    format_: PageFormat = None,
    json: Json = False,
    register: RegisterPath = None,
) -> None:
    """List commissions: the last session, the next one, how much is owed.

    Example: igc commission list
    """
    given = Given(as_of=as_of, known_on=known_on, lang=lang, format=format_, json=json, register=register)
    run = Session("commission list", given, formats=PAGES)
    from igc_tracker.actions.list_commissions import list_commissions
    from igc_tracker.render.pages.commissions import commissions_page

    answer = list_commissions(run.reading(), as_of=run.as_of, known_on=run.known_on)
    run.show(answer, commissions_page, findings=answer.findings)


@app.command()
def show(
    name: Name,
    *,
    as_of: AsOf = None,
    known_on: KnownOn = None,
    lang: Lang = None,
    format_: PageFormat = None,
    json: Json = False,
    register: RegisterPath = None,
) -> None:
    """Show one commission: sessions, decisions, action items.

    An item is done, overdue, at risk, on time, not assessed or superseded; the line below it says why, and on which
    reports that rests. Reports that cannot both be true stand side by side, the other one marked "differs".

    Example: igc commission show baikonur --as-of 2018-07-15
    """
    given = Given(as_of=as_of, known_on=known_on, lang=lang, format=format_, json=json, register=register)
    run = Session("commission show", given, formats=PAGES)
    from igc_tracker.actions.show_commission import show_commission
    from igc_tracker.render.pages.commissions import commission_page

    answer = show_commission(run.reading(), name, as_of=run.as_of, known_on=run.known_on)
    run.show(answer, commission_page, findings=answer.findings)


@app.command()
def add(
    *,
    title: Title = None,
    title_ru: TitleRu = None,
    title_kk: TitleKk = None,
    ref: NewRef = None,
    short_title: ShortTitle = None,
    party: Parties = None,
    alias: Aliases = None,
    co_chair: CoChairs = None,
    parent: Annotated[
        _Text, typer.Option("--parent", metavar="NAME", help="The commission it is a sub-body of.")
    ] = None,
    basis: Basis = None,
    every: Every = None,
    at_risk: AtRisk = None,
    instrument: LookedAfter = None,
    source: Source = None,
    certainty: CertaintyOption = None,
    dry_run: DryRun = False,
    lang: Lang = None,
    format_: Format = None,
    json: Json = False,
    register: RegisterPath = None,
) -> None:
    """Add a commission.

    Leave --every out where the frequency is not known: a session is then late only against a recorded plan.

    Example: igc commission add --title "Commission on transit" --party KZ --party RU --every 1y
    """
    run = Session("commission add", Given(lang=lang, format=format_, json=json, register=register, dry_run=dry_run))
    from igc_tracker.actions.add_commission import NewCommission, add_commission
    from igc_tracker.cli.adding import language_of
    from igc_tracker.render.pages.commissions import saved_page

    titles = texts(title, title_ru, title_kk)
    if not titles:
        named = run.need(None, what=N_("The title"), option=N_("--title, --title-ru or --title-kk"))
        titles = {language_of(named): named}
    store = run.writing()
    organisations = run.organisations(store)
    new = NewCommission(
        titles=titles,
        ref=ref,
        short_titles={language_of(short_title): short_title} if short_title else {},
        aliases=read_all(alias),
        parties=tuple(dict.fromkeys(read_party(each, organisations) for each in read_all(party))),
        co_chairs=_co_chairs(co_chair, organisations),
        parent=parent,
        basis=tuple(basis or ()),
        months=_months(every) if every else None,
        at_risk_days=at_risk,
        instruments=read_all(instrument),
        source=source,
        certainty=certainty_of(certainty),
    )
    run.show(add_commission(store, new, run.invocation), saved_page)


@app.command()
def edit(
    name: Name,
    *,
    title: Title = None,
    title_ru: TitleRu = None,
    title_kk: TitleKk = None,
    short_title: ShortTitle = None,
    alias: Aliases = None,
    co_chair: CoChairs = None,
    basis: Basis = None,
    every: Every = None,
    at_risk: AtRisk = None,
    instrument: LookedAfter = None,
    source: Source = None,
    certainty: CertaintyOption = None,
    dry_run: DryRun = False,
    lang: Lang = None,
    format_: Format = None,
    json: Json = False,
    register: RegisterPath = None,
) -> None:
    """Add to what is known of a commission: a new co-chair, its frequency.

    Titles, co-chairs and the frequency take the place of the old ones, which stay in the journal; the rest is added.

    Example: igc commission edit baikonur --every 1y --basis effective-use-2004 --source "the statute"
    """
    run = Session("commission edit", Given(lang=lang, format=format_, json=json, register=register, dry_run=dry_run))
    from igc_tracker.actions.edit_commission import Learned, edit_commission
    from igc_tracker.cli.adding import language_of
    from igc_tracker.render.pages.commissions import saved_page

    store = run.writing()
    learned = Learned(
        titles=texts(title, title_ru, title_kk),
        short_titles={language_of(short_title): short_title} if short_title else {},
        aliases=read_all(alias),
        co_chairs=_co_chairs(co_chair, run.organisations(store)),
        basis=tuple(basis or ()),
        months=_months(every) if every else None,
        at_risk_days=at_risk,
        instruments=read_all(instrument),
        source=source,
        certainty=certainty_of(certainty),
    )
    run.show(edit_commission(store, name, learned, run.invocation), saved_page)


@app.command()
def agenda(
    name: Name,
    *,
    for_: ForSession = None,
    include_restricted: WithRestricted = False,
    as_of: AsOf = None,
    known_on: KnownOn = None,
    lang: Lang = None,
    format_: PageFormat = None,
    json: Json = False,
    register: RegisterPath = None,
) -> None:
    """Draft the agenda of the next session, with what is carried over: plain text in 78 columns.

    Open and overdue items first, then what was done since the last session, reports that differ, instruments that
    stand otherwise than then, and the deadlines before the session after.

    Example: igc commission agenda baikonur --for 6 --as-of 2018-07-15 --lang ru
    """
    given = Given(as_of=as_of, known_on=known_on, lang=lang, format=format_ or "text", json=json, register=register)
    show_agenda("commission agenda", given, name, for_, include_restricted=include_restricted)


for _command in (session, decide, item, progress, strike):
    app.command()(_command)


def _co_chairs(typed: list[str] | None, organisations: Mapping[str, object]) -> dict[str, str]:
    pairs = [_pair(each) for each in typed or ()]
    return {read_party(code, organisations): person for code, person in pairs}


def _pair(text: str) -> tuple[str, str]:
    code, _, person = text.partition("=")
    if not person.strip():
        raise MissingValueError(what=N_("The co-chair's name"), option="--co-chair CODE=NAME")
    return code.strip(), person.strip()


def _months(text: str) -> int:
    match = _INTERVAL.fullmatch(text.strip())
    if match is None or not 0 < int(match[1]) <= _LATEST:
        raise BadIntervalError(text=text)
    return int(match[1]) * (_YEAR if match[2].lower() == "y" else 1)
