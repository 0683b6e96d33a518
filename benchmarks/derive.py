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
from datetime import date
from statistics import median
from typing import TYPE_CHECKING, Any

from registers import instrument_doc
from timing import seconds

from igc_tracker.derive.standing import derive_standing
from igc_tracker.store.codec import decode_instrument

if TYPE_CHECKING:
    from igc_tracker.domain.instruments import Instrument

AS_OF = date(2026, 11, 23)
TARGET = 3.0


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
    rounds = [(seconds(parse), seconds(decode), seconds(derive)) for _ in range(chosen.pairs)]
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
