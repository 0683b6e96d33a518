"""`igc clause set` without options: on a terminal it asks, in a pipe it says what to give."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from cli.running import Terminal, igc

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("example")

REF = "baiterek-protocol-2018"
KEY_OF_TOPIC = {"1": "entry-into-force", "2": "later-parties", "3": "provisional-application"} | {
    "4": "duration",
    "5": "withdrawal",
}


def converse(*said: tuple[str, str], topic: str | None = None, lang: str = "en") -> Terminal:
    """Answer one question after another, each recognised by a part of it."""
    terminal = Terminal("clause", "set", REF, *([topic] if topic else []), "--lang", lang)
    for question, answer in said:
        terminal.expect(question)
        terminal.type(answer)
    return terminal


def clause_on(topic: str) -> dict[str, Any]:
    """Return what is recorded on a topic."""
    clause: dict[str, Any] = tomllib.loads(igc("clause", "show", REF, topic).out)[topic]
    return clause


SAVE = ("Save this?", "")
SETTLES = "What does the clause settle?"
WAITS = "What does it wait for?"
PERIOD = "Period after it"
FIRST = "Only on the first day of the month after that?"
FLOOR = "Not before which day"
ARTICLE = "Article"


@pytest.mark.parametrize(
    ("answers", "condition"),
    [
        ((("Number [3]:", "1"), (PERIOD, ""), (FIRST, ""), (FLOOR, "")), {"type": "signed-by-all"}),
        ((("Number [3]:", "2"), ("Day", "1 Jul 2027")), {"type": "on-date", "on": "2027-07-01"}),
        ((("Number [3]:", ""), (PERIOD, ""), (FIRST, ""), (FLOOR, "")), {"type": "last-notification"}),
        ((("Number [3]:", "4"), (PERIOD, ""), (FIRST, ""), (FLOOR, "")), {"type": "instruments-exchanged"}),
        (
            (("Number [3]:", "5"), ("How many instruments [2]:", ""), (PERIOD, ""), (FIRST, ""), (FLOOR, "")),
            {"type": "deposits", "count": 2},
        ),
    ],
    ids=["signature", "day", "notification", "exchange", "deposits"],
)
def test_each_pattern_of_entry_into_force_can_be_chosen(
    answers: tuple[tuple[str, str], ...], condition: dict[str, Any]
) -> None:
    ran = converse(("Number [1]:", ""), *answers, (ARTICLE, ""), SAVE).finish()

    assert ran.code == 0
    assert clause_on("entry-into-force") == {"rule": {"condition": condition}}


def test_the_period_the_first_of_the_month_the_day_and_the_article_go_with_it() -> None:
    said = converse(
        (SETTLES, "1"),
        (WAITS, "3"),
        (PERIOD, "30 days"),
        (FIRST, "y"),
        (FLOOR, "01.01.2027"),
        (ARTICLE, "11(2)"),
    )
    said.expect("entry into force, 11(2)  on the first day of the month after 30 days from receipt of the last not")
    said.expect("Save this?")
    said.type("y")
    ran = said.finish()

    assert (ran.code, "Set" in ran.out) == (0, True)
    clause = clause_on("entry-into-force")
    assert clause["article"] == "11(2)"
    assert clause["rule"]["offset"] == {"period": "30 days", "rounding": "first-of-month-after"}
    assert clause["rule"]["not_before"] == "2027-01-01"


@pytest.mark.parametrize(
    ("topic", "answers", "rule"),
    [
        ("2", ((PERIOD, ""), (FIRST, "")), {}),
        ("2", ((PERIOD, "3 months"), (FIRST, "")), {"offset": {"period": "3 months"}}),
        ("4", (("How long", "1"), ("Period of notice", "6 months")), {"notice": "6 months"}),
        ("4", (("How long", "2"), ("Term", "5 years"), ("Renewed", "")), {"term": "5 years"}),
        (
            "4",
            (("How long", "2"), ("Term", "5 years"), ("Renewed", "1 year"), ("Period of notice", "90 days")),
            {"term": "5 years", "renewal": "1 year", "notice": "90 days"},
        ),
        ("5", (("Period of notice", "6 months"), ("When does", "")), {"notice": "6 months"}),
        ("5", (("Period of notice", ""), ("When does", "2")), {"effect": "end-of-term"}),
        ("5", (("Period of notice", "1 year"), ("When does", "3")), {"notice": "1 year", "effect": "next-1-january"}),
    ],
)
def test_the_other_topics_ask_what_belongs_to_them(
    topic: str, answers: tuple[tuple[str, str], ...], rule: dict[str, Any]
) -> None:
    ran = converse(("Number [1]:", topic), *answers, (ARTICLE, ""), SAVE).finish()

    assert ran.code == 0
    assert clause_on(KEY_OF_TOPIC[topic])["rule"] == rule


def test_provisional_application_has_a_trigger_and_a_last_day() -> None:
    answers = ((WAITS, "1"), (PERIOD, ""), (FIRST, ""), ("Until which day", "2030-01-01"), (ARTICLE, ""), SAVE)
    assert converse((SETTLES, "3"), *answers).finish().code == 0

    rule = clause_on("provisional-application")["rule"]
    assert (rule["condition"], rule["until"]) == ({"type": "signed-by-all"}, "2030-01-01")


def test_a_topic_that_is_named_is_not_asked_for() -> None:
    ran = converse(("How long", ""), ("Period of notice", ""), (ARTICLE, ""), SAVE, topic="duration").finish()

    assert (ran.code, SETTLES in ran.out) == (0, False)
    assert clause_on("duration") == {"rule": {}}


def test_a_mistake_is_told_and_asked_again() -> None:
    terminal = converse(
        ("Number [1]:", "9"),
        ("'9' is not a known choice.", ""),
        ("Number [3]:", "deposits"),
        ("'deposits' is not a known choice.", "5"),
        ("How many instruments", "some"),
        ("'some' must be a whole number of at least 1.", "0"),
        ("'0' must be a whole number of at least 1.", "3"),
        (PERIOD, "30"),
        ("'30' is not a period.", "30 days"),
        (FIRST, "perhaps"),
        (FIRST, "n"),
        (FLOOR, "some day"),
        ("'some day' is not a date", "none"),
        (ARTICLE, ""),
        SAVE,
    )

    assert terminal.finish().code == 0
    rule = clause_on("entry-into-force")["rule"]
    assert rule == {"condition": {"type": "deposits", "count": 3}, "offset": {"period": "30 days"}}


def test_what_is_replaced_is_shown_and_a_no_saves_nothing(example: Path) -> None:
    igc("clause", "set", REF, "duration", "--term", "10 years", "--article", "9")
    before = example.read_bytes()

    terminal = converse(("How long", "1"), ("Period of notice", ""), (ARTICLE, ""), topic="duration")
    terminal.expect("duration  indefinitely")
    terminal.expect("This takes the place of:")
    terminal.expect("duration, 9  for 10 years")
    terminal.expect("Save this?")
    terminal.type("n")
    ran = terminal.finish()

    assert (ran.code, "Nothing was saved." in ran.out) == (0, True)
    assert example.read_bytes() == before


def test_ctrl_c_at_a_question_changes_nothing(example: Path) -> None:
    before = example.read_bytes()
    terminal = converse((SETTLES, "1"))
    terminal.expect(WAITS)
    terminal.interrupt()

    assert terminal.finish().code == 130
    assert example.read_bytes() == before


@pytest.mark.parametrize(("lang", "names"), [("ru", "вступление в силу"), ("kk", "күшіне ену")])
def test_the_questions_come_in_the_users_language(lang: str, names: str) -> None:
    terminal = converse(lang=lang)
    terminal.expect(f"1  {names}")
    terminal.expect("[1]:")
    terminal.interrupt()

    assert SETTLES not in terminal.finish().out


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ((), "Give TOPIC, --file FILE."),
        (("entry-into-force",), "Give options, or --file FILE."),
    ],
)
def test_in_a_pipe_nothing_is_asked(args: tuple[str, ...], said: str) -> None:
    ran = igc("clause", "set", REF, *args)

    assert (ran.code, said in ran.err) == (2, True)


@pytest.mark.parametrize("args", [("amendment",), ("amendment", "--json"), ("--json",)])
def test_what_only_a_file_can_say_and_what_a_program_reads_is_not_asked(args: tuple[str, ...]) -> None:
    ran = Terminal("clause", "set", REF, *args).finish()

    assert ran.code == 2
    assert "is missing." in ran.out
