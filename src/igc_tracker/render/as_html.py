"""A page as one HTML document for mail and browsers: no script, nothing from the network, every text escaped.

Mail programs know tables and inline styles; what a browser adds (dark colours, narrow screens) stands in one style
sheet that they may leave out. Colour never says anything alone: a tone has its mark, or the text carries one.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, assert_never

from igc_tracker.render.figures import COLOUR
from igc_tracker.render.page import Blank, Block, Cell, Figure, Heading, Page, Para, Row, Table, Tone
from igc_tracker.render.safe import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

FONT = "-apple-system,'Segoe UI',Roboto,'Noto Sans','DejaVu Sans',Arial,sans-serif"
DARK = {
    "ink": "#e6ebf1",
    "faint": "#a3afbd",
    "line": "#4a5664",
    "good": "#6fd09a",
    "doubt": "#f0b85a",
    "bad": "#ff8f86",
}

STYLE_OF_TONE = {
    Tone.PLAIN: ("", ""),
    Tone.STRONG: ("", "font-weight:600"),
    Tone.FAINT: ("igc-faint", f"color:{COLOUR['faint']}"),
    Tone.GOOD: ("igc-good", f"color:{COLOUR['good']}"),
    Tone.DOUBT: ("igc-doubt", f"color:{COLOUR['doubt']}"),
    Tone.BAD: ("igc-bad", f"color:{COLOUR['bad']};font-weight:600"),
}
MARK_OF_TONE = {Tone.GOOD: "✓", Tone.DOUBT: "?", Tone.BAD: "!"}
_MARKS = frozenset("✓?!●◐○")
"""Marks by which a text already says what its colour says."""


def page_as_html(page: Page, *, language: str) -> str:
    """Return the whole document, in UTF-8 when written."""
    body = "\n".join(filter(None, map(_block, page.blocks, [None, *page.blocks])))
    return f"""\
<!DOCTYPE html>
<html lang="{escape(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>{_said(page.title)}</title>
<style>
{_sheet()}
</style>
</head>
<body class="igc-back" style="margin:0;padding:0;background:#eef1f5;color:{COLOUR["ink"]};font-family:{FONT};\
font-size:15px;line-height:1.5">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="border-collapse:collapse;\
table-layout:fixed"><tr><td class="igc-around" align="center" style="padding:24px 12px">
<table role="presentation" class="igc-card igc-ink" width="100%" cellpadding="0" cellspacing="0" style="\
max-width:760px;table-layout:fixed;border-collapse:separate;background:#ffffff;color:{COLOUR["ink"]};\
border:1px solid #dde3ea;border-radius:8px"><tr><td class="igc-inside" align="left" style="padding:28px 32px">
{body}
</td></tr></table>
</td></tr></table>
</body>
</html>
"""


def _sheet() -> str:
    """Return what mail programs may ignore: narrow screens, dark colours, print."""
    dark = [f".igc-{name}{{color:{colour}!important}}" for name, colour in DARK.items() if name != "line"]
    dark += [f"svg .igc-{name}{{fill:{colour}!important}}" for name, colour in DARK.items()]
    dark += [f"svg .igc-{name}-line{{stroke:{colour}!important}}" for name, colour in DARK.items()]
    return f"{NARROW}\n@media (prefers-color-scheme:dark){{{DARK_SURFACES}{''.join(dark)}}}\n{PRINT}"


NARROW = """\
@media (max-width:520px){
.igc-around{padding:0!important}
.igc-inside{padding:18px 14px!important}
.igc-card{border-width:0!important;border-radius:0!important}
.igc-cell,.igc-head,.igc-group{padding:6px 8px 6px 0!important;font-size:13px!important;hyphens:auto}
.igc-head{font-size:11px!important;padding-right:5px!important;white-space:normal!important;overflow-wrap:anywhere}
.igc-group{padding-left:6px!important}
h1{font-size:20px!important}
}"""
DARK_SURFACES = """
.igc-back{background:#0f141a!important}
.igc-card{background:#171d25!important;border-color:#2a333e!important}
.igc-cell,.igc-head{border-color:#2a333e!important}
.igc-group{background:#1f2731!important;border-color:#2a333e!important}
"""
PRINT = "@media print{.igc-back{background:#fff!important}.igc-card{border-width:0!important}}"


def _block(block: Block, before: Block | None) -> str:
    apart = '<div style="height:14px;line-height:14px">&nbsp;</div>\n' if isinstance(before, Blank) else ""
    match block:
        case Heading():
            return _heading(block)
        case Para():
            return apart + _para(block)
        case Table():
            return apart + _table(block)
        case Figure():
            return _figure(block)
        case Blank():
            return ""
        case _:
            assert_never(block)


def _said(text: str) -> str:
    return escape(shown(text).strip())


def _heading(heading: Heading) -> str:
    right = (
        f'<p class="igc-faint" style="margin:0 0 16px;color:{COLOUR["faint"]}">{_said(heading.right)}</p>\n'
        if heading.right
        else ""
    )
    if heading.level == 1:
        return f'<h1 style="margin:0 0 4px;font-size:24px;line-height:1.25">{_said(heading.text)}</h1>\n{right}'
    return f'<h2 style="margin:28px 0 8px;font-size:17px;line-height:1.3">{_said(heading.text)}</h2>\n{right}'


def _para(para: Para) -> str:
    name, style = STYLE_OF_TONE[para.tone]
    label = f'<strong class="igc-ink" style="color:{COLOUR["ink"]}">{_said(para.label)}</strong> ' if para.label else ""
    marked = para.tone in MARK_OF_TONE and not _has_mark(f"{para.label}{para.text}")
    mark = _mark(para.tone) if marked else ""
    css = ";".join(filter(None, [f"margin:4px 0 4px {para.indent * 8}px", style]))
    return f'<p{_class(name)} style="{css}">{label}{mark}{_said(para.text)}</p>'


def _figure(figure: Figure) -> str:
    caption = (
        f'\n<p class="igc-faint" style="margin:6px 0 0;color:{COLOUR["faint"]};font-size:13px">'
        f"{_said(figure.caption)}</p>"
        if figure.caption
        else ""
    )
    return f'<div style="margin:14px 0 18px">{figure.svg}{caption}</div>'


# --- tables -------------------------------------------------------------------------------------------------------


def _table(table: Table) -> str:
    head = (
        f"<thead><tr>{''.join(_head(column.title, right=column.right) for column in table.columns)}</tr></thead>\n"
        if any(column.title for column in table.columns)
        else ""
    )
    rows = "\n".join(_row(table, row) for row in table.rows)
    return (
        '<div style="overflow-x:auto;margin:8px 0 12px"><table cellpadding="0" cellspacing="0" style="width:100%;'
        f'border-collapse:collapse;font-size:14px">\n{head}<tbody>\n{rows}\n</tbody></table></div>'
    )


def _head(title: str, *, right: bool) -> str:
    return (
        f'<th class="igc-head igc-faint" scope="col" align="{_side(right)}" style="padding:6px 12px 6px 0;'
        f"font-size:13px;font-weight:600;color:{COLOUR['faint']};text-align:{_side(right)};"
        f'border-bottom:2px solid #dde3ea">{_said(title)}</th>'
    )


def _row(table: Table, row: Row) -> str:
    if row.title:
        note = f' <span class="igc-faint" style="font-weight:400;color:{COLOUR["faint"]}">{_said(row.note)}</span>'
        return (
            f'<tr><th class="igc-group" scope="rowgroup" colspan="{len(table.columns)}" align="left" style="'
            f'padding:6px 8px;font-weight:600;text-align:left;background:#f4f6f9;border-top:1px solid #dde3ea">'
            f"{_said(row.title)}{note if row.note else ''}</th></tr>"
        )
    cells = zip(table.columns, row.cells, _marks(row.cells), strict=True)
    return f"<tr>{''.join(_cell(cell, mark, right=column.right) for column, cell, mark in cells)}</tr>"


def _marks(cells: Iterable[Cell]) -> list[str]:
    """Return the mark before each cell: once for a tone in a row, and not where a text carries one."""
    told: set[Tone] = set()
    found = []
    for cell in cells:
        new = cell.tone in MARK_OF_TONE and cell.tone not in told and bool(cell.text.strip())
        if new:
            told.add(cell.tone)
        found.append(_mark(cell.tone) if new and not _has_mark(cell.text) else "")
    return found


def _cell(cell: Cell, mark: str, *, right: bool) -> str:
    name, style = STYLE_OF_TONE[cell.tone]
    css = ";".join(
        filter(
            None,
            [
                f"padding:6px 12px 6px 0;vertical-align:top;text-align:{_side(right)};border-bottom:1px solid #eef1f5",
                "white-space:nowrap" if right else "",
                style,
            ],
        )
    )
    return f'<td{_class("igc-cell", name)} align="{_side(right)}" style="{css}">{mark}{_said(cell.text)}</td>'


def _side(right: bool) -> str:  # noqa: FBT001  # the one thing it is told
    return "right" if right else "left"


def _class(*names: str) -> str:
    named = " ".join(filter(None, names))
    return f' class="{named}"' if named else ""


def _mark(tone: Tone) -> str:
    return f"<b>{MARK_OF_TONE[tone]}</b> "


def _has_mark(text: str) -> bool:
    return not _MARKS.isdisjoint(text)
