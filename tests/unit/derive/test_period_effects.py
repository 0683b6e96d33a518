from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.derive.period import week_of
from igc_tracker.derive.period_changes import unlocked_since
from igc_tracker.derive.period_effects import Effect, EffectCode, derive_effects
from igc_tracker.derive.standing import StandingCode, derive_standing
from igc_tracker.domain.clauses import ForceRule, LastNotification, Offset, Period, Unit
from igc_tracker.domain.instruments import Unlock, UnlockedBy
from support import agreement, on, treaty

if TYPE_CHECKING:
    from igc_tracker.domain.instruments import Instrument

W34 = week_of("2018-W34")


def effects_of(instrument: Instrument) -> list[Effect]:
    others = {instrument.ref: instrument}
    before = derive_standing(instrument, as_of=W34.eve, others=others)
    now = derive_standing(instrument, as_of=W34.last, others=others)
    assert now is not None
    unlocked = unlocked_since(instrument, before, now)
    return list(derive_effects(instrument, before, now, W34, unlocked=unlocked, others=others))


def told(instrument: Instrument) -> list[tuple[EffectCode, str | None, str, bool]]:
    return [(each.code, each.party, str(each.on), each.computed) for each in effects_of(instrument)]


def test_a_published_entry_into_force_is_told_with_what_it_unlocks() -> None:
    rent = Unlock(by=UnlockedBy.ENTRY_INTO_FORCE, what={"en": "rent"})
    (effect,) = effects_of(agreement(facts="2018-01-01 signed\n2018-08-22 entered-into-force", unlocks=(rent,)))
    assert (effect.code, effect.on, effect.computed) == (EffectCode.ENTERED_INTO_FORCE, on("2018-08-22"), False)
    assert [each.what for each in effect.unlocked] == [rent.what]


def test_a_computed_entry_into_force_is_marked_as_one() -> None:
    rule = ForceRule(condition=LastNotification(), offset=Offset(period=Period(number=30, unit=Unit.DAY)))
    notes = "2018-01-01 signed\n2018-07-01 notification-received KZ\n2018-07-22 notification-received RU"
    assert told(treaty(rule, notes)) == [(EffectCode.ENTERED_INTO_FORCE, None, "2018-08-21", True)]


def test_what_was_in_force_before_or_is_not_yet_has_no_effect_in_the_period() -> None:
    assert told(agreement(facts="1994-01-01 entered-into-force")) == []
    assert told(agreement(facts="2018-08-22 signed\n2018-08-27 entered-into-force")) == []


def test_a_party_that_joins_later_is_told_alone() -> None:
    facts = "1994-01-01 entered-into-force\n2018-08-22 entered-into-force BY"
    joined = agreement(facts=facts, parties=("KZ", "RU", "BY"))
    assert told(joined) == [(EffectCode.ENTERED_INTO_FORCE, "BY", "2018-08-22", False)]


def test_a_party_that_leaves_a_treaty_of_three_leaves_it_standing() -> None:
    facts = "1994-01-01 entered-into-force\n2018-08-22 terminated BY"
    left = agreement(facts=facts, parties=("KZ", "RU", "BY"))
    assert told(left) == [(EffectCode.LEFT, "BY", "2018-08-22", False)]


def test_provisional_application_suspension_and_ends_are_told_by_their_facts() -> None:
    applied = agreement(facts="2018-01-01 signed\n2018-08-22 provisionally-applied")
    assert told(applied) == [(EffectCode.PROVISIONALLY_APPLIED, None, "2018-08-22", False)]
    resting = "1994-01-01 entered-into-force\n2018-08-22 suspended"
    assert told(agreement(facts=resting)) == [(EffectCode.SUSPENDED, None, "2018-08-22", False)]
    resumed = "1994-01-01 entered-into-force\n2018-01-01 suspended\n2018-08-22 resumed"
    assert told(agreement(facts=resumed)) == [(EffectCode.RESUMED, None, "2018-08-22", False)]
    (end,) = effects_of(agreement(facts="1994-01-01 entered-into-force\n2018-08-22 terminated"))
    assert (end.code, end.standing, end.on) == (EffectCode.ENDED, StandingCode.TERMINATED, on("2018-08-22"))
