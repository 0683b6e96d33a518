"""The templates of domestic procedures igc brings along, and a user's own among them."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from igc_tracker.domain.facts import INTERNATIONAL_ACTS, FactKind
from igc_tracker.domain.runs import Phase
from igc_tracker.store import procedures
from igc_tracker.store.procedure_file import read_template
from igc_tracker.store.procedures import BUILT_IN, ProcedureShelf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from igc_tracker.domain.instruments import Text
    from igc_tracker.domain.procedures import Template

TEMPLATES = {path.stem: read_template(path.read_text(encoding="utf-8")) for path in sorted(BUILT_IN.glob("*.toml"))}
KEYS = ("ae", "by", "cn", "de", "eu", "fr", "gb", "kz", "nl", "ru", "us", "uz", "generic")

OWN = """\
key = "tr"
party = "TR"
name = { en = "Türkiye" }
as_of = "2026-11"

[[variant]]
phase = "consent"
key = "ratification"
name = { en = "Ratification" }

[[variant.step]]
key = "assembly"
name = { en = "Grand National Assembly approves" }
body = { en = "Assembly" }
facts = ["parliament-approved"]
"""


def texts_of(template: Template) -> Iterator[tuple[str, Text]]:
    """Yield every text by language that a reader sees, and where it stands."""
    yield "name", template.names
    for number, caveat in enumerate(template.caveats):
        yield f"caveat {number}", caveat
    yield from ((level.key, level.names) for level in template.levels)
    yield from ((ground.key, ground.names) for ground in template.checklist)
    for phase, variants in template.variants.items():
        for variant in variants:
            yield f"{phase} {variant.key}", variant.names
            for step in variant.steps:
                deadline_note = step.deadline.note if step.deadline is not None else {}
                for text in (step.names, step.body, step.output, step.condition, step.note, deadline_note):
                    if text:
                        yield f"{phase} {variant.key} {step.key}", text


class TestWhatIgcBringsAlong:
    def test_is_all_there(self) -> None:
        variants = [each for template in TEMPLATES.values() for found in template.variants.values() for each in found]

        assert set(TEMPLATES) == set(KEYS)
        assert (len(TEMPLATES), len(variants), sum(len(each.steps) for each in variants)) == (13, 62, 320)

    def test_holds_what_was_counted_when_it_was_written(self) -> None:
        steps = [step for template in TEMPLATES.values() for step in template.steps]

        assert sum(step.was_read for step in steps) == 121
        assert sum(step.deadline is not None for step in steps) == 26
        assert sum(step.records is not None for step in steps) == 103
        assert sum(bool(step.condition) for step in steps) == 21
        assert sum(len(template.checklist) for template in TEMPLATES.values()) == 52
        assert sum(len(template.laws) for template in TEMPLATES.values()) == 23
        assert sum(len(template.caveats) for template in TEMPLATES.values()) == 7

    @pytest.mark.parametrize("key", KEYS)
    def test_has_both_phases(self, key: str) -> None:
        assert all(TEMPLATES[key].variants[phase] for phase in Phase)

    @pytest.mark.parametrize("key", KEYS)
    def test_speaks_english_and_russian_and_kazakh_where_kazakh_officers_work_with_it(self, key: str) -> None:
        wanted = {"en", "ru", "kk"} if key in ("kz", "generic") else {"en", "ru"}

        assert [where for where, text in texts_of(TEMPLATES[key]) if not wanted <= set(text)] == []

    @pytest.mark.parametrize("key", KEYS)
    def test_lets_no_kind_of_fact_stand_for_two_steps_that_are_in_law_on_one_day(self, key: str) -> None:
        days = {day for step in TEMPLATES[key].steps for day in (step.valid_from, step.valid_to) if day}
        for variant in (each for variants in TEMPLATES[key].variants.values() for each in variants):
            for day in days or {date(2026, 11, 23)}:
                kinds = Counter(kind for step in variant.steps if step.is_valid_on(day) for kind in step.facts)
                assert [kind for kind, number in kinds.items() if number > 1] == [], variant.key

    @pytest.mark.parametrize("key", KEYS)
    def test_keeps_acts_between_states_out_of_every_other_step(self, key: str) -> None:
        domestic = [step for step in TEMPLATES[key].steps if step.records is None]

        assert [step.key for step in domestic if INTERNATIONAL_ACTS.intersection(step.facts)] == []

    def test_gives_consent_at_most_once_in_a_variant(self) -> None:
        consent = {FactKind.RATIFIED, FactKind.APPROVED, FactKind.ACCEPTED, FactKind.ACCEDED}
        for template in TEMPLATES.values():
            for variant in template.variants[Phase.CONSENT]:
                assert len([step for step in variant.steps if consent.intersection(step.facts)]) <= 1

    def test_knows_the_parliament_of_kazakhstan_of_each_day(self) -> None:
        ratification = TEMPLATES["kz"].variant(Phase.CONSENT, "ratification")
        assert ratification is not None

        def houses(day: date) -> list[str]:
            found = (step for step in ratification.steps if step.key in ("mazhilis", "senate", "kurultai"))
            return [step.key for step in found if step.is_valid_on(day)]

        assert houses(date(2026, 6, 30)) == ["mazhilis", "senate"]
        assert houses(date(2026, 7, 1)) == ["kurultai"]


class TestTheShelf:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        folder = tmp_path / "procedures"
        folder.mkdir()
        return folder

    def test_knows_every_key_and_puts_the_generic_one_last(self) -> None:
        assert ProcedureShelf().keys() == KEYS

    def test_gives_a_party_its_own_template_and_any_other_the_generic_one(self) -> None:
        shelf = ProcedureShelf()

        assert shelf.for_party("KZ") == TEMPLATES["kz"]
        assert shelf.for_party("TR") == TEMPLATES["generic"]
        assert (shelf.get("tr"), shelf.origin("kz"), shelf.findings) == (None, None, ())

    def test_reads_no_other_file_for_a_party_and_none_twice(self, monkeypatch: pytest.MonkeyPatch) -> None:
        read: list[str] = []
        whole = Path.read_text

        def noted(path: Path, encoding: str) -> str:
            read.append(path.name)
            return whole(path, encoding=encoding)

        monkeypatch.setattr(Path, "read_text", noted)
        shelf = ProcedureShelf()
        assert shelf.keys()

        shelf.for_party("GB")
        shelf.for_party("GB")

        assert read == ["gb.json"]

    def test_takes_a_jurisdiction_of_the_user(self, folder: Path) -> None:
        (folder / "tr.toml").write_text(OWN, encoding="utf-8")
        shelf = ProcedureShelf(folder)

        assert "tr" in shelf.keys()  # noqa: SIM118  # no dict
        assert shelf.for_party("TR").names == {"en": "Türkiye"}
        assert shelf.origin("tr") == folder / "tr.toml"

    def test_puts_the_user_s_file_before_the_one_with_the_same_key(self, folder: Path) -> None:
        (folder / "kz.toml").write_text(OWN.replace('"tr"', '"kz"').replace('"TR"', '"KZ"'), encoding="utf-8")
        shelf = ProcedureShelf(folder)

        assert shelf.for_party("KZ").names == {"en": "Türkiye"}
        assert shelf.keys() == KEYS

    @pytest.mark.parametrize(
        ("name", "content", "code", "values"),
        [
            ("kz.toml", b'key = "kz', "broken-procedure-file", {"line": "1"}),
            ("kz.toml", OWN.encode().replace(b"[[variant]]", b"[[varied]]"), "broken-procedure-file", {"line": "6"}),
            ("kz.toml", OWN.encode(), "broken-procedure-file", {"line": "1"}),
            ("kz.toml", "name = 'қ'".encode("utf-16"), "unreadable-procedure-file", {}),
        ],
    )
    def test_leaves_a_broken_file_out_and_names_it(
        self, name: str, content: bytes, code: str, values: dict[str, str], folder: Path
    ) -> None:
        (folder / name).write_bytes(content)
        shelf = ProcedureShelf(folder)

        assert shelf.for_party("KZ") == TEMPLATES["kz"]
        (finding,) = shelf.findings
        assert (finding.code, finding.ref) == (code, "kz")
        assert finding.values["path"] == str(folder / name)
        assert values.items() <= finding.values.items()

    def test_leaves_out_a_broken_file_without_anything_to_fall_back_on(self, folder: Path) -> None:
        (folder / "tr.toml").mkdir()
        shelf = ProcedureShelf(folder)

        assert shelf.get("tr") is None
        assert shelf.for_party("TR") == TEMPLATES["generic"]
        assert [finding.code for finding in shelf.findings] == ["unreadable-procedure-file"]

    def test_needs_no_folder(self, tmp_path: Path) -> None:
        assert ProcedureShelf(tmp_path / "nowhere").keys() == KEYS

    def test_checks_nothing_that_igc_brings_along(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(procedures, "read_template", None)

        assert ProcedureShelf().for_party("UZ") == TEMPLATES["uz"]


def test_what_is_read_of_a_template_is_what_its_toml_file_says() -> None:
    for path in BUILT_IN.glob("*.toml"):
        assert ProcedureShelf().get(path.stem) == read_template(path.read_text(encoding="utf-8"))
