"""The main job on the real register: where the Baiterek agreement and its protocol stood, day by day."""

from __future__ import annotations

from typing import Any

import pytest

from cli.running import EXAMPLE, ROOT, igc

PROTOCOL = "baiterek-protocol-2018"
BASE = "baiterek-2004"

pytestmark = pytest.mark.usefixtures("example")


def status_on(day: str, ref: str = PROTOCOL) -> dict[str, Any]:
    ran = igc("status", "baiterek", "--as-of", day, "--json")
    assert ran.code == 0
    found: dict[str, Any] = next(each for each in ran.data["instruments"] if each["ref"] == ref)
    return found


def links_of(status: dict[str, Any], party: str) -> dict[str, Any]:
    links: dict[str, Any] = next(each["links"] for each in status["parties"] if each["party"] == party)
    return links


def text_on(day: str) -> str:
    ran = igc("status", "baiterek", "--as-of", day)
    assert (ran.code, ran.err) == (0, "")
    return ran.out


class TestOn15July2018:
    def test_the_protocol_is_ready_for_signature(self) -> None:
        assert status_on("2018-07-15")["standing"] == "ready-for-signature"
        assert "ready for signature" in text_on("2018-07-15")

    def test_both_parties_are_said_to_have_completed_the_procedures_before_signature(self) -> None:
        said = "Both parties have completed the domestic procedures for preparing it for signature."
        assert said in text_on("2018-07-15")

    def test_kazakhstan_cleared_it_by_government_resolution_941_and_that_is_settled(self) -> None:
        cleared = links_of(status_on("2018-07-15"), "KZ")["cleared"]
        assert (cleared["state"], cleared["on"], cleared["settled"]) == ("done", "2017-12-29", True)
        assert "Government resolution" in cleared["document"]
        assert "No. 941" in cleared["document"]
        assert "No. 941" in text_on("2018-07-15")

    def test_russia_cleared_it_on_the_kazakh_side_s_word_only_which_is_shown_as_unconfirmed(self) -> None:
        cleared = links_of(status_on("2018-07-15"), "RU")["cleared"]
        assert (cleared["state"], cleared["certainty"], cleared["settled"]) == ("done", "unconfirmed", False)
        assert cleared["document"] is None
        assert "RU  ◐" in text_on("2018-07-15")

    def test_what_the_standing_rests_on_is_named(self) -> None:
        status = status_on("2018-07-15")
        assert status["standing_settled"] is False
        assert status["standing_otherwise"] == "clearance-pending"
        assert status["rests_on"] == [links_of(status, "RU")["cleared"]["fact"]]
        assert status["rests_on"][0] in text_on("2018-07-15")

    def test_next_is_signature_by_both(self) -> None:
        step = status_on("2018-07-15")["next"]
        assert (step["link"], step["party"], step["text"]) == ("signed", None, "Kazakhstan, Russia: signature")
        assert "Next  Kazakhstan, Russia: signature\n" in text_on("2018-07-15")

    def test_signature_will_unlock_the_transfer_to_budget_funding(self) -> None:
        unlock, _ = status_on("2018-07-15")["unlocks"]
        assert (unlock["by"], unlock["state"], unlock["on"]) == ("signature", "waiting", None)
        assert unlock["what"]["en"] == "transfer of the Baiterek project to budget funding"
        said = "Signature unlocks  transfer of the Baiterek project to budget funding — waiting"
        assert said in text_on("2018-07-15")

    def test_the_base_agreement_is_in_force_since_15_december_2005_as_recorded(self) -> None:
        base = status_on("2018-07-15", BASE)
        force = base["entry_into_force"]
        assert (base["standing"], base["relation"]) == ("in-force", "base")
        assert (force["state"], force["on"], force["basis"]) == ("in-force", "2005-12-15", "recorded")
        assert "in force since 15 Dec 2005" in text_on("2018-07-15")

    def test_its_project_carries_243_of_243_facilities_at_three_sites(self) -> None:
        assert "243 of 243 facilities, sites 42, 43 and 45" in text_on("2018-07-15")


class TestOn22August2018:
    def test_the_protocol_is_signed_by_both(self) -> None:
        status = status_on("2018-08-22")
        assert (status["standing"], status["signed_on"]) == ("signed", "2018-08-22")
        for party in ("KZ", "RU"):
            signed = links_of(status, party)["signed"]
            assert (signed["state"], signed["on"]) == ("done", "2018-08-22")

    def test_the_transfer_to_budget_funding_is_unlocked(self) -> None:
        unlock, shares = status_on("2018-08-22")["unlocks"]
        assert (unlock["state"], unlock["on"]) == ("met", "2018-08-22")
        assert (shares["by"], shares["state"]) == ("entry-into-force", "waiting")
        assert "to budget funding — unlocked 22 Aug 2018" in text_on("2018-08-22")

    def test_the_day_before_it_was_not_signed(self) -> None:
        status = status_on("2018-08-21")
        assert status["standing"] == "ready-for-signature"
        assert status["unlocks"][0]["state"] == "waiting"


class TestOn13February2020:
    def test_kazakhstan_has_consented_by_law_302(self) -> None:
        consent = links_of(status_on("2020-02-13"), "KZ")["consent"]
        assert (consent["state"], consent["on"]) == ("done", "2020-02-13")
        assert "No. 302-VI" in consent["document"]
        assert "No. 302-VI" in text_on("2020-02-13")

    def test_the_kazakh_note_is_not_known_to_have_been_sent(self) -> None:
        assert links_of(status_on("2020-02-13"), "KZ")["sent"]["state"] == "unknown"

    def test_russia_s_consent_is_unknown_not_denied(self) -> None:
        assert links_of(status_on("2020-02-13"), "RU")["consent"]["state"] == "unknown"
        assert "Russia: domestic consent to be bound (not recorded; it may have been done)" in text_on("2020-02-13")

    def test_a_law_is_no_entry_into_force(self) -> None:
        status = status_on("2020-02-13")
        assert status["standing"] == "consent-pending"
        assert status["entry_into_force"]["state"] == "not-recorded"


class TestToday:
    def test_entry_into_force_is_not_recorded_and_not_guessed(self) -> None:
        force = status_on("2026-11-23")["entry_into_force"]
        assert (force["state"], force["on"], force["basis"]) == ("not-recorded", None, None)

    def test_what_is_missing_for_it_is_named(self) -> None:
        missing = status_on("2026-11-23")["entry_into_force"]["missing"]
        named = {(each["code"], each["party"], each["link"]) for each in missing}
        assert named == {
            ("clause", None, None),
            ("act", "RU", "consent"),
            ("act", "KZ", "sent"),
            ("act", "RU", "sent"),
            ("act", "KZ", "received"),
            ("act", "RU", "received"),
        }
        assert "Entry into force  not recorded. Missing: the clause on entry into force; Russia: consent" in text_on(
            "2026-11-23"
        )

    def test_today_is_the_day_looked_from_where_none_is_given(self) -> None:
        assert igc("status", "baiterek").out == text_on("2026-11-23")


class TestBeforeIt:
    def test_nothing_of_it_exists_and_that_is_said_plainly(self) -> None:
        assert "Nothing of it exists yet on 21 Dec 2004." in text_on("2004-12-21")

    def test_what_will_be_is_named_with_its_first_day(self) -> None:
        assert "\n  22 Dec 2004        baiterek-2004 " in text_on("2004-12-21")

    def test_json_holds_no_instrument_and_says_what_is_to_come(self) -> None:
        ran = igc("status", "baiterek", "--as-of", "2004-12-21", "--json")
        assert ran.code == 0
        assert ran.data["instruments"] == ran.data["families"] == []
        assert {"baiterek-2004", PROTOCOL} <= {each["ref"] for each in ran.data["not_yet"]}
        assert ran.envelope["errors"] == []

    def test_show_and_timeline_say_so_too(self) -> None:
        assert "Nothing of it exists yet on 21 Dec 2004." in igc("show", BASE, "--as-of", "2004-12-21").out
        assert "Nothing has happened by 21 Dec 2004." in igc("timeline", "baiterek", "--as-of", "2004-12-21").out


class TestTheSameQuestion:
    @pytest.mark.parametrize("args", [(), ("--json",), ("--format", "table")])
    def test_twice_gives_the_same_bytes(self, args: tuple[str, ...]) -> None:
        first = igc("status", "baiterek", "--as-of", "2018-07-15", *args)
        assert igc("status", "baiterek", "--as-of", "2018-07-15", *args) == first

    @pytest.mark.parametrize("spelling", ["Baiterek", "BAITEREK", "Байтерек", "Бәйтерек", "бәйтерек", "Bayterek"])
    def test_in_any_spelling_gives_the_same_answer(self, spelling: str) -> None:
        asked = igc("status", spelling, "--as-of", "2018-07-15", "--json")
        plainly = igc("status", "baiterek", "--as-of", "2018-07-15", "--json")
        assert asked.data | {"query": "baiterek"} == plainly.data
        assert igc("status", spelling, "--as-of", "2018-07-15").out == text_on("2018-07-15")

    def test_does_not_change_the_register(self) -> None:
        before = EXAMPLE.read_bytes()
        igc("status", "baiterek", "--register", EXAMPLE)
        assert EXAMPLE.read_bytes() == before

    def test_can_be_asked_as_of_a_day_written_in_any_way(self) -> None:
        for day in ("15.07.2018", "15 Jul 2018", "15 июля 2018"):
            assert igc("status", "baiterek", "--as-of", day).out == text_on("2018-07-15")


class TestKnownOn:
    def test_a_fact_counts_only_once_it_is_recorded(self) -> None:
        igc("record", PROTOCOL, "notification-sent", "--party", "KZ", "--on", "2020-03-01", "--document", "Note No. 1")
        now = igc("status", "baiterek", "--as-of", "2020-04-01", "--json")
        then = igc("status", "baiterek", "--as-of", "2020-04-01", "--known-on", "2026-11-22", "--json")
        sent = [
            next(each for each in ran.data["instruments"] if each["ref"] == PROTOCOL)["parties"][0]["links"]["sent"]
            for ran in (now, then)
        ]
        assert [each["state"] for each in sent] == ["done", "unknown"]
        assert then.envelope["known_on"] == "2026-11-22"

    def test_an_old_report_can_be_printed_again_to_the_byte(self) -> None:
        asked = ("report", "weekly", "--week", "2020-W10", "--known-on", "2026-11-22")
        before = igc(*asked).out
        igc("record", PROTOCOL, "notification-sent", "--party", "KZ", "--on", "2020-03-03", "--document", "Note No. 1")
        assert igc(*asked).out == before
        assert igc(*asked[:4]).out != before

    def test_nothing_was_known_before_the_first_record(self) -> None:
        ran = igc("status", "--known-on", "2000-01-01")
        assert ran.code == 0
        assert ran.out.startswith("0 instruments")


def test_no_path_of_the_project_is_needed_to_find_the_example(
    tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("IGC_REGISTER")
    monkeypatch.chdir(str(tmp_path))
    ran = igc("status", "baiterek", "--as-of", "2018-07-15")
    assert ran.code == 0
    assert str(ROOT) not in ran.out + ran.err
    assert "ready for signature" in ran.out
    assert "showing the example register" in ran.err
