"""Drawings for people who would rather look than read: each party's five links, and days on one axis.

A drawing is as wide as a phone and grows with its page. Shapes and words say what colours say; the classes let a page
give it other colours in the dark.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

from igc_tracker.derive.chain import LinkStatus
from igc_tracker.render.page import Figure, Tone
from igc_tracker.render.safe import shown, width

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH = 400
"""In units of the drawing, in which the smallest letters are 9 high."""
MARGIN = 12
COLOUR = {
    "ink": "#1c2733",
    "faint": "#5a6675",
    "line": "#c3ccd6",
    "good": "#1a7a43",
    "doubt": "#8a5a00",
    "bad": "#b3261e",
}
_CLASS_OF_TONE = {Tone.GOOD: "good", Tone.DOUBT: "doubt", Tone.BAD: "bad", Tone.FAINT: "faint"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One link of a chain; not ``settled`` it is drawn half. ``day`` in words stands below it."""

    state: LinkStatus
    settled: bool = True
    day: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """The links of one party, in order."""

    party: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A day on the axis, or with ``last`` the days it may fall on; ``said`` in full, the day too."""

    on: date
    last: date | None = None
    said: str
    tone: Tone = Tone.PLAIN


# --- chains -------------------------------------------------------------------------------------------------------

_TOP = 22
_CHAIN_ROW = 60
_RADIUS = 7
_SIDE = 48


def chain_figure(chains: Sequence[Chain], titles: Sequence[str], *, alt: str, caption: str) -> Figure:
    """Return the chains drawn below each other; ``titles`` name the links."""
    step = (WIDTH - 2 * _SIDE) / max(len(titles) - 1, 1)
    centres = [_SIDE + step * n for n in range(len(titles))]
    room = 2 * _SIDE - 6
    parts = [
        _text(x, 12, title, "faint", 9, anchor="middle", room=room) for x, title in zip(centres, titles, strict=True)
    ]
    for place, chain in enumerate(chains):
        y = _TOP + place * _CHAIN_ROW + 26
        parts.append(_text(_SIDE - _RADIUS, y - 16, chain.party, "ink", 12, bold=True))
        parts += [
            _between(*ends, y, links) for ends, links in zip(pairwise(centres), pairwise(chain.links), strict=True)
        ]
        for x, link in zip(centres, chain.links, strict=True):
            parts.append(_link(x, y, link))
            parts += [
                _text(x, y + 20 + 11 * n, line, "faint", 10, anchor="middle", room=room)
                for n, line in enumerate(_lines(link.day))
            ]
    return _figure(parts, _TOP + len(chains) * _CHAIN_ROW, alt, caption)


def _lines(day: str) -> list[str]:
    """Return a day in one line, or in two where it would reach the next one's."""
    first, _, last = day.rpartition(" ")
    return [first, last] if first and width(day) > _WIDEST_DAY else [day] if day else []


_WIDEST_DAY = 12


def _between(x1: float, x2: float, y: float, links: tuple[Link, Link]) -> str:
    both = all(link.state is LinkStatus.DONE and link.settled for link in links)
    return _line(x1 + _RADIUS + 3, y, x2 - _RADIUS - 3, y, "good" if both else "line")


def _link(x: float, y: float, link: Link) -> str:
    doubt = link.state is LinkStatus.UNKNOWN or not link.settled
    colour = "doubt" if doubt else {LinkStatus.DONE: "good", LinkStatus.OPEN: "faint"}.get(link.state, "line")
    ring = (
        f'<circle class="igc-{colour}-line" cx="{x:g}" cy="{y:g}" r="{_RADIUS}" fill="none"'
        f' stroke="{COLOUR[colour]}" stroke-width="2"/>'
    )
    if link.state is LinkStatus.UNKNOWN:
        return ring + _text(x, y + 4, "?", "doubt", 11, anchor="middle", bold=True)
    if link.state is LinkStatus.NOT_REQUIRED:
        return ring + _line(x - 3, y, x + 3, y, "line")
    if link.state is LinkStatus.OPEN and link.settled:
        return ring
    if link.settled:
        return ring + f'<circle class="igc-good" cx="{x:g}" cy="{y:g}" r="{_RADIUS}" fill="{COLOUR["good"]}"/>'
    half = f"M{x:g} {y - _RADIUS:g}A{_RADIUS} {_RADIUS} 0 0 0 {x:g} {y + _RADIUS:g}Z"
    return ring + f'<path class="igc-doubt" d="{half}" fill="{COLOUR["doubt"]}"/>'


# --- days on an axis ----------------------------------------------------------------------------------------------

_TICK_ROW = 36
_FEWEST_DAYS = 30


def timeline_figure(ticks: Sequence[Tick], *, today: date, today_said: str, alt: str) -> Figure:
    """Return one row for each tick, on an axis that the day looked from crosses as a dashed line."""
    days = [today, *(tick.on for tick in ticks), *(tick.last or tick.on for tick in ticks)]
    first, span = min(days), max((max(days) - min(days)).days, _FEWEST_DAYS)

    def across(day: date) -> float:
        return round(MARGIN + (WIDTH - 2 * MARGIN) * (day - first).days / span, 1)

    now = across(today)
    parts = []
    for place, tick in enumerate(ticks):
        y = place * _TICK_ROW + 26
        colour = _CLASS_OF_TONE.get(tick.tone, "ink")
        parts.append(_text(MARGIN, y - 12, tick.said, "ink", 11, room=WIDTH - 2 * MARGIN))
        parts.append(_line(MARGIN, y, WIDTH - MARGIN, y, "line", thick=1))
        parts.append(_line(now, y - 7, now, y + 7, "faint", thick=1, dashed=True))
        parts.append(_span(across(tick.on), across(tick.last or tick.on), y, colour))
    bottom = len(ticks) * _TICK_ROW + 10
    anchor = "start" if now < WIDTH / 3 else "end" if now > WIDTH * 2 / 3 else "middle"
    parts.append(_text(now, bottom + 4, today_said, "faint", 10, anchor=anchor, room=WIDTH))
    return _figure(parts, bottom + 12, alt)


def _span(first: float, last: float, y: float, colour: str) -> str:
    half = 5
    return (
        f'<rect class="igc-{colour}" x="{first - half:g}" y="{y - half:g}" width="{last - first + 2 * half:g}"'
        f' height="{2 * half}" rx="{half}" fill="{COLOUR[colour]}"/>'
    )


# --- both ---------------------------------------------------------------------------------------------------------


def _figure(parts: Sequence[str], height: float, alt: str, caption: str = "") -> Figure:
    said = escape(shown(alt))
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:g}" width="100%" role="img"'
        f' aria-label="{said}" style="display:block;max-width:560px;height:auto;font-family:inherit">'
        f"<title>{said}</title>{''.join(parts)}</svg>"
    )
    return Figure(svg=svg, alt=alt, caption=caption)


def _line(x1: float, y1: float, x2: float, y2: float, colour: str, *, thick: int = 2, dashed: bool = False) -> str:
    dashes = ' stroke-dasharray="3 2"' if dashed else ""
    return (
        f'<line class="igc-{colour}-line" x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}" stroke="{COLOUR[colour]}"'
        f' stroke-width="{thick}"{dashes}/>'
    )


def _text(
    x: float,
    y: float,
    text: str,
    colour: str,
    size: int,
    *,
    anchor: str = "start",
    bold: bool = False,
    room: float = WIDTH - 2 * MARGIN,
) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text class="igc-{colour}" x="{x:g}" y="{y:g}" font-size="{size}" text-anchor="{anchor}"{weight}'
        f' fill="{COLOUR[colour]}">{escape(_fitting(shown(text), room / (size * _WIDE)))}</text>'
    )


_WIDE = 0.56
"""How wide a letter is on average, as a share of its height."""


def _fitting(text: str, letters: float) -> str:
    if width(text) <= letters:
        return text
    while text and width(text) + 1 > letters:
        text = text[:-1]
    return f"{text.rstrip()}…"
