"""What a secretary records of a commission: saved once, journalled piece by piece, taken back, carried over."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from commissions import commission, event, item, meeting, report
from igc_tracker.actions.add_commission import NewCommission, add_commission
from igc_tracker.actions.draft_agenda import HorizonBasis, draft_agenda
from igc_tracker.actions.edit_commission import Learned, edit_commission
from igc_tracker.actions.export_records import export_records
from igc_tracker.actions.import_records import import_records
from igc_tracker.actions.list_due import list_due
from igc_tracker.actions.record_decision import NewDecision, record_decision
from igc_tracker.actions.record_item import NewItem, record_item
from igc_tracker.actions.record_session import NewSession, record_session
from igc_tracker.actions.report_item import NewReport, report_item
from igc_tracker.actions.report_weekly import report_weekly
from igc_tracker.actions.show_commission import show_commission
from igc_tracker.actions.show_log import show_log
from igc_tracker.actions.show_status import show_status
from igc_tracker.actions.show_timeline import EntryState, show_timeline
from igc_tracker.actions.strike_entry import strike_entry
from igc_tracker.actions.undo import undo
from igc_tracker.derive.action_items import ItemState
from igc_tracker.derive.attention import AttentionCode
from igc_tracker.derive.commissions import MeetingState
from igc_tracker.derive.deadlines import DeadlineCode
from igc_tracker.derive.period import Period
from igc_tracker.domain import errors
from igc_tracker.domain.commissions import Decision, Frequency, Provision, ReportKind
from igc_tracker.store.interchange import interchange_text, read_interchange
from support import RECORDED_AT, agreement, day, invocation, memory_store, on, records_text, stored

if TYPE_CHECKING:
    from collections.abc import Callable

    from igc_tracker.actions.commission_saved import CommissionSavedAnswer
    from igc_tracker.store.tinydb_store import TinyDBStore

FIFTH = meeting(5, held="2017-06-13")
DONE = NewReport(kind=ReportKind.DONE, detail={}, on=on("2018-06-01"))


def held(*items: str) -> TinyDBStore:
    """Return a register with a commission, its fifth session, and these items."""
    found = tuple(item(name=each) for each in items)
    return memory_store(agreement("treaty"), meetings=(FIFTH,), commissions=(commission(*found),))


def progress(store: TinyDBStore, name: str, new: NewReport = DONE, when: str = "2026-11-23") -> CommissionSavedAnswer:
    return report_item(store, "igc", name, new, invocation(when))


class TestRecording:
    def test_a_commission_is_saved_with_what_was_said_of_it(self) -> None:
        store = memory_store(agreement("treaty"))
        new = NewCommission(
            titles={"en": "Commission on transit"}, parties=("KZ", "RU"), basis=("treaty:5",), months=12
        )
        add_commission(store, new, invocation())

        (saved,) = store.read()[0].commissions
        assert (saved.ref, saved.parties) == ("commission-on-transit", ("KZ", "RU"))
        assert saved.basis == (Provision(instrument="treaty", article="5"),)
        assert saved.frequency is not None
        assert (saved.frequency.months, saved.frequency.provision) == (12, saved.basis[0])

    def test_a_sub_body_has_the_parties_of_its_parent(self) -> None:
        store = held()
        add_commission(store, NewCommission(titles={"en": "Subcommission"}, parent="igc"), invocation())
        saved = store.read()[0].commissions[1]
        assert (saved.parent, saved.parties) == ("igc", ("KZ", "RU"))
        assert show_commission(store, "igc", as_of=day("2026-11-23"), known_on=None).commission.sub_bodies == (
            saved.ref,
        )

    def test_a_session_is_made_by_its_first_plan_and_held_by_a_later_report(self) -> None:
        store = held()
        plan = NewSession(session="6", planned_for=on("2027-05"), on=on("2026-11-01"))
        planned = record_session(store, "igc", plan, invocation())
        assert planned.meeting is not None
        assert (planned.meeting.ref, planned.meeting.state) == ("igc-6", MeetingState.PLANNED)

        record_session(
            store, "igc", NewSession(session="6", held=on("2026-11-20"), document="Protocol 6"), invocation()
        )
        last = show_commission(store, "igc", as_of=day("2026-11-23"), known_on=None).commission.last
        assert last is not None
        assert (last.number, last.on, last.protocol) == (6, on("2026-11-20"), "Protocol 6")

    def test_a_number_may_be_written_with_zeros(self) -> None:
        store = held()
        record_session(store, "igc", NewSession(session="006", held=on("2019-08-26")), invocation())
        record_session(store, "igc", NewSession(session="06", held=on("2019-08-27")), invocation())
        assert [each.ref for each in store.read()[0].meetings] == ["s5", "igc-6"]

    def test_the_very_same_changes_nothing(self) -> None:
        store = held("item")
        new = NewSession(session="6", planned_for=on("2027-05"), on=on("2026-11-01"))
        decision = NewDecision(text={"en": "Go on"})
        task = NewItem(text={"en": "Draft"}, session="5")
        for _ in range(2):
            again = [
                record_session(store, "igc", new, invocation()),
                record_decision(store, "igc", "5", decision, invocation()),
                record_item(store, "igc", task, invocation()),
                progress(store, "item"),
            ]
        assert [each.is_new for each in again] == [False] * 4
        assert len(store.journal()) == 4

    def test_a_report_tells_how_the_item_moved(self) -> None:
        answer = progress(held("item"), "item")
        assert answer.before is ItemState.NOT_ASSESSED
        assert answer.item is not None
        assert answer.item.state is ItemState.DONE


class TestLearning:
    def test_what_was_learned_later_takes_its_place_and_the_journal_keeps_what_stood_there(self) -> None:
        store = held()
        edit_commission(store, "igc", Learned(months=12, co_chairs={"KZ": "A"}, basis=("treaty:3",)), invocation())
        edit_commission(store, "igc", Learned(co_chairs={"KZ": "B"}, aliases=("joint",)), invocation())
        answer = show_commission(store, "joint", as_of=day("2026-11-23"), known_on=None).commission
        assert answer.co_chairs == {"KZ": "B"}
        assert answer.frequency is not None
        assert (answer.frequency.months, answer.frequency.provision) == (12, answer.basis[0])
        assert answer.next.late_by_frequency is not None
        undo(store, 2, invocation())
        before = show_commission(store, "igc", as_of=day("2026-11-23"), known_on=None).commission
        assert before.co_chairs == {"KZ": "A"}

    def test_what_is_known_already_changes_nothing(self) -> None:
        store = held()
        assert not edit_commission(store, "igc", Learned(titles={"en": "Commission"}), invocation()).is_new
        assert store.journal() == ()

    def test_the_log_of_a_commission_tells_of_its_sessions_too(self) -> None:
        store = held("item")
        progress(store, "item")
        record_decision(store, "igc", "5", NewDecision(text={"en": "Go on"}), invocation())
        assert len(show_log(store, "igc").entries) == 2


class TestRefusals:
    def test_nothing_that_cannot_stand_is_recorded(self) -> None:
        store = held("item", "other")
        before = records_text(store)
        today = invocation()
        future = on("2027-01-01")
        tries: dict[type[errors.IgcError], Callable[[], Any]] = {
            errors.CommissionNotFoundError: lambda: record_item(store, "nobody", NewItem(text={"en": "x"}), today),
            errors.DuplicateCommissionError: lambda: add_commission(
                store, NewCommission(titles={"en": "x"}, ref="igc", parties=("KZ", "RU")), today
            ),
            errors.TooFewPartiesError: lambda: add_commission(
                store, NewCommission(titles={"en": "x"}, parties=("KZ",)), today
            ),
            errors.BadSessionNumberError: lambda: record_session(
                store, "igc", NewSession(session="sixth", held=on("2018")), today
            ),
            errors.FutureEntryError: lambda: record_session(store, "igc", NewSession(session="6", held=future), today),
            errors.ReversedDatesError: lambda: record_session(
                store, "igc", NewSession(session="6", planned_for=on("2018"), on=on("2020")), today
            ),
            errors.MeetingNotFoundError: lambda: record_decision(
                store, "igc", "6", NewDecision(text={"en": "x"}), today
            ),
            errors.InstrumentNotFoundError: lambda: record_decision(
                store, "igc", "5", NewDecision(text={"en": "x"}, provisions=("nothing",)), today
            ),
            errors.ProjectNotFoundError: lambda: record_item(
                store, "igc", NewItem(text={"en": "x"}, projects=("nothing",)), today
            ),
            errors.NotACommissionPartyError: lambda: record_item(
                store, "igc", NewItem(text={"en": "x"}, party="FR"), today
            ),
            errors.BadDueError: lambda: record_item(
                store, "igc", NewItem(text={"en": "x"}, session="5", due=on("2016")), today
            ),
            errors.DuplicateItemError: lambda: record_item(store, "igc", NewItem(text={"en": "x"}, id="item"), today),
            errors.ItemNotFoundError: lambda: progress(store, "nothing"),
            errors.NoTotalError: lambda: progress(
                store, "item", NewReport(kind=ReportKind.PROGRESS, detail={}, done=3)
            ),
            errors.NothingReportedError: lambda: progress(
                store, "item", NewReport(kind=ReportKind.PROGRESS, detail={})
            ),
            errors.CountTooHighError: lambda: progress(
                store, "item", NewReport(kind=ReportKind.PROGRESS, detail={}, done=3, total=2)
            ),
            errors.NotAllCountedError: lambda: progress(
                store, "item", NewReport(kind=ReportKind.DONE, detail={}, done=1, total=2)
            ),
            errors.OwnSuccessorError: lambda: progress(
                store, "item", NewReport(kind=ReportKind.SUPERSEDED, detail={}, superseded_by="item")
            ),
            errors.EntryNotFoundError: lambda: strike_entry(store, "igc", "nothing", "wrong", today),
            errors.NoReasonError: lambda: strike_entry(store, "igc", "item", " ", today),
        }
        for error, act in tries.items():
            with pytest.raises(error):
                act()
        assert records_text(store) == before
        assert store.journal() == ()

    def test_a_session_that_is_only_planned_has_decided_nothing(self) -> None:
        store = held()
        record_session(
            store, "igc", NewSession(session="6", planned_for=on("2027-05"), on=on("2026-11-01")), invocation()
        )
        with pytest.raises(errors.NotHeldYetError):
            record_decision(store, "igc", "6", NewDecision(text={"en": "x"}), invocation())


class TestStriking:
    def test_a_struck_report_stays_and_no_longer_counts(self) -> None:
        store = held("item")
        recorded = progress(store, "item")
        answer = strike_entry(store, "igc", str(recorded.id), "the wrong day", invocation())
        assert answer.item is not None
        assert (answer.before, answer.item.state) == (ItemState.DONE, ItemState.NOT_ASSESSED)
        (kept,) = store.read()[0].commissions[0].items[0].reports
        assert kept.struck is not None
        assert kept.struck.why == "the wrong day"
        with pytest.raises(errors.AlreadyStruckError):
            strike_entry(store, "igc", str(recorded.id), "again", invocation())

    def test_decisions_of_two_sessions_with_one_id_are_told_apart_by_the_session(self) -> None:
        sixth = meeting(6, held="2019-08-26")
        store = memory_store(meetings=(FIFTH, sixth), commissions=(commission(),))
        for number in ("5", "6"):
            record_decision(store, "igc", number, NewDecision(text={"en": f"Decision of {number}"}), invocation())
        with pytest.raises(errors.AmbiguousEntryError):
            strike_entry(store, "igc", "d1", "wrong", invocation())
        strike_entry(store, "igc", "5/d1", "wrong", invocation())
        meetings = show_commission(store, "igc", as_of=day("2026-11-23"), known_on=None).meetings
        assert [len(each.decisions) for each in meetings] == [0, 1]

    def test_a_session_recorded_as_held_can_be_struck_too(self) -> None:
        store = held()
        strike_entry(store, "igc", "5/held", "it never met", invocation())
        assert show_commission(store, "igc", as_of=day("2026-11-23"), known_on=None).commission.last is None


class TestTheJournal:
    def test_names_the_item_that_changed_and_not_the_commission_as_a_whole(self) -> None:
        store = held("one", "two")
        progress(store, "two")
        (entry,) = store.journal()
        assert [(each.table, each.ref, each.field) for each in entry.changes] == [("commissions", "igc", "items/two")]

    def test_takes_back_one_report_though_another_item_changed_since(self) -> None:
        store = held("one", "two")
        progress(store, "one")
        progress(store, "two")
        undo(store, 1, invocation())
        items = {each.id: each.reports for each in store.read()[0].commissions[0].items}
        assert items["one"] == ()
        assert len(items["two"]) == 1

    def test_gives_the_same_bytes_again_when_everything_is_taken_back(self) -> None:
        store = held("item")
        before = records_text(store)
        progress(store, "item")
        record_session(store, "igc", NewSession(session="6", held=on("2019-08-26")), invocation())
        record_decision(store, "igc", "5", NewDecision(text={"en": "Go on"}), invocation())
        record_item(store, "igc", NewItem(text={"en": "Draft"}), invocation())
        add_commission(store, NewCommission(titles={"en": "Other"}, parties=("KZ", "RU")), invocation())
        for number in range(5, 0, -1):
            undo(store, number, invocation())
        assert records_text(store) == before

    def test_somebody_faster_is_a_conflict_and_nothing_is_written(self) -> None:
        store = held("item")
        old = store.read()[0].commissions[0]
        progress(store, "item")
        with pytest.raises(errors.RegisterConflictError), store.writing(invocation()) as writing:
            writing.save(commission(), expected=old)

    def test_a_decision_added_to_decisions_kept_as_texts_leaves_these_as_they_were(self) -> None:
        plain = Decision(
            id="d1", text={"en": "Go on"}, certainty=FIFTH.certainty, recorded_at=RECORDED_AT, recorded_by="officer"
        )
        store = memory_store(meetings=(replace(FIFTH, decisions=(plain,)),), commissions=(commission(),))
        record_decision(store, "igc", "5", NewDecision(text={"ru": "Продолжать"}), invocation())
        first, second = stored(store, "meetings")[0]["decisions"]
        assert first == "Go on"
        assert (second["id"], second["text"]) == ("d2", {"ru": "Продолжать"})


class TestBothTimeAxes:
    def test_what_was_recorded_later_is_unknown_before(self) -> None:
        store = held("item")
        progress(store, "item", when="2026-12-01")

        def state(known_on: str) -> ItemState:
            found = show_commission(store, "igc", as_of=day("2026-12-31"), known_on=day(known_on))
            return found.commission.items[0].state

        assert (state("2026-11-30"), state("2026-12-01")) == (ItemState.NOT_ASSESSED, ItemState.DONE)

    def test_a_strike_made_later_is_taken_back(self) -> None:
        store = held("item")
        recorded = progress(store, "item")
        strike_entry(store, "igc", str(recorded.id), "wrong", invocation("2026-12-05"))
        found = show_commission(store, "igc", as_of=day("2026-12-31"), known_on=day("2026-12-04"))
        assert found.commission.items[0].state is ItemState.DONE


class TestCarrying:
    def test_what_is_exported_is_imported_and_known_the_second_time(self) -> None:
        store = held("item")
        progress(store, "item")
        text = interchange_text(export_records(store).records)
        other = memory_store()
        records = read_interchange(text)
        assert "igc" in import_records(other, records, invocation()).added
        assert "igc" in import_records(other, records, invocation()).known
        assert interchange_text(export_records(other).records) == text

    def test_a_document_with_an_id_twice_is_refused(self) -> None:
        text = interchange_text(export_records(held("item", "item")).records)
        with pytest.raises(errors.BadInterchangeError):
            read_interchange(text)


SIXTH = meeting(6, planned=[("2018-07-01", "2018-09..2018-10")])
ABOUT = (Provision(instrument="treaty"),)


def with_item_about_the_treaty(*, restricted: bool = False, months: int | None = None) -> TinyDBStore:
    treaty = agreement("treaty", facts="2017-12-29 cleared-to-sign\n2018-08-22 signed", restricted=restricted)
    late = replace(item(due="2018-06-30", name="late"), provisions=ABOUT)
    done = replace(item(report("done", "2018-03-01"), name="done"), provisions=ABOUT)
    body = commission(late, done, item(name="else"), frequency=Frequency(months=months) if months else None)
    return memory_store(
        treaty, agreement("quiet", facts="1994-03-28 signed"), meetings=(FIFTH, SIXTH), commissions=(body,)
    )


class TestElsewhere:
    def test_status_tells_the_open_items_about_the_family(self) -> None:
        (told,) = show_status(
            with_item_about_the_treaty(), "treaty", as_of=day("2018-07-15"), known_on=None
        ).commissions
        assert [each.id for each in told.items] == ["late"]
        assert told.next.number == 6
        other = show_status(with_item_about_the_treaty(), "quiet", as_of=day("2018-07-15"), known_on=None)
        assert other.commissions == ()

    def test_due_tells_items_and_sessions_missed_and_coming(self) -> None:
        answer = list_due(with_item_about_the_treaty(), None, within=120, as_of=day("2018-07-15"), known_on=None)
        assert [(each.code, each.fact) for each in answer.missed] == [(DeadlineCode.ACTION_ITEM, "late")]
        assert [(each.code, each.number) for each in answer.coming] == [(DeadlineCode.SESSION, 6)]

    def test_due_tells_a_session_that_is_owed_by_the_agreed_frequency(self) -> None:
        answer = list_due(with_item_about_the_treaty(months=6), None, within=7, as_of=day("2018-07-15"), known_on=None)
        owed = [each for each in answer.missed if each.code is DeadlineCode.SESSION_OWED]
        assert [(each.on, each.computed) for each in owed] == [(day("2017-12-13"), True)]

    def test_the_timeline_tells_sessions_held_and_planned(self) -> None:
        answer = show_timeline(with_item_about_the_treaty(), None, as_of=day("2018-12-01"), known_on=None)
        found = [(each.ref, each.state) for each in answer.entries if each.meeting is not None]
        assert found == [("s5", EntryState.FACT), ("s6", EntryState.MISSED)]
        assert "s5" not in answer.refs

    def test_the_report_tells_what_is_late_and_can_be_cut_to_a_commission(self) -> None:
        period = Period(first=day("2018-06-29"), last=day("2018-07-05"))
        report = report_weekly(with_item_about_the_treaty(), period, commission="igc")
        assert report.refs == ("treaty",)
        (news,) = report.commissions
        assert news.fell_due == ("late",)
        assert (AttentionCode.OVERDUE, "igc") in [(each.code, each.ref) for each in report.attention]
        assert report.needs_action

    def test_the_report_tells_a_session_of_the_period_and_what_was_done_in_it(self) -> None:
        held_sixth = replace(SIXTH, events=(*SIXTH.events, event("held", "2018-07-03")))
        body = commission(item(report("done", "2018-07-02"), name="done"))
        store = memory_store(meetings=(FIFTH, held_sixth), commissions=(body,))
        period = Period(first=day("2018-07-01"), last=day("2018-07-07"))
        (news,) = report_weekly(store, period).commissions
        assert [each.number for each in news.held] == [6]
        assert news.done == ("done",)

    def test_a_session_held_on_an_unknown_day_is_no_news_of_the_day_it_was_recorded(self) -> None:
        store = memory_store(meetings=(FIFTH, meeting(4)), commissions=(commission(),))
        (news,) = report_weekly(store, Period(first=day("2026-11-20"), last=day("2026-11-26"))).commissions
        assert news.held == ()

    def test_what_is_about_a_restricted_instrument_is_left_out_of_what_is_passed_on(self) -> None:
        store = with_item_about_the_treaty(restricted=True)
        period = Period(first=day("2018-06-29"), last=day("2018-07-05"))
        (news,) = report_weekly(store, period).commissions
        assert [each.id for each in news.commission.items] == ["else"]
        agenda = draft_agenda(store, "igc", as_of=day("2018-07-15"), known_on=None)
        assert [each.id for each in agenda.commission.items] == ["else"]
        assert agenda.withheld == 1
        whole = draft_agenda(store, "igc", as_of=day("2018-07-15"), known_on=None, include_restricted=True)
        assert len(whole.commission.items) == 3


class TestAgenda:
    def test_carries_over_what_is_open_the_most_pressing_first(self) -> None:
        agenda = draft_agenda(with_item_about_the_treaty(), "igc", as_of=day("2018-09-01"), known_on=None)
        assert [each.id for each in agenda.carried] == ["late", "else"]
        assert [each.id for each in agenda.done] == ["done"]
        assert [(each.ref, str(each.after)) for each in agenda.changed] == [("treaty", "signed")]
        assert (agenda.number, agenda.planned_for) == (6, on("2018-09..2018-10"))

    def test_looks_ahead_a_year_where_nobody_knows_when_the_session_after_is(self) -> None:
        agenda = draft_agenda(with_item_about_the_treaty(), "igc", as_of=day("2018-07-15"), known_on=None)
        assert (agenda.until, agenda.until_basis) == (day("2019-10-31"), HorizonBasis.YEAR)

    def test_looks_ahead_to_the_session_after_by_the_agreed_frequency(self) -> None:
        agenda = draft_agenda(with_item_about_the_treaty(months=6), "igc", as_of=day("2018-07-15"), known_on=None)
        assert (agenda.until, agenda.until_basis) == (day("2019-04-30"), HorizonBasis.FREQUENCY)

    def test_counts_the_session_after_from_the_last_day_of_the_next_where_no_plan_is_known(self) -> None:
        agenda = draft_agenda(with_item_about_the_treaty(months=18), "igc", as_of=day("2018-06-29"), known_on=None)
        assert agenda.commission.next.due == on("2018-12-13")
        assert (agenda.until, agenda.until_basis) == (day("2020-06-13"), HorizonBasis.FREQUENCY)

    def test_is_not_drafted_for_a_session_that_was_held(self) -> None:
        with pytest.raises(errors.SessionHeldError):
            draft_agenda(with_item_about_the_treaty(), "igc", "5", as_of=day("2018-07-15"), known_on=None)

    def test_can_be_drafted_for_a_next_session_nobody_has_planned(self) -> None:
        store = held("item")
        assert draft_agenda(store, "igc", "6", as_of=day("2018-07-15"), known_on=None).number == 6
        with pytest.raises(errors.MeetingNotFoundError):
            draft_agenda(store, "igc", "9", as_of=day("2018-07-15"), known_on=None)
