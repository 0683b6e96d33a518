"""`igc project`, and what is owed: funding, planned days and counters as people see and record them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cli.running import Ran, igc
from igc_tracker.domain import errors

if TYPE_CHECKING:
    from pathlib import Path

PROTOCOL = "baiterek-protocol-2025-ratified"
TREATY = """
[[obligations]]
id = "launches"
text = {en = "three launches a year"}
parties = ["RU"]
at_least = 3
every = "year"
first = "2024"
until = "2026"
"""


def flat(text: str) -> str:
    return " ".join(text.split())


def save(sheet: str, ref: str = "baiterek") -> Ran:
    return igc("project", "edit", ref, "--file", "-", stdin=sheet)


def sheet(ref: str = "baiterek") -> str:
    return igc("project", "edit", ref, "--print").out


@pytest.mark.usefixtures("example")
class TestFunding:
    def test_waits_for_the_signature_of_the_amending_protocol(self) -> None:
        out = flat(igc("project", "status", "baiterek", "--as-of", "2018-07-15").out)

        assert "Budget funding waits for: signature of baiterek-protocol-2018 (Kazakhstan, Russia: signature)." in out
        assert "First flight test planned: 2022; blocked by: signature of baiterek-protocol-2018" in out

    def test_is_unlocked_by_the_signature_and_the_next_unlock_is_named(self) -> None:
        out = flat(igc("project", "status", "baiterek", "--as-of", "2018-08-23").out)

        assert "Budget funding is unlocked (signature of baiterek-protocol-2018, 22 Aug 2018)" in out
        assert "that it began is not recorded" in out
        assert (
            "Next Entry into force of baiterek-protocol-2018 (Kazakhstan, Russia: domestic consent to be bound) unlocks"
        ) in out
        assert "blocked by" not in out

    def test_began_when_somebody_records_it_and_not_before(self) -> None:
        assert igc("project", "record", "baiterek", "--stage", "budget", "--on", "2024-02", "--text", "x").code == 0

        later = flat(igc("project", "status", "baiterek").out)
        before = flat(igc("project", "status", "baiterek", "--as-of", "2024-01-31").out)

        assert "Funding: budget funding, since Feb 2024." in later
        assert "Budget funding is unlocked" in before

    def test_is_told_with_the_family_too(self) -> None:
        out = flat(igc("status", "baiterek", "--as-of", "2018-07-15").out)

        assert "Budget funding waits for: signature of baiterek-protocol-2018" in out


@pytest.mark.usefixtures("example")
class TestSlips:
    def test_show_each_planned_first_flight_test_with_days_slipped_and_source(self) -> None:
        ran = igc("project", "slips", "baiterek", "--json", "--as-of", "2026-01-15")

        (project,) = ran.data["projects"]
        target = next(each for each in project["targets"] if each["key"] == "first-flight-test")
        told = [
            (plan["planned_for"], plan["slip"] and plan["slip"]["days"], plan["source"].split("/")[2])
            for plan in target["ledger"]["plans"]
        ]
        assert told == [
            ("2022", None, "astanatimes.com"),
            ("2023", 365, "tass.com"),
            ("2023-12..", None, "altusintel.com"),
            ("2025", 731, "tass.com"),
            ("2026-01..2026-03", 90, "tass.com"),
        ]
        assert target["ledger"]["total"]["days"] == 1186

    def test_name_what_moved_a_day(self) -> None:
        out = flat(igc("project", "slips", "baiterek").out)

        for cause in (
            "moved by: session No. 5 [igc-5/d1]: Baiterek sped up",
            "[baiterek-protocol-2025-ratified]",
            "technical grounds",
        ):
            assert cause in out
        assert "+90 d (+1 … +454)" in out

    def test_a_new_plan_is_the_next_line_and_undo_takes_it_back(self) -> None:
        before = igc("project", "slips", "baiterek").out
        plan = ("project", "record", "baiterek", "--target", "first-flight-test", "--for", "2027-03")

        ran = igc(*plan, "--on", "today", "--by-instrument", "baiterek-2004", "--certainty", "official")

        assert "moved 5 times, +1551 d" in flat(ran.out)
        assert "Mar 2027" in igc("project", "slips", "baiterek").out
        assert igc("undo").code == 0
        assert igc("project", "slips", "baiterek").out == before

    def test_a_day_is_moved_by_a_decision_of_a_session_or_by_the_session(self) -> None:
        plan = ("project", "record", "baiterek", "--target", "completion", "--on", "today")

        igc(*plan, "--for", "2029", "--by-meeting", "igc-7/d1")
        igc(*plan, "--for", "2030", "--by-meeting", "igc-9")

        out = flat(igc("project", "slips", "baiterek").out)
        assert "moved by: session No. 7 [igc-7/d1]: " in out
        assert "moved by: session No. 9 [igc-9] " in out

    def test_are_not_moved_by_a_decision_that_was_struck_or_never_taken(self) -> None:
        plan = ("project", "record", "baiterek", "--target", "completion", "--on", "today", "--for", "2029")
        igc("commission", "strike", "baikonur", "7/d1", "--why", "not in the protocol")

        for decision in ("igc-7/d1", "igc-7/d99"):
            ran = igc(*plan, "--by-meeting", decision)
            assert ran.code == int(errors.EntryNotFoundError.exit_code)
            assert f"'{decision}'" in ran.err
            assert "igc commission show igc-baikonur" in ran.err

    def test_a_plan_by_a_later_day_stands_below_the_line_of_today(self) -> None:
        lines = igc("timeline", "baiterek").out.splitlines()
        today = next(n for n, line in enumerate(lines) if line.startswith("────────"))

        (plan,) = (n for n, line in enumerate(lines) if line.startswith("by May 2028"))
        assert plan > today

    def test_are_as_they_were_known(self) -> None:
        igc("project", "strike", "baiterek", "m21", "--why", "misread")

        now = igc("project", "slips", "baiterek").out
        known = igc("project", "slips", "baiterek", "--known-on", "2026-11-22").out

        assert "Jan–Mar 2026" not in now
        assert "Jan–Mar 2026" in known

    def test_of_a_project_without_a_plan_say_so(self) -> None:
        out = igc("project", "slips", "sez-baikonur").out

        assert "No day is on record that was planned." in out
        assert "last possible day" not in out


@pytest.mark.usefixtures("example")
class TestTheSheet:
    def test_that_nobody_changed_changes_nothing(self) -> None:
        assert save(sheet()).out == "baiterek: nothing was changed.\n"
        assert igc("log", "--json").data["entries"] == []

    def test_takes_a_new_target_which_can_then_be_planned(self) -> None:
        assert save(sheet() + '\n[[targets]]\nkey = "second-flight"\ntitles = {en = "Second flight"}\n').code == 0

        planned = ("project", "record", "baiterek", "--target", "second-flight", "--for", "2027", "--on", "today")

        assert "Second flight  planned: 2027" in igc(*planned).out

    @pytest.mark.parametrize(
        ("change", "problem"),
        [
            (("second", '[[targets]]\nkey = "a b"\ntitles = {}\n'), "'a b' cannot be a key here"),
            (("second", '[[targets]]\nkey = "completion"\ntitles = {}\n'), "it is there twice"),
            (("second", '[[targets]]\nkey = "x"\ntitel = {}\n'), "'titel' is no key of [[targets]]"),
            (("second", '[[targets]]\nkey = "x"\nstage = "loan"\ntitles = {}\n'), "no funding stage 'loan'"),
            (("second", "[[targets]]\ntitles = {}\n"), "key is missing"),
            (("first", 'colour = "red"\n'), "'colour' is no key of a project's sheet"),
            (("first", "milestones = []\n"), "'milestones' is no key of a project's sheet"),
        ],
        ids=str,
    )
    def test_that_does_not_hold_together_is_kept_and_not_saved(
        self, change: tuple[str, str], problem: str, example: Path
    ) -> None:
        before = example.read_bytes()
        place, text = change
        changed = f"{text}{sheet()}" if place == "first" else f"{sheet()}\n{text}"

        ran = save(changed)

        assert (ran.code in (2, 4), ran.out) == (True, "")
        assert problem in ran.err
        assert example.read_bytes() == before

    def test_keeps_a_target_that_was_planned(self) -> None:
        ran = save(sheet().replace('key = "first-flight-test"', 'key = "first-launch"'))

        assert ran.code == 2
        assert "Something is recorded of first-flight-test" in ran.err

    def test_a_target_is_not_both_reached_and_dropped(self) -> None:
        both = ("project", "record", "baiterek", "--target", "completion", "--reached", "--dropped", "--on", "today")

        assert igc(*both, "--json").envelope["errors"][0]["code"] == "clashing-options"

    @pytest.mark.parametrize(
        ("old", "new", "problem"),
        [
            ('stage = "budget"', 'stage = "loan"', "baiterek has no funding stage 'loan'"),
            ('project = "baiterek"', 'project = "baitrek"', "There is no project 'baitrek'"),
        ],
    )
    def test_an_instrument_unlocks_only_a_stage_that_its_project_has(
        self, old: str, new: str, problem: str, example: Path
    ) -> None:
        before = example.read_bytes()
        text = igc("edit", "baiterek-protocol-2018", "--print").out
        assert old in text

        ran = igc("edit", "baiterek-protocol-2018", "--file", "-", stdin=text.replace(old, new, 1))

        assert (ran.code, ran.out) == (4, "")
        assert problem in ran.err
        assert example.read_bytes() == before

    def test_of_a_new_project_is_found_by_its_alias(self) -> None:
        added = igc("project", "add", "--title-ru", "Стартовый стол", "--alias", "pad", "--instrument", "baiterek-2004")

        assert "startovii-stol" in added.out
        assert "Стартовый стол" in igc("project", "status", "pad").out


class TestObligations:
    @pytest.fixture
    def treaty(self, empty: Path) -> Path:
        """Return a register with one treaty in force under which Russia owes three launches a year, 2024 to 2026."""
        igc("add-agreement", "--title", "Launches", "--party", "KZ,RU", "--ref", "launches-2023")
        igc("record", "launches-2023", "entered-into-force", "--on", "2023-06-01", "--certainty", "official")
        saved = igc("edit", "launches-2023", "--file", "-", stdin=igc("edit", "launches-2023", "--print").out + TREATY)
        assert saved.code == 0, saved.err
        return empty

    @staticmethod
    def perform(on: str, quantity: str) -> Ran:
        return igc(
            *("record", "launches-2023", "performed", "--obligation", "launches", "--party", "RU"),
            *("--quantity", quantity, "--on", on, "--certainty", "official"),
        )

    @pytest.mark.usefixtures("treaty")
    def test_are_counted_by_year_as_they_are_performed(self) -> None:
        assert "3 of 3 recorded" in self.perform("2024-05-01", "3").out
        assert "4 of 3 recorded, 1 more than owed" in flat(self.perform("2024-06-01", "1").out)

        assert "2024: 4 of 3 · 2025: 0 of 3 · 2026: 0 of 3" in flat(igc("show", "launches-2023").out)
        states = igc("show", "launches-2023", "--json").data["status"]["obligations"][0]

        assert [(each["done"], each["surplus"], each["state"]) for each in states["periods"]] == [
            (4, 1, "done"),
            (0, 0, "not-assessed"),
            (0, 0, "not-assessed"),
        ]

    @pytest.mark.usefixtures("treaty")
    def test_that_fell_short_are_overdue_in_every_answer(self) -> None:
        self.perform("2025-05-01", "1")

        assert "overdue: fell short; 1 of 3 recorded" in flat(igc("status", "launches").out)
        assert "obligation: three launches a year" in igc("due").out
        assert "three launches a year (overdue)" in flat(igc("timeline", "launches").out)
        report = flat(igc("report", "weekly").out)
        assert "OBLIGATIONS AND PROJECTS (1)" in report
        assert "obligation: three launches a year" in report.partition("CHANGED")[0], "it needs somebody"

    @pytest.mark.usefixtures("treaty")
    def test_follow_the_day_and_what_was_known(self) -> None:
        self.perform("2024-05-01", "3")

        def state(*options: str) -> str:
            data = igc("show", "launches-2023", "--json", *options).data
            found: str = data["status"]["obligations"][0]["state"]
            return found

        assert state("--as-of", "2023-12-31") == "not-yet-due"
        assert state("--as-of", "2024-05-01") == "on-time"
        assert state("--as-of", "2025-07-01") == "not-assessed"

    @pytest.mark.usefixtures("treaty")
    def test_a_struck_performance_does_not_count(self) -> None:
        self.perform("2024-05-01", "3")
        igc("strike", "launches-2023", "performed", "--why", "another site")

        assert igc("show", "launches-2023", "--json").data["status"]["obligations"][0]["done"] == 0

    @pytest.mark.usefixtures("treaty")
    @pytest.mark.parametrize(
        ("old", "new", "problem"),
        [
            ('id = "launches"', 'id = "launch orders"', "cannot be a key here"),
            ('"RU",', '"FR",', "FR is not a party to launches-2023"),
            ("at_least = 3", "at_least = 0", "at_least must be a whole number, 1 or more"),
            ("at_least = 3", "minimum = 3", "'minimum' is no key of [[obligations]]"),
            ('every = "year"', 'every = "week"', "'week' is not a valid Every"),
            ('until = "2026"', 'until = "2020"', "it ends (2020) before it begins (2024)"),
            ('until = "2026"', 'until = "soon"', "'soon' is not a date"),
        ],
        ids=str,
    )
    def test_that_cannot_stand_are_not_saved(self, old: str, new: str, problem: str, treaty: Path) -> None:
        before = treaty.read_bytes()
        text = igc("edit", "launches-2023", "--print").out
        head, found, tail = text.partition("[[obligations]]")
        assert old in tail

        ran = igc("edit", "launches-2023", "--file", "-", stdin=head + found + tail.replace(old, new, 1))

        assert (ran.code, ran.out) == (2, "")
        assert problem in ran.err
        assert treaty.read_bytes() == before

    @pytest.mark.usefixtures("treaty")
    def test_that_were_performed_cannot_be_taken_away(self) -> None:
        self.perform("2024-05-01", "3")
        head, _, _ = igc("edit", "launches-2023", "--print").out.partition("[[obligations]]")

        ran = igc("edit", "launches-2023", "--file", "-", stdin=head)

        assert ran.code == 2
        assert "Something is recorded of launches" in ran.err

    def test_of_a_protocol_that_is_not_in_force_are_due_on_no_day(self, example: Path) -> None:
        assert example.exists()

        out = flat(igc("show", PROTOCOL).out)

        assert "Russia: to ensure at least three test launches before 2027" in out
        assert "not in force, as far as is on record; 0 of 3 test launches recorded by 31 Dec 2026" in out
        assert "test launches" not in igc("due", "--within", "1y").out
