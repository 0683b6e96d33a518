from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.derive.chain import facts_counting
from igc_tracker.derive.doubts import derive_doubts
from igc_tracker.derive.register_figures import Counts, PartyPace, count_standings, party_paces
from igc_tracker.derive.standing import derive_standing
from igc_tracker.domain.instruments import InstrumentKind
from support import RECORDED_AT, agreement, day

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from igc_tracker.derive.standing import Standing
    from igc_tracker.domain.facts import Fact
    from igc_tracker.domain.instruments import Instrument

AS_OF = day("2026-11-23")


def seen(*instruments: Instrument) -> Iterator[tuple[Instrument, Standing, Sequence[Fact]]]:
    for each in instruments:
        standing = derive_standing(each, as_of=AS_OF)
        assert standing is not None
        yield each, standing, facts_counting(each, as_of=AS_OF)


def test_pending_are_treaties_on_their_way_and_some_of_them_are_signed_by_all() -> None:
    found = seen(
        agreement("draft", facts="2020-01-01 proposed"),
        agreement("half", facts="2020-01-01 signed KZ"),
        agreement("signed", facts="2020-01-01 signed"),
        agreement("in-force", facts="2020-01-01 entered-into-force"),
        agreement("plan", facts="2020-01-01 proposed", kind=InstrumentKind.PLAN),
        agreement("over", facts="2020-01-01 terminated"),
    )
    counted = count_standings((instrument, standing) for instrument, standing, _ in found)
    assert counted == Counts(signed=1, in_force=1, pending=3)


def test_what_did_not_exist_yet_is_not_counted() -> None:
    assert count_standings([(agreement(), None)]) == Counts(signed=0, in_force=0, pending=0)


def test_a_party_s_pace_is_told_from_five_cases_on() -> None:
    def case(number: int) -> Instrument:
        return agreement(f"t{number}", facts=f"2020-01-01 signed\n2020-01-{number + 10} ratified KZ")

    assert party_paces(seen(*map(case, range(4)))) == ()
    assert party_paces(seen(*map(case, range(5)))) == (PartyPace(party="KZ", median=11, finished=5, running=0),)


def test_nothing_is_in_doubt_where_all_is_confirmed_and_of_one_mind() -> None:
    ((instrument, standing, facts),) = seen(agreement(facts="2020-01-01 signed"))
    assert derive_doubts(instrument, standing, facts) is None


def test_doubts_are_conflicts_hearsay_and_what_the_standing_rests_on() -> None:
    doubted = agreement(
        facts="2020-01-01 signed KZ\n2020-01-02 signed KZ\n?2020-01-01 signed RU",
        recorded_at=RECORDED_AT.replace(year=2020, month=1, day=9),
    )
    ((instrument, standing, facts),) = seen(doubted)
    found = derive_doubts(instrument, standing, facts)
    assert found is not None
    assert (len(found.conflicts), found.unconfirmed, found.for_long) == (1, 1, 1)
    assert found.rests_on == ("signed-ru-2020-01-01",)


def test_hearsay_is_old_only_after_so_many_days_on_record() -> None:
    fresh = agreement(facts="?2020-01-01 signed", recorded_at=RECORDED_AT)
    ((instrument, standing, facts),) = seen(fresh)
    found = derive_doubts(instrument, standing, facts)
    assert found is not None
    assert (found.unconfirmed, found.for_long) == (1, 0)
