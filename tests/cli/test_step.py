"""`igc step` and `igc procedures advise`: a party's procedure, shown and recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cli.running import Terminal, igc

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("example")

REF = "baiterek-protocol-2018"


def test_a_step_is_recorded_and_what_follows_is_told() -> None:
    ran = igc("step", REF, "RU", "duma", "done", "--on", "12 Feb 2020", "--document", "Resolution 1", "--json")

    assert ran.code == 0
    assert ran.data["recorded"]["fact"]["kind"] == "lower-house-approved"
    assert ran.data["run"]["waits_for"] == "federation-council"


def test_the_key_may_be_written_with_underscores_and_capitals() -> None:
    ran = igc("step", REF, "ru", "Federation_Council", "begun", "--on", "2020-02-12", "--json")

    assert ran.data["recorded"]["fact"]["procedure"]["step"] == "federation-council"


def test_recording_the_same_step_twice_changes_nothing(example: Path) -> None:
    words = ("step", REF, "RU", "duma", "done", "--on", "2020-02-12", "--document", "Resolution 1", "--json")
    igc(*words)
    before = example.read_bytes()

    again = igc(*words)

    assert again.data["recorded"]["is_new"] is False
    assert example.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("RU", "dumma", "done", "--on", "today"), 4, "Did you mean duma?"),
        (("FR",), 2, "FR"),
        (("RU", "duma"), 2, "ACTION"),
        (("RU", "duma", "passed", "--on", "today"), 2, "'passed' is not a known action"),
        (("RU", "duma", "done"), 2, "--on DATE"),
        (("RU", "duma", "delayed", "--on", "today"), 2, "--reason"),
        (("RU", "duma", "delayed", "--on", "today", "--reason", "lazy"), 2, "Known: to-be-submitted"),
        (("RU", "exchange-deposit-note", "done", "--on", "today"), 2, "--as notification-sent"),
        (("RU", "duma", "done", "--on", "2020-02-12", "--as", "signed"), 2, "It is shown by: lower-house-approved"),
        (("RU", "--variant", "ratifcation"), 4, "Did you mean ratification?"),
        (("RU", "--phase", "later"), 2, "pre-signature, consent"),
        (("RU", "duma", "done", "--on", "2099-01-01"), 2, "lies in the future"),
        (("RU", "duma", "done", "--on", "2020-02-12", "--as-of", "2020-03-01"), 2, "only look back"),
        (("RU", "--variant", "ratification", "--known-on", "2020-03-01"), 2, "only look back"),
        (("RU", "duma", "done", "--on", "2020-02-12", "--review-on", "2020-03-01"), 2, "delayed --reason later"),
    ],
)
def test_a_mistake_is_told_with_a_remedy_and_changes_nothing(
    words: tuple[str, ...], code: int, said: str, example: Path
) -> None:
    before = example.read_bytes()

    ran = igc("step", REF, *words)

    assert ran.code == code
    assert said in ran.err
    assert "Traceback" not in ran.err
    assert example.read_bytes() == before


def test_a_procedure_kind_is_sent_to_igc_step() -> None:
    ran = igc("record", REF, "step-done", "--party", "KZ", "--on", "today")

    assert ran.code == 2
    assert f"igc step {REF} PARTY STEP done" in ran.err


def test_on_a_terminal_the_next_steps_are_offered(example: Path) -> None:
    terminal = Terminal("step", REF, "KZ")
    terminal.expect("Which step has something happened to?")
    terminal.expect("law-published")
    terminal.type("2")
    terminal.expect("What happened")
    terminal.type()
    terminal.expect("Date [today]:")
    terminal.type("20 Feb 2020")
    terminal.expect("The paper that shows it")
    terminal.type("Kazakhstanskaya Pravda No. 1")
    ran = terminal.finish()

    assert ran.code == 0
    assert "step done: law-published, 20 Feb 2020" in " ".join(ran.out.split())
    assert b"Kazakhstanskaya Pravda No. 1" in example.read_bytes()


def test_the_run_shows_the_keys_its_steps_are_recorded_by() -> None:
    ran = igc("step", REF, "KZ", "--as-of", "2019-12-01")

    assert "senate: Approval by the Senate" in ran.out
    assert f"To record the next step: igc step {REF} KZ senate done --on DATE --document TEXT" in ran.out


def test_on_a_terminal_a_delay_is_asked_why_and_until_when() -> None:
    terminal = Terminal("step", REF, "RU", "duma", "delayed", "--on", "2020-02-12")
    terminal.expect("Why does it wait?")
    terminal.expect("awaiting the other side")
    terminal.type("5")
    terminal.expect("When to look again")
    terminal.type("soon")
    terminal.expect("is not a date")
    terminal.type("2020-05-01")
    ran = terminal.finish()

    assert ran.code == 0
    assert "delayed: awaiting the other side, since 12 Feb 2020; to be reviewed 1 May 2020" in " ".join(ran.out.split())


def test_picking_nothing_leaves_it_at_the_look(example: Path) -> None:
    before = example.read_bytes()
    terminal = Terminal("step", REF, "KZ")
    terminal.expect("Which step has something happened to?")
    terminal.type()

    assert terminal.finish().code == 0
    assert example.read_bytes() == before


def test_a_step_can_be_taken_back_like_any_change(example: Path) -> None:
    igc("step", REF, "RU", "duma", "done", "--on", "2020-02-12", "--document", "Resolution 1")
    assert b"Resolution 1" in example.read_bytes()

    igc("undo")

    assert not any(
        fact["kind"] == "lower-house-approved" and fact["party"] == "RU"
        for fact in igc("show", REF, "--json").data["instrument"]["facts"]
    )


def test_the_checklist_is_asked_question_by_question_on_a_terminal() -> None:
    terminal = Terminal("procedures", "advise", REF, "--party", "KZ")
    terminal.expect("rights and freedoms")
    terminal.type("y")
    for _ in range(7):
        terminal.expect("[y/N]:")
        terminal.type("n")
    ran = terminal.finish()

    assert ran.code == 0
    assert "ratification by law" in ran.out


def test_in_a_pipe_the_questions_are_listed_and_nothing_is_recorded(example: Path) -> None:
    before = example.read_bytes()

    ran = igc("procedures", "advise", REF, "--party", "KZ")

    assert ran.code == 0
    assert "--ground KEY" in ran.out
    assert example.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--ground", "teritory"), 4, "Did you mean territory?"),
        (("--ground", "territory", "--no-grounds"), 2, "--no-grounds"),
    ],
)
def test_a_mistake_in_the_checklist_is_told_and_changes_nothing(
    words: tuple[str, ...], code: int, said: str, example: Path
) -> None:
    before = example.read_bytes()

    ran = igc("procedures", "advise", REF, "--party", "KZ", *words)

    assert (ran.code, said in ran.err) == (code, True)
    assert example.read_bytes() == before


def test_the_answer_to_the_checklist_is_in_the_log() -> None:
    igc("procedures", "advise", REF, "--party", "KZ", "--ground", "agreed", "--detail", "Opinion of the MFA No. 3")

    fact = igc("show", REF, "--json").data["instrument"]["facts"][-1]
    assert (fact["kind"], fact["procedure"]["grounds"], fact["detail"]) == (
        "qualified",
        ["agreed"],
        "Opinion of the MFA No. 3",
    )
