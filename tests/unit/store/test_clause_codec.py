"""Rules of final clauses as they are stored: nothing is lost, and what does not fit is refused by its path."""

from __future__ import annotations

import json
import tomllib
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any, get_args

import pytest
from hypothesis import given

from igc_tracker.domain import clauses as c
from igc_tracker.domain.errors import BadClauseError, NotAPeriodError
from igc_tracker.domain.instruments import ClauseTopic, FinalClause
from igc_tracker.store.clause_codec import RULES, decode_rule, encode_rule
from igc_tracker.store.clause_file import clauses_text, encode_clauses, read_clauses
from igc_tracker.store.codec import decode_instrument, encode_instrument
from property.clause_strategies import BY_TOPIC, final_clauses, rules_with_topic
from support import agreement

if TYPE_CHECKING:
    from igc_tracker.domain.register import Json

FORCE = ClauseTopic.ENTRY_INTO_FORCE


@given(made=rules_with_topic)
def test_a_rule_reads_back_as_it_was_written(made: tuple[ClauseTopic, c.Rule]) -> None:
    topic, rule = made

    assert decode_rule(topic, json.loads(json.dumps(encode_rule(rule)))) == rule


@given(clause=final_clauses())
def test_a_clause_reads_back_from_toml_and_from_json(clause: FinalClause) -> None:
    toml = clauses_text([clause])

    assert read_clauses(toml) == (clause,)
    assert read_clauses(json.dumps(encode_clauses([clause]))) == (clause,)
    assert tomllib.loads(toml) == encode_clauses([clause])


@given(clause=final_clauses())
def test_an_instrument_keeps_the_rules_of_its_clauses(clause: FinalClause) -> None:
    instrument = agreement(clauses=(clause,))

    assert decode_instrument(json.loads(json.dumps(encode_instrument(instrument)))) == (instrument, ())


def test_a_rule_without_a_word_is_kept_apart_from_no_rule() -> None:
    indefinitely = FinalClause(topic=ClauseTopic.DURATION, rule=c.TermRule())

    stored = encode_instrument(agreement(clauses=(indefinitely,)))

    assert stored["clauses"] == [{"topic": "duration", "rule": {}}]
    assert decode_instrument(stored)[0].clauses == (indefinitely,)


def test_every_topic_has_a_rule_and_every_condition_a_name() -> None:
    assert set(RULES) == set(BY_TOPIC) == set(ClauseTopic)
    assert set(RULES.values()) == set(get_args(c.Rule))
    assert set(c.CONDITIONS.values()) == set(get_args(c.Condition)) == set(c.CONDITION_CODES)
    assert all(is_dataclass(kind) and "type" not in [each.name for each in fields(kind)] for kind in c.CONDITION_CODES)


LAST_NOTE = {"type": "last-notification"}


@pytest.mark.parametrize(
    ("topic", "rule", "path", "problem"),
    [
        (FORCE, [], "rule", "must be a table"),
        (FORCE, {}, "rule.condition", "is missing"),
        (FORCE, {"condition": {}}, "rule.condition.type", "must be one of signed-by-all, on-date"),
        (FORCE, {"condition": {"type": []}}, "rule.condition.type", "must be one of"),
        (FORCE, {"condition": {"type": "deposit"}}, "rule.condition.type", "must be one of"),
        (FORCE, {"condition": {"type": "on-date"}}, "rule.condition.on", "is missing"),
        (FORCE, {"condition": {"type": "on-date", "on": "2019"}}, "rule.condition.on", "must be a day"),
        (FORCE, {"condition": {"type": "on-date", "on": "20190101"}}, "rule.condition.on", "must be a day"),
        (FORCE, {"condition": {"type": "on-date", "on": 2019}}, "rule.condition.on", "must be a day"),
        (FORCE, {"condition": LAST_NOTE | {"basis": "post"}}, "rule.condition.basis", "must be one of receipt"),
        (FORCE, {"condition": LAST_NOTE, "ofset": {}}, "rule.ofset", "is not known here; known: condition, offset"),
        (FORCE, {"condition": LAST_NOTE | {"on": "2019-01-01"}}, "rule.condition.on", "is not known here"),
        (FORCE, {"condition": LAST_NOTE, "article": 11}, "rule.article", "must be a text"),
        (FORCE, {"condition": LAST_NOTE, "offset": {"period": "30"}}, "rule.offset.period", "must be a period"),
        (FORCE, {"condition": LAST_NOTE, "offset": {"period": 30}}, "rule.offset.period", "must be a period"),
        (FORCE, {"condition": LAST_NOTE, "offset": {"period": "0 days"}}, "rule.offset.period", "must be a period"),
        (FORCE, {"condition": LAST_NOTE, "offset": {"period": "9999 years"}}, "rule.offset.period", "must be a period"),
        (
            FORCE,
            {"condition": LAST_NOTE, "offset": {"period": "30 days", "rounding": "first-of-nth-month"}},
            "rule.offset",
            "period must be in months",
        ),
        (FORCE, {"condition": LAST_NOTE, "offset": {"expiry_next_day": True}}, "rule.offset", "no period"),
        (FORCE, {"condition": LAST_NOTE, "offset": {"expiry_next_day": 1}}, "rule.offset.expiry_next_day", "true or"),
        (FORCE, {"condition": {"type": "deposits"}}, "rule.condition", "asks for nothing"),
        (FORCE, {"condition": {"type": "deposits", "count": 0}}, "rule.condition.count", "at least 1"),
        (FORCE, {"condition": {"type": "deposits", "count": True}}, "rule.condition.count", "whole number"),
        (FORCE, {"condition": {"type": "deposits", "count": 1.5}}, "rule.condition.count", "whole number"),
        (FORCE, {"condition": {"type": "deposits", "include": "KZ"}}, "rule.condition.include", "must be a list"),
        (FORCE, {"condition": {"type": "deposits", "include": ["KZ", 1]}}, "rule.condition.include[1]", "a text"),
        (
            FORCE,
            {"condition": {"type": "deposits", "include": ["KZ"], "exclude": ["KZ"]}},
            "rule.condition",
            "both includes and excludes",
        ),
        (
            FORCE,
            {"condition": {"type": "deposits", "groups": [{"label": "g", "least": 3, "parties": ["KZ", "RU"]}]}},
            "rule.condition.groups[0]",
            "more parties than it names",
        ),
        (
            FORCE,
            {"condition": {"type": "deposits", "shares": [{"label": "s", "percent": float("nan")}]}},
            "rule.condition.shares[0].percent",
            "must be a number",
        ),
        (
            FORCE,
            {"condition": {"type": "deposits", "shares": [{"label": "s", "percent": 55, "weights": {"KZ": -1}}]}},
            "rule.condition.shares[0].weights.KZ",
            "must be a number",
        ),
        (FORCE, {"condition": {"type": "all-of", "conditions": []}}, "rule.condition", "names no condition"),
        (
            FORCE,
            {"condition": {"type": "any-of", "conditions": [LAST_NOTE, {"type": "decided"}]}},
            "rule.condition.conditions[1].body",
            "is missing",
        ),
        (FORCE, {"condition": {"type": "parties-of"}}, "rule.condition", "does not say of what"),
        (FORCE, {"condition": {"type": "other-ended", "ref": " "}}, "rule.condition.ref", "must be a text"),
        (ClauseTopic.DURATION, {"term": "5 years", "until": "2030-01-01"}, "rule", "ends its first period twice"),
        (ClauseTopic.DURATION, {"renewal": "5 years"}, "rule", "renews a period that does not end"),
        (ClauseTopic.DURATION, {"term": "5 years", "renewals": 2}, "rule", "limits renewals without a renewal"),
        (ClauseTopic.AMENDMENT, {"way": "fraction", "numerator": 3, "denominator": 2}, "rule", "more than all"),
        (ClauseTopic.WITHDRAWAL, {"condition": LAST_NOTE}, "rule.condition", "is not known here"),
    ],
)
def test_what_does_not_fit_is_named_by_its_path(topic: ClauseTopic, rule: Any, path: str, problem: str) -> None:  # noqa: ANN401
    with pytest.raises(BadClauseError) as caught:
        decode_rule(topic, rule)

    assert caught.value.values["path"] == path
    assert problem in caught.value.values["problem"]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("[entry-into-force", "the text"),
        ('{"entry-into-force": ', "the text"),
        ("", "the text"),
        ("[entry]\ntext = 'x'", "entry"),
        ("duration = 5", "duration"),
        ("[duration]", "duration"),
        ("[duration]\ntext = 5", "duration.text"),
        ("[duration]\nwords = 'x'", "duration.words"),
        ("[duration.rule]\nterm = 5", "duration.rule.term"),
    ],
)
def test_a_file_that_is_off_says_where(text: str, path: str) -> None:
    with pytest.raises(BadClauseError) as caught:
        read_clauses(text)

    assert caught.value.values["path"] == path


def test_toml_may_write_days_as_its_own() -> None:
    text = """
        [entry-into-force.rule]
        condition = {type = "last-notification"}
        not_before = 2019-01-01
    """

    (clause,) = read_clauses(text)

    assert isinstance(clause.rule, c.ForceRule)
    assert encode_rule(clause.rule)["not_before"] == "2019-01-01"


def test_a_moment_is_no_day() -> None:
    with pytest.raises(BadClauseError, match="must be a day"):
        read_clauses("[duration.rule]\nuntil = 2019-01-01T00:00:00")


@pytest.mark.parametrize("text", ["1 day", "30 days", "1 month", "3 months", "1 year", "999 years"])
def test_a_period_is_written_as_it_is_read(text: str) -> None:
    assert c.Period.parse(text).text == text


@pytest.mark.parametrize("text", ["", "days", "0 days", "-1 days", "1.5 years", "30 weeks", "٣ days", "1 000 days"])
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(NotAPeriodError):
        c.Period.parse(text)


def test_the_form_in_the_documents_is_the_form_that_is_stored() -> None:
    rule = c.ForceRule(
        condition=c.Deposits(count=60, include=("KZ",)),
        offset=c.Offset(period=c.Period.parse("3 months"), rounding=c.Rounding.FIRST_OF_MONTH_AFTER),
    )
    written: Json = {
        "condition": {"type": "deposits", "count": 60, "include": ["KZ"]},
        "offset": {"period": "3 months", "rounding": "first-of-month-after"},
    }

    assert encode_rule(rule) == written
