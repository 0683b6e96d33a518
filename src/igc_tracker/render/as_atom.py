"""The journal as a feed (Atom, RFC 4287) to be subscribed to: one entry for each change, named once and for all."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET  # it writes here and reads nothing

from igc_tracker.render.identity import name_of
from igc_tracker.render.pages.listing import change_in_words
from igc_tracker.render.safe import shown
from igc_tracker.wording.words import N_

if TYPE_CHECKING:
    from datetime import datetime

    from igc_tracker.actions.publish_changes import Feed, FeedEntry
    from igc_tracker.render.view import View
    from igc_tracker.wording.words import Words

ATOM = "http://www.w3.org/2005/Atom"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no way to write."""


def feed_as_atom(feed: Feed, view: View) -> str:
    """Return the feed, newest first."""
    ET.register_namespace("", ATOM)
    words = view.words
    name = words.text(feed.register) or words(N_("Register of agreements"))
    root = ET.Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": words.language})
    _add(root, "id", name_of(feed.register_id, "changes", feed.ref).urn)
    _add(root, "title", words(N_("{register}: changes"), register=name))
    _add(root, "updated", _moment(feed.updated))
    _add(root, "generator", "igc")
    for entry in feed.entries:
        _add_entry(root, entry, feed, words)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _add_entry(root: ET.Element, entry: FeedEntry, feed: Feed, words: Words) -> None:
    changes = [change_in_words(change, words) for change in entry.changes]
    first = changes[0] if changes else entry.command
    title = f"{first} ({words(N_('undone'))})" if entry.undone else first
    element = ET.SubElement(root, f"{{{ATOM}}}entry")
    _add(element, "id", name_of(feed.register_id, "change", entry.number).urn)
    _add(element, "title", f"{entry.number}. {title}")
    _add(element, "updated", _moment(entry.at))
    author = ET.SubElement(element, f"{{{ATOM}}}author")
    _add(author, "name", entry.by or "igc")
    listed = "".join(f"<li>{escape(shown(change))}</li>" for change in changes)
    said = f"<p>{escape(shown(entry.command))}</p>" + (f"<ul>{listed}</ul>" if listed else "")
    _add(element, "content", said).set("type", "html")


def _add(parent: ET.Element, name: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, f"{{{ATOM}}}{name}")
    element.text = _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", shown(text))
    return element


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
