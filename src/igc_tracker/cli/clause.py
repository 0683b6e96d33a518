"""`igc clause`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand

from igc_tracker.cli.clause_options import RuleOptions, read_rule_options
from igc_tracker.cli.groups import SpeakingGroup
from igc_tracker.cli.options import DryRun, Format, Json, KnownOn, Lang, Ref, RegisterPath
from igc_tracker.cli.output import write
from igc_tracker.cli.reading import read_code, read_file, read_party
from igc_tracker.cli.session import Given, Session
from igc_tracker.domain.errors import (
    BadClauseError,
    ClauseNotFoundError,
    MissingValueError,
    Phrase,
)
from igc_tracker.domain.instruments import ClauseTopic, FinalClause
from igc_tracker.wording.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

app = typer.Typer(cls=SpeakingGroup, add_completion=False, rich_markup_mode=None, no_args_is_help=True)

_Text = str | None
_TOPICS = ", ".join(ClauseTopic)
Topic = Annotated[str, typer.Argument(metavar="TOPIC", help=f"What the clause settles: {_TOPICS}.")]
MaybeTopic = Annotated[_Text, typer.Argument(metavar="[TOPIC]", help=f"One of: {_TOPICS}.")]


class LastNotificationByReceipt(TyperCommand):
    """A command whose --last-notification may stand alone; the note's receipt is then meant."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401  # Typer's own, of a private type
        """Read the arguments, with ``receipt`` put where nothing was said."""
        bases = ("receipt", "dispatch", "note-date")
        said = list(args)
        if "--last-notification" in said:
            place = said.index("--last-notification") + 1
            if place == len(said) or said[place] not in bases:
                said.insert(place, bases[0])
        parsed: list[str] = super().parse_args(ctx, said)
        return parsed


@app.callback()
def clause() -> None:
    """Show, set or drop final clauses.

    A clause is what a treaty says of its entry into force, later parties, provisional application, duration,
    withdrawal or amendment: an article, its text in your words, and a rule that igc computes with.
    """


@app.command()
def show(
    ref: Ref,
    topic: MaybeTopic = None,
    *,
    known_on: KnownOn = None,
    lang: Lang = None,
    format_: Format = None,
    json: Json = False,
    register: RegisterPath = None,
) -> None:
    """Show final clauses in words, and as TOML.

    What is printed in a pipe is TOML that `igc clause set REF --file` takes; the words are comments in it.

    Example: igc clause show baiterek-2004 entry-into-force
    """
    session = Session("clause show", Given(known_on=known_on, lang=lang, format=format_, json=json, register=register))
    from igc_tracker.actions.set_clause import show_clauses
    from igc_tracker.render.pages.clause import clauses_page, commented
    from igc_tracker.store.clause_file import clauses_text

    wanted = read_code(ClauseTopic, topic, N_("topic of a clause")) if topic else None
    answer = show_clauses(session.reading(), ref, topic=wanted, known_on=session.known_on)
    toml = {each.topic: clauses_text([each]) for each in answer.clauses}
    if session.format == "text":
        write(commented(answer, toml, session.words))
        return
    session.show(answer, lambda found, view: clauses_page(found, toml, view))


@app.command("set", cls=LastNotificationByReceipt)
def set_(
    ref: Ref,
    topic: MaybeTopic = None,
    *,
    file: Annotated[
        Path | None,
        typer.Option("--file", metavar="FILE", help="Take the clauses from this TOML or JSON file; - is stdin."),
    ] = None,
    article: Annotated[_Text, typer.Option("--article", metavar="TEXT", help="Where it stands, e.g. 11(2).")] = None,
    text: Annotated[_Text, typer.Option("--text", metavar="TEXT", help="What it says, in your own words.")] = None,
    on_signature: Annotated[bool, typer.Option("--on-signature", help="Signature by all parties.")] = False,
    on_date: Annotated[_Text, typer.Option("--on-date", metavar="DAY", help="A day the treaty names.")] = None,
    last_notification: Annotated[
        _Text,
        typer.Option(
            "--last-notification",
            metavar="[receipt|dispatch|note-date]",
            help="The last of the parties' notes, by this date of it. Left open: its receipt.",
        ),
    ] = None,
    exchange: Annotated[bool, typer.Option("--exchange", help="The exchange of instruments.")] = False,
    deposits: Annotated[
        int | None, typer.Option("--deposits", metavar="N", min=1, help="The deposit of the N-th instrument.")
    ] = None,
    including: Annotated[
        list[str] | None,
        typer.Option("--including", metavar="CODE", help="With --deposits: a party that must be among them."),
    ] = None,
    after: Annotated[_Text, typer.Option("--after", metavar="PERIOD", help='So long after it, e.g. "30 days".')] = None,
    first_of_month_after: Annotated[
        bool, typer.Option("--first-of-month-after", help="On the first of the month after that.")
    ] = False,
    first_of_month: Annotated[
        int | None,
        typer.Option("--first-of-month", metavar="N", min=1, help="On the first of the N-th month after its month."),
    ] = None,
    not_before: Annotated[
        _Text,
        typer.Option(
            "--not-before",
            metavar="DAY|PERIOD",
            help="Entry into force: not before this day. Withdrawal: no notice until so long after entry into force.",
        ),
    ] = None,
    term: Annotated[_Text, typer.Option("--term", metavar="PERIOD", help='The first period, e.g. "5 years".')] = None,
    indefinite: Annotated[bool, typer.Option("--indefinite", help="Without an end.")] = False,
    renewal: Annotated[_Text, typer.Option("--renewal", metavar="PERIOD", help="Renewed for so long.")] = None,
    renewals: Annotated[
        int | None, typer.Option("--renewals", metavar="N", min=1, help="So many times at most.")
    ] = None,
    until: Annotated[_Text, typer.Option("--until", metavar="DAY", help="To this day.")] = None,
    notice: Annotated[_Text, typer.Option("--notice", metavar="PERIOD", help="How long before; e.g. 6 months.")] = None,
    effect: Annotated[
        _Text,
        typer.Option("--effect", metavar="EFFECT", help="Of a notice: after-notice, end-of-term or next-1-january."),
    ] = None,
    dry_run: DryRun = False,
    lang: Lang = None,
    format_: Format = None,
    json: Json = False,
    register: RegisterPath = None,
) -> None:
    """Set a final clause: by options for the common patterns, from a file for all.

    Which options go with which TOPIC:

    \b
      entry-into-force         --on-signature --on-date --last-notification
                               --exchange --deposits --including --after
                               --first-of-month-after --first-of-month
                               --not-before
      later-parties            --after --first-of-month-after --first-of-month
      provisional-application  as for entry-into-force; --until, no --not-before
      duration                 --term --indefinite --until --renewal --renewals
                               --notice
      withdrawal               --notice --effect --not-before
      amendment                none: use --file

    --article and --text go with all of them. What you leave open stays as it was. A file replaces its clauses as a
    whole; with a TOPIC only that one is taken from it. On a terminal, without options and without a file, igc asks.

    Example: igc clause set baiterek-protocol-2018 entry-into-force --last-notification
    """  # noqa: D301  # the \b is meant: it keeps the lines below it as they are
    session = Session("clause set", Given(lang=lang, format=format_, json=json, register=register, dry_run=dry_run))
    from igc_tracker.actions.find_instruments import fetch_instrument
    from igc_tracker.actions.set_clause import set_clauses
    from igc_tracker.cli.clause_questions import agreed, ask_clause, can_be_asked
    from igc_tracker.render.pages.clause import clauses_set_page

    typed = RuleOptions(
        on_signature=on_signature,
        on_date=on_date,
        last_notification=last_notification,
        exchange=exchange,
        deposits=deposits,
        including=tuple(including or ()),
        after=after,
        first_of_month_after=first_of_month_after,
        first_of_month=first_of_month,
        not_before=not_before,
        term=term,
        indefinite=indefinite,
        renewal=renewal,
        renewals=renewals,
        until=until,
        notice=notice,
        effect=effect,
    )
    store = session.writing()
    instrument = fetch_instrument(store, ref)
    organisations = session.organisations(store)
    wanted = read_code(ClauseTopic, topic, N_("topic of a clause")) if topic else None
    given = [*typed.given(), *_named(article=article, text=text)]
    asking = file is None and not given and session.can_ask and can_be_asked(wanted)
    if asking:
        wanted, typed, article = ask_clause(session, instrument, wanted)
    if file is not None:
        _refuse_beside_file(given)
        clauses = _from_file(file, wanted)
    else:
        if wanted is None:
            raise MissingValueError(what=N_("The topic"), option="TOPIC, --file FILE")
        rule = read_rule_options(wanted, typed, today=session.now.date(), organisations=organisations)
        if asking:
            rule = rule or {}  # later parties without a period: on the day of their own instrument
        clauses = (_from_options(wanted, rule, article=article, text=text),)
    for each in clauses:
        _check_parties(each, instrument.parties, organisations)
    if asking and not agreed(session, clauses, instrument):
        session.say(session.words(N_("Nothing was saved.")))
        raise typer.Exit
    answer = set_clauses(store, instrument.ref, clauses, session.invocation, keep=file is None)
    session.show(answer, clauses_set_page)


@app.command()
def drop(
    ref: Ref,
    topic: Topic,
    *,
    dry_run: DryRun = False,
    lang: Lang = None,
    format_: Format = None,
    json: Json = False,
    register: RegisterPath = None,
) -> None:
    """Drop a final clause; `igc log` still shows it, and `igc undo` brings it back.

    Example: igc clause drop baikonur-lease-1994 withdrawal
    """
    session = Session("clause drop", Given(lang=lang, format=format_, json=json, register=register, dry_run=dry_run))
    from igc_tracker.actions.set_clause import drop_clause
    from igc_tracker.render.pages.clause import clauses_set_page

    wanted = read_code(ClauseTopic, topic, N_("topic of a clause"))
    session.show(drop_clause(session.writing(), ref, wanted, session.invocation), clauses_set_page)


def _named(**values: object) -> list[str]:
    return [name for name, value in values.items() if value is not None]


def _refuse_beside_file(given: Sequence[str]) -> None:
    from igc_tracker.cli.clause_options import option
    from igc_tracker.domain.errors import ClashingOptionsError

    for name in given:
        raise ClashingOptionsError(one="--file", other=option(name))


def _from_file(file: Path, wanted: ClauseTopic | None) -> tuple[FinalClause, ...]:
    from igc_tracker.store.clause_file import read_clauses

    clauses = read_clauses(read_file(file))
    if wanted is None:
        return clauses
    found = tuple(each for each in clauses if each.topic is wanted)
    if not found:
        raise ClauseNotFoundError(str(file), wanted.value, [each.topic.value for each in clauses])
    return found


def _from_options(
    topic: ClauseTopic, rule: dict[str, Any] | None, *, article: str | None, text: str | None
) -> FinalClause:
    from igc_tracker.store.clause_codec import decode_rule

    if rule is None and not (article or text):
        raise MissingValueError(what=N_("What the clause says"), option=N_("options, or --file FILE"))
    decoded = None if rule is None else decode_rule(topic, rule)
    return FinalClause(topic=topic, article=article, text=text or "", rule=decoded)


def _check_parties(clause: FinalClause, parties: Sequence[str], organisations: Mapping[str, object]) -> None:
    """Raise UnknownPartyError for a code nobody has, or BadClauseError for one that is written otherwise."""
    from igc_tracker.domain.clause_parts import parties_named

    for party in parties_named(clause.rule):
        if party in parties:
            continue
        code = read_party(party, organisations)
        if code != party:
            problem = Phrase("names {party}, which is written {code}", party=party, code=code)
            raise BadClauseError(path=clause.topic.value, problem=problem)
