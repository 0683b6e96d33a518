"""What --json prints is a contract: one envelope, sorted keys, codes and ISO dates, and a schema that is shipped."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

import igc_tracker
from cli.running import ROOT, Ran, igc
from igc_tracker.cli.commands import COMMANDS
from support import rewrite

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SCHEMAS = ROOT / "src" / "igc_tracker" / "schema"
ENVELOPE = {"igc", "schema", "command", "as_of", "known_on", "data", "findings", "errors"}
PROTOCOL = "baiterek-protocol-2018"

READING: dict[str, tuple[str, ...]] = {
    "status of everything": ("status",),
    "status of a family": ("status", "baiterek"),
    "status before anything": ("status", "baiterek", "--as-of", "2004-12-21"),
    "status in Russian": ("status", "baiterek", "--lang", "ru"),
    "status in a grid": ("status", "--grid", "--party", "KZ,AE"),
    "timeline of everything": ("timeline",),
    "timeline of a family": ("timeline", "baiterek", "--within", "2017..2018"),
    "show": ("show", PROTOCOL),
    "show before it began": ("show", PROTOCOL, "--as-of", "2000-01-01"),
    "list": ("list",),
    "list, filtered": ("list", "--party", "AE", "--known-on", "today"),
    "report weekly": ("report", "weekly", "--week", "2018-W34"),
    "report weekly of a party": ("report", "weekly", "--week", "2020-W07", "--party", "KZ"),
    "report card": ("report", "card", PROTOCOL),
    "report commission": ("report", "commission", "baikonur", "--for", "6", "--as-of", "2018-07-15"),
    "due": ("due", "--within", "2y"),
    "explain": ("explain", PROTOCOL, "--if", "RU received 2026-12-15"),
    "ask the other side": ("ask", PROTOCOL, "--party", "RU"),
    "ask a body at home": ("ask", PROTOCOL, "--party", "KZ", "--from", "KZ", "--as-of", "2019-12-01"),
    "ask for nothing": ("ask", "baiterek-2004", "--party", "KZ"),
    "commission list": ("commission", "list"),
    "commission show": ("commission", "show", "baikonur", "--as-of", "2018-07-15"),
    "commission show with a session that is late": ("commission", "show", "baikonur", "--as-of", "2019-03-01"),
    "commission agenda": ("commission", "agenda", "baikonur", "--for", "6", "--as-of", "2018-07-15"),
    "report weekly of a commission": ("report", "weekly", "--week", "2018-W34", "--commission", "trilateral"),
    "clause show": ("clause", "show", PROTOCOL),
    "project list": ("project", "list"),
    "project status": ("project", "status", "baiterek"),
    "project status before the signature": ("project", "status", "baiterek", "--as-of", "2018-07-15"),
    "project slips": ("project", "slips", "baiterek"),
    "project slips of all": ("project", "slips", "--as-of", "2025-12-31"),
    "log": ("log",),
    "step": ("step", PROTOCOL, "KZ"),
    "step before signature": ("step", PROTOCOL, "KZ", "--phase", "pre-signature", "--as-of", "2018-07-15"),
    "procedures advise": ("procedures", "advise", PROTOCOL, "--party", "KZ"),
    "procedures list": ("procedures", "list"),
    "procedures show": ("procedures", "show", "KZ"),
    "procedures show of one variant": ("procedures", "show", "TR", "--variant", "accession", "--on", "2026-06-30"),
    "procedures check": ("procedures", "check", str(SCHEMAS.parent / "procedures" / "kz.toml")),
    "store info": ("store", "info"),
    "store verify": ("store", "verify"),
}
WRITING: dict[str, tuple[str, ...]] = {
    "add-agreement": ("add-agreement", "--title", "Agreement on launches", "--party", "KZ,RU"),
    "add-protocol": ("add-protocol", "--title", "Second protocol", "--amends", PROTOCOL),
    "record": ("record", PROTOCOL, "notification-sent", "--party", "KZ", "--on", "2020-03"),
    "step done": ("step", PROTOCOL, "RU", "duma", "done", "--on", "2020-02-12", "--document", "Resolution 1"),
    "procedures advise with an answer": ("procedures", "advise", PROTOCOL, "--party", "KZ", "--ground", "agreed"),
    "strike": ("strike", PROTOCOL, "signed-kz-2018-08-22", "--why", "wrong year"),
    "edit": ("edit", PROTOCOL, "--file", "-"),
    "record what was performed": (
        *("record", "baiterek-protocol-2025-ratified", "performed", "--obligation", "test-launches"),
        *("--quantity", "1", "--party", "RU", "--on", "2026-05-01"),
    ),
    "project add": ("project", "add", "--title", "Launch pad", "--instrument", "baiterek-2004"),
    "project record": (
        *("project", "record", "baiterek", "--target", "first-flight-test", "--for", "2027", "--on", "2026-05-01"),
        *("--why", "technical grounds"),
    ),
    "project strike": ("project", "strike", "baiterek", "m21", "--why", "wrong quarter"),
    "project edit": ("project", "edit", "baiterek", "--file", "-"),
    "clause set": ("clause", "set", PROTOCOL, "entry-into-force", "--deposits", "2", "--including", "KZ"),
    "clause drop": ("clause", "drop", "baiterek-2004", "amendment"),
    "commission add": ("commission", "add", "--title", "Commission on transit", "--party", "KZ,RU", "--every", "1y"),
    "commission edit": ("commission", "edit", "baikonur", "--every", "1y", "--co-chair", "KZ=A. Somebody"),
    "commission session": ("commission", "session", "baikonur", "12", "--planned", "2027-05"),
    "commission decide": (
        "commission",
        "decide",
        "baikonur",
        "7",
        "--text",
        "Go on",
        "--instrument",
        "baiterek-2004:2",
    ),
    "commission item": (
        "commission",
        "item",
        "baikonur",
        "--session",
        "7",
        "--text",
        "Draft it",
        "--due",
        "next-session",
    ),
    "commission progress": ("commission", "progress", "baikonur", "unused", "--done", "60", "--total", "234"),
    "commission strike": ("commission", "strike", "baikonur", "facilities-act-open", "--why", "settled"),
    "import": ("import", "-"),
    "undo": ("undo",),
}
KEEPING: dict[str, tuple[str, ...]] = {
    "store compact": ("store", "compact"),
    "store backup": ("store", "backup"),
    "store restore": ("store", "restore", "copy.json"),
    "store recover": ("store", "recover"),
    "store migrate": ("store", "migrate"),
}
"""Commands that write the file and not what it holds; with --dry-run they answer in their own schema."""
EVERY = READING | WRITING | KEEPING | {"init": ("init", "--example")}


@cache
def schema_of(name: str) -> dict[str, Any]:
    """Return a shipped schema, closed: what it does not name is not there."""
    schema: dict[str, Any] = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    _close(schema)
    return schema


def _close(schema: object) -> None:
    if isinstance(schema, dict):
        if "properties" in schema and "additionalProperties" not in schema:
            schema["additionalProperties"] = False
        for part in schema.values():
            _close(part)
    elif isinstance(schema, list):
        for part in schema:
            _close(part)


def problems(document: dict[str, Any], schema: str | None = None) -> list[str]:
    """Return what in a document its schemas do not allow; ``schema`` is the one of its data, if not its command's."""
    checker = Draft202012Validator.FORMAT_CHECKER
    found = list(Draft202012Validator(schema_of("envelope"), format_checker=checker).iter_errors(document))
    if document["data"] is not None:
        name = schema or document["command"].replace(" ", "-")
        found += Draft202012Validator(schema_of(name), format_checker=checker).iter_errors(document["data"])
    return [f"{error.json_path}: {error.message}" for error in found]


def cover_sheet(ref: str) -> str:
    return igc("edit", ref, "--print").out


@pytest.fixture
def in_json(example: Path, tmp_path: Path) -> Callable[..., Ran]:
    """Return a function that runs one of ``EVERY`` with --json on the example."""

    def run(name: str, *more: str) -> Ran:
        args = (*EVERY[name], *more)
        stdin = ""
        if name == "edit":
            stdin = cover_sheet(PROTOCOL).replace("baiterek", "Baiterek", 1)
        if name == "project edit":
            stdin = igc("project", "edit", "baiterek", "--print").out.replace("Nazarbayev", "Nazarbaev", 1)
        if name == "undo":
            igc(*WRITING["record"])
        if name == "import":
            stdin = igc("export", PROTOCOL).out
        if name == "store restore":
            shutil.copyfile(example, example.with_name("copy.json"))
        if name == "init":
            args = (*args, "--register", str(tmp_path / "new.json"))
        assert example.exists()
        return igc(*args, "--json", stdin=stdin)

    return run


@pytest.mark.parametrize("name", EVERY)
class TestEveryCommand:
    def test_prints_the_envelope_and_nothing_else(self, name: str, in_json: Callable[..., Ran]) -> None:
        ran = in_json(name)
        assert (ran.code, ran.err) == (0, "")
        assert set(ran.envelope) == ENVELOPE
        assert ran.envelope["igc"] == igc_tracker.__version__
        assert ran.envelope["schema"] == 1
        assert ran.envelope["errors"] == []
        assert ran.out.endswith("}\n")

    def test_sorts_its_keys(self, name: str, in_json: Callable[..., Ran]) -> None:
        ran = in_json(name)
        pairs: list[list[str]] = []
        json.loads(ran.out, object_pairs_hook=lambda found: pairs.append([key for key, _ in found]))
        assert pairs
        assert all(keys == sorted(keys) for keys in pairs)

    def test_fits_its_schema(self, name: str, in_json: Callable[..., Ran]) -> None:
        assert problems(in_json(name).envelope) == []

    def test_names_itself(self, name: str, in_json: Callable[..., Ran]) -> None:
        envelope = in_json(name).envelope
        assert name.startswith(envelope["command"])
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", envelope["as_of"])


@pytest.mark.parametrize("name", WRITING)
class TestEveryDryRun:
    def test_foretells_in_its_own_schema_what_the_command_then_changes(
        self, name: str, in_json: Callable[..., Ran]
    ) -> None:
        rehearsal = in_json(name, "--dry-run")
        assert (rehearsal.code, rehearsal.err) == (0, "")
        assert problems(rehearsal.envelope, "dry-run") == []
        before = igc("log", "--json").data["entries"]
        assert in_json(name).code == 0
        made = [entry for entry in igc("log", "--json").data["entries"] if entry not in before]
        if name == "undo":  # each run first makes what it takes back
            made = made[:1]
        assert rehearsal.data["changes"] == [change for entry in made for change in entry["changes"]]

    def test_leaves_the_register_as_it_is(self, name: str, in_json: Callable[..., Ran], example: Path) -> None:
        if name == "undo":
            igc(*WRITING["record"])
        before = example.read_bytes()
        assert in_json(name, "--dry-run").code == 0
        assert example.read_bytes() == before


@pytest.mark.parametrize("name", KEEPING)
def test_what_looks_after_the_file_answers_a_dry_run_in_its_own_schema_and_writes_nothing(
    name: str, in_json: Callable[..., Ran], example: Path
) -> None:
    before = example.read_bytes()
    ran = in_json(name, "--dry-run")
    assert (ran.code, ran.err, problems(ran.envelope)) == (0, "", [])
    assert ran.data["written"] is False
    assert example.read_bytes() == before
    assert not example.with_name("example.json.lock").exists()


def test_no_command_is_left_out() -> None:
    commands = {args[0] for args in EVERY.values()}
    assert commands | {"export"} == {row.name for row in COMMANDS}, "export prints records, not an answer"


COMMISSION = ("list", "show", "agenda", "add", "edit", "session", "decide", "item", "progress", "strike")


def test_a_schema_is_shipped_for_every_command_and_the_envelope() -> None:
    groups = {
        "report": ["report-weekly", "report-card", "report-commission"],
        "clause": ["clause-show", "clause-set", "clause-drop"],
        "project": [f"project-{name}" for name in ("list", "status", "slips", "add", "record", "strike", "edit")],
        "procedures": ["procedures-list", "procedures-show", "procedures-check", "procedures-advise"],
        "commission": [f"commission-{name}" for name in COMMISSION],
        "store": [f"store-{name}" for name in ("info", "verify", "compact", "backup", "restore", "recover", "migrate")],
        "export": [],
    }
    names = {name for row in COMMANDS for name in groups.get(row.name, [row.name])}
    assert {path.stem for path in SCHEMAS.glob("*.json")} == names | {"envelope", "interchange", "dry-run"}


def test_the_shipped_schemas_are_those_the_program_makes_now() -> None:
    checked = subprocess.run(
        [sys.executable, ROOT / "tools" / "schema.py", "--check"], capture_output=True, text=True, check=False
    )
    assert (checked.returncode, checked.stdout) == (0, ""), checked.stdout + checked.stderr


@pytest.mark.usefixtures("example")
class TestStatus:
    def test_has_the_shape_that_scripts_rely_on(self) -> None:
        data = igc("status", "baiterek", "--json").data
        status = next(each for each in data["instruments"] if each["ref"] == PROTOCOL)
        named = {"ref", "kind", "title", "relation", "standing", "parties", "entry_into_force", "next", "unlocks"}
        assert named | {"conflicts"} <= set(status)
        assert set(status["title"]) == {"en", "ru", "kk"}
        assert {each["party"] for each in status["parties"]} == {"KZ", "RU"}
        for party in status["parties"]:
            assert set(party["links"]) == {"cleared", "signed", "consent", "sent", "received"}
            for link in party["links"].values():
                assert {"state", "on", "certainty", "document", "fact"} <= set(link)
                assert link["state"] in {"done", "open", "unknown", "not-required"}
        assert {"state", "on", "basis", "missing"} <= set(status["entry_into_force"])
        assert {"party", "link", "text"} <= set(status["next"])

    def test_says_the_basis_of_entry_into_force(self) -> None:
        data = igc("status", "baiterek-2004", "--json").data
        base = next(each for each in data["instruments"] if each["relation"] == "base")
        assert base["entry_into_force"]["basis"] == "recorded"

    def test_speaks_in_codes_whatever_the_language_but_for_what_people_quote(self) -> None:
        def without_words(value: Any) -> Any:  # noqa: ANN401  # JSON can be anything
            if isinstance(value, dict):
                return {key: without_words(each) for key, each in value.items() if key != "text"}
            return [without_words(each) for each in value] if isinstance(value, list) else value

        english, kazakh = (igc("status", "baiterek", "--json", "--lang", lang).data for lang in ("en", "kk"))
        assert without_words(english) == without_words(kazakh)

    def test_gives_every_conflict_a_sentence(self) -> None:
        data = igc("status", "baiterek", "--json").data
        conflicts = [each for held in (*data["instruments"], *data["projects"]) for each in held["conflicts"]]
        assert conflicts
        assert all(each["text"] for each in conflicts)

    def test_of_everything_holds_each_instrument_once(self) -> None:
        refs = [each["ref"] for each in igc("status", "--json").data["instruments"]]
        assert len(refs) == len(set(refs)) > 40


@pytest.mark.usefixtures("example")
class TestErrors:
    @pytest.mark.parametrize(
        ("args", "code", "exit_code"),
        [
            (("show", "baiterk"), "not-found", 4),
            (("show", "lease-p"), "ambiguous", 4),
            (("status", "--as-of", "2018-02-30"), "bad-date", 2),
            (("record", PROTOCOL, "sgned", "--on", "today"), "unknown-code", 2),
            (("list", "--party", "Kazakhstan"), "unknown-party", 2),
            (("status", "--register", "/nowhere/register.json"), "register-missing", 5),
            (("record", PROTOCOL, "signed"), "missing-value", 2),
        ],
    )
    def test_stand_in_the_envelope_and_on_stderr(self, args: tuple[str, ...], code: str, exit_code: int) -> None:
        ran = igc(*args, "--json")
        assert ran.code == exit_code
        assert problems(ran.envelope) == []
        (error,) = ran.envelope["errors"]
        assert (error["code"], error["exit_code"], ran.envelope["data"]) == (code, exit_code, None)
        assert f"igc: error: {error['message']}\n" in ran.err

    def test_an_unknown_format_is_said_in_words(self) -> None:
        ran = igc("status", "--format", "xml")
        assert (ran.code, ran.out) == (2, "")

    def test_findings_stand_in_the_envelope_only(self, example: Path) -> None:
        rewrite(example, '"kind": "protocol"', '"kind": "prottocol"', count=1)
        for args in (("status",), ("list",), ("timeline",), ("report", "weekly")):
            envelope = igc(*args, "--json").envelope
            assert [each["code"] for each in envelope["findings"]] == ["unreadable-record"]
            assert "findings" not in envelope["data"]
            assert problems(envelope) == []


def test_the_envelope_s_schema_refuses_what_is_no_envelope() -> None:
    assert problems({"command": "status", "data": None}) != []


def test_a_status_of_an_unknown_kind_is_refused_by_the_schema(example: Path) -> None:
    assert example.exists()
    envelope = igc("status", "baiterek", "--json").envelope
    envelope["data"]["instruments"][0]["standing"] = "nearly-in-force"
    assert len(problems(envelope)) == 1
