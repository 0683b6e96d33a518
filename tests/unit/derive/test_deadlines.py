from __future__ import annotations

from dataclasses import replace

from igc_tracker.derive.deadlines import Deadline, DeadlineCode, derive_deadlines
from igc_tracker.derive.standing import derive_standing
from igc_tracker.domain.clauses import (
    Deposits,
    ForceRule,
    LastNotification,
    LaterPartyRule,
    Offset,
    Period,
    ProvisionalRule,
    SignedByAll,
    TermRule,
    Unit,
    WithdrawalRule,
)
from igc_tracker.domain.facts import FactKind
from igc_tracker.domain.instruments import ClauseTopic, FinalClause, Instrument
from support import agreement, day, on

THIRTY_DAYS = Offset(period=Period(number=30, unit=Unit.DAY))
CLAUSES = (
    FinalClause(topic=ClauseTopic.ENTRY_INTO_FORCE, rule=ForceRule(condition=LastNotification(), offset=THIRTY_DAYS)),
    FinalClause(
        topic=ClauseTopic.DURATION,
        rule=TermRule(
            term=Period(number=5, unit=Unit.YEAR),
            renewal=Period(number=5, unit=Unit.YEAR),
            notice=Period(number=6, unit=Unit.MONTH),
        ),
    ),
)
NOTES = "2019-06-20 signed\n2021-03-01 notification-received KZ\n2021-07-30 notification-received RU"


def deadlines_of(instrument: Instrument, *, as_of: str) -> list[Deadline]:
    standing = derive_standing(instrument, as_of=day(as_of))
    assert standing is not None
    return list(derive_deadlines(instrument, standing))


def codes_of(instrument: Instrument, *, as_of: str) -> list[tuple[DeadlineCode, str]]:
    return [(due.code, due.on.isoformat()) for due in deadlines_of(instrument, as_of=as_of)]


def test_a_scheduled_entry_into_force_is_coming_and_computed() -> None:
    due = deadlines_of(agreement(facts=NOTES, clauses=CLAUSES), as_of="2021-07-30")[0]

    assert (due.code, due.on, due.computed) == (DeadlineCode.ENTRY_INTO_FORCE, day("2021-08-29"), True)


def test_a_renewal_comes_with_its_last_day_for_notice() -> None:
    assert codes_of(agreement(facts=NOTES, clauses=CLAUSES), as_of="2025-12-01") == [
        (DeadlineCode.NOTICE, "2026-02-28"),
        (DeadlineCode.RENEWAL, "2026-08-29"),
    ]


def test_once_the_last_day_has_passed_only_the_renewal_is_left() -> None:
    assert codes_of(agreement(facts=NOTES, clauses=CLAUSES), as_of="2026-03-01") == [
        (DeadlineCode.RENEWAL, "2026-08-29")
    ]


def test_after_notice_the_treaty_expires_and_nothing_is_renewed() -> None:
    treaty = agreement(facts=f"{NOTES}\n2026-02-01 denounced RU", clauses=CLAUSES)

    assert (DeadlineCode.EXPIRY, "2026-08-29") in codes_of(treaty, as_of="2026-03-01")
    assert DeadlineCode.RENEWAL not in [code for code, _ in codes_of(treaty, as_of="2026-03-01")]


def test_a_denunciation_is_due_on_the_day_it_takes_effect() -> None:
    rule = WithdrawalRule(notice=Period(number=6, unit=Unit.MONTH))
    clause = FinalClause(topic=ClauseTopic.WITHDRAWAL, rule=rule)
    treaty = agreement(facts="2000-01-01 entered-into-force\n2025-06-27 denounced KZ", clauses=(clause,))

    assert codes_of(treaty, as_of="2025-07-01") == [(DeadlineCode.WITHDRAWAL, "2025-12-27")]


def test_provisional_application_is_due_to_end_at_its_limit() -> None:
    rule = ProvisionalRule(condition=SignedByAll(), limit=Period(number=6, unit=Unit.MONTH))
    clause = FinalClause(topic=ClauseTopic.PROVISIONAL_APPLICATION, rule=rule)
    treaty = agreement(facts="2026-08-01 signed", clauses=(clause,))

    assert codes_of(treaty, as_of="2026-09-01") == [(DeadlineCode.PROVISIONAL_LIMIT, "2027-02-01")]


def test_a_plan_that_passed_undone_is_missed() -> None:
    (due,) = deadlines_of(agreement(facts="2020-02-19 planned - signed 2020-01..2020-06"), as_of="2020-07-01")

    assert (due.missed, due.kind, due.last) == (True, FactKind.SIGNED, day("2020-06-30"))


def test_a_plan_that_was_kept_or_replaced_is_not() -> None:
    kept = agreement(facts="2020-02-19 planned - signed 2020-06\n2020-06-10 signed")
    replaced = agreement(facts="2020-02-19 planned - signed 2020-06\n2020-07-01 planned - signed 2021-03")

    assert deadlines_of(kept, as_of="2021-01-01") == []
    assert [due.missed for due in deadlines_of(replaced, as_of="2021-01-01")] == [False]


def test_what_is_not_computable_gives_no_date() -> None:
    assert deadlines_of(agreement(facts="2019-06-20 signed", clauses=CLAUSES), as_of="2021-01-01") == []


def test_the_first_day_for_notice_is_due() -> None:
    rule = WithdrawalRule(notice=Period(number=6, unit=Unit.MONTH), not_before=Period(number=5, unit=Unit.YEAR))
    clause = FinalClause(topic=ClauseTopic.WITHDRAWAL, rule=rule)
    treaty = agreement(facts="2021-01-15 entered-into-force", clauses=(clause,))

    assert codes_of(treaty, as_of="2026-01-14") == [(DeadlineCode.NOTICE_OPENS, "2026-01-15")]
    assert codes_of(treaty, as_of="2026-01-15") == []


def test_the_entry_into_force_for_a_later_party_is_due() -> None:
    clauses = (
        FinalClause(topic=ClauseTopic.ENTRY_INTO_FORCE, rule=ForceRule(condition=Deposits(count=1))),
        FinalClause(topic=ClauseTopic.LATER_PARTIES, rule=LaterPartyRule(offset=THIRTY_DAYS)),
    )
    facts = "2016-11-04 instrument-deposited KZ\n2019-10-07 instrument-deposited RU"
    treaty = agreement(parties=("KZ", "RU", "AE"), facts=facts, clauses=clauses)

    (due,) = deadlines_of(treaty, as_of="2019-10-08")

    assert (due.code, due.party, due.on) == (DeadlineCode.ENTRY_INTO_FORCE, "RU", day("2019-11-06"))
    assert due.computed
    assert codes_of(treaty, as_of="2019-11-06") == []


def test_what_has_ended_has_no_dates_to_come() -> None:
    plan = "2020-01-01 planned - ratified 2022"
    treaty = agreement(facts=f"{NOTES}\n{plan}\n2023-01-01 terminated", clauses=CLAUSES)

    assert codes_of(treaty, as_of="2022-12-31") != []
    assert codes_of(treaty, as_of="2023-01-01") == []


def test_what_is_to_end_has_none_after_its_end() -> None:
    rule = WithdrawalRule(notice=Period(number=6, unit=Unit.MONTH))
    clauses = (*CLAUSES, FinalClause(topic=ClauseTopic.WITHDRAWAL, rule=rule))
    treaty = agreement(facts=f"{NOTES}\n2025-02-01 denounced RU", clauses=clauses)

    assert codes_of(treaty, as_of="2025-03-01") == [(DeadlineCode.WITHDRAWAL, "2025-08-01")]


def test_an_end_recorded_for_a_day_to_come_is_due_as_recorded() -> None:
    treaty = agreement(facts=f"{NOTES}\n2025-02-01 terminated", clauses=CLAUSES)
    facts = tuple(
        replace(fact, effective_on=on("2025-12-31")) if fact.kind is FactKind.TERMINATED else fact
        for fact in treaty.facts
    )

    (due,) = deadlines_of(replace(treaty, facts=facts), as_of="2025-03-01")

    assert (due.code, due.on, due.computed) == (DeadlineCode.EXPIRY, day("2025-12-31"), False)
