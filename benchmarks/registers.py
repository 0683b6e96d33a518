"""The registers that the benchmarks measure on: the example again and again, or instruments made up for the purpose."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from igc_tracker.store.create import create_register
from igc_tracker.store.file import dump_tables, read_tables, replace_file

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "data" / "baikonur.json"
RECORDED = {"recorded_at": "2026-01-15T09:00:00+05:00", "recorded_by": "bench"}

# --- the example, filled up with copies that no search for its own names finds ---------------------------------------


def example_filled(instruments: int) -> str:
    """Return the text of the example with as many instruments, one record a line as igc writes it."""
    tables = read_tables(EXAMPLE)
    originals = list(tables["instruments"].values())
    table = {str(number): each for number, each in enumerate(originals[:instruments], start=1)}
    while len(table) < instruments:
        turn, place = divmod(len(table), len(originals))
        table[str(len(table) + 1)] = _backwards(originals[place], turn)
    return dump_tables({**tables, "instruments": table})


def _backwards(original: dict[str, Any], turn: int) -> dict[str, Any]:
    """Return a copy whose names are written backwards, tied to the copies of what the original is tied to."""

    def named(ref: str) -> str:
        return f"{ref[::-1]}-{turn}"

    texts = {
        key: {language: text[::-1] for language, text in original[key].items()}
        for key in ("titles", "short_titles")
        if key in original
    }
    links = [link | {"to": named(link["to"])} for link in original.get("links", ())]
    copy = original | texts | {"ref": named(original["ref"]), "aliases": [], "links": links}
    copy.pop("unlocks", None)
    return copy


# --- the example again and again, its days moved, so that there is every kind of standing ----------------------------

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_DAYS = frozenset({"on", "planned_for", "effective_on", "document_date", "sent_on", "received_on"})


def example_repeated(instruments: int) -> str:
    """Return the text of a register of so many instruments."""
    tables = read_tables(EXAMPLE)
    originals = list(tables["instruments"].values())
    refs = {each["ref"] for each in originals}
    made = {}
    for place in range(instruments):
        turn, which = divmod(place, len(originals))
        made[str(place + 1)] = _again(originals[which], turn, refs) if turn else originals[which]
    return dump_tables({**tables, "instruments": made, "journal": {}})


def _again(doc: dict[str, Any], turn: int, refs: set[str]) -> dict[str, Any]:
    """Return the instrument once more, under a reference of its own, its days moved by a few for each turn."""
    copied: dict[str, Any] = json.loads(json.dumps(doc))
    copied["ref"] = f"{doc['ref']}-{turn}"
    for link in copied.get("links", ()):
        if link["to"] in refs:
            link["to"] = f"{link['to']}-{turn}"
    copied["facts"] = [_moved(fact, turn * 13 % 1461 - 730) for fact in copied.get("facts", ())]
    return copied


def _moved(fact: dict[str, Any], days: int) -> dict[str, Any]:
    """Return the fact with its exact days moved; months and years stay."""
    return {
        key: _DAY.sub(lambda found: str(date.fromisoformat(found[0]) + timedelta(days=days)), value)
        if key in _DAYS and _DAY.fullmatch(value)
        else value
        for key, value in fact.items()
    }


# --- instruments made up: one in four has each of these rules on entry into force, the last has none -----------------

PARTIES = ("KZ", "RU", "BY", "KG", "UZ", "AM", "TJ", "MD")
THIRTY_DAYS = {"period": "30 days"}
NOTES = {"condition": {"type": "last-notification"}, "offset": THIRTY_DAYS}
DEPOSITS = {
    "condition": {"type": "deposits", "count": 4, "include": ["KZ"], "exclude": ["EAEU"]},
    "offset": {"period": "3 months", "rounding": "first-of-month-after"},
}
AFTER_ANOTHER = {"condition": {"type": "signed-by-all"}, "after": "bench-00000"}
RULES: tuple[Mapping[str, Any] | None, ...] = (NOTES, DEPOSITS, AFTER_ANOTHER, None)

BILATERAL = (
    "proposed",
    "negotiated",
    "text-agreed",
    "cleared-to-sign",
    "signed",
    "ratified",
    "ratified",
    "notification-sent",
    "notification-received",
    "notification-received",
)
MULTILATERAL = ("adopted", "signed", *["instrument-deposited"] * 8)


def instrument_doc(number: int, facts: int) -> dict[str, Any]:
    """Return the stored form of one instrument with so many facts."""
    rule = RULES[number % len(RULES)]
    kinds = MULTILATERAL if rule is DEPOSITS else BILATERAL
    parties = PARTIES if rule is DEPOSITS else PARTIES[:2]
    doc: dict[str, Any] = {
        "ref": f"bench-{number:05}",
        "kind": "agreement",
        "titles": {"en": f"Agreement {number}", "ru": f"Соглашение {number}"},
        "parties": list(parties),
        "facts": [fact_doc(number, place, kinds[place % len(kinds)], parties) for place in range(facts)],
        **RECORDED,
    }
    if rule is not None:
        doc["clauses"] = [{"topic": "entry-into-force", "article": "11", "rule": rule}]
    return doc


def fact_doc(number: int, place: int, kind: str, parties: tuple[str, ...]) -> dict[str, Any]:
    """Return the stored form of one fact, each a month or so after the one before."""
    joint = kind in ("negotiated", "text-agreed", "adopted")
    doc = {
        "id": f"{kind}-{place}",
        "kind": kind,
        "on": (date(2005, 1, 10) + timedelta(days=number % 3000 + 37 * place)).isoformat(),
        "source": "gazette",
        "certainty": "official",
        **RECORDED,
    }
    return doc if joint else {**doc, "party": parties[place % len(parties)]}


# --- a register of families, as a ministry's is ----------------------------------------------------------------------

FAMILY = 5
SUBJECTS = (
    ("road transport", "автомобильном сообщении"),
    ("protection of investments", "защите инвестиций"),
    ("railway traffic", "железнодорожном сообщении"),
    ("use of border rivers", "использовании трансграничных рек"),
    ("mutual legal assistance", "взаимной правовой помощи"),
    ("cooperation in education", "сотрудничестве в области образования"),
    ("air services", "воздушном сообщении"),
    ("plant quarantine", "карантине растений"),
)
LIVES = (
    ("negotiated", "signed"),
    ("signed", "ratified KZ", "ratified RU", "entered-into-force"),
    ("text-agreed", "signed", "ratified KZ", "notification-sent KZ"),
    ("signed", "ratified KZ", "ratified RU", "notification-received KZ", "notification-received RU"),
    ("proposed", "negotiated", "cleared-to-sign KZ"),
)
"""What happened to an instrument; each is in another family the life of another member."""


def write_register(path: Path, instruments: int) -> None:
    """Make a register of so many instruments at ``path``, in families of five, 1.3 kB each, as igc stores them."""
    create_register(path, at=datetime(2026, 1, 15, 9, tzinfo=UTC))
    made = {str(number + 1): family_doc(number) for number in range(instruments)}
    replace_file(path, dump_tables({**read_tables(path), "instruments": made}))


def ref_of(number: int) -> str:
    """Return the reference of an instrument; the first of each family is what the others amend or carry out."""
    family, member = divmod(number, FAMILY)
    return f"treaty-{family:06}" if member == 0 else f"treaty-{family:06}-protocol-{member}"


def family_doc(number: int) -> dict[str, Any]:
    """Return the stored form of one instrument of ``write_register``."""
    family, member = divmod(number, FAMILY)
    english, russian = SUBJECTS[family % len(SUBJECTS)]
    year = 1992 + family * 7 % 33
    doc: dict[str, Any] = {
        "ref": ref_of(number),
        "kind": "protocol" if member else "agreement",
        "level": "intergovernmental",
        "titles": {
            "en": f"{f'Protocol {member} to the agreement' if member else 'Agreement'} on {english}, No. {family}",
            "ru": f"{f'Протокол {member} к Соглашению' if member else 'Соглашение'} о {russian}, № {family}",
        },
        "parties": ["KZ", "RU"],
        "subjects": [english.split()[-1]],
    }
    if member:
        doc["links"] = [{"relation": "implements" if member > 2 else "amends", "to": ref_of(number - member)}]  # noqa: PLR2004  # two of either kind
    if number % 4 == 0:
        doc["clauses"] = [{"topic": "entry-into-force", "article": "11", "rule": NOTES}]
    doc["facts"] = [
        _life_doc(act, date(year, 1 + family % 12, 1 + family % 28) + timedelta(days=400 * member + 60 * place), place)
        for place, act in enumerate(LIVES[(family + member) % len(LIVES)])
    ]
    return doc | RECORDED


def _life_doc(act: str, on: date, place: int) -> dict[str, Any]:
    kind, _, party = act.partition(" ")
    return {
        "id": "-".join(filter(None, (kind, party.lower(), on.isoformat()))),
        "kind": kind,
        **({"party": party} if party else {}),
        "on": on.isoformat(),
        **({"document": f"Law No. {place}{on.day}-V of {on.isoformat()}"} if kind == "ratified" else {}),
        "source": f"Bulletin of treaties, {on.year}, No. {on.month}, p. {on.day}",
        "certainty": "gazette",
        **RECORDED,
    }
