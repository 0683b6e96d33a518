"""Every example of docs/clauses.md is a clause igc takes, and together they show every form."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from igc_tracker.domain import clauses as c
from igc_tracker.domain.instruments import ClauseTopic
from igc_tracker.store.clause_file import clauses_text, read_clauses
from igc_tracker.wording.clauses import rule_in_words
from igc_tracker.wording.words import Words

if TYPE_CHECKING:
    from igc_tracker.domain.instruments import FinalClause

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "clauses.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```(?:toml|json)\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


def clauses() -> list[FinalClause]:
    return [clause for text in EXAMPLES for clause in read_clauses(text)]


@pytest.mark.parametrize("text", EXAMPLES)
def test_an_example_reads_can_be_said_and_comes_back(text: str) -> None:
    for clause in read_clauses(text):
        assert clause.rule is not None
        assert rule_in_words(clause.rule, Words("en"))
        assert read_clauses(clauses_text([clause])) == (clause,)


def test_the_examples_show_every_topic_condition_and_rounding() -> None:
    assert {clause.topic for clause in clauses()} == set(ClauseTopic)
    for code in (*c.CONDITIONS, *(each.value for each in c.Rounding if each is not c.Rounding.NONE)):
        assert any(f'"{code}"' in text for text in EXAMPLES), code
