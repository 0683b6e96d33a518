"""Input that is wrong: one clear line, a remedy, the right exit code, nothing on stdout, and nothing changed."""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
import typer
from typer.core import TyperCommand
from typer.main import get_command

from cli.running import COVERED_ELSEWHERE, EXAMPLE, NOBODY, Ran, igc, igc_as_nobody
from igc_tracker.cli.main import app
from igc_tracker.cli.usage import as_error
from igc_tracker.domain import errors
from igc_tracker.domain.errors import IgcError
from igc_tracker.store.codec import SCHEMA_VERSION
from igc_tracker.store.lock import exclusive
from igc_tracker.store.places import FilePlace
from support import rewrite

if TYPE_CHECKING:
    from collections.abc import Iterator

PROTOCOL = "baiterek-protocol-2018"


class Wrong(NamedTuple):
    """A command line that is wrong, and what must be said: the error, the exit code, and words of both lines."""

    args: tuple[str, ...]
    error: type[IgcError]
    code: int
    words: tuple[str, ...] = ()
    stdin: str = ""


def wrong(*args: str, error: type[IgcError], code: int, words: tuple[str, ...] = (), stdin: str = "") -> Wrong:
    return Wrong(args, error, code, words, stdin)


NEW = ("add-agreement", "--title", "Agreement on launches")

ON_THE_EXAMPLE = {
    # --- what is named ---
    "an unknown reference, with what was meant": wrong(
        "show", "baiterk-2004", error=errors.InstrumentNotFoundError, code=4, words=("'baiterk-2004'", "Did you mean")
    ),
    "an unknown reference with nothing near it": wrong(
        "show", "zzz", error=errors.InstrumentNotFoundError, code=4, words=("Run `igc list`",)
    ),
    "a query that hits nothing": wrong("status", "zzz", error=errors.InstrumentNotFoundError, code=4),
    "an empty query": wrong("status", "", error=errors.InstrumentNotFoundError, code=4),
    "a reference that fits several, with the choices": wrong(
        "show",
        "baiterek-p",
        error=errors.AmbiguousReferenceError,
        code=4,
        words=("baiterek-protocol-2018, ", "in full"),
    ),
    "a reference that is only part of a title": wrong(
        "record", "cosmodrome", "signed", "--on", "2018", error=errors.InstrumentNotFoundError, code=4
    ),
    "a fact that is not there": wrong(
        "strike", PROTOCOL, "signed-kz-2018-08-23", "--why", "x", error=errors.FactNotFoundError, code=4,
        words=("signed-kz-2018-08-23", "signed-kz-2018-08-22"),
    ),
    "a fact's beginning that fits several": wrong(
        "strike", PROTOCOL, "signed", "--why", "x", error=errors.FactNotFoundError, code=4,
        words=("signed-kz-2018-08-22",),
    ),
    "an unknown instrument in log": wrong("log", "zzz", error=errors.InstrumentNotFoundError, code=4),
    "an unknown scope of a report": wrong(
        "report", "weekly", "--scope", "zzz", error=errors.InstrumentNotFoundError, code=4
    ),
    "an unknown parent": wrong(
        "add-protocol", "--title", "x", "--amends", "zzz", error=errors.InstrumentNotFoundError, code=4
    ),
    "an unknown obligation": wrong(
        "record", "baiterek-protocol-2025", "performed", "--on", "today", "--obligation", "test-lanches",
        error=errors.ObligationNotFoundError, code=4, words=("Did you mean test-launches?",),
    ),
    "a performance of nobody knows what": wrong(
        "record", "baiterek-protocol-2025", "performed", "--on", "today",
        error=errors.ObligationNeededError, code=2, words=("test-launches, launch-orders",),
    ),
    "a performance where nothing is owed": wrong(
        "record", "baiterek-2004", "performed", "--on", "today", "--obligation", "x",
        error=errors.ObligationNotFoundError, code=4, words=("igc edit baiterek-2004",),
    ),
    "a performance by who does not owe it": wrong(
        "record", "baiterek-protocol-2025", "performed", "--on", "today", "--obligation", "test-launches",
        "--party", "KZ", error=errors.NotOwedError, code=2, words=("It is owed by RU",),
    ),
    "a quantity of what performs nothing": wrong(
        "record", PROTOCOL, "remark", "--on", "today", "--quantity", "3", error=errors.NotAPerformanceError, code=2
    ),
    "a quantity below nothing": wrong(
        "record", "baiterek-protocol-2025", "performed", "--on", "today", "--obligation", "test-launches",
        "--quantity=-1", error=errors.NotANumberError, code=2, words=("0 or more",),
    ),
    "a project that is not there": wrong(
        "project", "status", "zzz", error=errors.ProjectNotFoundError, code=4, words=("baiterek, zenit-handover",)
    ),
    "a name that fits several projects": wrong(
        "project", "slips", "city", error=errors.AmbiguousProjectError, code=4, words=("city-water, city-gas",)
    ),
    "an unknown target": wrong(
        "project", "record", "baiterek", "--target", "first-test", "--for", "2027", "--on", "today",
        error=errors.TargetNotFoundError, code=4, words=("Did you mean first-flight-test?",),
    ),
    "a target of a project without any": wrong(
        "project", "record", "sez-baikonur", "--target", "law", "--for", "2027", "--on", "today",
        error=errors.TargetNotFoundError, code=4, words=("igc project edit sez-baikonur",),
    ),
    "an unknown funding stage": wrong(
        "project", "record", "baiterek", "--stage", "budgt", "--on", "today", error=errors.StageNotFoundError, code=4,
        words=("Did you mean budget?",),
    ),
    "an unknown milestone": wrong(
        "project", "strike", "baiterek", "m99", "--why", "x", error=errors.MilestoneNotFoundError, code=4
    ),
    "a meeting that moved a day and is not on record": wrong(
        "project", "record", "baiterek", "--target", "completion", "--for", "2030", "--on", "today",
        "--by-meeting", "igc-99", error=errors.CauseNotFoundError, code=4, words=("igc-1, igc-2",),
    ),
    "a milestone that says nothing": wrong(
        "project", "record", "baiterek", "--on", "today", error=errors.BadMilestoneError, code=2,
        words=("igc project record --help",),
    ),
    "a plan of nobody knows what": wrong(
        "project", "record", "baiterek", "--for", "2030", "--on", "today", error=errors.BadMilestoneError, code=2,
        words=("--target KEY",),
    ),
    "a milestone of the future": wrong(
        "project", "record", "baiterek", "--text", "x", "--on", "2030", error=errors.FutureMilestoneError, code=2,
        words=("--for 2030 --on today",),
    ),
    "a count that is none": wrong(
        "project", "record", "baiterek", "--quantity", "half", "--on", "today", error=errors.BadCountError, code=2,
        words=("--quantity 53/234",),
    ),
    "a milestone without a day": wrong(
        "project", "record", "baiterek", "--text", "x", error=errors.MissingValueError, code=2, words=("--on unknown",)
    ),
    "a project whose reference is taken": wrong(
        "project", "add", "--title", "x", "--ref", "baiterek", error=errors.DuplicateProjectError, code=2
    ),
    "a project without a title": wrong("project", "add", error=errors.MissingValueError, code=2, words=("--title-kk",)),
    "a sheet of a project that is no TOML": wrong(
        "project", "edit", "baiterek", "--file", "-", error=errors.BadProjectSheetError, code=2, stdin="x",
        words=("igc project edit baiterek --file",),
    ),
    # --- dates ---
    "an impossible date": wrong(
        "status", "--as-of", "2018-02-30", error=errors.BadDateError, code=2, words=("2018-02-30", "22.08.2018")
    ),
    "an impossible date of a fact": wrong(
        "record", PROTOCOL, "published", "--on", "30 Feb 2018", error=errors.BadDateError, code=2
    ),
    "a reversed range": wrong(
        "list", "--signed", "2019..2018", error=errors.BadDateError, code=2, words=("ends before it begins",)
    ),
    "a date that half the world reads the other way round": wrong(
        "status", "--as-of", "03/04/2018", error=errors.BadDateError, code=2, words=("cannot be told apart",)
    ),
    "a month where a day is wanted": wrong(
        "status", "--as-of", "2018-08", error=errors.NotADayError, code=2, words=("one single day",)
    ),
    "a wrong day to know until": wrong("status", "--known-on", "soon", error=errors.BadDateError, code=2),
    "a wrong day to log from": wrong("log", "--since", "soon", error=errors.BadDateError, code=2),
    "a wrong range of a timeline": wrong("timeline", "--within", "x..y", error=errors.BadDateError, code=2),
    "a fact of the future": wrong(
        "record", PROTOCOL, "signed", "--party", "KZ", "--on", "2027-01-01", error=errors.FutureFactError, code=2,
        words=("igc record baiterek-protocol-2018 planned --of signed --for 2027-01-01",),
    ),
    "a document younger than its act": wrong(
        "record", PROTOCOL, "notification-sent", "--party", "KZ", "--on", "2020-03-01", "--document-date", "2020-04-01",
        error=errors.DocumentDateError, code=2, words=("--document-date",),
    ),
    "a note received before it was sent": wrong(
        "record", PROTOCOL, "denounced", "--party", "KZ", "--sent", "2020-03-05", "--received", "2020-03-01",
        error=errors.NoticeDaysError, code=2, words=("--received 2020-03-01", "--sent 2020-03-05"),
    ),
    "a receipt of what is no notice": wrong(
        "record", PROTOCOL, "notification-received", "--party", "KZ", "--on", "2020-03-05", "--sent", "2020-03-01",
        error=errors.NotANoticeError, code=2, words=("notification-sent",),
    ),
    "a plan without a day": wrong(
        "record", PROTOCOL, "planned", "--of", "signed", "--on", "today", error=errors.BadPlanError, code=2
    ),
    "a day planned for by what is no plan": wrong(
        "record", PROTOCOL, "signed", "--on", "2018", "--for", "2019", error=errors.BadPlanError, code=2
    ),
    "no ISO week": wrong(
        "report", "weekly", "--week", "2018-34", error=errors.BadWeekError, code=2, words=("2018-W34",)
    ),
    "a period named twice, once by the last report": wrong(
        "report", "weekly", "--since", "last", "--to", "2018-01-01", error=errors.BadPeriodOptionsError, code=2
    ),
    "a report for nobody igc knows": wrong(
        "report", "weekly", "--party", "Kazahstan", error=errors.UnknownPartyError, code=2
    ),
    "a week the year does not have": wrong("report", "weekly", "--week", "2018-W53", error=errors.BadWeekError, code=2),
    "a period named twice": wrong(
        "report", "weekly", "--week", "2018-W34", "--from", "2018-01-01", error=errors.BadPeriodOptionsError, code=2
    ),
    "a period that ends before it begins": wrong(
        "report", "weekly", "--from", "2018-02-01", "--to", "2018-01-01", error=errors.BadPeriodError, code=2
    ),
    # --- formats ---
    "csv of what is no one table": wrong(
        "status", "--format", "csv", error=errors.FormatNotPrintedError, code=2, words=("`igc status`", "--grid")
    ),
    "csv of a command that writes, which then writes nothing": wrong(
        "record", PROTOCOL, "published", "--on", "today", "--format", "csv", error=errors.FormatNotPrintedError, code=2
    ),
    "an unknown format where there is csv": wrong(
        "list", "--format", "xls", error=errors.UnknownCodeError, code=2, words=("table, text, json, csv",)
    ),
    "a format of another command, with who prints it": wrong(
        "list", "--format", "ics", error=errors.FormatNotPrintedError, code=2,
        words=("`igc list` does not print ics", "table, text, json, csv, markdown, html", "`igc due`"),
    ),
    "an address that brings a header": wrong(
        "report", "weekly", "--format", "eml", "--to", "a@example.org\nBcc: b@evil.example",
        error=errors.BadAddressError, code=2, words=("is not an address",),
    ),
    "a sender with a header in his name": wrong(
        "report", "weekly", "--format", "eml", "--from", "A\r\nBcc: b@evil.example <a@example.org>",
        error=errors.BadAddressError, code=2,
    ),
    "two senders": wrong(
        "report", "weekly", "--format", "eml", "--from", "a@example.org", "--from", "b@example.org",
        error=errors.BadAddressError, code=2, words=("is not one address",),
    ),
    "a subject that brings a header": wrong(
        "report", "weekly", "--format", "eml", "--subject-prefix", "x\nBcc: b@evil.example",
        error=errors.BadSubjectError, code=2, words=("line break",),
    ),
    "neither a day nor an address": wrong(
        "report", "weekly", "--to", "minister", error=errors.DayOrAddressError, code=2, words=("office@example.org",)
    ),
    "an address without a message": wrong(
        "report", "weekly", "--to", "a@example.org", error=errors.IncompleteOptionsError, code=2,
        words=("--to ADDRESS needs --format eml",),
    ),
    "an attachment without a message": wrong(
        "report", "weekly", "--attach", "ics", error=errors.IncompleteOptionsError, code=2,
        words=("--attach needs --format eml",),
    ),
    "an unknown attachment": wrong(
        "report", "weekly", "--format", "eml", "--attach", "pdf", error=errors.UnknownCodeError, code=2,
        words=("attachment", "ics, csv"),
    ),
    "a party of a grid without the grid": wrong(
        "status", "--party", "KZ", error=errors.IncompleteOptionsError, code=2, words=("--party needs --grid",)
    ),
    "an unknown party of a grid": wrong(
        "status", "--grid", "--party", "ZZ", error=errors.UnknownPartyError, code=2
    ),
    # --- codes ---
    "an unknown kind of fact, with what was meant": wrong(
        "record", PROTOCOL, "sgned", "--on", "today", error=errors.UnknownCodeError, code=2,
        words=("'sgned'", "Did you mean signed?"),
    ),
    "an act of one State without its party": wrong(
        "record", PROTOCOL, "ratified", "--on", "2020-03-01", error=errors.PartyNeededError, code=2, words=("KZ, RU",)
    ),
    "the end of a treaty said of one party": wrong(
        "record", PROTOCOL, "terminated", "--party", "KZ", "--on", "2020-03-01", error=errors.NotOfOnePartyError, code=2
    ),
    "an entry into force before signature": wrong(
        "record", PROTOCOL, "entered-into-force", "--on", "1990-01-01", error=errors.ReversedDatesError, code=2,
        words=("22", "retroactive"),
    ),
    "a plan for a day before it was made": wrong(
        "record", PROTOCOL, "planned", "--of", "published", "--for", "2010", "--on", "2020-01-01",
        error=errors.ReversedDatesError, code=2,
    ),
    "an unknown project": wrong(
        "list", "--project", "baitrek", error=errors.ProjectNotFoundError, code=4, words=("baiterek, zenit-handover",)
    ),
    "an unknown kind of instrument": wrong(*NEW, "--kind", "pact", error=errors.UnknownCodeError, code=2),
    "an unknown kind to list": wrong("list", "--kind", "protokoll", error=errors.UnknownCodeError, code=2,
        words=("Did you mean protocol",)),
    "an unknown standing": wrong(
        "list", "--standing", "in-forse", error=errors.UnknownCodeError, code=2, words=("Did you mean in-force",)
    ),
    "an unknown level": wrong(*NEW, "--level", "global", error=errors.UnknownCodeError, code=2),
    "an unknown certainty": wrong(
        "record", PROTOCOL, "published", "--on", "2018", "--certainty", "rumour",
        error=errors.UnknownCodeError, code=2, words=("press", "unconfirmed"),
    ),
    "an unknown language": wrong(
        "status", "--lang", "de", error=errors.UnknownCodeError, code=2, words=("en, ru, kk",)
    ),
    "an unknown format": wrong("status", "--format", "xml", error=errors.UnknownCodeError, code=2, words=("text",)),
    # --- parties ---
    "a country's name in place of its code": wrong(
        "list", "--party", "Kazakhstan", error=errors.UnknownPartyError, code=2, words=("Did you mean KZ",)
    ),
    "a country's name in Russian": wrong(
        "list", "--party", "Россия", error=errors.UnknownPartyError, code=2, words=("Did you mean RU",)
    ),
    "a code that is no State's": wrong(
        *NEW, "--party", "KZ,XX", error=errors.UnknownPartyError, code=2, words=("EAEU",)
    ),
    "a depositary that is nobody": wrong(
        *NEW, "--party", "KZ,RU", "--depositary", "XX", error=errors.UnknownPartyError, code=2
    ),
    "a fact of one who is no party": wrong(
        "record", PROTOCOL, "signed", "--party", "FR", "--on", "2018", error=errors.NotAPartyError, code=2,
        words=("KZ, RU", f"igc edit {PROTOCOL}"),
    ),
    # --- what cannot stand ---
    "a reference that is taken": wrong(
        *NEW, "--party", "KZ,RU", "--ref", PROTOCOL, error=errors.DuplicateReferenceError, code=2, words=("--ref",)
    ),
    "a reference that is hard to type": wrong(
        *NEW, "--party", "KZ,RU", "--ref", "Baiterek 2", error=errors.BadReferenceError, code=2, words=("hyphens",)
    ),
    "an agreement with oneself": wrong(*NEW, "--party", "KZ", error=errors.TooFewPartiesError, code=2),
    "the same party twice": wrong(*NEW, "--party", "KZ,kz", error=errors.TooFewPartiesError, code=2),
    "a title of blanks": wrong("add-agreement", "--title", "  ", "--party", "KZ,RU", error=errors.NoTitleError, code=2),
    "a strike for no reason": wrong(
        "strike", PROTOCOL, "signed-kz-2018-08-22", "--why", " ", error=errors.MissingValueError, code=2
    ),
    "a change that never was": wrong("undo", "99", error=errors.NoSuchChangeError, code=2, words=("igc log",)),
    "nothing to undo": wrong("undo", error=errors.NothingToUndoError, code=2),
    # --- missing in a pipe ---
    "no title": wrong("add-agreement", "--party", "KZ,RU", error=errors.MissingValueError, code=2, words=("--title",)),
    "no parties": wrong(*NEW, error=errors.MissingValueError, code=2, words=("--party",)),
    "no parent": wrong("add-protocol", "--title", "x", error=errors.MissingValueError, code=2, words=("--amends",)),
    "no kind of fact": wrong("record", PROTOCOL, error=errors.MissingValueError, code=2, words=("KIND",)),
    "no date": wrong("record", PROTOCOL, "signed", error=errors.MissingValueError, code=2, words=("--on",)),
    "no reason": wrong(
        "strike", PROTOCOL, "signed-kz-2018-08-22", error=errors.MissingValueError, code=2, words=("--why",)
    ),
    "no editor in a pipe": wrong("edit", PROTOCOL, error=errors.MissingValueError, code=2, words=("--file",)),
    "nobody asked of": wrong("ask", PROTOCOL, error=errors.MissingValueError, code=2, words=("--party CODE",)),
    "no sender among several": wrong(
        "ask", "trilateral-iga-draft", "--party", "AE", error=errors.MissingValueError, code=2, words=("--from CODE",)
    ),
    "a sender that is no party": wrong(
        "ask", PROTOCOL, "--party", "RU", "--from", "FR", error=errors.NotAPartyError, code=2, words=("FR",)
    ),
    "a body of another side": wrong(
        *("ask", PROTOCOL, "--party", "RU", "--from", "KZ", "--body", "Duma"),
        error=errors.BodyAbroadError,
        code=2,
        words=("KZ does not remind", "--from RU"),
    ),
    # --- cover sheets ---
    "a cover sheet that is no TOML": wrong(
        "edit", PROTOCOL, "--file", "-", error=errors.BadCoverSheetError, code=2, words=("was not saved",), stdin="x"
    ),
    "a file that is not there": wrong(
        "edit", PROTOCOL, "--file", "/nowhere/sheet.toml", error=errors.UnreadableFileError, code=2,
        words=("/nowhere/sheet.toml cannot be read: No such file or directory.",),
    ),
    "a file that is no text": wrong(
        "import", "/proc/self/exe", error=errors.UnreadableFileError, code=2, words=("it is not text in UTF-8",)
    ),
    # --- where it is ---
    # --- what Typer refuses ---
    "an option that is not there, with what was meant": wrong(
        "status", "--as_of", "2018", error=errors.NoSuchOptionError, code=2, words=("Did you mean --as-of?",)
    ),
    "an option that is not there, with the way to help": wrong(
        "status", "-x", error=errors.NoSuchOptionError, code=2, words=("See `igc status --help`.",)
    ),
    "a value for a flag": wrong(
        "status", "--grid=yes", error=errors.ValueNotTakenError, code=2, words=("Write --grid alone.",)
    ),
    "an argument that is missing": wrong(
        "show", error=errors.MissingArgumentError, code=2, words=("REF", "its reference", "`igc show --help`")
    ),
    "a text without its quotes": wrong(
        "show", PROTOCOL, "and", "more", error=errors.TooManyArgumentsError, code=2, words=("and more", "in quotes")
    ),
    "no number": wrong(
        "undo", "zero", error=errors.NotANumberError, code=2, words=("NUMBER cannot be 'zero'", "1 or more")
    ),
    "a number too small": wrong("undo", "0", error=errors.NotANumberError, code=2, words=("1 or more",)),
    "a place that is taken": wrong("init", error=errors.RegisterExistsError, code=2, words=("--register",)),
}  # fmt: skip


def check(ran: Ran, error: type[IgcError], code: int, words: tuple[str, ...] = ()) -> None:
    """Check what is said: a line that begins so, a remedy on the next, nothing on stdout, no traceback."""
    assert (ran.code, ran.out) == (code, ""), ran.err
    first, remedy, *more = ran.err.splitlines()
    assert first.startswith("igc: error: ")
    assert re.match(r"  \S", remedy)
    assert more == []
    assert "{" not in ran.err
    assert "Traceback" not in ran.err
    pattern = re.sub(r"\\\{[^}]*\}", ".*", re.escape(error.message))
    assert re.search(pattern, first), (first, error.message)
    for word in words:
        assert word in ran.err


@pytest.mark.parametrize("case", ON_THE_EXAMPLE.values(), ids=ON_THE_EXAMPLE)
def test_is_told_with_a_remedy_and_changes_nothing(case: Wrong, example: Path) -> None:
    before = example.read_bytes()
    check(igc(*case.args, stdin=case.stdin), case.error, case.code, case.words)
    assert example.read_bytes() == before


IN_JSON = {name: case for name, case in ON_THE_EXAMPLE.items() if "--format" not in case.args}


@pytest.mark.parametrize("case", IN_JSON.values(), ids=IN_JSON)
def test_is_told_in_json_too(case: Wrong, example: Path) -> None:
    assert example.exists()
    ran = igc(*case.args, "--json", stdin=case.stdin)
    assert ran.code == case.code
    (error,) = json.loads(ran.out)["errors"]
    assert (error["code"], error["exit_code"]) == (case.error.code, case.code)


class TestTheRegister:
    @pytest.fixture(params=["status", "record"])
    def command(self, request: pytest.FixtureRequest) -> tuple[str, ...]:
        """Return a command that reads, then one that writes."""
        commands = {"status": ("status",), "record": ("record", PROTOCOL, "published", "--on", "2018")}
        return commands[request.param]

    @pytest.fixture
    def nobody_s_example(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
        """Return a copy of the example where somebody without a superuser's powers can get at it."""
        with tempfile.TemporaryDirectory(prefix="igc-test-") as name:
            path = Path(name) / "register.json"
            shutil.copyfile(EXAMPLE, path)
            if os.geteuid() == 0:
                os.chown(name, NOBODY, NOBODY)
                os.chown(path, NOBODY, NOBODY)
            monkeypatch.setenv("IGC_REGISTER", str(path))
            monkeypatch.setenv("XDG_CONFIG_HOME", name)
            yield path
            Path(name).chmod(stat.S_IRWXU)

    @pytest.mark.parametrize(
        "text", ["", " \n", "hello", "{", "[]", "{}", '"x"', "null", '{"_default": {}}', "\x00\x01"]
    )
    def test_that_is_none_is_refused_and_left_as_it_is(
        self, text: str, command: tuple[str, ...], tmp_path: Path
    ) -> None:
        path = tmp_path / "register.json"
        path.write_text(text, encoding="utf-8")
        check(igc(*command, "--register", str(path)), errors.RegisterUnreadableError, 5, (str(path), "not touched"))
        assert path.read_text(encoding="utf-8") == text

    @pytest.mark.parametrize("share", [0.001, 0.25, 0.5, 0.75, 0.999])
    def test_that_was_cut_short_is_refused_wherever_it_was_cut(
        self, share: float, command: tuple[str, ...], example: Path
    ) -> None:
        whole = example.read_bytes()
        cut = whole[: int(len(whole) * share)]
        example.write_bytes(cut)
        check(igc(*command), errors.RegisterUnreadableError, 5, ("not touched",))
        assert example.read_bytes() == cut

    def test_in_another_encoding_is_refused(self, command: tuple[str, ...], example: Path) -> None:
        example.write_text(example.read_text(encoding="utf-8"), encoding="utf-16")
        check(igc(*command), errors.RegisterUnreadableError, 5, ("UTF-8",))

    def test_of_a_newer_schema_is_refused(self, command: tuple[str, ...], example: Path) -> None:
        rewrite(example, f'"schema_version": {SCHEMA_VERSION}', f'"schema_version": {SCHEMA_VERSION + 1}')
        text = example.read_text(encoding="utf-8")
        check(igc(*command), errors.RegisterNewerError, 5, ("Update igc",))
        assert example.read_text(encoding="utf-8") == text

    def test_that_is_an_older_copy_is_refused(self, command: tuple[str, ...], example: Path) -> None:
        older = example.read_bytes()
        assert igc("record", PROTOCOL, "remark", "--on", "2018", "--detail", "seen").code == 0
        example.write_bytes(older)
        check(igc(*command), errors.RegisterOlderError, 5, ("older copy", "--accept-older"))
        assert example.read_bytes() == older

    def test_that_is_a_folder_is_refused(self, command: tuple[str, ...], tmp_path: Path) -> None:
        check(igc(*command, "--register", str(tmp_path)), errors.RegisterUnreadableError, 5, ("it is a folder",))

    def test_that_is_missing_is_not_made(self, command: tuple[str, ...], tmp_path: Path) -> None:
        path = tmp_path / "nowhere.json"
        check(igc(*command, "--register", str(path)), errors.RegisterMissingError, 5, ("igc init --register",))
        assert not path.exists()

    def test_that_may_not_be_read_is_refused(self, command: tuple[str, ...], nobody_s_example: Path) -> None:
        nobody_s_example.chmod(0)
        check(igc_as_nobody(*command), errors.RegisterUnreadableError, 5, ("permissions",))

    def test_that_is_read_only_can_be_read(self, example: Path) -> None:
        example.chmod(stat.S_IRUSR)
        assert igc("status").code == 0

    def test_that_is_read_only_is_not_written(self, nobody_s_example: Path) -> None:
        before = nobody_s_example.read_bytes()
        nobody_s_example.chmod(stat.S_IRUSR)
        ran = igc_as_nobody("record", PROTOCOL, "published", "--on", "2018")
        check(ran, errors.RegisterReadOnlyError, 5, ("read-only", "permissions"))
        assert nobody_s_example.read_bytes() == before

    def test_in_a_folder_that_is_read_only_is_not_written(self, nobody_s_example: Path) -> None:
        before = nobody_s_example.read_bytes()
        nobody_s_example.parent.chmod(stat.S_IRUSR | stat.S_IXUSR)
        ran = igc_as_nobody("record", PROTOCOL, "published", "--on", "2018")
        check(ran, errors.RegisterReadOnlyError, 5, ("permissions",))
        assert nobody_s_example.read_bytes() == before

    def test_cannot_be_made_where_a_file_stands_for_a_folder(self, example: Path) -> None:
        check(igc("init", "--register", str(example / "new.json")), errors.RegisterReadOnlyError, 5)

    def test_in_use_by_another_igc_is_not_waited_for_for_ever(
        self, example: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(FilePlace.__init__, "__kwdefaults__", {"timeout": 0.05})
        before = example.read_bytes()
        with exclusive(example):
            ran = igc("record", PROTOCOL, "published", "--on", "2018")
        check(ran, errors.RegisterBusyError, 6, (f"process {os.getpid()}", "Try again"))
        assert example.read_bytes() == before

    def test_is_asked_for_before_anything_is_written_to_the_bundled_example(self) -> None:
        before = EXAMPLE.read_bytes()
        for args in (
            ("add-agreement", "--title", "x", "--party", "KZ,RU"),
            ("add-protocol", "--title", "x", "--amends", "baiterek"),
            ("record", PROTOCOL, "published", "--on", "2018"),
            ("strike", PROTOCOL, "signed-kz-2018-08-22", "--why", "x"),
            ("edit", PROTOCOL, "--file", "-"),
            ("undo",),
        ):
            check(igc(*args), errors.NoRegisterYetError, 5, ("igc init", "igc init --example"))
        assert EXAMPLE.read_bytes() == before

    @pytest.mark.parametrize("args", [("show", "x"), ("status", "x"), ("timeline", "x")], ids=" ".join)
    def test_that_holds_nothing_is_told_as_such_where_something_is_asked_for(
        self, args: tuple[str, ...], empty: Path
    ) -> None:
        assert empty.exists()
        check(igc(*args), errors.EmptyRegisterError, 4, ("igc add-agreement",))

    def test_with_a_record_igc_cannot_read_still_shows_all_the_others(self, example: Path) -> None:
        rewrite(example, '"kind": "protocol"', '"kind": "prottocol"', count=1)
        ran = igc("status")
        assert ran.code == 0
        assert "42 instruments" in ran.out
        assert "cannot be read and is left out" in ran.out


class TestTheSettings:
    @pytest.mark.parametrize(
        ("text", "word"),
        [
            ("regiszter = 'x'", "regiszter"),
            ("register = 1", "register must be text in quotes"),
            ("register = ", "is off"),
            ("\xff", "is off"),
        ],
    )
    def test_that_are_off_are_told(self, text: str, word: str, tmp_path: Path) -> None:
        path = tmp_path / "home" / ".config" / "igc" / "config.toml"
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="latin-1")
        check(igc("status"), errors.BadConfigError, 2, (str(path), word))

    @pytest.mark.usefixtures("empty")
    @pytest.mark.parametrize("command", ["status", "show", "due", "timeline"])
    def test_a_calendar_that_cannot_be_used_is_told_where_it_is_asked(self, command: str, tmp_path: Path) -> None:
        path = tmp_path / "home" / ".config" / "igc" / "calendars" / "commons.toml"
        path.parent.mkdir(parents=True)
        path.write_text('party = "GB"\nkind = "siting"\n', encoding="utf-8")
        igc("add-agreement", "--title", "Agreement on fish", "--ref", "fish", "--party", "GB,KZ")
        igc("record", "fish", "signed", "--on", "2026-01-10", "--certainty", "gazette")
        assert igc(command, "fish").code == 0, "nothing is counted in sitting days yet"
        words = ("submitted-to-parliament", "--party", "GB", "--on", "2026-02-01", "--document", "CP 1234")
        igc("record", "fish", *words)
        check(igc(command, "fish"), errors.BadCalendarError, 2, ("commons.toml", "kind must be one of"))

    def test_in_an_unknown_language_are_told_in_english(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("IGC_LANG", "de")
        check(igc("status"), errors.UnknownCodeError, 2, ("en, ru, kk",))


@pytest.mark.usefixtures("example")
class TestWhatIsTypedOfNoCommand:
    """It has no answer in JSON, which is a command's."""

    def test_a_command_that_is_not_there_is_told_with_what_was_meant(self) -> None:
        check(igc("statsu", "--json"), errors.NoSuchCommandError, 2, ("'statsu'", "Did you mean status?"))

    def test_or_else_with_the_way_to_help(self) -> None:
        check(igc("report", "zzz"), errors.NoSuchCommandError, 2, ("See `igc report --help`.",))

    def test_an_option_of_no_group(self) -> None:
        check(igc("--as-of", "2018", "status"), errors.NoSuchOptionError, 2, ("`igc` has no option --as-of",))

    def test_a_group_with_its_language_only(self) -> None:
        check(igc("clause", "--lang", "en"), errors.MissingArgumentError, 2, ("COMMAND", "`igc clause --help`"))

    @pytest.mark.parametrize("args", [("st[red]atus",), ("status", "--[red]x"), ("show", "x", "a\nb\x1b[31m")])
    def test_odd_letters_break_nothing(self, args: tuple[str, ...]) -> None:
        ran = igc(*args)
        assert (ran.code, ran.out, len(ran.err.splitlines())) == (2, "", 2)
        assert "\x1b" not in ran.err

    def test_an_option_without_its_value(self) -> None:
        ran = igc("status", "--as-of")
        check(ran, errors.OptionWithoutValueError, 2, ("--as-of needs a value", "Look from this day"))

    def test_any_other_refusal_is_told_in_the_words_of_typer(self) -> None:
        command = get_command(app)
        refusal = typer.BadParameter("it is green")
        refusal.ctx = command.context_class(command, info_name="igc status")
        refusal.ctx.command = TyperCommand("status")
        error = as_error(refusal)
        assert str(error) == "The command line cannot be read: Invalid value: it is green"
        assert error.exit_code == 2


NOT_FROM_THE_COMMAND_LINE = {
    errors.UsageError: "for what a later Typer may refuse; TestWhatIsTypedOfNoCommand",
    errors.BadValueError: "the family name of values that cannot stand; only its children are raised",
    errors.NoReasonError: "igc strike asks for a missing reason before, so only a program can give none",
    errors.CoverSheetTextError: "told as BadCoverSheetError, with where the text is kept",
    errors.ReferenceFixedError: "told as BadCoverSheetError: test_editor.py",
    errors.UnknownLinkError: "told as BadCoverSheetError: test_editor.py",
    errors.PartyInUseError: "told as BadCoverSheetError: test_editor.py",
    errors.NoProcedureError: "every template that is read has steps for both phases",
    errors.EditorError: "needs a terminal: test_editor.py",
    errors.OutputLostError: "needs a full disk: test_pipes.py",
    errors.RegisterConflictError: "needs two writers: test_editor.py and test_commands.py",
    errors.AlreadyStruckError: "needs a struck fact: test_commands.py",
    errors.BadKeyError: "told as BadProjectSheetError or BadCoverSheetError: test_project.py",
    errors.KeyInUseError: "told as BadProjectSheetError or BadCoverSheetError: test_project.py",
    errors.RestrictedError: "needs a restricted instrument: test_commands.py",
    errors.NetworkFileSystemError: "needs a file system of another machine: test_store.py",
    errors.RegisterChangedError: "told to scripts: test_tinydb_face.py",
    errors.BadTablesError: "told to scripts: test_tinydb_face.py",
}


OF_OTHER_COMMANDS = {
    "BadSpanError": "due",
    "BadSuppositionError": "explain",
    "NothingYetError": "explain",
    "NotAPeriodError": "clause",
    "BadClauseError": "clause",
    "ClashingOptionsError": "clause",
    "OptionOfAnotherTopicError": "clause",
    "ClauseNotFoundError": "clause",
    "ClauseReferenceError": "clause",
    "BadInterchangeError": "import",
    "ImportConflictError": "import",
    "NotADeviationError": "clause",
    "BadProcedureFileError": "procedures",
    "ProcedureNotFoundError": "procedures",
    "VariantNotFoundError": "procedures",
    "GroundNotFoundError": "procedures",
    "StepNotFoundError": "step",
    "StepCommandError": "step",
    "ActNotClearError": "step",
    "NotAnActOfStepError": "step",
    "DelayReasonError": "step",
    "RecordedInThePastError": "step",
    "CommissionNotFoundError": "commission",
    "AmbiguousCommissionError": "commission",
    "DuplicateCommissionError": "commission",
    "MeetingNotFoundError": "commission",
    "ItemNotFoundError": "commission",
    "DuplicateItemError": "commission",
    "DuplicateMeetingError": "commission",
    "EntryNotFoundError": "commission",
    "FutureEntryError": "commission",
    "NotACommissionPartyError": "commission",
    "AmbiguousEntryError": "commission",
    "CountTooHighError": "commission",
    "NotAllCountedError": "commission",
    "NoTotalError": "commission",
    "NothingReportedError": "commission",
    "SessionDayError": "commission",
    "NotHeldYetError": "commission",
    "SessionHeldError": "commission",
    "BadSessionNumberError": "commission",
    "OwnSuccessorError": "commission",
    "BadDueError": "commission",
    "BadIntervalError": "commission",
    "BackupExistsError": "store",
    "BackupFailedError": "store",
    "BackupUnusableError": "store",
    "OtherRegisterError": "store",
    "NoSuchBackupError": "store",
    "NothingRecoverableError": "store",
}
"""Errors by the command that alone raises them, where that command has tests of its own (see COVERED_ELSEWHERE)."""


def family(base: type[IgcError]) -> Iterator[type[IgcError]]:
    for child in base.__subclasses__():
        yield child
        yield from family(child)


def test_every_error_igc_knows_is_provoked_here_or_said_why_not() -> None:
    in_classes = {
        errors.RegisterUnreadableError,
        errors.RegisterNewerError,
        errors.RegisterOlderError,
        errors.RegisterMissingError,
        errors.RegisterReadOnlyError,
        errors.RegisterBusyError,
        errors.EmptyRegisterError,
        errors.NoRegisterYetError,
        errors.BadConfigError,
        errors.NoSuchCommandError,
        errors.OptionWithoutValueError,
        errors.BadCalendarError,
    }
    provoked = {case.error for case in ON_THE_EXAMPLE.values()} | in_classes
    known = {each for each in family(IgcError) if OF_OTHER_COMMANDS.get(each.__name__) not in COVERED_ELSEWHERE}
    assert provoked | set(NOT_FROM_THE_COMMAND_LINE) == known
    assert not provoked & set(NOT_FROM_THE_COMMAND_LINE)


def test_every_error_has_a_code_of_its_own_and_a_remedy() -> None:
    told = [each for each in family(IgcError) if each not in (errors.BadValueError, errors.CoverSheetTextError)]
    assert len({each.code for each in told}) == len(told)
    assert all(each.message and each.hint for each in told)
