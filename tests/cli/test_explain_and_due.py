from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cli.running import igc

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
