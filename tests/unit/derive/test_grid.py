from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from igc_tracker.actions.show_grid import show_grid
from igc_tracker.derive.grid import GridCell, GridCode
from igc_tracker.domain.clauses import ForceRule, Period, ProvisionalRule, SignedByAll, Unit, WithdrawalRule
from igc_tracker.domain.instruments import ChainLink, ClauseTopic, FinalClause, Gap, InstrumentKind
from property.strategies import lives
from support import TODAY, agreement, day, memory_store, on

if TYPE_CHECKING:
    from igc_tracker.domain.instruments import Instrument

PARTIES = ("AM", "BY", "KZ")
SIGNED = "2020-01-01 signed"


def cell(
    facts: str,
    party: str = "KZ",
    *,
    as_of: str = "2026-11-23",
    parties: tuple[str, ...] = PARTIES,
    clauses: tuple[FinalClause, ...] = (),
    gaps: tuple[Gap, ...] = (),
    kind: InstrumentKind = InstrumentKind.AGREEMENT,
) -> GridCell:
    made = agreement("made", facts=facts, parties=parties, clauses=clauses, gaps=gaps, kind=kind)
    answer = show_grid(memory_store(made), None, (party,), as_of=day(as_of), known_on=None)
    assert answer.grid is not None
    ((found,),) = [row.cells for row in answer.grid.rows]
    return found


class TestTheCode:
    def test_is_the_day_on_which_completed_procedures_were_notified(self) -> None:
        found = cell(f"{SIGNED}\n2020-02-01 ratified KZ\n2020-03-12 notification-sent KZ")
        assert found == GridCell(party="KZ", code=GridCode.NOTIFIED, on=on("2020-03-12"))
        assert cell(f"{SIGNED}\n2020-03 instrument-deposited KZ").on == on("2020-03")
        assert cell(f"{SIGNED}\n?2020-03-12 notification-sent KZ").settled is False

    @pytest.mark.parametrize("facts", [SIGNED, f"{SIGNED}\n2020-02-01 ratified KZ", "2020-02-01 acceded KZ"])
    def test_is_plus_until_then(self, facts: str) -> None:
        assert cell(facts).code is GridCode.PENDING

    def test_is_minus_before_signature(self) -> None:
        assert cell("2020-01-01 signed AM").code is GridCode.NOT_SIGNED
        assert cell("2020-01-01 signed AM", "AM").code is GridCode.PENDING

    def test_is_unknown_where_nobody_wrote_down_what_was_done(self) -> None:
        searched = (Gap(text="not found", link=ChainLink.CONSENT, party="KZ"),)
        assert cell(SIGNED, gaps=searched).code is GridCode.UNKNOWN
        passed = cell(f"{SIGNED}\n2020-06-01 entered-into-force")
        assert (passed.code, passed.in_force) == (GridCode.UNKNOWN, True)

    def test_is_the_day_of_signature_where_nothing_more_is_asked_for(self) -> None:
        rule = FinalClause(topic=ClauseTopic.ENTRY_INTO_FORCE, rule=ForceRule(condition=SignedByAll()))
        found = cell(SIGNED, clauses=(rule,))
        assert (found.code, found.on, found.in_force) == (GridCode.SIGNED, on("2020-01-01"), True)
        assert cell(SIGNED, kind=InstrumentKind.MEMORANDUM).code is GridCode.SIGNED

    def test_of_who_will_not_join_says_so_until_it_acts(self) -> None:
        declined = f"{SIGNED}\n2021-05-01 intention-not-to-join KZ"
        assert cell(declined) == GridCell(party="KZ", code=GridCode.DECLINED, on=on("2021-05-01"))
        assert cell(declined, as_of="2021-04-30").code is GridCode.PENDING
        assert cell(f"{declined}\n2022-01-01 ratified KZ").code is GridCode.PENDING


class TestProvisionalApplication:
    def test_stands_before_plus_and_minus(self) -> None:
        applied = f"{SIGNED}\n2020-02-01 provisionally-applied KZ"
        assert cell(applied) == GridCell(party="KZ", code=GridCode.PROVISIONAL, on=on("2020-02-01"))
        assert cell(applied, "BY").code is GridCode.PENDING
        assert cell(f"{applied}\n2021-02-01 provisional-application-ended KZ").code is GridCode.PENDING

    def test_gives_way_to_the_note_and_to_the_end_of_the_instrument(self) -> None:
        applied = f"{SIGNED}\n2020-02-01 provisionally-applied"
        assert cell(f"{applied}\n2020-03-12 notification-sent KZ").code is GridCode.NOTIFIED
        assert cell(f"{applied}\n2020-03-12 terminated").code is GridCode.PENDING

    def test_by_clause_is_that_of_who_signed(self) -> None:
        rule = ProvisionalRule(condition=SignedByAll())
        clause = FinalClause(topic=ClauseTopic.PROVISIONAL_APPLICATION, rule=rule)
        assert cell(SIGNED, clauses=(clause,)).code is GridCode.PROVISIONAL


class TestLeaving:
    RULE = WithdrawalRule(notice=Period(number=6, unit=Unit.MONTH))
    CLAUSE = (FinalClause(topic=ClauseTopic.WITHDRAWAL, rule=RULE),)
    IN_FORCE = f"{SIGNED}\n2020-03-12 instrument-deposited\n2020-06-01 entered-into-force"
    NOTICE = f"{IN_FORCE}\n2022-01-10 denounced KZ"

    def test_takes_effect_by_the_clause(self) -> None:
        assert cell(self.NOTICE, as_of="2022-07-09", clauses=self.CLAUSE).in_force
        gone = cell(self.NOTICE, as_of="2022-07-10", clauses=self.CLAUSE)
        assert gone == GridCell(party="KZ", code=GridCode.LEFT, on=on("2022-07-10"))
        assert cell(self.NOTICE, "BY", clauses=self.CLAUSE).in_force

    def test_is_not_known_to_have_taken_effect_without_a_clause(self) -> None:
        assert cell(self.NOTICE).code is GridCode.NOTIFIED

    def test_can_be_revoked_or_followed_by_coming_back(self) -> None:
        revoked = f"{self.NOTICE}\n2022-03-01 denunciation-revoked KZ"
        assert cell(revoked, clauses=self.CLAUSE).code is GridCode.NOTIFIED
        back = f"{self.NOTICE}\n2024-03-01 instrument-deposited KZ"
        assert cell(back, clauses=self.CLAUSE).code is GridCode.NOTIFIED

    def test_may_be_an_instrument_taken_back(self) -> None:
        taken_back = f"{SIGNED}\n2020-03-12 instrument-deposited KZ\n2020-04-01 instrument-withdrawn KZ"
        assert cell(taken_back) == GridCell(party="KZ", code=GridCode.LEFT, on=on("2020-04-01"))

    def test_between_two_is_the_end_of_the_treaty_and_nobody_s_alone(self) -> None:
        found = cell(self.NOTICE, parties=("KZ", "RU"), clauses=self.CLAUSE)
        assert (found.code, found.in_force) == (GridCode.NOTIFIED, False)


class TestInForce:
    def test_is_marked_from_its_day_on(self) -> None:
        facts = f"{SIGNED}\n2020-03-12 instrument-deposited\n2020-06-01 entered-into-force"
        assert cell(facts).in_force
        assert not cell(facts, as_of="2020-05-31").in_force

    def test_is_doubtful_where_its_day_is(self) -> None:
        facts = f"{SIGNED}\n2020-03-12 instrument-deposited\n?2020-06-01 entered-into-force"
        assert cell(facts).in_force_settled is False


class TestTheGrid:
    EARLY = agreement("b-early", facts="2010-01-01 signed", parties=("KZ", "RU"))
    LATE = agreement("a-late", facts="2015-01-01 signed", parties=("AM", "KZ"))
    DRAFT = agreement("draft", facts="2014-01-01 negotiated", parties=("KZ", "RU"))

    def grid(self, *parties: str) -> tuple[tuple[str, ...], dict[str, list[GridCode]]]:
        store = memory_store(self.LATE, self.DRAFT, self.EARLY)
        grid = show_grid(store, None, parties, as_of=TODAY, known_on=None).grid
        assert grid is not None
        return grid.parties, {row.ref: [each.code for each in row.cells] for row in grid.rows}

    def test_has_every_party_by_code_and_every_instrument_by_signature_drafts_last(self) -> None:
        parties, rows = self.grid()
        assert parties == ("AM", "KZ", "RU")
        assert list(rows) == ["b-early", "a-late", "draft"]

    def test_leaves_no_cell_empty(self) -> None:
        _, rows = self.grid()
        assert rows["b-early"] == [GridCode.NO_PARTY, GridCode.PENDING, GridCode.PENDING]

    def test_of_some_parties_has_them_in_the_order_asked_for_and_their_instruments(self) -> None:
        parties, rows = self.grid("RU", "AM", "RU")
        assert parties == ("RU", "AM")
        assert set(rows) == {"b-early", "a-late", "draft"}
        assert list(self.grid("AM")[1]) == ["a-late"]


@given(made=lives())
def test_a_grid_says_something_of_every_party_whatever_is_recorded(made: Instrument) -> None:
    grid = show_grid(memory_store(made), None, (), as_of=TODAY, known_on=None).grid
    assert grid is not None
    for row in grid.rows:
        assert [each.party for each in row.cells] == list(grid.parties)
        assert set(grid.parties) == set(made.parties)
        assert all(each.on is None or each.code is not GridCode.UNKNOWN for each in row.cells)
