"""What a file of procedures can get wrong: every mistake is told, in words, with its line."""

from __future__ import annotations

import pytest

from igc_tracker.domain.errors import BadProcedureFileError
from igc_tracker.store.procedure_file import read_template
from igc_tracker.store.toml_lines import TomlLines

GOOD = """\
key = "xx"
party = "XX"
name = { en = "Somewhere" }
as_of = "2026-11"

[[law]]
key = "law"
title = "The law"
sources = ["page"]

[[level]]
key = "state"
name = { en = "State" }

[[variant]]
phase = "consent"
key = "ratification"
name = { en = "Ratification" }
level = "state"

[[variant.step]]
key = "vote"
name = { en = "Vote" }
body = { en = "Parliament" }
source = "page"
deadline = { number = 3, unit = "week", days = "calendar", relation = "within-after", anchor = "month-end", confidence = "low" }
valid_from = 2026-01-01
valid_to = 2026-01-01
facts = ["parliament-approved"]

[[variant.step]]
key = "note"
name.en = "Note"
body.en = "Ministry"
records = "notification-sent"
facts = [
  "notification-sent",
]

[source.page]
title = "A page"
url = "https://example.org"
"""  # noqa: E501  # as people write it

MISTAKES = {
    "a unit nobody knows": (
        ('"week"', '"fortnight"'),
        26,
        "step “vote”: unit “fortnight” is not day, week or month",
    ),
    "a key nobody knows": (("valid_to", "valid_until"), 28, "step “vote”: valid_until is not known here"),
    "a key that is nearly one": (
        ('source = "page"', 'sources = "page"'),
        25,
        "step “vote”: sources is not known here; did you mean source?",
    ),
    "no name in English": (('name.en = "Note"', 'name.ru = "Нота"'), 33, "step “note”: name has no English text (en)"),
    "a language nobody speaks": (
        ('{ en = "Vote" }', '{ en = "Vote", fr = "Vote" }'),
        23,
        "step “vote”: name knows no language “fr”: en, ru or kk",
    ),
    "a step twice": (('key = "note"', 'key = "vote"'), 32, "there is a step “vote” above already"),
    "a period that ends before it begins": (
        ("valid_to = 2026-01-01", "valid_to = 2025-12-31"),
        28,
        "step “vote”: valid_to lies before valid_from",
    ),
    "a day in quotes": (
        ("valid_to = 2026-01-01", 'valid_to = "2026-01-01"'),
        28,
        "valid_to must be a day without quotes",
    ),
    "a number that is none": (("number = 3", "number = 0"), 26, "number must be a whole number, 1 or more"),
    "working weeks": (('days = "calendar"', 'days = "working"'), 26, "only days can be working or sitting days"),
    "a page that is not there": (('source = "page"', 'source = "pgae"'), 25, "step “vote”: there is no [source.pgae]"),
    "a law's page that is not there": (('["page"]', '["pgae"]'), 9, "law “law”: there is no [source.pgae]"),
    "a level that is not there": (('level = "state"', 'level = "realm"'), 19, "there is no level “realm”"),
    "a domestic step that claims an act between States": (
        ('"parliament-approved"', '"instrument-deposited"'),
        29,
        "step “vote”: facts names instrument-deposited, an act between States, and records does not say so",
    ),
    "an act that no fact records": (
        ('"notification-sent",\n]', '"remark",\n]'),
        35,
        "step “note”: records notification-sent and facts does not name notification-sent",
    ),
    "a fact nobody knows": (
        ('"parliament-approved"', '"parliament-aproved"'),
        29,
        "facts “parliament-aproved” is not known; did you mean parliament-approved?",
    ),
    "a phase nobody knows": (('"consent"', '"concent"'), 16, "phase “concent” is not pre-signature or consent"),
    "a variant without steps": (("[[variant.step]]", "[[variant.stop]]"), 15, "variant “ratification”: has no steps"),
    "a variant under another name": (("[[variant]]", "[[varied]]"), 15, "varied is not known here"),
    "no party": (('party = "XX"\n', ""), 1, "party is missing; only the generic template has none"),
    "a key that is not the party's": (('key = "xx"', 'key = "yy"'), 1, "key is the party's code in small letters: xx"),
    "a month that is none": (('"2026-11"', '"2026-13"'), 4, "as_of must be a month, e.g. 2026-11"),
    "something missing": (('body = { en = "Parliament" }\n', ""), 21, "step “vote”: body is missing"),
    "a table where texts belong": (("[[law]]", "[law]"), 6, "law must be written as [[law]]"),
    "a page without an address": (('url = "https://example.org"\n', ""), 40, "source “page”: url is missing"),
    "what is no TOML": (('phase = "consent"', "phase = consent"), 16, "this is not TOML: Invalid value"),
    "what ends too soon": (('"https://example.org"\n', '"https'), 42, "this is not TOML"),
}


def problems_in(text: str) -> list[tuple[int, str]]:
    with pytest.raises(BadProcedureFileError) as caught:
        read_template(text)
    return [(each.line, each.problem) for each in caught.value.problems]


def test_the_file_without_a_mistake_is_read() -> None:
    assert [step.key for step in read_template(GOOD).steps] == ["vote", "note"]


@pytest.mark.parametrize("name", MISTAKES)
def test_is_told_with_its_line(name: str) -> None:
    (right, wrong), line, said = MISTAKES[name]
    assert right in GOOD

    assert any(at == line and said in problem for at, problem in problems_in(GOOD.replace(right, wrong))), problems_in(
        GOOD.replace(right, wrong)
    )


def test_every_mistake_is_told_in_the_order_of_lines() -> None:
    text = GOOD
    for name in (
        "a unit nobody knows",
        "a key that is nearly one",
        "a page without an address",
        "a month that is none",
    ):
        (right, wrong), _, _ = MISTAKES[name]
        text = text.replace(right, wrong)

    assert [line for line, _ in problems_in(text)] == [4, 25, 26, 40]


def test_a_text_with_control_characters_is_told_as_any_other() -> None:
    assert problems_in(GOOD.replace('"week"', r'"\u001b[31m{}"'))[0][0] == 26


class TestTheLines:
    @pytest.mark.parametrize(
        ("path", "line"),
        [
            (("key",), 1),
            (("variant", 0), 15),
            (("variant", 0, "step", 1, "key"), 32),
            (("variant", 0, "step", 1, "name", "en"), 33),
            (("variant", 0, "step", 0, "deadline", "unit"), 26),
            (("source", "page", "url"), 42),
            (("variant", 0, "step", 9, "key"), 21),
            (("nothing",), 1),
        ],
    )
    def test_are_those_where_a_value_stands(self, path: tuple[str | int, ...], line: int) -> None:
        assert TomlLines(GOOD).of(path) == line

    def test_of_a_long_text_hide_no_key_and_make_none(self) -> None:
        lines = TomlLines('a = """\nb = 1\n[c]\n"""\nb = 2\n')

        assert (lines.of(("a",)), lines.of(("b",))) == (1, 5)
