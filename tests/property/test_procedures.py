"""Whatever line of a good template goes wrong, that line is named."""

from __future__ import annotations

import re

from hypothesis import assume, given
from hypothesis import strategies as st

from igc_tracker.domain.errors import BadProcedureFileError
from igc_tracker.store.procedure_file import read_template
from igc_tracker.store.procedures import BUILT_IN

TEXTS = [path.read_text(encoding="utf-8").splitlines() for path in sorted(BUILT_IN.glob("*.toml"))]
ASSIGNED = re.compile(r"([a-z_]+)(\.[a-z_.]+)? = ")


def mutated(lines: list[str], number: int, line: str) -> str:
    return "\n".join((*lines[:number], line, *lines[number + 1 :])) + "\n"


def lines_told(text: str) -> list[int]:
    try:
        read_template(text)
    except BadProcedureFileError as error:
        return [each.line for each in error.problems]
    return []


@given(lines=st.sampled_from(TEXTS), data=st.data())
def test_a_value_of_the_wrong_kind_is_told_with_its_line(lines: list[str], data: st.DataObject) -> None:
    number = data.draw(st.sampled_from([n for n, line in enumerate(lines) if ASSIGNED.match(line)]))
    key, _, _ = lines[number].partition(" = ")

    assert number + 1 in lines_told(mutated(lines, number, f"{key} = -1.5"))


@given(lines=st.sampled_from(TEXTS), data=st.data())
def test_a_key_nobody_knows_is_told_with_its_line(lines: list[str], data: st.DataObject) -> None:
    number = data.draw(st.sampled_from([n for n, line in enumerate(lines) if ASSIGNED.match(line)]))
    assume("." not in lines[number].split(" = ")[0])

    told = lines_told(mutated(lines, number, f"un{lines[number]}"))

    assert number + 1 in told


@given(lines=st.sampled_from(TEXTS), data=st.data())
def test_any_text_on_any_line_is_read_or_refused_and_never_a_bug(lines: list[str], data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(lines) - 1))
    text = data.draw(st.text() | st.from_regex(r"\[?\[?[a-z_.]+\]?\]?( = [\[{]?[a-z0-9\"]*[\]}]?)?", fullmatch=True))

    assert all(line >= 1 for line in lines_told(mutated(lines, number, text)))
