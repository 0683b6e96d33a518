"""`igc ask` as its users see it."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cli.running import Terminal, igc, without_trailing_spaces
from cli.test_pictures import PROTOCOL, picture
from igc_tracker.domain.clauses import ForceRule, LastNotification, Offset, Period, Unit
from igc_tracker.domain.instruments import ClauseTopic, FinalClause, Level, Unlock, UnlockedBy
from igc_tracker.render.safe import width
from support import agreement, register_text, timeline

if TYPE_CHECKING:
    from syrupy.assertion import SnapshotAssertion

RUSSIA = ("ask", PROTOCOL, "--party", "RU", "--from", "KZ", "--as-of", "2020-03-01")
SENATE = ("ask", PROTOCOL, "--party", "KZ", "--from", "KZ", "--as-of", "2019-12-01")

DRAFTS: dict[str, tuple[str, ...]] = {
    "Russia after ratification": RUSSIA,
    "the Senate": SENATE,
}
AT_OTHER_STAGES: dict[str, tuple[str, ...]] = {
    "signature": ("ask", "ready", "--party", "RU", "--from", "KZ"),
    "the receipt of our note": ("ask", "sent", "--party", "KZ", "--from", "KZ"),
    "the receipt of their note": ("ask", "sent", "--party", "KZ", "--from", "RU"),
    "their note": ("ask", "sent", "--party", "RU", "--from", "KZ"),
}

RULE = ForceRule(condition=LastNotification(), offset=Offset(period=Period(number=30, unit=Unit.DAY)))


@pytest.fixture
def several(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give igc a register with an agreement at each stage that the example has none at."""
    titles = {"en": "Agreement on launches", "ru": "Соглашение о пусках", "kk": "Ұшыру туралы келісім"}
    cover = {
        "titles": titles,
        "level": Level.INTERGOVERNMENTAL,
        "clauses": (FinalClause(topic=ClauseTopic.ENTRY_INTO_FORCE, article="12", rule=RULE),),
        "unlocks": (
            Unlock(
                by=UnlockedBy.ENTRY_INTO_FORCE,
                what={"en": "the first launch", "ru": "первый пуск", "kk": "алғашқы ұшыру"},
            ),
        ),
    }
    cleared = "2025-01-10 cleared-to-sign KZ Resolution No. 4\n2025-01-20 cleared-to-sign RU Order No. 10-r"
    signed = f"{cleared}\n2025-03-01 signed"
    ratified = f"{signed}\n2025-06-01 ratified KZ Law No. 5-VIII\n2025-07-01 ratified RU Federal Law No. 7-FZ"
    path = tmp_path / "several.json"
    made = [
        agreement("ready", facts=cleared, **cover),  # type: ignore[arg-type]  # one cover for all
        agreement("sent", facts=f"{ratified}\n2025-06-20 notification-sent KZ Note No. 7", **cover),  # type: ignore[arg-type]
    ]
    made.append(
        replace(made[-1], ref="received", facts=(*made[-1].facts, *timeline("2025-06-25 notification-received KZ")))
    )
    path.write_text(register_text(*made), encoding="utf-8")
    monkeypatch.setenv("IGC_REGISTER", str(path))


@pytest.mark.usefixtures("example")
@pytest.mark.parametrize("language", ["en", "ru", "kk"])
@pytest.mark.parametrize("name", DRAFTS)
def test_a_draft_on_the_example(name: str, language: str, golden: SnapshotAssertion) -> None:
    assert picture(*DRAFTS[name], "--lang", language) == golden


@pytest.mark.usefixtures("several")
@pytest.mark.parametrize("language", ["en", "ru", "kk"])
@pytest.mark.parametrize("name", AT_OTHER_STAGES)
def test_a_draft_at_another_stage(name: str, language: str, golden: SnapshotAssertion) -> None:
    assert picture(*AT_OTHER_STAGES[name], "--lang", language) == golden


NO_DRAFTS: dict[str, tuple[str, ...]] = {
    "nothing open": ("ask", "baiterek-2004", "--party", "RU"),
    "no party": ("ask", PROTOCOL, "--party", "FR"),
    "no reference": ("ask", "baiterk", "--party", "RU"),
    "no sender among several": ("ask", "trilateral-iga-draft", "--party", "AE"),
    "nobody asked of": ("ask", PROTOCOL),
    "a body of another side": (*RUSSIA, "--body", "State Duma"),
}


@pytest.mark.parametrize("name", NO_DRAFTS)
def test_no_draft(name: str, example: Path, golden: SnapshotAssertion) -> None:
    assert example.exists()
    assert picture(*NO_DRAFTS[name]) == golden


@pytest.mark.usefixtures("several")
def test_of_who_has_done_all_nothing_is_asked(golden: SnapshotAssertion) -> None:
    assert picture("ask", "received", "--party", "KZ") == golden


@pytest.mark.usefixtures("example")
class TestTheSender:
    def test_is_kept_in_the_environment(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("IGC_PARTY", "kz")

        assert igc("ask", PROTOCOL, "--party", "RU", "--json").data["sender"] == "KZ"
        assert igc("ask", PROTOCOL, "--party", "KZ", "--json").data["request"] == "reminder"

    def test_is_kept_in_the_config_file(self) -> None:
        folder = Path(os.environ["XDG_CONFIG_HOME"]) / "igc"
        folder.mkdir(parents=True)
        (folder / "config.toml").write_text('party = "KZ"\n', encoding="utf-8")

        assert igc("ask", PROTOCOL, "--party", "KZ", "--json").data["request"] == "reminder"

    def test_who_names_a_body_needs_to_name_no_sender(self) -> None:
        data = igc("ask", PROTOCOL, "--party", "KZ", "--body", "Senate", "--json").data

        assert (data["request"], data["body"], data["sender"]) == ("reminder", "Senate", "KZ")


@pytest.mark.usefixtures("example")
class TestInAPipe:
    @pytest.mark.parametrize("language", ["en", "ru", "kk"])
    @pytest.mark.parametrize("args", [RUSSIA, SENATE])
    def test_a_draft_is_78_columns_wide(self, args: tuple[str, ...], language: str) -> None:
        out = igc(*args, "--lang", language).out
        assert max(map(width, out.splitlines())) <= 78
        assert "\x1b" not in out

    def test_json_holds_the_codes_and_the_same_text(self) -> None:
        ran = igc(*RUSSIA, "--json")
        data = json.loads(ran.out)["data"]

        assert data["text"] == igc(*RUSSIA).out
        assert (data["request"], data["sender"], data["to_party"], data["link"]) == ("note", "KZ", "RU", "consent")
        assert (data["since"]["on"], data["since"]["days"]) == ("2018-08-22", 557)

    def test_what_was_recorded_later_can_be_left_out(self) -> None:
        ran = igc(*RUSSIA, "--known-on", "2026-11-21")
        assert ran.code == 4

    def test_nothing_is_recorded(self, example: Path) -> None:
        before = example.read_bytes()
        igc(*RUSSIA)
        assert example.read_bytes() == before


@pytest.mark.usefixtures("example")
def test_on_a_terminal(golden: SnapshotAssertion) -> None:
    assert without_trailing_spaces(picture(*RUSSIA, "--format", "table")) == golden


@pytest.mark.usefixtures("example")
def test_on_a_terminal_the_sender_among_several_is_asked_for() -> None:
    terminal = Terminal("ask", "trilateral-protocol-2018", "--party", "AE")
    terminal.expect("The party in whose name to write:")
    terminal.type("KZ")

    assert "of the Republic of Kazakhstan presents its" in terminal.finish().out
