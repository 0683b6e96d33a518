"""Where each party stands at home, as users of status, show, due and timeline see it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from cli.running import igc, without_trailing_spaces
from cli.test_json_contract import problems
from cli.test_pictures import picture
from cli.test_safe_text import CONTROL
from igc_tracker.store.procedures import BUILT_IN

if TYPE_CHECKING:
    from syrupy.assertion import SnapshotAssertion

PROTOCOL = "baiterek-protocol-2018"


@pytest.fixture
def rivers(empty: Path) -> Path:
    """Return a register with a treaty that was before parliament when Kazakhstan's parliament changed."""
    for words in (
        ("add-agreement", "--title", "Agreement on rivers", "--ref", "rivers", "--party", "KZ,UZ",
         "--level", "intergovernmental"),
        ("record", "rivers", "signed", "--on", "2026-05-20", "--certainty", "gazette"),
        ("record", "rivers", "submitted-to-parliament", "--party", "KZ", "--on", "2026-06-15",
         "--document", "Resolution No. 501", "--certainty", "official"),
    ):  # fmt: skip
        assert igc(*words).code == 0, words
    return empty


@pytest.fixture
def airports(empty: Path) -> Path:
    """Return a register with a treaty whose signature is planned for 25 August 2026."""
    for words in (
        ("add-agreement", "--title", "Agreement on airports", "--ref", "airports", "--party", "KZ,TR",
         "--level", "interstate"),
        ("record", "airports", "text-agreed", "--on", "2026-06-01", "--certainty", "official"),
        ("record", "airports", "planned", "--of", "signed", "--for", "2026-08-25", "--on", "2026-06-01",
         "--certainty", "official"),
    ):  # fmt: skip
        assert igc(*words).code == 0, words
    return empty


# --- the first screen ---------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("example")
@pytest.mark.parametrize("language", ["en", "ru", "kk"])
@pytest.mark.parametrize("as_of", ["2019-12-01", "2020-03-01"])
def test_baiterek_before_and_after_the_law(as_of: str, language: str, golden: SnapshotAssertion) -> None:
    assert picture("status", "baiterek", "--as-of", as_of, "--lang", language) == golden


@pytest.mark.usefixtures("example")
@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("as_of", ["2019-12-01", "2020-03-01"])
def test_baiterek_in_eighty_columns(as_of: str, language: str, golden: SnapshotAssertion) -> None:
    words = ("status", "baiterek", "--as-of", as_of, "--lang", language, "--format", "table")
    assert without_trailing_spaces(picture(*words)) == golden


@pytest.mark.usefixtures("example")
def test_the_ball_is_named_with_step_days_and_days_since_signature() -> None:
    said = igc("status", "baiterek", "--as-of", "2019-12-01").out
    ball = next(line for line in said.splitlines() if "Ball in court" in line)
    for part in ("Kazakhstan", "step 4 of 10", "Senate", "32 days, since 30 Oct 2019", "466 days since signature"):
        assert part in ball
    assert "Adoption by the Mazhilis: done 30 Oct 2019 (contested)" in said
    assert "Kazakhstan: note not sent" in igc("status", "baiterek", "--as-of", "2020-03-01").out


# --- the law that changed on the way ------------------------------------------------------------------------------


@pytest.mark.usefixtures("rivers")
@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_a_treaty_before_parliament_goes_on_under_the_new_order(language: str, golden: SnapshotAssertion) -> None:
    assert picture("status", "rivers", "--as-of", "2026-08-01", "--lang", language) == golden


@pytest.mark.usefixtures("rivers")
def test_before_the_change_the_old_order_is_told() -> None:
    said = igc("status", "rivers", "--as-of", "2026-06-30").out
    assert "Adoption by the Mazhilis" in said
    assert "old order" not in said


@pytest.mark.usefixtures("rivers")
def test_show_lists_every_step_with_the_doubt_on_its_legal_basis(golden: SnapshotAssertion) -> None:
    said = picture("show", "rivers", "--as-of", "2026-08-01")
    assert said == golden
    assert "Constitution 2026 section IV (article: verify) [constitution-2026-art-95] (to be verified)" in said


# --- days counted back --------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("airports")
@pytest.mark.parametrize("command", ["status", "show", "due", "timeline"])
def test_a_planned_signature_counts_back(command: str, golden: SnapshotAssertion) -> None:
    said = picture(command, "airports", "--as-of", "2026-08-01")
    assert said == golden
    assert "overdue" in said


@pytest.mark.usefixtures("airports")
@pytest.mark.parametrize("language", ["ru", "kk"])
@pytest.mark.parametrize("command", ["status", "due"])
def test_a_planned_signature_in_another_language(command: str, language: str, golden: SnapshotAssertion) -> None:
    assert picture(command, "airports", "--as-of", "2026-08-01", "--lang", language) == golden


@pytest.mark.usefixtures("airports")
def test_what_is_overdue_is_red_where_there_is_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "200")
    lines = igc("status", "airports", "--as-of", "2026-08-01", "--format", "table").out.splitlines()
    assert any("overdue by 6 days" in line and "\x1b[31m" in line for line in lines)
    assert all("\x1b[31m" not in line for line in lines if "due in 10 days" in line)


@pytest.mark.usefixtures("airports")
@pytest.mark.parametrize(("as_of", "code"), [("2026-07-20", 3), ("2026-08-01", 3), ("2026-05-31", 0)])
def test_days_of_the_law_count_for_the_exit_code(as_of: str, code: int) -> None:
    assert igc("due", "--within", "10d", "--as-of", as_of, "--exit-code").code == code


# --- forecasts ----------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("example")
def test_a_forecast_can_be_switched_off() -> None:
    with_it, without = (
        igc("status", "baiterek", "--as-of", "2019-12-01", *more).out for more in ((), ("--no-forecast",))
    )
    gone = [line for line in with_it.splitlines() if line not in without.splitlines()]
    assert len(gone) == 1
    assert "expected ~ 30 Dec 2021: consent to be bound (80 %: 18 Apr 2021 to 23 Feb 2025; n = 5)" in gone[0]


@pytest.mark.usefixtures("empty")
def test_the_forecast_of_a_clause_is_switched_off_with_it() -> None:
    for words in (
        ("add-agreement", "--title", "Agreement on visas", "--ref", "visa", "--party", "KZ,RU"),
        ("record", "visa", "signed", "--on", "2026-01-20", "--certainty", "gazette"),
        ("clause", "set", "visa", "entry-into-force", "--last-notification", "receipt", "--after", "30 days"),
        ("record", "visa", "notification-received", "--party", "KZ", "--on", "2026-03-01", "--document", "Note 1"),
        ("record", "visa", "notification-sent", "--party", "RU", "--on", "2026-11-01", "--document", "Note 2"),
    ):
        assert igc(*words).code == 0, words
    assert "Forecast: " in igc("status", "visa").out
    assert "~" not in igc("status", "visa", "--no-forecast").out
    force = igc("status", "visa", "--no-forecast", "--json").data["instruments"][0]["entry_into_force"]
    assert force["forecast"] is None


# --- json ---------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("example")
class TestJson:
    def protocol(self, *more: str) -> Any:  # noqa: ANN401  # JSON can be anything
        ran = igc("status", "baiterek", "--as-of", "2019-12-01", "--json", *more)
        assert problems(ran.envelope) == []
        return next(each for each in ran.data["instruments"] if each["ref"] == PROTOCOL)

    def test_tells_a_run_by_its_codes(self) -> None:
        kz, ru = self.protocol()["parties"]
        run = kz["procedure"]
        assert {key: run[key] for key in ("phase", "template", "variant", "basis", "position", "total")} == {
            "phase": "consent",
            "template": "kz",
            "variant": "ratification",
            "basis": "acts",
            "position": 4,
            "total": 10,
        }
        assert (run["waits_for"], run["since"], run["days"]) == ("senate", "2019-10-30", 32)
        mazhilis = next(step for step in run["steps"] if step["step"] == "mazhilis")
        assert (mazhilis["state"], mazhilis["on"], mazhilis["contested"]) == ("done", "2019-10-30", True)
        assert (ru["procedure"]["basis"], ru["procedure"]["position"], ru["procedure"]["total"]) == (
            "assumed",
            None,
            None,
        )

    def test_tells_who_holds_it_up(self) -> None:
        kz, ru = self.protocol()["holders"]
        assert (kz["party"], kz["link"], kz["step"], kz["signed_days"]) == ("KZ", "consent", "senate", 466)
        assert (kz["usual"]["median"], kz["usual"]["finished"]) == (970, 11)
        assert (kz["expected"]["on"], kz["expected"]["finished"]) == ("2021-12-30", 5)
        assert (ru["party"], ru["state"], ru["step"], ru["expected"]) == ("RU", "unknown", None, None)

    def test_leaves_a_forecast_out_where_that_is_asked_for(self) -> None:
        kz, _ = self.protocol("--no-forecast")["holders"]
        assert kz["expected"] is None

    def test_tells_nothing_of_runs_in_a_list(self) -> None:
        for each in igc("status", "--json").data["instruments"]:
            assert each["holders"] == []
            assert all(party["procedure"] is None for party in each["parties"])


@pytest.mark.usefixtures("airports")
def test_a_deadline_in_json_holds_its_step() -> None:
    ran = igc("due", "--as-of", "2026-08-01", "--json")
    assert problems(ran.envelope) == []
    (start, last) = ran.data["missed"]
    assert (start["code"], start["step"]["key"]) == ("latest-start", "draft")
    assert (last["code"], last["step"]["key"], last["step"]["legal_basis"]) == (
        "statutory-period",
        "proposal-to-gov",
        "KZ Law No. 54-III of 30.05.2005 art. 5(2)",
    )
    timeline = igc("timeline", "airports", "--as-of", "2026-08-01", "--json")
    assert problems(timeline.envelope) == []
    states = [each["state"] for each in timeline.data["entries"] if each["domestic"] is not None]
    assert states == ["overdue", "overdue", "due"]


# --- what users bring along ---------------------------------------------------------------------------------------


@pytest.fixture
def folder() -> Path:
    """Return the folder of the user's own templates."""
    folder = Path(os.environ["XDG_CONFIG_HOME"]) / "igc" / "procedures"
    folder.mkdir(parents=True)
    return folder


@pytest.mark.usefixtures("airports")
@pytest.mark.parametrize("command", ["status", "show", "due", "timeline"])
def test_a_template_that_cannot_be_used_is_named_and_igc_s_own_stands_in(command: str, folder: Path) -> None:
    (folder / "kz.toml").write_text("key = 7", encoding="utf-8")
    said = igc(command, "airports", "--as-of", "2026-08-01").out
    assert "kz.toml is left out, line 1" in said
    assert "overdue" in said


@pytest.mark.usefixtures("airports")
def test_texts_of_a_user_s_template_are_data(folder: Path) -> None:
    text = (BUILT_IN / "kz.toml").read_text(encoding="utf-8")
    nasty = r"[bold red]Draft[/] \u001b[31m {step} \u202e %s"
    (folder / "kz.toml").write_text(
        text.replace("Draft treaty prepared, consultations with the MFA", nasty), encoding="utf-8"
    )
    for command in ("status", "show", "due", "timeline"):
        for form in ("text", "table"):
            ran = igc(command, "airports", "--as-of", "2026-08-01", "--format", form)
            assert ran.code == 0, ran.err
            assert CONTROL.search(ran.out) is None
            assert "[bold" in ran.out, (command, form)
