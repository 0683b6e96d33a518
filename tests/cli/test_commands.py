"""What each command does: the filters of list, what a protocol inherits, facts recorded once, struck, taken back."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest

from cli.running import igc
from igc_tracker.domain import errors
from igc_tracker.domain.errors import ExitCode

if TYPE_CHECKING:
    from pathlib import Path

PROTOCOL = "baiterek-protocol-2018"

pytestmark = pytest.mark.usefixtures("example")


def refs(*args: str) -> set[str]:
    ran = igc("list", *args, "--json")
    assert ran.code == 0, ran.err
    return {row["ref"] for row in ran.data["rows"]}


def rows(*args: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = igc("list", *args, "--json").data["rows"]
    return found


def shown(ref: str, *args: str) -> dict[str, Any]:
    found: dict[str, Any] = igc("show", ref, *args, "--json").data
    return found


class TestList:
    def test_holds_all_43_instruments_of_the_example(self) -> None:
        assert len(refs()) == 43
        assert igc("list").out.startswith("43 of 43 instruments")

    def test_by_party(self) -> None:
        assert refs("--party", "AE") == {"trilateral-protocol-2018", "trilateral-loi-2021", "trilateral-iga-draft"}
        assert refs("--party", "ae") == refs("--party", "AE")

    def test_by_any_of_several_parties_given_twice_or_with_a_comma(self) -> None:
        assert refs("--party", "AE,US") == refs("--party", "AE", "--party", "US")
        assert refs("--party", "AE,US") == refs("--party", "AE") | refs("--party", "US")

    def test_by_kind(self) -> None:
        assert {row["kind"] for row in rows("--kind", "protocol")} == {"protocol"}
        assert refs("--kind", "LEASE") == {"baikonur-lease-1994"}

    def test_by_standing(self) -> None:
        assert {row["standing"] for row in rows("--standing", "in-force")} == {"in-force"}
        assert PROTOCOL in refs("--standing", "consent-pending")

    def test_by_standing_as_of_another_day(self) -> None:
        assert PROTOCOL in refs("--standing", "ready-for-signature", "--as-of", "2018-07-15")

    def test_by_subject_and_by_project(self) -> None:
        assert "baiterek-2004" in refs("--subject", "baiterek")
        assert {"baiterek-2004", PROTOCOL} <= refs("--project", "baiterek")
        assert igc("list", "--project", "nothing").code == ExitCode.NOT_FOUND

    def test_by_day_of_signature(self) -> None:
        assert refs("--signed", "2018-08-22") == {PROTOCOL}
        assert refs("--signed", "22.08.2018") == {PROTOCOL}
        assert PROTOCOL in refs("--signed", "2018")
        assert PROTOCOL not in refs("--signed", "2017..2018-08-21")
        assert PROTOCOL in refs("--signed", "2018-08..")

    def test_by_a_day_that_may_be_meant(self) -> None:
        between = refs("--signed", "2021")
        assert "baiterek-protocol-rogozin-musin" in between  # between 2020 and 2022

    def test_by_day_of_entry_into_force(self) -> None:
        assert refs("--in-force", "2005-12-15") == {"baiterek-2004"}
        assert "baiterek-2004" not in refs("--in-force", "2006..")

    def test_every_filter_must_be_met(self) -> None:
        both = refs("--party", "RU", "--kind", "protocol", "--signed", "2015..2018")
        assert both == refs("--party", "RU") & refs("--kind", "protocol") & refs("--signed", "2015..2018")
        assert both

    def test_by_words_in_any_script(self) -> None:
        assert refs("baiterek") == refs("Бәйтерек")
        assert PROTOCOL in refs("байтерек", "--kind", "protocol")

    def test_that_nothing_passes_is_no_error(self) -> None:
        ran = igc("list", "--signed", "1700")
        assert (ran.code, ran.out.splitlines()[0].split(" as of")[0].strip()) == (0, "0 of 43 instruments")


class TestAddingAProtocol:
    def test_takes_over_what_its_parent_has(self) -> None:
        ran = igc("add-protocol", "--amends", "baiterek", "--title", "Second protocol", "--ref", "second", "--json")
        made, parent = ran.data["instrument"], shown("baiterek-2004")["instrument"]
        for inherited in ("parties", "level", "languages", "subjects", "lead_bodies", "depositary"):
            assert made[inherited] == parent[inherited]
        assert made["kind"] == "protocol"
        assert made["links"] == [{"relation": "amends", "to": "baiterek-2004"}]

    def test_unless_told_otherwise(self) -> None:
        ran = igc(
            "add-protocol", "--supplements", "baiterek-2004", "--title", "x", "--party", "KZ,RU,AE", "--level",
            "interagency", "--language", "en", "--subject", "funding", "--kind", "memorandum", "--binding",
            "--title-ru", "Протокол", "--title-kk", "Хаттама", "--alias", "Bayterek 2", "--officer", "A. B.",
            "--depositary", "KZ", "--restricted", "--json",
        )  # fmt: skip
        made = ran.data["instrument"]
        assert made["parties"] == ["KZ", "RU", "AE"]
        assert (made["level"], made["languages"], made["subjects"]) == ("interagency", ["en"], ["funding"])
        assert (made["kind"], made["binding"], made["restricted"]) == ("memorandum", True, True)
        assert made["titles"] == {"en": "x", "ru": "Протокол", "kk": "Хаттама"}
        assert (made["officer"], made["depositary"], made["aliases"]) == ("A. B.", "KZ", ["Bayterek 2"])

    def test_may_follow_several_and_stands_in_the_family_of_the_first(self) -> None:
        args = ("--amends", "baiterek-2004", "--implements", "space-cooperation-2008", "--title", "x", "--ref", "x-1")
        assert igc("add-protocol", *args).code == 0
        links = shown("x-1")["instrument"]["links"]
        assert [link["relation"] for link in links] == ["amends", "implements"]
        assert "x-1" in igc("status", "baiterek").out

    def test_makes_a_reference_from_the_title_and_a_free_one_for_its_double(self) -> None:
        made = [
            igc("add-protocol", "--amends", "baiterek", "--title", "Протокол о сроках", "--json").data for _ in range(2)
        ]
        first, second = (each["instrument"]["ref"] for each in made)
        assert second == f"{first}-2"
        assert first.isascii()

    def test_is_found_at_once_by_its_alias(self) -> None:
        igc("add-protocol", "--amends", "baiterek", "--title", "x", "--ref", "x-1", "--alias", "Екінші хаттама")
        assert shown("екінші хаттама")["instrument"]["ref"] == "x-1"

    def test_joins_the_family_as_proposed(self) -> None:
        igc("add-protocol", "--amends", "baiterek", "--title", "x", "--ref", "x-1")
        assert shown("x-1")["status"]["standing"] == "proposed"


class TestTheLifeOfAProtocol:
    def test_from_clearance_to_entry_into_force(self) -> None:
        igc("add-protocol", "--amends", "baiterek", "--title", "x", "--ref", "x-1")
        steps = [
            ("cleared-to-sign", "KZ", "clearance-pending"),
            ("cleared-to-sign", "RU", "ready-for-signature"),
            ("signed", "KZ", "partly-signed"),
            ("signed", "RU", "signed"),
            ("ratified", "KZ", "consent-pending"),
            ("ratified", "RU", "notification-pending"),
            ("notification-sent", "KZ", "notification-pending"),
            ("notification-sent", "RU", "notification-pending"),
            ("notification-received", "KZ", "notification-pending"),
            ("notification-received", "RU", "acts-complete"),
            ("entered-into-force", None, "in-force"),
        ]
        for number, (kind, party, standing) in enumerate(steps, start=1):
            who = ("--party", party) if party else ()
            ran = igc("record", "x-1", kind, *who, "--on", f"2026-10-{number:02}", "--source", "file 12", "--json")
            assert ran.code == 0, ran.err
            assert (kind, party, ran.data["after"]["standing"]) == (kind, party, standing)

    def test_a_fact_says_how_the_standing_moved_and_what_is_next(self) -> None:
        igc("add-protocol", "--amends", "baiterek", "--title", "x", "--ref", "x-1")
        ran = igc("record", "x-1", "cleared-to-sign", "--party", "KZ", "--on", "yesterday", "--document", "No. 12")
        assert "22 Nov 2026" in ran.out
        assert "Standing  proposed → clearance to sign pending" in ran.out
        assert "Next  Russia: domestic procedures for preparing it for signature" in ran.out


class TestRecording:
    def test_keeps_everything_that_was_said(self) -> None:
        ran = igc(
            "record", PROTOCOL, "notification-sent", "--party", "kz", "--on", "1 Mar 2020", "--document", "Note No. 12",
            "--document-date", "28 Feb 2020", "--place", "Moscow", "--by", "A. B.", "--detail", "by courier",
            "--source", "file 12", "--certainty", "original", "--json",
        )  # fmt: skip
        fact = ran.data["fact"]
        expected = {
            "id": "notification-sent-kz-2020-03-01",
            "kind": "notification-sent",
            "party": "KZ",
            "on": "2020-03-01",
            "document": "Note No. 12",
            "document_date": "2020-02-28",
            "place": "Moscow",
            "signatory": "A. B.",
            "detail": "by courier",
            "source": "file 12",
            "certainty": "original",
            "recorded_at": "2026-11-23T09:00:00+05:00",
            "recorded_by": "officer",
        }
        assert expected.items() <= fact.items()

    @pytest.mark.parametrize(
        ("given", "certainty"),
        [
            ((), "unconfirmed"),
            (("--document", "Note 1"), "official"),
            (("--source", "x"), "unconfirmed"),
            (("--certainty", "press"), "press"),
        ],
    )
    def test_a_fact_is_worth_no_more_than_its_source(self, given: tuple[str, ...], certainty: str) -> None:
        ran = igc("record", PROTOCOL, "published", "--on", "2020", *given, "--json")
        assert ran.data["fact"]["certainty"] == certainty

    def test_the_same_fact_twice_changes_nothing_the_second_time(self, example: Path) -> None:
        args = ("record", PROTOCOL, "published", "--party", "KZ", "--on", "2020-02-14", "--source", "x")
        igc(*args)
        before = example.read_bytes()
        ran = igc(*args)
        assert ran.code == 0
        assert "Known already, nothing was changed" in ran.out
        assert example.read_bytes() == before

    def test_a_date_that_is_not_known_is_said_to_be_so(self) -> None:
        ran = igc("record", PROTOCOL, "published", "--on", "unknown", "--json")
        assert ran.data["fact"]["on"] is None

    def test_a_plan_stands_below_today_s_line(self) -> None:
        args = ("record", PROTOCOL, "planned", "--of", "notification-sent", "--for", "2027-03", "--on", "today")
        assert igc(*args).code == 0
        out = igc("timeline", PROTOCOL).out
        above, below = out.split("──────── 23 Nov 2026 ────────")
        assert "Mar 2027" not in above
        assert "Mar 2027" in below

    def test_conflicting_facts_stand_side_by_side(self) -> None:
        igc("record", PROTOCOL, "signed", "--party", "KZ", "--on", "2018-08-23", "--source", "x")
        conflicts = shown(PROTOCOL)["status"]["conflicts"]
        assert any({"signed-kz-2018-08-22", "signed-kz-2018-08-23"} <= set(each["facts"]) for each in conflicts)
        assert "two days are recorded that exclude each other" in igc("status", "baiterek").out


class TestStriking:
    def test_keeps_the_fact_and_says_who_when_and_why(self) -> None:
        assert igc("strike", PROTOCOL, "ratified-kz", "--why", "wrong law").code == 0
        struck = next(fact for fact in shown(PROTOCOL)["facts"] if fact["struck"])
        assert struck["struck"] == {"at": "2026-11-23T09:00:00+05:00", "by": "officer", "why": "wrong law"}
        assert "STRUCK: ratified (domestic act)" in igc("show", PROTOCOL).out
        assert "23 Nov 2026 by officer: wrong law" in igc("show", PROTOCOL).out

    def test_moves_the_standing_back(self) -> None:
        ran = igc("strike", PROTOCOL, "ratified-kz-2020-02-13", "--why", "wrong law", "--json")
        before, after = ran.data["before"], ran.data["after"]
        consent = [each["parties"][0]["links"]["consent"]["state"] for each in (before, after)]
        assert consent[0] == "done"
        assert consent[1] != "done"

    def test_twice_is_told(self, example: Path) -> None:
        igc("strike", PROTOCOL, "ratified-kz", "--why", "wrong law")
        before = example.read_bytes()
        ran = igc("strike", PROTOCOL, "ratified-kz", "--why", "again")
        assert (ran.code, ran.out) == (errors.AlreadyStruckError.exit_code, "")
        assert "was struck already, on 2026-11-23: wrong law" in ran.err
        assert example.read_bytes() == before


class TestTheJournal:
    def change(self, document: str) -> None:
        assert igc("record", PROTOCOL, "published", "--on", "2020", "--document", document).code == 0

    def test_names_who_when_and_by_which_command(self) -> None:
        self.change("one")
        out = igc("log").out
        assert "1  23 Nov 2026 09:00  officer  igc record baiterek-protocol-2018 published" in out

    def test_is_newest_first(self) -> None:
        self.change("one")
        self.change("two")
        assert [entry["number"] for entry in igc("log", "--json").data["entries"]] == [2, 1]

    def test_can_be_cut_to_one_instrument_and_to_days(self) -> None:
        self.change("one")
        igc("add-agreement", "--title", "x", "--party", "KZ,RU", "--ref", "x-1")
        assert [entry["number"] for entry in igc("log", PROTOCOL, "--json").data["entries"]] == [1]
        assert igc("log", "--since", "today", "--json").data["total"] == 2
        assert igc("log", "--known-on", "yesterday", "--json").data["entries"] == []

    def test_undo_takes_back_one_change_after_another(self, example: Path) -> None:
        before = shown(PROTOCOL)
        self.change("one")
        self.change("two")
        assert "change 2" in igc("undo").out
        assert "change 1" in igc("undo").out
        assert shown(PROTOCOL) == before
        assert igc("undo").code == errors.NothingToUndoError.exit_code
        assert example.exists()

    def test_an_undo_can_be_undone(self) -> None:
        self.change("one")
        after = shown(PROTOCOL)
        igc("undo")
        assert igc("undo", "2").code == 0
        assert shown(PROTOCOL) == after

    def test_what_was_undone_says_so(self) -> None:
        self.change("one")
        igc("undo")
        assert "(undone)" in igc("log").out
        assert igc("log", "--json").data["undone"] == [1]

    def test_an_instrument_that_was_added_is_gone_after_undo(self) -> None:
        igc("add-agreement", "--title", "x", "--party", "KZ,RU", "--ref", "x-1")
        igc("undo")
        assert igc("show", "x-1").code == 4

    def test_what_was_changed_again_since_is_not_taken_back(self, example: Path) -> None:
        sheet = igc("edit", PROTOCOL, "--print").out
        igc("edit", PROTOCOL, "--file", "-", stdin=f'officer = "A"\n{sheet}')
        igc("edit", PROTOCOL, "--file", "-", stdin=f'officer = "B"\n{sheet}')
        before = example.read_bytes()
        ran = igc("undo", "1")
        assert (ran.code, ran.out) == (6, "")
        assert "changed by somebody else meanwhile: officer" in ran.err
        assert example.read_bytes() == before


class TestInit:
    def test_makes_a_register_nobody_else_can_read(self, tmp_path: Path) -> None:
        path = tmp_path / "deep" / "down" / "register.json"
        ran = igc("init", "--register", path)
        assert (ran.code, ran.out) == (0, f"Made {path}: 0 instruments.\n")
        assert path.stat().st_mode & 0o777 == 0o600

    def test_makes_a_copy_of_the_example_under_an_id_of_its_own(self, tmp_path: Path) -> None:
        for name in ("a", "b"):
            ran = igc("init", "--example", "--register", tmp_path / name)
            assert "43 instruments" in ran.out
        first, second = (
            igc("report", "weekly", "--register", tmp_path / name, "--json").data["register_id"] for name in ("a", "b")
        )
        assert first != second

    def test_never_overwrites(self, example: Path) -> None:
        before = example.read_bytes()
        assert igc("init", "--register", example).code == 2
        assert example.read_bytes() == before


class TestAnEmptyRegister:
    @pytest.mark.parametrize(
        "args", [("status",), ("timeline",), ("list",), ("log",), ("report", "weekly")], ids=" ".join
    )
    def test_is_shown_plainly(self, args: tuple[str, ...], empty: Path) -> None:
        assert empty.exists()
        ran = igc(*args)
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.strip()

    def test_takes_a_first_agreement(self, empty: Path) -> None:
        assert empty.exists()
        assert igc("add-agreement", "--title", "Agreement on launches", "--party", "KZ,RU").code == 0
        assert "agreement-launches" in igc("status").out


class TestTheReport:
    def test_says_what_was_signed_and_what_it_unlocked(self) -> None:
        data = igc("report", "weekly", "--week", "2018-W34", "--json").data
        (changed,) = data["changed"]
        assert (changed["ref"], changed["before"], changed["after"]) == (PROTOCOL, "ready-for-signature", "signed")
        assert [each["what"]["en"] for each in changed["unlocked"]] == [
            "transfer of the Baiterek project to budget funding"
        ]

    def test_of_a_quiet_week_says_so(self) -> None:
        out = igc("report", "weekly", "--week", "2021-W20").out
        assert "\nCHANGED IN THIS PERIOD: no change\n" in out
        assert out.splitlines()[3].endswith("no change")

    def test_of_the_last_seven_days_is_what_is_shown_by_default(self) -> None:
        data = igc("report", "weekly", "--json").data
        assert data["period"] == {"first": "2026-11-17", "last": "2026-11-23"}
        assert igc("report", "weekly", "--as-of", "2018-08-26").out == igc("report", "weekly", "--week", "2018-W34").out

    def test_tells_what_was_recorded_late_apart_from_what_happened(self) -> None:
        igc("record", PROTOCOL, "notification-sent", "--party", "KZ", "--on", "2020-03-01", "--source", "file 12")
        data = igc("report", "weekly", "--from", "2026-11-23", "--to", "2026-11-23", "--json").data
        assert [each["fact"]["id"] for each in data["discoveries"]] == ["notification-sent-kz-2020-03-01"]
        assert data["changed"] == []

    def test_can_be_about_one_family(self) -> None:
        data = igc("report", "weekly", "--week", "2018-W34", "--scope", "trilateral", "--json").data
        assert data["changed"] == []
        assert data["total"] < 10

    def test_can_be_cut_for_one_party_and_for_one_body(self) -> None:
        data = igc("report", "weekly", "--week", "2020-W07", "--party", "AE", "--json").data
        assert {each["party"] for each in (*data["progress"], *data["procedures"])} == {"AE"}
        assert data["total"] == 2
        data = igc("report", "weekly", "--week", "2020-W07", "--body", "official gazette", "--json").data
        assert PROTOCOL in [each["ref"] for each in data["procedures"]]
        assert {each["step"]["body"]["en"] for each in data["procedures"] if each["party"] == "KZ"} == {
            "Official gazette"
        }

    def test_leaves_with_code_3_only_where_it_was_asked_to_and_something_asks_for_action(self) -> None:
        assert igc("report", "weekly", "--week", "2026-W47").code == 0
        assert igc("report", "weekly", "--week", "2026-W47", "--exit-code").code == 3
        assert igc("report", "weekly", "--week", "2020-W07", "--scope", "baiterek", "--exit-code").code == 0

    def test_since_the_last_report_begins_on_the_last_monday_before(self) -> None:
        data = igc("report", "weekly", "--since", "last", "--json").data
        assert data["period"] == {"first": "2026-11-16", "last": "2026-11-23"}
        data = igc("report", "weekly", "--since", "2026-11-01", "--json").data
        assert data["period"] == {"first": "2026-11-01", "last": "2026-11-23"}

    def test_says_what_a_minister_needs_on_the_first_screen(self) -> None:
        for language in ("en", "ru", "kk"):
            lines = igc("report", "weekly", "--week", "2026-W47", "--lang", language).out.splitlines()
            assert lines.index("") == 4, "the head is short"
            assert any(": igc status" in line for line in lines[:24]), "all that needs somebody stands above the fold"

    def test_of_a_restricted_instrument_counts_it_and_makes_no_card(self) -> None:
        added = igc("add-agreement", "--title", "Zq", "--party", "KZ,RU", "--ref", "zq-secret", "--restricted")
        assert added.code == 0
        out = igc("report", "weekly").out
        assert "1 restricted, not named" in out
        assert "zq-secret" not in out
        assert "zq-secret" in igc("report", "weekly", "--include-restricted").out
        refused = igc("report", "card", "zq-secret")
        assert (refused.code, refused.out) == (2, "")
        assert "--include-restricted" in refused.err
        assert igc("report", "card", "zq-secret", "--include-restricted").code == 0

    def test_ends_with_the_hash_of_what_stands_above(self) -> None:
        out = igc("report", "weekly", "--week", "2018-W34").out
        above, _, foot = out.partition("\n= computed")
        assert foot.rstrip().endswith(f"{sha256(above.encode()).hexdigest()[:12]}.")

    def test_is_plain_text_in_78_columns(self) -> None:
        for week in ("2018-W34", "2020-W07", "2026-W47"):
            lines = igc("report", "weekly", "--week", week).out.splitlines()
            assert max(map(len, lines)) <= 78
