"""Write what the docs take from the program: the commands, the codes, the settings, the file format, one capture.

    .venv/bin/python tools/docs.py            write it
    .venv/bin/python tools/docs.py --check    write nothing; name what is stale or broken, and leave with 1

A page says where a part goes by two comments, ``<!-- from the program: NAME -->`` and ``<!-- end -->``; what stands
between them is written here, all else by people. NAME is a function in ``PARTS``.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from dataclasses import MISSING, Field, fields
from enum import StrEnum
from importlib import import_module
from inspect import cleandoc
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from typer.core import TyperGroup
from typer.main import get_command

from igc_tracker.actions.list_procedures import TemplateRow, list_procedures
from igc_tracker.cli.commands import COMMANDS
from igc_tracker.config import SETTINGS
from igc_tracker.derive.chain import COMPLETES, LinkStatus
from igc_tracker.derive.entry_into_force import ForceState
from igc_tracker.derive.standing import SETTLED, StandingCode
from igc_tracker.derive.unlocks import UnlockState
from igc_tracker.domain import clauses
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
from igc_tracker.domain.errors import ExitCode, IgcError
from igc_tracker.domain.facts import DOMESTIC_STEPS, REPEATABLE, Fact, FactKind, Strike
from igc_tracker.domain.instruments import (
    PRESUMED_NOT_TREATIES,
    ChainLink,
    InstrumentKind,
)
from igc_tracker.domain.obligations import Every, Obligation
from igc_tracker.domain.parties import ORGANISATIONS
from igc_tracker.domain.procedures import RECORDED_AS, DeadlineRelation, TreatyAction
from igc_tracker.domain.projects import Cause, FundingStage, Outcome, Target
from igc_tracker.domain.register import Change, JournalEntry, Meeting, Milestone, Project, Quantity
from igc_tracker.domain.runs import DelayReason, Phase, ProcedureMark
from igc_tracker.render.pages.grid import MARK as GRID_MARK
from igc_tracker.store.clause_codec import RULES
from igc_tracker.store.codec import FIELDS, FORMAT, SCHEMA_VERSION
from igc_tracker.store.layout import INFO_TABLE
from igc_tracker.store.procedure_checks import REQUIRED, TEMPLATE
from igc_tracker.store.procedure_checks import TABLES as PROCEDURE_TABLES
from igc_tracker.store.procedures import ProcedureShelf
from igc_tracker.store.tinydb_store import TABLES
from igc_tracker.wording.codes import (
    CERTAINTY,
    CLAUSE_TOPIC,
    CONFIDENCE,
    FACT_KIND,
    FINDING,
    GRID,
    KIND,
    LEVEL,
    LINK,
    LINK_STATUS,
    MANNER,
    MARK,
    MARK_UNCONFIRMED,
    NEXT_ACT,
    RELATION,
    STANDING,
    UNLOCKED_BY,
)
from igc_tracker.wording.procedures import ANCHOR, TREATY_ACTION
from igc_tracker.wording.reasons import DEVIATION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

ROOT = Path(__file__).resolve().parent.parent
PAGES = (
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "CHANGELOG.md",
    ROOT / "data" / "README.md",
    *sorted((ROOT / "docs").glob("*.md")),
)
NAMING_COMMANDS = (ROOT / "README.md", ROOT / "docs" / "commands.md")

PART = re.compile(r"(?P<head><!-- from the program: (?P<name>[a-z-]+) -->\n).*?(?P<end><!-- end -->)", re.DOTALL)
LINK_TO = re.compile(r"!?\[[^\]]*\]\((?P<target>[^)\s]+)\)")
CODE_BLOCK = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
COLUMNS = 80

Code = TypeVar("Code", bound=StrEnum)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the parts, or check them; return the exit code."""
    parser = argparse.ArgumentParser(description="Write the parts of the docs that come from the program.")
    parser.add_argument("--check", action="store_true", help="write nothing; leave with 1 if something is off")
    check: bool = parser.parse_args(arguments).check
    stale = [page for page in PAGES if page.read_text(encoding="utf-8") != filled(page)]
    if check:
        problems = [f"{named(page)}: stale; run: python tools/docs.py" for page in stale]
        problems += [*dead_links(), *commands_not_named(), *fields_without_meaning()]
        print("\n".join(problems) if problems else "The docs are up to date.")
        return 1 if problems else 0
    for page in stale:
        page.write_text(filled(page), encoding="utf-8")
        print(f"wrote {named(page)}")
    return 0


def named(page: Path) -> str:
    """Return what to call a page: its path in the checkout."""
    return str(page.relative_to(ROOT))


def filled(page: Path) -> str:
    """Return the page's text with every part as the program has it now."""
    return PART.sub(
        lambda found: f"{found['head']}\n{PARTS[found['name']]().strip()}\n\n{found['end']}",
        page.read_text(encoding="utf-8"),
    )


# --- what is checked ----------------------------------------------------------------------------------------------


def dead_links() -> Iterator[str]:
    """Yield the links to files that are not there, and to headings that are not in them."""
    for page in PAGES:
        text = CODE_BLOCK.sub("", page.read_text(encoding="utf-8"))
        for found in LINK_TO.finditer(text):
            path, _, heading = found["target"].partition("#")
            if re.match(r"[a-z]+:", path):
                continue
            target = page.parent / path if path else page
            if not target.exists():
                yield f"{named(page)}: no such file: {found['target']}"
            elif heading and heading not in headings(target):
                yield f"{named(page)}: no such heading: {found['target']}"


def headings(page: Path) -> set[str]:
    """Return the names under which a page's headings can be linked to."""
    text = CODE_BLOCK.sub("", page.read_text(encoding="utf-8"))
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def commands_not_named() -> Iterator[str]:
    """Yield the commands that no page tells of."""
    text = "".join(page.read_text(encoding="utf-8") for page in NAMING_COMMANDS)
    for row in COMMANDS:
        if not re.search(rf"\bigc {re.escape(row.name)}\b", text):
            yield f"igc {row.name}: named neither in {' nor in '.join(map(named, NAMING_COMMANDS))}"


def fields_without_meaning() -> Iterator[str]:
    """Yield the fields that the program stores and the tables of meanings below do not tell of, or the other way."""
    told: list[tuple[str, Iterable[str], Mapping[str, str]]] = [
        ("tables", TABLES, TABLE_MEANING),
        ("an instrument", FIELDS, INSTRUMENT_MEANING),
        ("a fact", [each.name for each in fields(Fact)], FACT_MEANING),
    ]
    told += [(f"procedures, {kind}", keys, PROCEDURE_MEANING[kind]) for kind, keys in _procedure_tables().items()]
    told += [(title.lower(), [each.name for each in fields(kind)], meaning) for title, kind, meaning in OTHER_RECORDS]
    for title, program, meaning in told:
        for name in sorted(set(program) ^ set(meaning)):
            yield f"tools/docs.py: {title}: {name} is in only one of the program and the tables of meanings"


# --- Markdown -----------------------------------------------------------------------------------------------------


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table; a bar in a cell is escaped."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


def code(text: str) -> str:
    """Return text as code."""
    return f"`{text}`"


def codes(texts: Iterable[str]) -> str:
    """Return several texts as code, in a row."""
    return ", ".join(map(code, texts))


def block(text: str, language: str = "text") -> str:
    """Return text as a block of code."""
    return f"```{language}\n{text.rstrip()}\n```"


def code_table(words: Mapping[Code, str]) -> str:
    """Return a closed list: each code and what it is called."""
    return table(("Code", "Called"), ((code(each.value), called) for each, called in words.items()))


# --- the program itself -------------------------------------------------------------------------------------------


def igc(*arguments: str) -> str:
    """Return what igc prints, run on the example register, without settings."""
    with tempfile.TemporaryDirectory() as home:
        kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "PYTHONPATH") if name in os.environ}
        place = {"HOME": home, "XDG_CONFIG_HOME": home, "IGC_REGISTER": str(ROOT / "data" / "baikonur.json")}
        return subprocess.run(
            [sys.executable, "-m", "igc_tracker", *arguments],
            env=kept | place | {"COLUMNS": str(COLUMNS), "LC_ALL": "C.UTF-8", "TERM": "dumb"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            check=True,
        ).stdout.replace("python -m igc_tracker", "igc")


def capture() -> str:
    """Return the upper part of the page README shows."""
    arguments = ("status", "baiterek", "--as-of", "2018-07-15")
    upper, _, _ = igc(*arguments).partition("\n\nProtocol amending")
    return block(upper)


def commands() -> str:
    """Return every command's help, subcommands under theirs."""
    parts = ["## igc", block(igc("--help"))]
    for row in COMMANDS:
        parts += [f"## igc {row.name}", block(igc(row.name, "--help"))]
        group = get_command(import_module(f"igc_tracker.cli.{row.module}").app)
        for sub in group.commands if isinstance(group, TyperGroup) else ():
            parts += [f"### igc {row.name} {sub}", block(igc(row.name, sub, "--help"))]
    return "\n\n".join(parts)


def settings() -> str:
    """Return the settings with their two homes."""
    return table(
        ("Key in the config file", "Environment variable", "Meaning"),
        ((code(each.key), code(each.variable), each.help) for each in SETTINGS),
    )


# --- the closed lists ---------------------------------------------------------------------------------------------


def fact_kinds() -> str:
    """Return the kinds of fact in order, with what each does for the chain."""
    return table(
        ("Code", "Called", "Completes the link", "May happen more than once"),
        (
            (code(kind.value), FACT_KIND[kind], codes(_completed(kind)), "yes" if kind in REPEATABLE else "")
            for kind in FactKind
        ),
    )


def _completed(kind: FactKind) -> list[str]:
    return [link.value for link, kinds in COMPLETES.items() if kind in kinds]


def domestic_steps() -> str:
    """Return the kinds that show consent under way."""
    return codes(kind.value for kind in FactKind if kind in DOMESTIC_STEPS)


def standings() -> str:
    """Return the standings in order."""
    return table(
        ("Code", "Called", "On its way"),
        ((code(each.value), STANDING[each], "" if each in SETTLED else "yes") for each in StandingCode),
    )


def links() -> str:
    """Return the five links, the facts that complete them, and the act that is due."""
    return table(
        ("Code", "Called", "Completed by", "What is due"),
        (
            (
                code(link.value),
                LINK[link],
                codes(kind.value for kind in FactKind if kind in COMPLETES[link]),
                NEXT_ACT[link],
            )
            for link in ChainLink
        ),
    )


def link_states() -> str:
    """Return the states of a link with their marks."""
    rows = [(code(each.value), LINK_STATUS[each], MARK[each]) for each in LinkStatus]
    marks = table(("Code", "Called", "Mark"), rows)
    return f"{marks}\n\nA link that is not settled has the mark {MARK_UNCONFIRMED} and a question mark after its date."


def instrument_kinds() -> str:
    """Return the kinds of instrument and whether each is presumed a treaty."""
    return table(
        ("Code", "Called", "Presumed a treaty"),
        ((code(each.value), KIND[each], "no" if each in PRESUMED_NOT_TREATIES else "yes") for each in InstrumentKind),
    )


def small_lists() -> str:
    """Return the lists that need no more than a word for each code."""
    parts = [
        f"## {title}\n\n{listed}"
        for title, listed in (
            ("Relations", code_table(RELATION)),
            ("Certainties, best first", code_table(CERTAINTY)),
            ("Confidences", code_table(CONFIDENCE)),
            ("Levels", code_table(LEVEL)),
            ("Topics of final clauses", code_table(CLAUSE_TOPIC)),
            ("Manners", code_table(MANNER)),
            ("Reasons of a deviation", code_table(DEVIATION)),
            ("What unlocks", code_table(UNLOCKED_BY)),
            ("Codes of the grid", grid_codes()),
        )
    ]
    parts.append(f"## States of an unlock\n\n{codes(each.value for each in UnlockState)}")
    parts.append(f"## States of entry into force\n\n{codes(each.value for each in ForceState)}")
    return "\n\n".join(parts)


def grid_codes() -> str:
    """Return the codes of `igc status --grid` with their marks."""
    rows = [(code(each.value), f"`{GRID_MARK[each]}`" if GRID_MARK[each] else "", GRID[each]) for each in GRID]
    return table(("Code", "Mark", "Meaning"), rows)


def organisations() -> str:
    """Return the organisations that can be a party without being declared."""
    return table(("Code", "Name"), ((code(each), names["en"]) for each, names in ORGANISATIONS.items()))


def exit_codes() -> str:
    """Return the exit codes, in the words of the program's help."""
    _, _, said = " ".join(igc("--help").split()).partition("Exit codes: ")
    meanings = {int(number): words for number, words in re.findall(r"(\d+) ([^,.]+)", said.partition(".")[0])}
    return table(("Exit code", "Meaning"), ((str(int(each)), meanings.get(each, "")) for each in ExitCode))


def errors() -> str:
    """Return every error: its code, its exit code, what it says and what it advises."""
    return table(
        ("Code", "Exit code", "Message", "Remedy"),
        (
            (code(each.code), str(int(each.exit_code)), _template(each.message), _template(each.hint))
            for each in sorted(_leaves(IgcError), key=lambda each: (each.exit_code, each.code))
        ),
    )


def _leaves(error: type[IgcError]) -> Iterator[type[IgcError]]:
    """Yield the errors that are raised: those with a message."""
    if error.message:
        yield error
    for each in error.__subclasses__():
        yield from _leaves(each)


def _template(text: str) -> str:
    """Return a message with its values as names in capitals; one that may be empty, so set without a space, in []."""
    text = re.sub(r"(?<=\w)\{(\w+)\}", lambda found: f" [{found[1].upper()}]", text)
    return re.sub(r"\{(\w+)(?:!r)?\}", lambda found: found[1].upper(), text)


def findings() -> str:
    """Return the findings of a register that can be read only in part."""
    return table(("Code", "What it says"), ((code(each), _template(text)) for each, text in FINDING.items()))


# --- final clauses ------------------------------------------------------------------------------------------------


def clause_rules() -> str:
    """Return the keys of the rule of each topic."""
    return _keys_of({code(topic.value): kind for topic, kind in RULES.items()})


def clause_parts() -> str:
    """Return the keys of what rules and conditions are made of."""
    return _keys_of(
        {"An offset": clauses.Offset, "A group": clauses.Group, "A share": clauses.Share, "A part": clauses.PartRule}
    )


def clause_conditions() -> str:
    """Return the keys of each condition, beside its type."""
    return _keys_of({code(name): kind for name, kind in clauses.CONDITIONS.items()})


def _keys_of(kinds: Mapping[str, type]) -> str:
    parts = []
    for title, kind in kinds.items():
        parts.append(f"### {title}")
        parts.append(" ".join(cleandoc(kind.__doc__ or "").replace("``", "`").split()))
        if keys := fields(kind):
            rows = ((code(each.name), _taken(str(each.type)), _left_out(each)) for each in keys)
            parts.append(table(("Key", "Takes", "Left out"), rows))
    return "\n\n".join(parts)


def _taken(hint: str) -> str:
    """Return what a field takes, from its annotation."""
    hint = hint.removesuffix(" | None")
    listed = re.fullmatch(r"tuple\[(\w+), \.\.\.\]", hint)
    if listed:
        return f"a list, each {_taken(listed[1])}"
    mapped = re.fullmatch(r"Mapping\[str, (\w+)\]", hint)
    if mapped:
        return f"by party code {_taken(mapped[1])}"
    kind = getattr(clauses, hint, None)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return codes(each.value for each in kind)
    return TAKEN[hint]


TAKEN = {
    "str": "a text",
    "int": "a whole number, 1 or more",
    "float": "a number, 0 or more",
    "bool": "`true` or `false`",
    "date": "a day",
    "Period": "a period",
    "Condition": "a condition",
    "Offset": "an offset",
    "Group": "a group",
    "Share": "a share",
    "PartRule": "a part",
}
"""What the fields of rules take."""


def _left_out(key: Field[object]) -> str:
    if key.default is MISSING and key.default_factory is MISSING:
        return "must be there"
    if isinstance(key.default, StrEnum):
        return code(key.default.value)
    if isinstance(key.default, bool | int):
        return code(str(key.default).lower())
    return "the same day" if key.type == "Offset" else ""


# --- the file -----------------------------------------------------------------------------------------------------

TABLE_MEANING = {
    INFO_TABLE: "The register's own particulars: one record, with the key `1`.",
    "projects": "What agreements are for, with their milestones.",
    "commissions": "Joint bodies, with what is owed to them.",
    "meetings": "Sessions of joint bodies and talks, with what they decided.",
    "journal": "One record for each command that wrote: who, when, what changed from what to what.",
    "instruments": "Agreements, protocols and the like: cover sheet and facts.",
}
INFO_MEANING = {
    "format": f"Always `{FORMAT}`.",
    "schema_version": f"A whole number, now {SCHEMA_VERSION}. igc refuses a file with a higher one.",
    "id": "32 hex digits that name the register wherever its file goes.",
    "created_at": "When the register was made.",
    "name": "Its name, by language.",
    "organisations": "Organisations that can be parties beside those igc knows: names by language, by code.",
}
INSTRUMENT_MEANING = {
    "ref": "What others call it by. Small letters, digits, hyphens. It never changes.",
    "kind": "See [kinds of instrument](codes.md#kinds-of-instrument).",
    "level": "See [levels](codes.md#levels).",
    "binding": "Whether it is a treaty. Left out: by its kind.",
    "titles": "Full titles, by language (`en`, `ru`, `kk`).",
    "short_titles": "What to call it in a sentence, by language.",
    "aliases": "Other names it is found by.",
    "parties": "Codes: ISO 3166 alpha-2, or an organisation. Their order is that of the cover sheet.",
    "depositary": "The code of who keeps the originals.",
    "languages": "Authentic languages.",
    "subjects": "What it is about, in words of your own.",
    "lead_bodies": "The responsible body, by party code.",
    "originals": "Where the originals lie, in words.",
    "officer": "Who is in charge of it.",
    "restricted": "`true`: not to be named in shared reports.",
    "status_note": "A remark shown with the standing. igc derives nothing from it.",
    "links": "Ties to other instruments: `relation`, see [relations](codes.md#relations), and `to`, a ref.",
    "clauses": "Final clauses: `topic`, and `text`, `article` and `rule` where they are known: "
    "see [clauses](clauses.md).",
    "unlocks": "What a milestone sets free: `by`, `what` by language, perhaps `project`, `stage` and `source`.",
    "obligations": "What the parties owe under it, see [an obligation](#an-obligation).",
    "gaps": "What was looked for and not found: `text`, perhaps `link` and `party`.",
    "conflicts": "Sources that disagree: `text`, perhaps `facts` (ids).",
    "facts": "The facts, in the order they were recorded.",
    "recorded_at": "When it was recorded.",
    "recorded_by": "By whom.",
}
FACT_MEANING = {
    "id": "Unique within the instrument, e.g. `signed-kz-2018-08-22`.",
    "kind": "See [kinds of fact](codes.md#kinds-of-fact).",
    "party": "Who did it. Left out: the instrument itself, or all parties at once.",
    "on": "The day it happened. Left out: the source gives no date.",
    "place": "Where.",
    "signatory": "Who signed or acted.",
    "document": "The act or note, with its number.",
    "document_date": "The date the document bears.",
    "sent_on": "Of a notice, e.g. `denounced`: the day it was sent.",
    "received_on": "Of a notice: the day it was received.",
    "planned_kind": "Only with `planned`: the kind of act that is expected.",
    "planned_for": "Only with `planned`: the date it is expected for.",
    "manner": "How a party signed, or by which means it consents: see [manners](codes.md#manners).",
    "effective_on": "The day the act takes effect, where that is not the day it was done.",
    "deviation": "Why a published entry into force is not the one the clause gives: "
    "see [reasons](codes.md#reasons-of-a-deviation).",
    "article": "The part the fact is about, where it is not about the whole.",
    "procedure": "Its place in the party's domestic procedure: the fields of [a procedure mark](#a-procedure-mark).",
    "obligation": "Only with `performed`: the id of the obligation it counts towards.",
    "quantity": "Only with `performed`: how much of it was done; 0 says that none was. Left out: 1.",
    "detail": "Anything worth knowing.",
    "source": "Where it is written.",
    "certainty": "What kind of source it is: see [certainties](codes.md#certainties-best-first). "
    "Left out: `unconfirmed`.",
    "confidence": "How sure the recorder was that the source says this: see [confidences](codes.md#confidences).",
    "recorded_at": "When it was recorded.",
    "recorded_by": "By whom.",
    "struck": "`at`, `by`, `why`: it no longer counts, since when, and the reason.",
}
PROJECT_MEANING = {
    "ref": "What others call it by.",
    "titles": "Titles, by language.",
    "description": "What it is.",
    "aliases": "Other names it is found by.",
    "instruments": "Refs of the agreements it rests on; the first is its base.",
    "stages": "The ways it is paid for, in their order: [funding stages](#a-funding-stage-of-a-project).",
    "targets": "What is planned for a day: [targets](#a-target-of-a-project).",
    "conflicts": "As for an instrument; `facts` are ids of milestones.",
    "milestones": "Dated, sourced events of the project.",
    "recorded_at": "When it was recorded.",
    "recorded_by": "By whom.",
}
MILESTONE_MEANING = {
    "id": "Unique within the project.",
    "text": "What happened, by language.",
    "on": "When it happened, or was said. Left out: the source is undated.",
    "concerns": "The key of the target it is about.",
    "outcome": f"How the target ended: {codes(Outcome)}.",
    "stage": "The key of the funding stage that began.",
    "quantity": "How much of a countable task was done: the fields below.",
    "planned_for": "The date then planned for the target.",
    "cause": "What moved that date: the fields below.",
} | {key: FACT_MEANING[key] for key in ("source", "certainty", "confidence", "recorded_at", "recorded_by", "struck")}
STAGE_MEANING = {
    "key": "Unique within the project.",
    "titles": "What it is called, by language. What unlocks it is said by instruments, under `unlocks`.",
}
TARGET_MEANING = {
    "key": "Unique within the project.",
    "titles": "What it is called, by language.",
    "stage": "The key of the funding stage without which it cannot be reached.",
}
CAUSE_MEANING = {
    "instrument": "The ref of the instrument that moved it.",
    "meeting": "The ref of the meeting that moved it.",
    "decision": "The id of the decision of that meeting that moved it.",
    "text": "The reason in words, by language.",
}
OBLIGATION_MEANING = {
    "id": "Unique within the instrument. It never changes: facts name it.",
    "text": "What is owed, by language.",
    "parties": "Who owes it. Left out: every party.",
    "article": "Where it stands.",
    "at_least": "How many are owed: in all, or with `every` in each such period. Left out: 1.",
    "unit": "How many of what, by language.",
    "every": f"Owed again in each: {codes(Every)}. Left out: owed once.",
    "first": "The day it begins; periods count from it. Left out: the entry into force, and calendar periods.",
    "until": "Its last day; of a month or a year, the last of these. Left out: it has no end.",
    "source": "Where it is written.",
}
QUANTITY_MEANING = {
    "done": "How many are done.",
    "total": "Of how many.",
    "unit": "Of what, by language.",
    "where": "Where they lie, by language.",
}
MEETING_MEANING = {
    "ref": "What others call it by.",
    "body": "Which body met.",
    "number": "The number of the session.",
    "on": "When. Left out: held, day not found.",
    "place": "Where.",
    "co_chairs": "Who led it.",
    "present": "Who else was there.",
    "decisions": "What was decided: the fields of [a decision](#a-decision), or no more than its text in English.",
    "note": "Anything worth knowing.",
    "sources": "Where it is written.",
    "commission": "The ref of the commission that met, or in whose field the talks were.",
    "kind": f"{codes(MeetingKind)}. Left out: `session`. Only sessions are owed at the agreed frequency.",
    "protocol": "The document it signed.",
    "events": "Reports that it is planned or was held: the fields of [an event](#an-event-of-a-meeting). Where there "
    "are any and `on` is left out, it was held only if one of them says so.",
    "struck": "As for a fact; it strikes `on`, the report of a meeting that was held when it was recorded.",
} | {key: FACT_MEANING[key] for key in ("certainty", "confidence", "recorded_at", "recorded_by")}
EVIDENCE_MEANING = {
    key: FACT_MEANING[key] for key in ("source", "certainty", "confidence", "recorded_at", "recorded_by", "struck")
}
DECISION_MEANING = {
    "id": "Unique within the meeting, e.g. `d1`.",
    "text": "What was decided, by language.",
    "paragraph": "Its place in the protocol.",
    "provisions": "What it is about: the fields of [a provision](#a-provision).",
    "projects": "Refs of projects it is about.",
} | EVIDENCE_MEANING
EVENT_MEANING = {
    "id": "Unique within the meeting, e.g. `planned-2018-09`.",
    "kind": f"{codes(MeetingEventKind)}.",
    "on": "The day it was held, or the day on which it was planned.",
    "planned_for": "Only with `planned`: the day it is planned for.",
    "place": "Where.",
    "document": "The protocol, or the paper a plan stands in.",
    "detail": "Anything worth knowing.",
} | EVIDENCE_MEANING
PROVISION_MEANING = {"instrument": "A ref.", "article": "The part of it. Left out: the whole."}
COMMISSION_MEANING = {
    "ref": "What others call it by.",
    "titles": "Titles, by language.",
    "short_titles": "What to call it in a line, by language.",
    "aliases": "Other names it is found by.",
    "parties": "Codes, as for an instrument.",
    "co_chairs": "Those in office, by party code.",
    "parent": "The ref of the commission it is a sub-body of.",
    "basis": "What it was set up by: the fields of [a provision](#a-provision).",
    "frequency": "How often it agreed to meet: the fields below. Left out: not known.",
    "at_risk_days": "From so many days before its due date an item is at risk. Left out: 30.",
    "instruments": "Refs of the instruments it looks after.",
    "note": "Anything worth knowing.",
    "sources": "Where it is written.",
    "items": "What is owed to it: the fields of [an action item](#an-action-item).",
    "recorded_at": "When it was recorded.",
    "recorded_by": "By whom.",
}
FREQUENCY_MEANING = {
    "months": "At the latest so many months after the last session.",
    "provision": "Where that is agreed.",
    "source": FACT_MEANING["source"],
    "certainty": FACT_MEANING["certainty"],
}
ITEM_MEANING = {
    "id": "Unique within the commission.",
    "text": "What is to be done, by language.",
    "meeting": "The ref of the meeting that decided it.",
    "decision": "The id of the decision there.",
    "on": "The day it was agreed. Left out: the day of that meeting.",
    "owner": "The body that owes it.",
    "party": "The party whose item it is.",
    "due": "When it is due.",
    "by_next_session": "`true`: it is due at the session after its own.",
    "total": "Of how many, if it can be counted.",
    "unit": "Of what, by language.",
    "where": "Where they lie, by language.",
    "provisions": "What it is about: the fields of [a provision](#a-provision).",
    "projects": "Refs of projects it is about.",
    "reports": "What was reported of it: the fields below.",
} | EVIDENCE_MEANING
REPORT_MEANING = {
    "id": "Unique within the commission.",
    "kind": f"{codes(ReportKind)}.",
    "on": "The day it is true of; with `done` the day it was done.",
    "done": "How many are done.",
    "total": "Of how many. Left out: as the item says.",
    "due": "Only with `due`: the new due date.",
    "reason": f"Only with `delayed`: {codes(DelayReason)}.",
    "superseded_by": "Only with `superseded`: the id of the item that takes its place.",
    "evidence": "The act or letter that shows it.",
    "detail": "What it says, by language.",
} | EVIDENCE_MEANING
ENTRY_MEANING = {
    "number": "Counts from 1.",
    "at": "When.",
    "by": "Who.",
    "command": "The command as typed.",
    "changes": "What changed: the fields below, one record for each field.",
    "undoes": "The number of the entry that this one took back.",
}
CHANGE_MEANING = {
    "ref": "Which record.",
    "field": "A field of the record, or a list and an id for one in it (`facts/`, `milestones/`, `items/`, `events/`, "
    "`decisions/`), "
    "or an empty text for the whole record.",
    "before": "Its value before; left out where there was none.",
    "after": "Its value after; left out where there is none.",
    "table": "Which table.",
}
MARK_MEANING = {
    "phase": f"{' or '.join(map(code, Phase))}.",
    "template": "The key of the [template](procedures.md) that variant and step come from.",
    "variant": "The way the procedure takes from this fact on.",
    "step": "The key of the step the fact is about.",
    "reason": f"Only with `step-delayed`: {codes(DelayReason)}.",
    "review_on": "Only with `step-delayed`: when to look again.",
    "grounds": "Only with `qualified`: the keys of the grounds that are met. Left out: none is.",
}
STRIKE_MEANING = {"at": "When it was struck.", "by": "By whom.", "why": "The reason."}


def field_table(meanings: Mapping[str, str], program: Iterable[str], *, needed: Iterable[str] = ()) -> str:
    """Return the fields of a record, in the program's order, with their meaning."""
    always = set(needed)
    return table(
        ("Field", "Always there", "Meaning"),
        ((code(key), "yes" if key in always else "", meanings.get(key, "")) for key in program),
    )


def record_table(record: type, meanings: Mapping[str, str]) -> str:
    """Return the fields of a record that is stored under the names it has in the program."""
    known = fields(record)
    needed = [each.name for each in known if each.default is MISSING and each.default_factory is MISSING]
    return field_table(meanings, [each.name for each in known], needed=needed)


def tables() -> str:
    """Return the tables of the file, in their order."""
    return table(("Table", "Holds"), ((code(name), TABLE_MEANING.get(name, "")) for name in TABLES))


def info_fields() -> str:
    """Return the register's particulars."""
    return field_table(INFO_MEANING, INFO_MEANING, needed=("format", "schema_version", "id", "created_at"))


def instrument_fields() -> str:
    """Return the fields of an instrument, in the order they are written."""
    needed = ("ref", "kind", "titles", "parties", "recorded_at", "recorded_by")
    return field_table(INSTRUMENT_MEANING, FIELDS, needed=needed)


OTHER_RECORDS = (
    ("A procedure mark", ProcedureMark, MARK_MEANING),
    ("A strike", Strike, STRIKE_MEANING),
    ("An obligation", Obligation, OBLIGATION_MEANING),
    ("A project", Project, PROJECT_MEANING),
    ("A funding stage of a project", FundingStage, STAGE_MEANING),
    ("A target of a project", Target, TARGET_MEANING),
    ("A milestone of a project", Milestone, MILESTONE_MEANING),
    ("The cause of a milestone", Cause, CAUSE_MEANING),
    ("The quantity of a milestone", Quantity, QUANTITY_MEANING),
    ("A commission", Commission, COMMISSION_MEANING),
    ("The frequency of a commission", Frequency, FREQUENCY_MEANING),
    ("An action item", ActionItem, ITEM_MEANING),
    ("A report on an action item", Report, REPORT_MEANING),
    ("A meeting", Meeting, MEETING_MEANING),
    ("A decision", Decision, DECISION_MEANING),
    ("An event of a meeting", MeetingEvent, EVENT_MEANING),
    ("A provision", Provision, PROVISION_MEANING),
    ("A journal entry", JournalEntry, ENTRY_MEANING),
    ("A change of a journal entry", Change, CHANGE_MEANING),
)
"""The records beside instruments and facts, which are stored under the names they have in the program."""


def other_records() -> str:
    """Return the fields of the other records."""
    return "\n\n".join(f"## {title}\n\n{record_table(record, meanings)}" for title, record, meanings in OTHER_RECORDS)


# --- domestic procedures ------------------------------------------------------------------------------------------

PROCEDURE_MEANING: Mapping[str, Mapping[str, str]] = {
    "template": {
        "key": "The party's code in small letters, or `generic`. The file is called by it: `fr.toml`.",
        "party": "The party's code. Only the generic template has none.",
        "name": "What the jurisdiction is called, by language.",
        "as_of": "The month whose law it gives, e.g. `2026-11`.",
    },
    "law": {
        "key": "Unique among the laws.",
        "title": "Its title, date and number.",
        "sources": "The pages that were read, by their keys.",
        "confidence": "How sure it is: `high`, `medium` or `low`. Left out: `low`.",
    },
    "level": {"key": "Unique among the levels.", "name": "What it is called, by language."},
    "ground": {
        "key": "Unique among the grounds.",
        "name": "The ground, by language.",
        "legal_basis": "Where the law says so.",
        "source": "The page that was read.",
        "confidence": "As for a law.",
    },
    "variant": {
        "phase": "`pre-signature` or `consent`.",
        "key": "Unique within the phase; what `--variant` takes.",
        "name": "What it is called, by language.",
        "level": "The level whose treaties take it.",
        "grounds": "`any`: taken if at least one ground is met; `none`: if none is.",
        "applies_when": "In words, by language, what the two keys above cannot say.",
    },
    "step": {
        "key": "Unique within the variant.",
        "name": "What is done, by language.",
        "body": "Who does it, by language.",
        "legal_basis": "Law and article; `verify` in it marks an article that was not read.",
        "source": "The page that was read, by its key. Left out: none was.",
        "confidence": "How sure it is that the page says so. Left out: `low`.",
        "deadline": "A statutory period: the keys below.",
        "output": "The paper that proves it, by language.",
        "optional": "`true`: not done in every case.",
        "makes_up_for": "Keys of steps before signature that ratification needs, unless this one is done later.",
        "condition": "When an optional step is due, or what the step waits for, by language.",
        "valid_from": "The first day on which the step exists in law, e.g. `2026-07-01`, without quotes.",
        "valid_to": "The last one.",
        "records": "The act between States that doing the step makes: see [the acts](#acts-between-states).",
        "facts": "The [kinds of fact](codes.md#kinds-of-fact) that show it done; the first is what doing it records.",
        "note": "An example or a doubt, by language.",
    },
    "deadline": {
        "number": "How many units.",
        "unit": "`day`, `week` or `month`.",
        "days": "`calendar`, `working` or `sitting`. The last two need a calendar of the country.",
        "relation": "How it stands to the anchor: see [relations](#relations).",
        "anchor": "What it is counted from, or back from: see [anchors](#anchors).",
        "confidence": "How sure the period is, apart from the step.",
        "note": "A doubt, by language.",
    },
    "source": {"title": "What the page is.", "url": "Where it is."},
}
PROCEDURE_HEADING = {
    "template": "At the top",
    "law": "`[[law]]`",
    "level": "`[[level]]`",
    "ground": "`[[ground]]`",
    "variant": "`[[variant]]`",
    "step": "`[[variant.step]]`",
    "deadline": "`deadline`",
    "source": "`[source.KEY]`",
}
RELATION_MEANING: Mapping[DeadlineRelation, str] = {
    DeadlineRelation.AT_LEAST_BEFORE: "Done so long before the anchor, or earlier.",
    DeadlineRelation.WITHIN_AFTER: "Done by the end of the period.",
    DeadlineRelation.WAIT_AFTER: "Complete when the period has run; nobody has to act.",
    DeadlineRelation.AT_MOST_EXTENSION: "An earlier period may be prolonged by no more.",
    DeadlineRelation.RECURRING: "Every so often.",
}


def procedures_at_hand() -> str:
    """Return the templates igc brings along, in figures."""
    rows = list_procedures(ProcedureShelf()).templates
    total = ("", "", "together", *(str(sum(each)) for each in zip(*map(_figures, rows), strict=True)), "")
    return table(
        ("Key", "Party", "Name", "Variants", "Steps", "Of them read", "As of"),
        [(code(row.key), row.party or "", row.names["en"], *map(str, _figures(row)), row.as_of) for row in rows]
        + [total],
    )


def _figures(row: TemplateRow) -> tuple[int, int, int]:
    return row.variants, row.steps, row.read


def procedure_keys() -> str:
    """Return the keys of each table of a file of procedures."""
    return "\n\n".join(
        f"### {PROCEDURE_HEADING[kind]}\n\n{field_table(PROCEDURE_MEANING[kind], keys, needed=REQUIRED[kind])}"
        for kind, keys in _procedure_tables().items()
    )


def _procedure_tables() -> Mapping[str, Iterable[str]]:
    return {"template": TEMPLATE} | {kind: keys for kind, keys in PROCEDURE_TABLES.items() if keys}


def procedure_codes() -> str:
    """Return the closed lists of a file of procedures."""
    acts = (
        (code(act.value), TREATY_ACTION[act], codes(kind.value for kind in FactKind if kind in RECORDED_AS[act]))
        for act in TreatyAction
    )
    relations = ((code(each.value), RELATION_MEANING[each]) for each in DeadlineRelation)
    return "\n\n".join(
        (
            f"### Relations\n\n{table(('Code', 'Meaning'), relations)}",
            f"### Anchors\n\n{code_table(ANCHOR)}",
            f"### Acts between States\n\n{table(('Code', 'Called', 'facts names one of'), acts)}",
        )
    )


PARTS: Mapping[str, Callable[[], str]] = {
    "capture": capture,
    "commands": commands,
    "settings": settings,
    "fact-kinds": fact_kinds,
    "domestic-steps": domestic_steps,
    "standings": standings,
    "links": links,
    "link-states": link_states,
    "instrument-kinds": instrument_kinds,
    "small-lists": small_lists,
    "organisations": organisations,
    "exit-codes": exit_codes,
    "errors": errors,
    "findings": findings,
    "clause-rules": clause_rules,
    "clause-parts": clause_parts,
    "clause-conditions": clause_conditions,
    "procedures-at-hand": procedures_at_hand,
    "procedure-keys": procedure_keys,
    "procedure-codes": procedure_codes,
    "tables": tables,
    "info": info_fields,
    "instruments": instrument_fields,
    "facts": lambda: record_table(Fact, FACT_MEANING),
    "other-records": other_records,
}
"""What can stand between the comments of a page, by name."""


if __name__ == "__main__":
    sys.exit(main())
