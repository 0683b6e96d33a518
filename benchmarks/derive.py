"""Measure what deriving costs beside reading: the standing of many instruments against decoding them from the store.

    python benchmarks/derive.py [--instruments 10000] [--facts 10] [--pairs 5] [--profile]

Decoding and deriving are timed in turn, pair by pair, so that whatever else the machine does falls on both. The figure
to watch is the ratio of the medians: deriving should take at most three times as long as decoding.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import pstats
from datetime import date, timedelta
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Any

from igc_tracker.derive.standing import derive_standing
from igc_tracker.store.codec import decode_instrument

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from igc_tracker.domain.instruments import Instrument

AS_OF = date(2026, 11, 23)
TARGET = 3.0
PARTIES = ("KZ", "RU", "BY", "KG", "UZ", "AM", "TJ", "MD")
THIRTY_DAYS = {"period": "30 days"}

NOTES = {"condition": {"type": "last-notification"}, "offset": THIRTY_DAYS}
DEPOSITS = {
    "condition": {"type": "deposits", "count": 4, "include": ["KZ"], "exclude": ["EAEU"]},
    "offset": {"period": "3 months", "rounding": "first-of-month-after"},
}
AFTER_ANOTHER = {"condition": {"type": "signed-by-all"}, "after": "bench-00000"}
RULES: tuple[Mapping[str, Any] | None, ...] = (NOTES, DEPOSITS, AFTER_ANOTHER, None)
"""One instrument in four has each of these on entry into force; the last has no rule."""

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
        "recorded_at": "2026-01-15T09:00:00+05:00",
        "recorded_by": "bench",
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
        "recorded_at": "2026-01-15T09:00:00+05:00",
        "recorded_by": "bench",
    }
    return doc if joint else {**doc, "party": parties[place % len(parties)]}


def measure(step: Callable[[], object]) -> float:
    """Return how many seconds a step takes."""
    begun = perf_counter()
    step()
    return perf_counter() - begun


def main() -> int:
    """Measure and print; return 1 if the ratio is above the target."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--instruments", type=int, default=10_000)
    parser.add_argument("--facts", type=int, default=10)
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--profile", action="store_true", help="show where deriving spends its time")
    chosen = parser.parse_args()

    text = json.dumps([instrument_doc(number, chosen.facts) for number in range(chosen.instruments)])
    docs: list[dict[str, Any]] = []
    instruments: dict[str, Instrument] = {}

    def parse() -> None:
        docs[:] = json.loads(text)

    def decode() -> None:
        instruments.update((doc["ref"], decode_instrument(doc)[0]) for doc in docs)

    def derive() -> None:
        for each in instruments.values():
            derive_standing(each, as_of=AS_OF, others=instruments)

    print(f"{chosen.instruments} instruments with {chosen.facts} facts each, {len(text) / 1e6:.1f} MB")
    rounds = [(measure(parse), measure(decode), measure(derive)) for _ in range(chosen.pairs)]
    for parsing, decoding, deriving in rounds:
        print(f"parse {parsing:6.3f} s   decode {decoding:6.3f} s   derive {deriving:6.3f} s")
    parsing, decoding, deriving = (median(times) for times in zip(*rounds, strict=True))
    print(f"median: derive / decode = {deriving / decoding:.2f} (at most {TARGET:g})")
    print(f"        derive / (parse + decode) = {deriving / (parsing + decoding):.2f}")
    if chosen.profile:
        with cProfile.Profile() as profile:
            derive()
        pstats.Stats(profile).sort_stats("tottime").print_stats(25)
    return 0 if deriving <= TARGET * decoding else 1


if __name__ == "__main__":
    raise SystemExit(main())
