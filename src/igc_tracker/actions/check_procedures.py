"""`igc procedures check`: whether a file of domestic procedures can be used, and if not, every line that is off."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.errors import BadProcedureFileError
from igc_tracker.domain.findings import Finding, Severity

if TYPE_CHECKING:
    from igc_tracker.domain.procedures import Template

ReadTemplate = Callable[[str], "Template"]
"""Reads the text of a file; raises BadProcedureFileError with every problem."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProceduresCheckedAnswer:
    """What a file holds; nothing where ``findings`` say what is wrong with it."""

    file: str
    key: str | None = None
    variants: int = 0
    steps: int = 0
    findings: tuple[Finding, ...] = ()


def check_procedures(file: str, text: str, read: ReadTemplate) -> ProceduresCheckedAnswer:
    """Check the text of ``file``: one finding for each problem, in the order of lines."""
    try:
        template = read(text)
    except BadProcedureFileError as error:
        return ProceduresCheckedAnswer(
            file=file,
            findings=tuple(
                Finding(
                    code="procedure-line",
                    severity=Severity.ERROR,
                    ref=file,
                    values={"line": str(each.line), "problem": each.problem},
                )
                for each in error.problems
            ),
        )
    variants = sum(map(len, template.variants.values()))
    return ProceduresCheckedAnswer(file=file, key=template.key, variants=variants, steps=len(template.steps))
