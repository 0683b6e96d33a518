from __future__ import annotations

from typing import Any
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from igc_tracker.actions.publish_changes import Feed, FeedEntry
from igc_tracker.domain.register import Change
from igc_tracker.render.as_atom import feed_as_atom
from igc_tracker.render.view import View
from igc_tracker.wording.words import Words
from support import INFO, TODAY, moment

ATOM = {"a": "http://www.w3.org/2005/Atom"}
VIEW = View(words=Words("en"), as_of=TODAY)


def feed(*entries: FeedEntry, name: str = "Our treaties") -> Feed:
    return Feed(register={"en": name}, register_id=INFO.id, ref=None, updated=moment("2026-11-23"), entries=entries)


def entry(number: int = 1, *, by: str = "officer", command: str = "igc record", after: Any = "Lease") -> FeedEntry:  # noqa: ANN401  # JSON can be anything
    change = Change(ref="lease-1994", field="titles", before=None, after=after)
    return FeedEntry(number=number, at=moment("2026-11-23"), by=by, command=command, changes=(change,), undone=False)


def read(text: str) -> ET.Element:
    return ET.fromstring(text.encode("utf-8", "surrogatepass"))  # noqa: S314  # what this program has written


def test_a_feed_has_what_the_standard_asks_for() -> None:
    root = read(feed_as_atom(feed(entry(2), entry(1)), VIEW))
    assert root.tag == "{http://www.w3.org/2005/Atom}feed"
    assert root.findtext("a:title", namespaces=ATOM) == "Our treaties: changes"
    assert root.findtext("a:updated", namespaces=ATOM) == "2026-11-23T09:00:00+05:00"
    ids = [each.text or "" for each in root.iter("{http://www.w3.org/2005/Atom}id")]
    assert len(set(ids)) == 3
    assert all(each.startswith("urn:uuid:") for each in ids)
    first = root.find("a:entry", ATOM)
    assert first is not None
    assert first.findtext("a:title", namespaces=ATOM) == "2. lease-1994: titles: new: Lease"
    assert first.findtext("a:author/a:name", namespaces=ATOM) == "officer"
    assert first.findtext("a:updated", namespaces=ATOM) == "2026-11-23T09:00:00+05:00"


def test_a_change_keeps_its_name_when_others_follow() -> None:
    def ids(*entries: FeedEntry) -> list[str | None]:
        return [
            each.findtext("a:id", namespaces=ATOM)
            for each in read(feed_as_atom(feed(*entries), VIEW)).findall("a:entry", ATOM)
        ]

    assert ids(entry(2), entry(1))[1] == ids(entry(1, command="other words"))[0]


def test_nobody_who_changes_something_still_has_a_name() -> None:
    root = read(feed_as_atom(feed(entry(by="")), VIEW))
    assert root.findtext("a:entry/a:author/a:name", namespaces=ATOM) == "igc"


@given(text=st.text(max_size=80))
def test_no_text_makes_an_element(text: str) -> None:
    root = read(feed_as_atom(feed(entry(by=text, command=text, after=text), name=text), VIEW))
    plain = read(feed_as_atom(feed(entry()), VIEW))
    assert [each.tag for each in root.iter()] == [each.tag for each in plain.iter()]
    content = root.findtext("a:entry/a:content", namespaces=ATOM) or ""
    assert content.count("<") == len(["", "p>", "/p>", "ul>", "li>", "/li>", "/ul>"]) - 1
