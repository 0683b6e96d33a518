"""Final clauses as people write them: a table for each topic, in TOML or JSON; read as strictly as it is stored."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from igc_tracker.domain.errors import BadClauseError, Phrase
from igc_tracker.domain.instruments import ClauseTopic, FinalClause
from igc_tracker.store.clause_codec import decode_rule, encode_rule
from igc_tracker.store.codec import lean
from igc_tracker.store.strict_json import strict_loads

if TYPE_CHECKING:
    from collections.abc import Iterable

    from igc_tracker.domain.register import Json

_KEYS = ("article", "text", "rule")


def encode_clauses(clauses: Iterable[FinalClause]) -> Json:
    """Return the tables of these clauses by topic."""
    return {clause.topic.value: _table(clause) for clause in clauses}


def clauses_text(clauses: Iterable[FinalClause]) -> str:
    """Return the clauses as TOML, as ``read_clauses`` takes it."""
    import tomli_w

    return tomli_w.dumps(encode_clauses(clauses))


def _table(clause: FinalClause) -> Json:
    rule = {} if clause.rule is None else {"rule": encode_rule(clause.rule)}
    return lean({"article": clause.article, "text": clause.text}) | rule


def read_clauses(text: str) -> tuple[FinalClause, ...]:
    """Return the clauses of a TOML or JSON text; raise BadClauseError for the first thing that is off.

    JSON begins with a brace and TOML never does, so nobody has to say which it is.
    """
    try:
        tables = strict_loads(text, by_hand=True) if text.lstrip().startswith("{") else tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # both formats' errors are ValueErrors
        raise BadClauseError(
            path=Phrase("the text"), problem=Phrase("is neither TOML nor JSON ({why})", why=str(error))
        ) from None
    if not tables:
        raise BadClauseError(path=Phrase("the text"), problem=Phrase("holds no clause"))
    return tuple(read_clause(topic, table) for topic, table in tables.items())


def read_clause(topic: str, table: object) -> FinalClause:
    """Return the clause on ``topic`` that ``table`` holds; a path in an error begins with the topic."""
    if topic not in list(ClauseTopic):
        raise BadClauseError(path=topic, problem=Phrase("is no topic; known: {known}", known=", ".join(ClauseTopic)))
    if not isinstance(table, dict):
        raise BadClauseError(path=topic, problem=Phrase("must be a table of keys and values"))
    for key, value in table.items():
        if key not in _KEYS:
            problem = Phrase("is not known here; known: {known}", known=", ".join(_KEYS))
            raise BadClauseError(path=f"{topic}.{key}", problem=problem)
        if key != "rule" and not isinstance(value, str):
            raise BadClauseError(path=f"{topic}.{key}", problem=Phrase("must be a text"))
    if not table:
        raise BadClauseError(path=topic, problem=Phrase("says nothing: article, text or rule"))
    found = ClauseTopic(topic)
    try:
        rule = decode_rule(found, table["rule"]) if "rule" in table else None
    except BadClauseError as error:
        raise BadClauseError(path=f"{topic}.{error.values['path']}", problem=error.values["problem"]) from None
    return FinalClause(topic=found, text=table.get("text", ""), article=table.get("article") or None, rule=rule)
