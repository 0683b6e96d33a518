from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.derive.standing import derive_standing
from igc_tracker.derive.unlocks import UnlockState, derive_unlocks
from igc_tracker.domain.instruments import Unlock, UnlockedBy
from support import TODAY, agreement, day, on

if TYPE_CHECKING:
    from datetime import date

    from igc_tracker.derive.unlocks import UnlockStanding
    from igc_tracker.domain.instruments import Instrument

BUDGET = Unlock(
    by=UnlockedBy.SIGNATURE,
    what={"en": "transfer of the project to budget funding"},
    project="baiterek",
    source="https://example.org/statement",
)
LEASE = Unlock(by=UnlockedBy.ENTRY_INTO_FORCE, what={"en": "the lease ends"})


def unlock_of(instrument: Instrument, *, as_of: date = TODAY) -> UnlockStanding:
    standing = derive_standing(instrument, as_of=as_of)
    assert standing is not None
    (found,) = derive_unlocks(instrument, standing)
    return found


def test_signature_unlocks_once_all_have_signed_on_the_day_of_the_last() -> None:
    protocol = agreement(
        facts="2017-12-29 cleared-to-sign\n2018-08-22 signed KZ\n2018-09-01 signed RU", unlocks=(BUDGET,)
    )

    before, partly, met = (unlock_of(protocol, as_of=day(each)) for each in ("2018-07-15", "2018-08-22", "2018-09-01"))

    assert (before.state, before.on) == (UnlockState.WAITING, None)
    assert (partly.state, partly.on) == (UnlockState.WAITING, None)
    assert (met.state, met.on) == (UnlockState.MET, on("2018-09-01"))


def test_an_unlock_keeps_what_it_frees_and_on_whose_word() -> None:
    found = unlock_of(agreement(facts="2018-08-22 signed", unlocks=(BUDGET,)))

    assert (found.by, found.what, found.project, found.source) == (
        BUDGET.by,
        BUDGET.what,
        BUDGET.project,
        BUDGET.source,
    )


def test_a_signature_that_was_given_on_no_recorded_day_leaves_the_unlock_unknown() -> None:
    found = unlock_of(agreement(facts="2020-02-13 ratified KZ", unlocks=(BUDGET,)))

    assert (found.state, found.on) == (UnlockState.UNKNOWN, None)


def test_who_acceded_is_not_waited_for() -> None:
    acceded = "2018-08-22 signed KZ\n2018-08-22 signed RU\n2021-01-01 acceded AM"

    found = unlock_of(agreement(facts=acceded, parties=("KZ", "RU", "AM"), unlocks=(BUDGET,)))

    assert (found.state, found.on) == (UnlockState.MET, on("2018-08-22"))


def test_entry_into_force_unlocks_on_its_day() -> None:
    protocol = agreement(facts="2018-08-22 signed\n2020-08-01 entered-into-force", unlocks=(LEASE,))

    assert unlock_of(protocol, as_of=day("2020-07-31")).state is UnlockState.WAITING
    assert unlock_of(protocol).state is UnlockState.MET
    assert unlock_of(protocol).on == on("2020-08-01")


def test_a_scheduled_entry_into_force_unlocks_nothing_yet() -> None:
    protocol = agreement(facts="2018-08-22 signed\n2026-11-01 planned - entered-into-force 2027", unlocks=(LEASE,))

    assert unlock_of(protocol).state is UnlockState.WAITING


def test_without_parties_nothing_is_unlocked_by_signature() -> None:
    assert unlock_of(agreement(parties=(), unlocks=(BUDGET,))).state is UnlockState.WAITING
