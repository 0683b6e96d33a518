"""`igc procedures list`: which templates of domestic procedures there are, and what they rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.domain.dataclass import dataclass
from igc_tracker.domain.findings import Finding
from igc_tracker.domain.instruments import Text

if TYPE_CHECKING:
    from igc_tracker.actions.ports import ProcedureTemplates


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateRow:
    """One template in figures; ``read`` counts its steps that rest on a page that was read.

    ``party`` None: the generic one. ``origin`` is the user's file, None for a template igc brought along.
    """

    key: str
    party: str | None
    names: Text
    variants: int
    steps: int
    read: int
    as_of: str
    origin: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProceduresAnswer:
    """Every template that can be used; ``findings`` name the files that cannot."""

    templates: tuple[TemplateRow, ...]
    findings: tuple[Finding, ...] = ()


def list_procedures(templates: ProcedureTemplates) -> ProceduresAnswer:
    """Return every template in the order of its keys."""
    rows = tuple(row for key in templates.keys() if (row := _row(templates, key)) is not None)  # noqa: SIM118  # no dict
    return ProceduresAnswer(templates=rows, findings=templates.findings)


def _row(templates: ProcedureTemplates, key: str) -> TemplateRow | None:
    template = templates.get(key)
    if template is None:
        return None
    origin = templates.origin(key)
    return TemplateRow(
        key=key,
        party=template.party,
        names=template.names,
        variants=sum(map(len, template.variants.values())),
        steps=len(template.steps),
        read=sum(step.was_read for step in template.steps),
        as_of=template.as_of,
        origin=None if origin is None else str(origin),
    )
