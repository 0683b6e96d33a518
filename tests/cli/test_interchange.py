"""`igc export` and `igc import`: records go from register to register unchanged, or not at all."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from cli.running import ROOT, igc
from igc_tracker.domain.errors import BadInterchangeError
from igc_tracker.domain.register import Records
from igc_tracker.store.interchange import FORMAT, interchange_text, read_interchange
from property.strategies import instruments, meetings, projects

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from igc_tracker.domain.instruments import Instrument
    from igc_tracker.domain.register import Meeting, Project

SCHEMA = json.loads((ROOT / "src" / "igc_tracker" / "schema" / "interchange.json").read_text(encoding="utf-8"))
REF = "baiterek-2004"


def problems(document: object) -> list[str]:
    """Return what in a document the shipped schema does not allow."""
    checker = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
    return [f"{error.json_path}: {error.message}" for error in checker.iter_errors(document)]


@pytest.fixture
def other(example: Path, tmp_path: Path) -> Path:
    """Return an empty register beside the example."""
    assert example.exists()
    path = tmp_path / "other.json"
    assert igc("init", "--register", str(path)).code == 0
    return path


@pytest.mark.usefixtures("example")
class TestExport:
    def test_holds_every_record_and_fits_the_shipped_schema(self) -> None:
        document = json.loads(igc("export").out)

        assert list(document) == ["format", "instruments", "projects", "meetings", "commissions"]
        assert document["format"] == FORMAT
        counts = [len(document[name]) for name in ("instruments", "projects", "meetings", "commissions")]
        assert counts == [43, 9, 26, 3]
        assert problems(document) == []

    def test_of_one_instrument_holds_it_alone(self) -> None:
        document = json.loads(igc("export", REF).out)

        assert [each["ref"] for each in document["instruments"]] == [REF]
        assert (document["projects"], document["meetings"]) == ([], [])

    def test_of_a_family_is_in_the_order_of_the_register(self) -> None:
        everything = [each["ref"] for each in json.loads(igc("export").out)["instruments"]]
        family = [each["ref"] for each in json.loads(igc("export", REF, "--family").out)["instruments"]]

        assert len(family) > 1
        assert family == [ref for ref in everything if ref in family]

    def test_is_the_same_document_with_json_asked_for(self) -> None:
        assert igc("export", REF, "--json").out == igc("export", REF).out

    def test_says_that_something_restricted_is_in_it(self) -> None:
        igc("add-agreement", "--title", "Quiet", "--party", "KZ,RU", "--ref", "quiet", "--restricted")

        assert "restricted instruments are in it: quiet" in igc("export").err

    def test_of_nothing_known_is_not_found(self) -> None:
        assert igc("export", "nowhere").code == 4


class TestRoundTrip:
    def test_an_empty_register_gives_back_the_same_bytes(self, other: Path) -> None:
        exported = igc("export").out

        assert igc("import", "-", "--register", str(other), stdin=exported).code == 0
        assert igc("export", "--register", str(other)).out == exported

    def test_rules_manners_and_struck_facts_come_along(self, other: Path) -> None:
        igc("clause", "set", REF, "entry-into-force", "--deposits", "2", "--including", "KZ", "--after", "3 months")
        igc("clause", "set", REF, "duration", "--indefinite")
        igc("record", REF, "instrument-deposited", "--party", "KZ", "--on", "2020", "--manner", "accession")
        igc("strike", REF, "signed-2004-12-22", "--why", "wrong day")
        exported = igc("export", REF).out

        igc("import", "-", "--register", str(other), stdin=exported)

        assert igc("export", "--register", str(other)).out == exported
        assert problems(json.loads(exported)) == []

    @given(instrument=instruments(), project=projects, meeting=meetings)
    def test_whatever_a_register_holds_reads_back(
        self, instrument: Instrument, project: Project, meeting: Meeting
    ) -> None:
        records = Records(instruments=(instrument,), projects=(project,), meetings=(meeting,))
        text = interchange_text(records)

        try:
            read = read_interchange(text)
        except BadInterchangeError as error:
            assert "is in it twice" in str(error) or "is not one of its parties" in str(error)  # noqa: PT017
            return
        assert read == records
        assert problems(json.loads(text)) == []


class TestImport:
    def test_again_changes_nothing(self, example: Path) -> None:
        before = example.read_bytes()

        ran = igc("import", "-", stdin=igc("export").out)

        assert (ran.code, ran.out) == (0, "Imported  0 new records, 0 extended, 81 known already\n")
        assert example.read_bytes() == before

    def test_adds_the_facts_that_are_lacking_as_they_were_recorded(self, other: Path) -> None:
        igc("import", "-", "--register", str(other), stdin=igc("export", REF).out)
        igc("record", REF, "remark", "--on", "2020-01-01", "--detail", "Ours.")
        exported = igc("export", REF).out

        ran = igc("import", "-", "--register", str(other), "--json", stdin=exported)

        assert ran.data["extended"] == [{"ref": REF, "facts": ["remark-2020-01-01"]}]
        assert igc("export", "--register", str(other)).out == exported

    def test_is_one_change_that_one_undo_takes_back(self, other: Path) -> None:
        empty = igc("export", "--register", str(other)).out
        igc("import", "-", "--register", str(other), stdin=igc("export").out)

        assert len(json.loads(other.read_text(encoding="utf-8"))["journal"]) == 1
        igc("undo", "--register", str(other))
        assert igc("export", "--register", str(other)).out == empty

    def test_names_the_ties_that_lead_nowhere(self, other: Path) -> None:
        ran = igc("import", "-", "--register", str(other), stdin=igc("export", "baiterek-protocol-2018").out)

        assert ran.code == 0
        assert "Tied to  the register does not hold baiterek-2004" in ran.out


def signed_otherwise(document: Any) -> None:  # noqa: ANN401  # JSON can be anything
    document["instruments"][0]["facts"][0]["on"] = "2004-12-23"


def titled_otherwise(document: Any) -> None:  # noqa: ANN401
    document["instruments"][0]["titles"]["en"] = "Another"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            signed_otherwise,
            f"{REF}, fact signed-2004-12-22: on is '2004-12-22' in the register, '2004-12-23' in the document",
        ),
        (titled_otherwise, f"{REF}: titles in the register and in the document are not the same"),
    ],
)
def test_a_contradiction_imports_nothing(change: Callable[[Any], None], said: str, example: Path) -> None:
    document = json.loads(igc("export", REF).out)
    change(document)
    document["instruments"].append(document["instruments"][0] | {"ref": "new-one"})
    before = example.read_bytes()

    ran = igc("import", "-", stdin=json.dumps(document))

    assert ran.code == 6
    assert said in ran.err
    assert example.read_bytes() == before


def test_every_contradiction_is_named(example: Path) -> None:
    document = json.loads(igc("export", REF).out)
    signed_otherwise(document)
    titled_otherwise(document)

    ran = igc("import", "-", "--json", stdin=json.dumps(document))

    (error,) = ran.envelope["errors"]
    assert error["code"] == "import-conflict"
    assert error["values"]["conflicts"].count(REF) == 2
    assert example.exists()


def _with(path: str, value: object) -> Callable[[Any], None]:
    """Return a change that sets what lies at a path like ``instruments.0.kind``."""

    def change(document: Any) -> None:  # noqa: ANN401
        *steps, last = (int(step) if step.isdigit() else step for step in path.split("."))
        for step in steps:
            document = document[step]
        document[last] = value

    return change


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("format", "igc-interchange/2", "the document: its format is not igc-interchange/1"),
        ("journal", [], "the document: journal is not known here"),
        ("instruments", {}, "instruments: it is no list"),
        ("instruments.0", "lease", "instruments[0]"),
        ("instruments.0.kind", "treety", f"{REF}: 'treety' is not a valid InstrumentKind"),
        ("instruments.0.colour", "red", f"{REF}: colour is not known here"),
        ("instruments.0.restricted", "no", f"{REF}: restricted is not known here, or not written as it should be"),
        ("instruments.0.ref", "Not A Ref", "'Not A Ref' cannot be a reference."),
        ("instruments.0.facts.0.kind", "sgned", f"{REF}: signed-2004-12-22: 'sgned' is not a valid FactKind"),
        ("instruments.0.facts.0.on", "2004-13", f"{REF}: signed-2004-12-22: '2004-13' is not a date"),
        ("instruments.0.facts.0.party", "FR", f"{REF}: signed-2004-12-22: FR is not one of its parties"),
        ("instruments.0.facts.0.mood", "good", f"{REF}: facts[0].mood is not known here"),
        ("instruments.0.facts.1.id", "signed-2004-12-22", f"{REF}: signed-2004-12-22 is in it twice"),
        (
            "instruments.0.clauses",
            [{"topic": "duration", "rule": {"term": "soon"}}],
            f"{REF}: duration: rule.term must be a period like",
        ),
    ],
)
def test_a_document_that_is_off_imports_nothing(path: str, value: object, said: str, other: Path) -> None:
    document = json.loads(igc("export", REF).out)
    _with(path, value)(document)
    before = other.read_bytes()

    ran = igc("import", "-", "--register", str(other), stdin=json.dumps(document))

    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert other.read_bytes() == before


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "[" * 5000])
def test_what_is_no_document_is_refused(text: str, other: Path) -> None:
    assert igc("import", "-", "--register", str(other), stdin=text).code == 2


def test_a_file_that_is_not_there_is_refused(other: Path) -> None:
    assert igc("import", "/nowhere.json", "--register", str(other)).code == 2
