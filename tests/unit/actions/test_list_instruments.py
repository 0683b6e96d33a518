from __future__ import annotations

import pytest

from igc_tracker.actions.list_instruments import Filters, list_instruments
from igc_tracker.derive.standing import StandingCode
from igc_tracker.domain.instruments import InstrumentKind
from igc_tracker.domain.register import Project
from support import RECORDED_AT, agreement, day, memory_store, on

STORE = memory_store(
    agreement("unsigned", facts="2017-01-01 negotiated", parties=("KZ", "BY")),
    agreement("lease-1994", facts="1994-03-28 signed\n1994-10-24 entered-into-force", kind=InstrumentKind.LEASE),
    agreement("baiterek-2004", facts="2004 signed\n2005-12-15 entered-into-force", subjects=("space",)),
    agreement("protocol-2018", facts="2018-08 signed", kind=InstrumentKind.PROTOCOL, subjects=("space", "budget")),
    projects=(
        Project(
            ref="baiterek",
            titles={"en": "Baiterek"},
            instruments=("baiterek-2004", "protocol-2018"),
            recorded_at=RECORDED_AT,
            recorded_by="officer",
        ),
    ),
)


def refs(filters: Filters, *, as_of: str = "2026-11-23") -> list[str]:
    return [row.ref for row in list_instruments(STORE, filters, as_of=day(as_of), known_on=None).rows]


def test_without_filters_all_are_listed_by_day_of_signature_unsigned_last() -> None:
    assert refs(Filters()) == ["lease-1994", "baiterek-2004", "protocol-2018", "unsigned"]


@pytest.mark.parametrize(
    ("filters", "listed"),
    [
        (Filters(parties=("BY",)), ["unsigned"]),
        (Filters(parties=("BY", "RU")), ["lease-1994", "baiterek-2004", "protocol-2018", "unsigned"]),
        (Filters(kinds=(InstrumentKind.LEASE, InstrumentKind.PROTOCOL)), ["lease-1994", "protocol-2018"]),
        (Filters(standings=(StandingCode.IN_FORCE,)), ["lease-1994", "baiterek-2004"]),
        (Filters(subjects=("budget", "water")), ["protocol-2018"]),
        (Filters(project="baiterek"), ["baiterek-2004", "protocol-2018"]),
        (Filters(signed=on("2018-08-22..2018-12")), ["protocol-2018"]),
        (Filters(signed=on("..2004-06")), ["lease-1994", "baiterek-2004"]),
        (Filters(in_force=on("2005")), ["baiterek-2004"]),
        (Filters(query="lease"), ["lease-1994", "baiterek-2004", "protocol-2018", "unsigned"]),
        (Filters(query="1994"), ["lease-1994"]),
        (Filters(query="2018", subjects=("budget",)), ["protocol-2018"]),
        (Filters(query="nothing"), []),
    ],
)
def test_a_filter_keeps_what_it_names(filters: Filters, listed: list[str]) -> None:
    assert refs(filters) == listed


def test_only_what_exists_on_the_day_is_listed() -> None:
    assert refs(Filters(), as_of="2004-12-31") == ["lease-1994", "baiterek-2004"]


def test_the_total_counts_what_exists_whether_it_passes_or_not() -> None:
    answer = list_instruments(STORE, Filters(kinds=(InstrumentKind.LEASE,)), as_of=day("2026-11-23"), known_on=None)

    assert (len(answer.rows), answer.total, answer.findings) == (1, 4, ())


def test_a_row_tells_the_dates_as_exactly_as_they_are_known() -> None:
    (row,) = list_instruments(STORE, Filters(query="2004"), as_of=day("2026-11-23"), known_on=None).rows

    assert (row.signed_on, row.in_force_on) == (on("2004"), on("2005-12-15"))
    assert (row.standing, row.standing_settled, row.parties) == (StandingCode.IN_FORCE, True, ("KZ", "RU"))
