from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from cli.running import igc
from support import rewrite

if TYPE_CHECKING:
    from pathlib import Path

    from syrupy.assertion import SnapshotAssertion


@pytest.fixture
def visa(empty: Path) -> Path:
    """Return a register with one treaty: 30 days after the last notification, five years renewed by fives."""
    for words in (
        ("add-agreement", "--title", "Agreement on visa-free travel", "--ref", "visa", "--party", "KZ,RU"),
        ("record", "visa", "signed", "--on", "2019-06-20", "--certainty", "gazette"),
        ("clause", "set", "visa", "entry-into-force", "--last-notification", "receipt", "--after", "30 days"),
        ("clause", "set", "visa", "duration", "--term", "5 years", "--renewal", "5 years", "--notice", "6 months"),
        ("record", "visa", "notification-received", "--party", "KZ", "--on", "2021-03-01", "--document", "Note 1"),
    ):
        assert igc(*words).code == 0, words
    return empty


@pytest.fixture
def in_force(visa: Path) -> Path:
    """Return the same register with Russia's note in it."""
    assert igc("record", "visa", "notification-received", "--party", "RU", "--on", "2021-07-30").code == 0
    return visa


@pytest.mark.usefixtures("visa")
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("missing", ("visa", "--as-of", "2021-07-01")),
        ("what-if", ("visa", "--as-of", "2021-07-01", "--if", "RU received 2021-07-30")),
        ("withdrawal", ("visa", "withdrawal", "--as-of", "2021-07-01")),
    ],
)
def test_explains_before_the_last_note(name: str, words: tuple[str, ...], golden: SnapshotAssertion) -> None:
    assert igc("explain", *words).out == golden(name=name)


@pytest.mark.usefixtures("in_force")
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("computed", ("visa",)),
        ("party", ("visa", "party", "RU")),
        ("term", ("visa", "term", "--as-of", "2025-12-01")),
        ("notice-in-russian", ("visa", "notice", "--as-of", "2025-12-01", "--lang", "ru")),
    ],
)
def test_explains_what_the_clause_gives(name: str, words: tuple[str, ...], golden: SnapshotAssertion) -> None:
    assert igc("explain", *words).out == golden(name=name)


@pytest.mark.usefixtures("in_force")
def test_a_published_date_wins_and_the_computed_one_stays_beside_it(golden: SnapshotAssertion) -> None:
    igc("record", "visa", "entered-into-force", "--on", "2021-09-01", "--certainty", "gazette")

    assert igc("explain", "visa").out == golden(name="published")
    force = igc("status", "visa", "--json").data["instruments"][0]["entry_into_force"]
    assert (force["on"], force["basis"], force["computed_on"]) == ("2021-09-01", "recorded", "2021-08-29")


@pytest.mark.usefixtures("in_force")
def test_a_reason_may_be_given_for_the_difference() -> None:
    words = ("entered-into-force", "--on", "2021-09-01", "--certainty", "gazette", "--deviation", "agreed-date")
    igc("record", "visa", *words)

    assert "the parties agreed on that date" in igc("explain", "visa").out


@pytest.mark.usefixtures("in_force")
def test_what_is_due_is_listed_nearest_first(golden: SnapshotAssertion) -> None:
    assert igc("due", "--within", "1y", "--as-of", "2026-01-15").out == golden(name="due")


@pytest.mark.usefixtures("in_force")
@pytest.mark.parametrize(("within", "code"), [("90d", 3), ("1w", 0)])
def test_the_exit_code_says_whether_anything_is_due(within: str, code: int) -> None:
    assert igc("due", "--within", within, "--as-of", "2026-01-15", "--exit-code").code == code


# --- terms and notices --------------------------------------------------------------------------------------------


@pytest.fixture
def by_month(empty: Path) -> Path:
    """Return a register with a treaty of two of whose entry into force only the month is known."""
    for words in (
        ("add-agreement", "--title", "Agreement on transit", "--ref", "transit", "--party", "KZ,RU"),
        ("clause", "set", "transit", "duration", "--term", "5 years", "--renewal", "5 years", "--notice", "6 months"),
        ("clause", "set", "transit", "withdrawal", "--notice", "6 months", "--not-before", "5 years"),
        ("record", "transit", "entered-into-force", "--on", "2021-08", "--certainty", "gazette"),
    ):
        assert igc(*words).code == 0, words
    return empty


@pytest.mark.usefixtures("by_month")
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("term-of-a-month", ("transit", "term", "--as-of", "2025-12-01")),
        ("notice-of-a-month", ("transit", "notice", "--as-of", "2025-12-01")),
        ("notice-of-a-month-in-russian", ("transit", "notice", "--as-of", "2026-09-01", "--lang", "ru")),
    ],
)
def test_from_a_month_ranges_are_told(name: str, words: tuple[str, ...], golden: SnapshotAssertion) -> None:
    assert igc("explain", *words).out == golden(name=name)


@pytest.mark.usefixtures("by_month")
def test_a_renewal_that_cannot_be_told_is_due_as_such(golden: SnapshotAssertion) -> None:
    igc("record", "transit", "denounced", "--party", "RU", "--on", "2026-02-15", "--certainty", "official")

    assert igc("due", "--within", "1y", "--as-of", "2026-03-01").out == golden(name="due-undecided")
    assert igc("explain", "transit", "term", "--as-of", "2026-03-01").out == golden(name="term-undecided")


@pytest.mark.usefixtures("in_force")
def test_the_last_day_for_notice_is_near_thirty_days_before_it() -> None:
    early, near = (igc("due", "--as-of", day).out for day in ("2026-01-28", "2026-01-29"))

    assert "prepare the notice" not in early
    assert "last day for notice against renewal: prepare the notice now" in near


@pytest.fixture
def of_three(empty: Path) -> Path:
    """Return a register with a treaty of three in force since 2000, left by one of them on six months' notice."""
    parties = ("--party", "KZ", "--party", "RU", "--party", "AE")
    for words in (
        ("add-agreement", "--title", "Convention on mines", "--ref", "mines", *parties),
        ("clause", "set", "mines", "withdrawal", "--notice", "6 months", "--article", "20"),
        ("record", "mines", "entered-into-force", "--on", "2000-03-01", "--certainty", "gazette"),
        ("record", "mines", "denounced", "--party", "RU", "--sent", "2025-06-20", "--received", "2025-06-27",
         "--document", "Note No. 7"),
        ("record", "mines", "suspended", "--party", "AE", "--on", "2024-01-01", "--certainty", "official"),
    ):  # fmt: skip
        assert igc(*words).code == 0, words
    return empty


@pytest.mark.usefixtures("of_three")
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("left-before", ("explain", "mines", "party", "RU", "--as-of", "2025-12-26")),
        ("left", ("explain", "mines", "party", "RU")),
        ("left-in-russian", ("explain", "mines", "party", "RU", "--lang", "ru")),
        ("left-in-kazakh", ("explain", "mines", "party", "RU", "--lang", "kk")),
        ("left-others", ("explain", "mines", "party", "AE")),
        ("left-status", ("status", "mines")),
        ("left-show", ("show", "mines")),
        ("left-due", ("due", "--as-of", "2025-07-01", "--within", "1y")),
    ],
)
def test_who_leaves_a_treaty_of_three_leaves_it_standing(
    name: str, words: tuple[str, ...], golden: SnapshotAssertion
) -> None:
    assert igc(*words).out == golden(name=name)


@pytest.mark.usefixtures("of_three")
def test_programs_are_told_for_how_long_each_party_is_bound() -> None:
    parties = {each["party"]: each for each in igc("status", "mines", "--json").data["instruments"][0]["parties"]}
    left, rests = parties["RU"], parties["AE"]

    assert (left["in_force_on"], left["in_force_until"], left["has_left"]) == ("2000-03-01", "2025-12-27", True)
    assert (rests["in_force_until"], rests["suspended"], rests["has_left"]) == (None, True, False)
    assert igc("status", "mines", "--json").data["instruments"][0]["standing"] == "in-force"


@pytest.mark.usefixtures("empty")
def test_among_many_parties_who_left_is_shown_with_both_days_and_not_counted() -> None:
    igc("add-agreement", "--title", "Convention", "--ref", "many", "--party", "KZ,RU,AE,BY,UZ,KG,TJ,AM,DE")
    igc("record", "many", "entered-into-force", "--on", "2000-03-01", "--certainty", "gazette")
    igc("clause", "set", "many", "withdrawal", "--notice", "6 months")
    igc("record", "many", "denounced", "--party", "RU", "--on", "2025-06-27", "--certainty", "official")

    out = igc("status", "many").out

    assert "9 parties, in force or scheduled for 8" in out
    assert "1 Mar 2000 – 27 Dec 2025" in out


@pytest.mark.usefixtures("of_three")
def test_an_effect_counted_from_dispatch_is_never_shown_as_final(golden: SnapshotAssertion) -> None:
    igc("record", "mines", "denounced", "--party", "KZ", "--sent", "2025-06-20", "--document", "Note No. 8")

    assert igc("explain", "mines", "withdrawal").out == golden(name="dispatch-explain")
    assert igc("due", "--as-of", "2025-07-01", "--within", "1y").out == golden(name="dispatch-due")
    assert igc("status", "mines").out == golden(name="dispatch-status")
    parties = {each["party"]: each for each in igc("status", "mines", "--json").data["instruments"][0]["parties"]}
    assert (parties["KZ"]["until_settled"], parties["KZ"]["has_left"]) == (False, False)


@pytest.mark.usefixtures("of_three")
def test_the_days_of_a_note_go_from_register_to_register() -> None:
    (fact,) = [each for each in json.loads(igc("export").out)["instruments"][0]["facts"] if each["kind"] == "denounced"]

    assert (fact["on"], fact["sent_on"], fact["received_on"]) == ("2025-06-27", "2025-06-20", "2025-06-27")


def test_a_clause_that_cannot_be_read_is_named_and_not_computed_from(visa: Path, golden: SnapshotAssertion) -> None:
    rewrite(visa, "last-notification", "last-blessing")

    assert igc("explain", "visa").out == golden(name="unread-explain")
    assert igc("show", "visa").out == golden(name="unread-show")
    assert igc("clause", "show", "visa").out == golden(name="unread-clause")
    force = igc("status", "visa", "--json").data["instruments"][0]["entry_into_force"]
    assert (force["state"], [each["code"] for each in force["missing"]]) == ("not-computable", ["unreadable-clause"])


@pytest.mark.usefixtures("visa")
@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("explain", "visa", "force"), 2, "is not a known topic"),
        (("explain", "visa", "party"), 2, "The party is missing"),
        (("explain", "visa", "party", "AE"), 2, "AE is not a party to visa"),
        (("explain", "visa", "--if", "RU received"), 2, "does not say who does what on which day"),
        (("explain", "visa", "--if", "RU flew 2021-07-30"), 2, "is not a known kind of fact"),
        (("explain", "visa", "--as-of", "2019-01-01"), 4, "Nothing of visa exists yet"),
        (("due", "--within", "soon"), 2, "is not a span of time"),
        (("explain", "vis"), 0, ""),
        (("explain", "nothing"), 4, "No instrument matches"),
    ],
)
def test_what_is_wrong_is_told_in_one_line_with_a_remedy(words: tuple[str, ...], code: int, said: str) -> None:
    ran = igc(*words)

    assert ran.code == code
    assert said in ran.err
    assert not said or len(ran.err.splitlines()) >= len(("error", "remedy"))


# --- parties of a treaty that is open, and days that part ---------------------------------------------------------

OPEN = """
[entry-into-force.rule]
condition = {type = "deposits", count = 2}
offset = {period = "90 days"}
fixed_if_met_by = 2019-01-01

[later-parties.rule]
offset = {period = "3 months", rounding = "first-of-month-after"}

[withdrawal.rule]
notice = "1 year"
not_before = "3 years"
"""


@pytest.fixture
def kigali(empty: Path) -> Path:
    """Return a register with a treaty of four, of which one comes later, with a floor for notice."""
    added = ("add-agreement", "--title", "Amendment", "--ref", "kigali", "--party", "KZ,RU,AE,EU", "--kind", "protocol")
    assert igc(*added).code == 0
    assert igc("clause", "set", "kigali", "--file", "-", stdin=OPEN).code == 0
    for party, on in (("KZ", "2018-03-01"), ("RU", "2018-12"), ("AE", "2019-11-30")):
        words = (
            "record",
            "kigali",
            "instrument-deposited",
            "--party",
            party,
            "--on",
            on,
            "--document",
            f"Note {party}",
        )
        assert igc(*words).code == 0
    return empty


@pytest.mark.usefixtures("kigali")
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("later-party", ("kigali", "party", "AE", "--as-of", "2020-01-15")),
        ("later-party-in-russian", ("kigali", "party", "AE", "--as-of", "2020-01-15", "--lang", "ru")),
        ("later-party-in-kazakh", ("kigali", "party", "AE", "--as-of", "2020-01-15", "--lang", "kk")),
        ("no-party-yet", ("kigali", "party", "EU", "--as-of", "2020-01-15")),
        ("earliest-notice", ("kigali", "notice", "--as-of", "2020-01-15")),
    ],
)
def test_each_party_is_shown_the_steps_to_its_own_day(
    name: str, words: tuple[str, ...], golden: SnapshotAssertion
) -> None:
    assert igc("explain", *words).out == golden(name=name)


@pytest.mark.usefixtures("kigali")
def test_where_first_and_last_days_part_both_are_reckoned(golden: SnapshotAssertion) -> None:
    igc("strike", "kigali", "instrument-deposited-ru-2018-12", "--why", "wrong month")
    igc(
        "record", "kigali", "instrument-deposited", "--party", "RU", "--on", "2018-12..2019-01", "--document", "Note RU"
    )

    assert igc("explain", "kigali", "--as-of", "2019-02-15").out == golden(name="parted")


@pytest.mark.usefixtures("kigali")
def test_who_comes_in_later_and_when_notice_may_be_given_is_due(golden: SnapshotAssertion) -> None:
    assert igc("due", "--within", "3y", "--as-of", "2020-01-15").out == golden(name="due-later-party")


@pytest.mark.usefixtures("by_month")
def test_what_may_come_any_day_now_is_nearest(golden: SnapshotAssertion) -> None:
    for ref, on in (("first", "2021-08-10"), ("last", "2021-08-20")):
        igc("add-agreement", "--title", ref, "--ref", ref, "--party", "KZ,RU")
        igc("clause", "set", ref, "duration", "--term", "5 years", "--renewal", "5 years")
        igc("record", ref, "entered-into-force", "--on", on, "--certainty", "gazette")

    assert igc("due", "--within", "90d", "--as-of", "2026-08-05").out == golden(name="due-any-day")


@pytest.mark.usefixtures("in_force")
def test_what_if_leaves_alone_what_time_alone_would_move(golden: SnapshotAssertion) -> None:
    igc("add-protocol", "--title", "Protocol", "--ref", "protocol", "--amends", "visa", "--party", "KZ,RU")
    igc("record", "protocol", "signed", "--on", "2024-01-10", "--certainty", "gazette")
    clause = "[entry-into-force.rule]\ncondition = {type = 'other-ended', ref = 'visa'}\n"
    assert igc("clause", "set", "protocol", "--file", "-", stdin=clause).code == 0

    words = ("explain", "visa", "term", "--as-of", "2025-06-01", "--if", "KZ denounced 2026-01-15")
    assert igc(*words).out == golden(name="what-if-elsewhere")
