"""The secretary's work on the real register: what the fifth session decided, what became of it, what carries over."""

from __future__ import annotations

import csv
import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from cli.running import ANSI, igc
from commissions import commission, item, report
from igc_tracker.domain import errors
from support import register_text

if TYPE_CHECKING:
    from pathlib import Path

    from igc_tracker.domain.errors import IgcError

pytestmark = pytest.mark.usefixtures("example")

FACILITIES = "facilities-243"


def shown(as_of: str, *more: str) -> dict[str, Any]:
    ran = igc("commission", "show", "baikonur", "--as-of", as_of, "--json", *more)
    assert ran.code == 0
    found: dict[str, Any] = ran.data
    return found


def item_on(as_of: str, name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in shown(as_of)["commission"]["items"] if each["id"] == name)
    return found


class TestBeforeTheSixthSession:
    def test_the_fifth_was_the_last(self) -> None:
        last = shown("2018-07-15")["commission"]["last"]
        assert (last["number"], last["on"], last["place"]) == (5, "2017-06-13", "Baikonur")
        assert len(last["decisions"]) == 5

    def test_all_243_facilities_are_counted_with_the_report_that_differs_beside_it(self) -> None:
        found = item_on("2018-07-15", FACILITIES)
        assert (found["state"], found["done"], found["total"]) == ("done", 243, 243)
        assert (found["because"], found["against"]) == (["facilities-accepted"], ["facilities-act-open"])
        assert found["settled"] is False
        text = igc("commission", "show", "baikonur", "--as-of", "2018-07-15").out
        assert "243 of 243 facilities, sites 42, 43 and 45" in text
        assert "differs  Jul 2018: not done" in text

    def test_striking_the_one_report_settles_the_other(self) -> None:
        ran = igc("commission", "strike", "baikonur", "facilities-act-open", "--why", "the act was signed")
        assert ran.code == 0
        assert item_on("2018-09-01", FACILITIES)["settled"] is True

    def test_the_sixth_is_not_held_and_not_late_yet(self) -> None:
        following = shown("2018-07-15")["commission"]["next"]
        assert (following["number"], following["planned_for"]) == (6, "2018-09..2018-10")
        assert following["late_by_plan"] is None


class TestWhileTheSixthSessionIsLate:
    def test_it_is_late_against_its_plan_of_autumn_2018(self) -> None:
        following = shown("2019-03-01")["commission"]["next"]
        assert (following["planned_for"], following["late_by_plan"]) == ("2018-09..2018-10", 121)
        assert following["first_planned_for"] == "2017-12~"
        assert "not held, 121 days late" in igc("commission", "show", "baikonur", "--as-of", "2019-03-01").out

    def test_it_is_said_that_no_frequency_is_on_record(self) -> None:
        assert shown("2019-03-01")["commission"]["frequency"] is None
        assert "late only against a recorded plan" in igc("commission", "show", "baikonur").out

    def test_what_is_due_at_it_is_at_risk(self) -> None:
        found = item_on("2019-03-01", "lease-exclusion-act")
        assert (found["state"], found["reason"]) == ("at-risk", "session-late")


class TestWhereItStandsElsewhere:
    def test_status_names_the_commission_and_its_next_session(self) -> None:
        (found, *_) = igc("status", "baiterek", "--as-of", "2018-07-15", "--json").data["commissions"]
        assert found["ref"] == "igc-baikonur"
        assert {each["id"] for each in found["items"]} == {FACILITIES, "lease-exclusion-act"}

    def test_due_names_missed_items_and_the_session(self) -> None:
        answer = igc("due", "--as-of", "2019-03-01", "--json").data
        assert ("action-item", "consolidated-plan") in [(each["code"], each["fact"]) for each in answer["missed"]]
        assert ("session", 6) in [(each["code"], each["number"]) for each in answer["missed"]]

    def test_an_event_in_a_calendar_keeps_its_name_when_another_item_is_done(self) -> None:
        def uids() -> set[str]:
            return set(re.findall(r"UID:(\S+)", igc("due", "--as-of", "2019-03-01", "--format", "ics").out))

        before = uids()
        igc("commission", "progress", "baikonur", "consolidated-plan", "--complete", "--on", "2018-01-01")
        assert uids() < before
        assert len(before - uids()) == 1

    def test_a_spreadsheet_tells_which_item_and_which_session(self) -> None:
        head, *lines = csv.reader(igc("due", "--as-of", "2019-03-01", "--format", "csv").out.splitlines())
        told = {
            tuple(dict(zip(head, line, strict=True))[name] for name in ("deadline", "fact", "what")) for line in lines
        }
        assert ("session", "planned-2018-09-to-2018-10", "6") in told
        assert ("action-item", "consolidated-plan", "Submit the consolidated plan for implementing the Concept") in told

    def test_the_timeline_holds_the_sessions(self) -> None:
        entries = igc("timeline", "baiterek", "--within", "2017..2019", "--json").data["entries"]
        told = [(each["on"], each["state"]) for each in entries if each["meeting"] is not None]
        assert ("2017-06-13", "fact") in told
        assert ("2018-09..2018-10", "moved") in told

    def test_the_report_of_a_commission_is_about_its_instruments_only(self) -> None:
        data = igc("report", "weekly", "--week", "2018-W34", "--commission", "kz-ru-ae", "--json").data
        assert data["commission"] == "kz-ru-ae"
        assert set(data["refs"]) == {"trilateral-protocol-2018", "concept-2016"}

    def test_before_anything_was_recorded_nothing_is_known(self) -> None:
        ran = igc("commission", "list", "--known-on", "2026-11-21", "--json")
        assert ran.data["commissions"] == []


class TestAgenda:
    @pytest.mark.parametrize("lang", ["en", "ru", "kk"])
    @pytest.mark.parametrize("form", ["text", "markdown", "html"])
    def test_is_drafted_in_three_languages_and_formats(self, lang: str, form: str) -> None:
        ran = igc("commission", "agenda", "baikonur", "--as-of", "2018-07-15", "--lang", lang, "--format", form)
        assert (ran.code, ran.err) == (0, "")
        assert FACILITIES in ran.out
        assert not ANSI.search(ran.out)

    def test_gives_the_same_bytes_for_the_same_day(self) -> None:
        agenda = ("commission", "agenda", "baikonur", "--for", "6", "--as-of", "2018-07-15")
        before = igc(*agenda).out
        igc("commission", "progress", "baikonur", "city-gas", "--complete", "--on", "2026-11-01")
        assert igc(*agenda).out == before

    def test_fits_a_mail(self) -> None:
        out = igc("commission", "agenda", "baikonur", "--as-of", "2019-03-01", "--lang", "ru").out
        assert max(map(len, out.splitlines())) <= 78


class TestWhereItIsTold:
    def test_the_note_for_a_session_is_its_draft_agenda(self) -> None:
        asked = ("baikonur", "--for", "6", "--as-of", "2018-07-15")
        assert igc("report", "commission", *asked).out == igc("commission", "agenda", *asked).out

    def test_a_report_for_a_body_tells_only_of_commissions_it_owes_something(self) -> None:
        igc("commission", "item", "kz-ru-ae", "--text", "Write the note", "--owner", "Ministry of Energy")

        def told(body: str) -> list[str]:
            news = igc("report", "weekly", "--body", body, "--json").data["commissions"]
            return [each["commission"]["ref"] for each in news]

        assert told("energy") == ["kz-ru-ae"]
        assert told("nobody") == []

    def test_an_item_due_at_a_session_of_which_no_day_is_known_is_said_to_be(self) -> None:
        out = igc("commission", "item", "baikonur", "--text", "Write the note", "--due", "next-session").out
        assert "Due  it is due at the next session, of which no day is on record" in out

    def test_projects_are_found_by_alias_as_elsewhere(self) -> None:
        ran = igc("commission", "item", "baikonur", "--text", "Go on", "--project", "nazarbayev's start")
        assert ran.code == 0
        assert item_on("2026-11-28", "go-on")["projects"] == ["baiterek"]


REMEDIES = {
    ("session", "baikonur", "12", "--held", "2030"): "igc commission session igc-baikonur 12 --planned 2030",
    ("progress", "baikonur", "city-gas", "--complete", "--on", "2030"): "a new due date is told with --due",
    ("item", "baikonur", "--text", "x", "--on", "2030"): "when it is due is told with --due",
    ("item", "baikonur", "--text", "x", "--session", "7", "--decision", "d99"): "igc commission show igc-baikonur",
    ("item", "baikonur", "--text", "x", "--party", "FR"): "Its parties are KZ, RU.",
}


@pytest.mark.parametrize("args", REMEDIES)
def test_the_remedy_is_a_command_about_commissions(args: tuple[str, ...]) -> None:
    err = igc("commission", *args).err
    assert REMEDIES[args] in err
    assert "igc record" not in err
    assert "igc edit" not in err


class Wrong(NamedTuple):
    """A command line that is wrong, and the error it must end in."""

    args: tuple[str, ...]
    error: type[IgcError]


ITEM = ("progress", "baikonur", FACILITIES)
WRONG = {
    "no such commission": Wrong(("show", "nobody"), errors.CommissionNotFoundError),
    "a name of several": Wrong(("show", "k"), errors.AmbiguousCommissionError),
    "an empty name": Wrong(("show", ""), errors.CommissionNotFoundError),
    "no title": Wrong(("add", "--party", "KZ,RU"), errors.MissingValueError),
    "one party": Wrong(("add", "--title", "x", "--party", "KZ"), errors.TooFewPartiesError),
    "a reference that is taken": Wrong(
        ("add", "--title", "x", "--party", "KZ,RU", "--ref", "kz-ru-ae"), errors.DuplicateCommissionError
    ),
    "a reference that is none": Wrong(
        ("add", "--title", "x", "--party", "KZ,RU", "--ref", "[red]"), errors.BadReferenceError
    ),
    "no interval": Wrong(("add", "--title", "x", "--party", "KZ,RU", "--every", "often"), errors.BadIntervalError),
    "no time at all": Wrong(("add", "--title", "x", "--party", "KZ,RU", "--every", "0m"), errors.BadIntervalError),
    "a co-chair without a name": Wrong(("edit", "baikonur", "--co-chair", "KZ"), errors.MissingValueError),
    "a co-chair of nobody": Wrong(("edit", "baikonur", "--co-chair", "FR=A. B."), errors.NotACommissionPartyError),
    "a basis that is not there": Wrong(("edit", "baikonur", "--basis", "zzz:1"), errors.InstrumentNotFoundError),
    "a reference of another meeting": Wrong(
        ("session", "kz-ru-ae", "3", "--held", "2018", "--ref", "igc-5"), errors.DuplicateMeetingError
    ),
    "neither held nor planned": Wrong(("session", "baikonur", "12"), errors.SessionDayError),
    "held on no day": Wrong(("session", "baikonur", "12", "--held", "2018-02-30"), errors.BadDateError),
    "held tomorrow": Wrong(("session", "baikonur", "12", "--held", "2030"), errors.FutureEntryError),
    "a session of a huge number": Wrong(
        ("session", "baikonur", "9" * 40, "--held", "2018"), errors.BadSessionNumberError
    ),
    "a session number zero": Wrong(("session", "baikonur", "0", "--held", "2018"), errors.BadSessionNumberError),
    "a session by a bad name": Wrong(("session", "baikonur", "a b", "--held", "2018"), errors.BadSessionNumberError),
    "when it was said without a plan": Wrong(
        ("session", "baikonur", "12", "--held", "2018", "--on", "2017"), errors.IncompleteOptionsError
    ),
    "an unknown kind": Wrong(
        ("session", "baikonur", "12", "--held", "2018", "--kind", "party"), errors.UnknownCodeError
    ),
    "a decision without a text": Wrong(("decide", "baikonur", "7"), errors.MissingValueError),
    "a decision of no session": Wrong(("decide", "baikonur", "99", "--text", "x"), errors.MeetingNotFoundError),
    "an item without a text": Wrong(("item", "baikonur", "--text", " "), errors.MissingValueError),
    "a unit without a total": Wrong(("item", "baikonur", "--text", "x", "--unit", "y"), errors.IncompleteOptionsError),
    "a decision of an item without its session": Wrong(
        ("item", "baikonur", "--text", "x", "--decision", "d1"), errors.IncompleteOptionsError
    ),
    "a decision that is not there": Wrong(
        ("item", "baikonur", "--text", "x", "--session", "7", "--decision", "d99"), errors.EntryNotFoundError
    ),
    "an item of a stranger": Wrong(
        ("item", "baikonur", "--text", "x", "--party", "FR"), errors.NotACommissionPartyError
    ),
    "due before it was agreed": Wrong(
        ("item", "baikonur", "--text", "x", "--session", "7", "--due", "2001"), errors.BadDueError
    ),
    "an id that is taken": Wrong(("item", "baikonur", "--text", "x", "--id", "city-gas"), errors.DuplicateItemError),
    "a total of nothing": Wrong(("item", "baikonur", "--text", "x", "--total", "0"), errors.NotANumberError),
    "no such item": Wrong(("progress", "baikonur", "zzz", "--complete"), errors.ItemNotFoundError),
    "an item meant by a beginning of several": Wrong(
        ("progress", "baikonur", "city", "--complete"), errors.ItemNotFoundError
    ),
    "nothing said": Wrong(ITEM, errors.NothingReportedError),
    "two things said": Wrong((*ITEM, "--complete", "--not-done"), errors.NothingReportedError),
    "more than there is": Wrong((*ITEM, "--done", "244"), errors.CountTooHighError),
    "fewer than nothing": Wrong((*ITEM, "--done", "-1"), errors.NotANumberError),
    "more than can be counted": Wrong((*ITEM, "--done", "9" * 30), errors.NotANumberError),
    "done with too few": Wrong((*ITEM, "--complete", "--done", "242"), errors.NotAllCountedError),
    "a count of what has no total": Wrong(("progress", "baikonur", "city-gas", "--done", "3"), errors.NoTotalError),
    "a total of no count": Wrong((*ITEM, "--complete", "--total", "3"), errors.IncompleteOptionsError),
    "a count of a delay": Wrong((*ITEM, "--delayed", "later", "--done", "3"), errors.ClashingOptionsError),
    "an unknown reason": Wrong((*ITEM, "--delayed", "because"), errors.UnknownCodeError),
    "superseded by itself": Wrong((*ITEM, "--superseded-by", FACILITIES), errors.OwnSuccessorError),
    "superseded by nothing": Wrong((*ITEM, "--superseded-by", "zzz"), errors.ItemNotFoundError),
    "done tomorrow": Wrong((*ITEM, "--complete", "--on", "2030"), errors.FutureEntryError),
    "nothing to strike": Wrong(("strike", "baikonur", "zzz", "--why", "x"), errors.EntryNotFoundError),
    "an id of several": Wrong(("strike", "baikonur", "d1", "--why", "x"), errors.AmbiguousEntryError),
    "no reason": Wrong(("strike", "baikonur", "5/d1", "--why", " "), errors.MissingValueError),
    "an agenda of the past": Wrong(("agenda", "baikonur", "--for", "5"), errors.SessionHeldError),
    "an agenda of no session": Wrong(("agenda", "baikonur", "--for", "99"), errors.MeetingNotFoundError),
    "a format that is not printed": Wrong(("show", "baikonur", "--format", "csv"), errors.FormatNotPrintedError),
}


@pytest.mark.parametrize("name", WRONG)
class TestWrongInput:
    def test_is_refused_with_a_remedy_and_changes_nothing(self, name: str, example: Path) -> None:
        args, error = WRONG[name]
        before = example.read_bytes()
        ran = igc("commission", *args)
        assert ran.code == int(error.exit_code), ran.err
        assert ran.out == ""
        line, *remedy = ran.err.rstrip("\n").split("\n")
        assert line.startswith("igc: error: ")
        assert remedy
        assert all(each.startswith("  ") for each in remedy)
        assert "{" not in ran.err
        assert "Traceback" not in ran.err
        assert example.read_bytes() == before

    def test_is_told_by_its_code_in_json(self, name: str) -> None:
        args, error = WRONG[name]
        if "--format" in args:
            return
        (found,) = json.loads(igc("commission", *args, "--json").out)["errors"]
        assert (found["code"], found["exit_code"]) == (error.code, int(error.exit_code))

    @pytest.mark.parametrize("lang", ["ru", "kk"])
    def test_is_told_in_the_user_s_language(self, name: str, lang: str) -> None:
        err = igc("commission", *WRONG[name].args, "--lang", lang).err
        assert err.split(":")[1].strip() in ("ошибка", "қате")
        assert "{" not in err


def test_a_plan_that_was_recorded_is_a_plan_of_today(example: Path) -> None:
    assert example.exists()
    assert igc("commission", "session", "baikonur", "12", "--planned", "2027-05").code == 0
    following = shown("2026-11-23")["commission"]["next"]
    assert (following["ref"], following["planned_for"]) == ("igc-baikonur-12", "2027-05")
    assert shown("2026-11-22")["commission"]["next"]["ref"] is None


def test_a_count_above_its_total_that_stands_in_the_file_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = commission(item(report("done", "2018-06-01", done=300), total=243))
    path = tmp_path / "register.json"
    path.write_text(register_text(commissions=[body]), encoding="utf-8")
    monkeypatch.setenv("IGC_REGISTER", str(path))
    ran = igc("commission", "show", "igc", "--json")
    assert [each["code"] for each in ran.envelope["findings"]] == ["count-exceeds-total"]
    assert "counts more as done than there is" in igc("commission", "show", "igc").out
