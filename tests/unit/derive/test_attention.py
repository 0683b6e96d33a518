from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.derive.attention import Attention, AttentionCode, derive_attention, order_of_pressure
from igc_tracker.derive.deadlines import Deadline, DeadlineCode, derive_deadlines
from igc_tracker.derive.next_step import derive_next
from igc_tracker.derive.standing import derive_standing
from igc_tracker.domain.facts import FactKind
from igc_tracker.domain.instruments import ChainLink, Gap
from igc_tracker.domain.procedures import ProcedureStep
from support import agreement, day, on

if TYPE_CHECKING:
    from igc_tracker.domain.instruments import Instrument

AS_OF = day("2026-11-23")
SENATE = ProcedureStep(key="senate", names={"en": "Approval by the Senate"}, body={"en": "Senate"})


def asked(instrument: Instrument, *more: Deadline) -> tuple[Attention, ...]:
    standing = derive_standing(instrument, as_of=AS_OF)
    assert standing is not None
    deadlines = (*derive_deadlines(instrument, standing), *more)
    bodies = dict(instrument.lead_bodies)
    return order_of_pressure(derive_attention(standing, derive_next(instrument, standing), deadlines, bodies))


def due(code: DeadlineCode, text: str, *, missed: bool = False, forecast: bool = False) -> Deadline:
    step = SENATE if code in (DeadlineCode.STATUTORY, DeadlineCode.LATEST_START) else None
    return Deadline(ref="lease-1994", code=code, on=day(text), party="KZ", missed=missed, forecast=forecast, step=step)


def told(*items: Attention) -> list[tuple[str, int | None]]:
    return [(item.code.value, item.days) for item in items]


def test_a_missed_plan_is_told_with_the_days_since_its_last_possible_day_and_the_body_responsible() -> None:
    plan = agreement(facts="2026-01-01 planned KZ signed 2026-10", lead_bodies={"KZ": "MFA"})
    (item,) = asked(plan)
    assert (item.code, item.days, item.parties, item.body) == (AttentionCode.OVERDUE, 23, ("KZ",), "MFA")
    assert item.deadline is not None
    assert item.deadline.kind is FactKind.SIGNED


def test_a_last_day_for_notice_is_near_from_thirty_days_ahead_and_tells_what_follows_without_it() -> None:
    renewal = due(DeadlineCode.RENEWAL, "2027-06-23")
    quiet = agreement(facts="1994-01-01 entered-into-force")
    (item,) = asked(quiet, due(DeadlineCode.NOTICE, "2026-12-23"), renewal)
    assert (item.code, item.days, item.otherwise_on) == (AttentionCode.NOTICE, 30, day("2027-06-23"))
    assert asked(quiet, due(DeadlineCode.NOTICE, "2026-12-24"), renewal) == ()


def test_other_days_are_near_from_a_week_ahead_if_they_are_no_forecast_and_somebody_has_to_act() -> None:
    quiet = agreement(facts="1994-01-01 entered-into-force")
    assert told(*asked(quiet, due(DeadlineCode.EXPIRY, "2026-11-30"))) == [("soon", 7)]
    assert asked(quiet, due(DeadlineCode.EXPIRY, "2026-12-01")) == ()
    assert asked(quiet, due(DeadlineCode.ENTRY_INTO_FORCE, "2026-11-24", forecast=True)) == ()
    assert asked(quiet, due(DeadlineCode.STATUTORY_WAIT, "2026-11-24")) == ()


def test_a_step_is_told_once_though_two_days_hang_on_it() -> None:
    quiet = agreement(facts="1994-01-01 entered-into-force")
    late = (
        due(DeadlineCode.LATEST_START, "2026-11-03", missed=True),
        due(DeadlineCode.STATUTORY, "2026-11-13", missed=True),
    )
    assert told(*asked(quiet, *late)) == [("overdue", 20)]


def test_a_text_that_is_ready_for_signature_waits_since_the_last_clearance() -> None:
    (item,) = asked(agreement(facts="2017-12-29 cleared-to-sign KZ\n2018-08-21 cleared-to-sign RU"))
    assert (item.code, item.link, item.parties) == (AttentionCode.READY, ChainLink.SIGNED, ("KZ", "RU"))
    assert (item.since, item.days) == (on("2018-08-21"), (AS_OF - day("2018-08-21")).days)


def test_a_note_that_was_not_sent_waits_since_consent_and_one_that_may_have_been_sent_is_left_out() -> None:
    signed = "2018-08-22 signed\n2020-02-13 ratified KZ"
    (item,) = asked(agreement(facts=signed))
    assert (item.code, item.link, item.parties) == (AttentionCode.READY, ChainLink.SENT, ("KZ",))
    gap = Gap(text="not found", link=ChainLink.SENT, party="KZ")
    assert asked(agreement(facts=signed, gaps=(gap,))) == ()


def test_the_most_pressing_comes_first() -> None:
    ready = agreement(facts="2017-12-29 cleared-to-sign")
    found = asked(
        ready,
        due(DeadlineCode.EXPIRY, "2026-11-25"),
        due(DeadlineCode.REVIEW, "2026-11-20", missed=True),
        due(DeadlineCode.PLANNED, "2020-01-01", missed=True),
        due(DeadlineCode.NOTICE, "2026-12-01"),
        due(DeadlineCode.STATUTORY, "2026-11-13", missed=True),
    )
    assert [item.code.value for item in found] == ["overdue", "overdue", "notice", "review", "soon", "ready"]
    assert [item.deadline.code for item in found[:2] if item.deadline] == [
        DeadlineCode.STATUTORY,  # a day the law gives goes before a plan, however old
        DeadlineCode.PLANNED,
    ]
