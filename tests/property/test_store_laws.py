from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from commissions import commission, item, meeting
from igc_tracker.actions.add_instrument import NewInstrument, add_instrument
from igc_tracker.actions.edit_instrument import edit_instrument
from igc_tracker.actions.record_decision import NewDecision, record_decision
from igc_tracker.actions.record_fact import NewFact, record_fact
from igc_tracker.actions.record_item import NewItem, record_item
from igc_tracker.actions.record_session import NewSession, record_session
from igc_tracker.actions.report_item import NewReport, report_item
from igc_tracker.actions.show_log import undone_numbers
from igc_tracker.actions.strike_entry import strike_entry
from igc_tracker.actions.strike_fact import strike_fact
from igc_tracker.actions.undo import undo
from igc_tracker.domain.commissions import ReportKind
from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.errors import (
    NothingToUndoError,
    NotOfOnePartyError,
    PartyNeededError,
    RegisterConflictError,
    ReversedDatesError,
)
from igc_tracker.domain.facts import FactKind
from igc_tracker.domain.instruments import InstrumentKind
from support import agreement, invocation, memory_store, records_text

if TYPE_CHECKING:
    from igc_tracker.domain.findings import Finding
    from igc_tracker.domain.instruments import Instrument
    from igc_tracker.domain.register import Register

FIRST_DAY = date(2026, 11, 23)
titles = st.sampled_from(["Lease", "Lease of the complex", "Agreement"])
acts = st.sampled_from([FactKind.SIGNED, FactKind.RATIFIED, FactKind.REMARK])
picks = st.integers(0, 20)


class RegisterLaws(RuleBasedStateMachine):
    """Anything people do to a register, day by day: what was known on a day can be read again on any later one."""

    @initialize()
    def an_old_register(self) -> None:
        """Begin with two instruments that nobody journalled."""
        self.store = memory_store(
            agreement("old-1994", facts="1994-03-28 signed\n1994-10-24 ratified KZ", aliases=("lease",)),
            agreement("bare-2004", level=None),
            meetings=(meeting(5, held="2017-06-13"),),
            commissions=(commission(item(name="old", total=3)),),
        )
        self.today = FIRST_DAY
        self.read_on: dict[date, tuple[Register, tuple[Finding, ...]]] = {}
        self.texts = [records_text(self.store)]
        self.added = 0

    def _who(self) -> object:
        return invocation(self.today.isoformat())

    def _any(self, pick: int) -> Instrument:
        held = self.store.read()[0].instruments
        return held[pick % len(held)]

    def _note(self) -> None:
        """Remember the records after each journal entry, to compare with what an undo leaves."""
        if len(self.store.journal()) == len(self.texts):
            self.texts.append(records_text(self.store))
        assert len(self.texts) == len(self.store.journal()) + 1

    @rule(title=titles)
    def add(self, title: str) -> None:
        """Add an instrument."""
        self.added += 1
        new = NewInstrument(
            kind=InstrumentKind.PROTOCOL, titles={"en": title}, ref=f"new-{self.added}", parties=("KZ", "RU")
        )
        add_instrument(self.store, new, invocation(self.today.isoformat()))
        self._note()

    @rule(pick=picks, kind=acts, party=st.sampled_from([None, "KZ", "RU"]), ago=st.integers(0, 3))
    def record(self, pick: int, kind: FactKind, party: str | None, ago: int) -> None:
        """Record a fact of some instrument, perhaps the very same one again."""
        on = PartialDate.of_day(self.today - timedelta(days=ago))
        new = NewFact(kind=kind, party=party, on=on)
        before = records_text(self.store)

        try:
            answer = record_fact(self.store, self._any(pick).ref, new, invocation(self.today.isoformat()))
        except (PartyNeededError, NotOfOnePartyError, ReversedDatesError):
            assert records_text(self.store) == before  # what is refused changes nothing
            return

        assert answer.is_new is (records_text(self.store) != before)
        self._note()

    @rule(pick=picks, which=picks)
    def strike(self, pick: int, which: int) -> None:
        """Strike some fact that still counts."""
        instrument = self._any(pick)
        standing = [fact.id for fact in instrument.facts if fact.struck is None]
        if standing:
            strike_fact(
                self.store, instrument.ref, standing[which % len(standing)], "wrong", invocation(self.today.isoformat())
            )
            self._note()

    @rule(pick=picks, title=titles, aliases=st.sampled_from([(), ("one",), ("one", "two")]))
    def edit(self, pick: int, title: str, aliases: tuple[str, ...]) -> None:
        """Change a cover sheet, or save it unchanged."""
        before = self._any(pick)
        edit_instrument(
            self.store,
            before,
            replace(before, titles={"en": title}, aliases=aliases),
            invocation(self.today.isoformat()),
        )
        self._note()

    @rule(text=st.sampled_from(["Draft it", "Send it"]), session=st.sampled_from([None, "5"]))
    def owe(self, text: str, session: str | None) -> None:
        """Record an action item, perhaps the very same one again."""
        record_item(self.store, "igc", NewItem(text={"en": text}, session=session), invocation(self.today.isoformat()))
        self._note()

    @rule(pick=picks, done=st.integers(0, 3), ago=st.integers(0, 2))
    def report(self, pick: int, done: int, ago: int) -> None:
        """Report on some item."""
        items = self.store.read()[0].commissions[0].items
        on = PartialDate.of_day(self.today - timedelta(days=ago))
        new = NewReport(kind=ReportKind.PROGRESS, detail={}, on=on, done=done, total=3)
        report_item(self.store, "igc", items[pick % len(items)].id, new, invocation(self.today.isoformat()))
        self._note()

    @rule(number=st.sampled_from(["5", "6", "7"]), ahead=st.integers(-2, 2))
    def meet(self, number: str, ahead: int) -> None:
        """Record that a session was held, or is planned, perhaps one nobody has heard of."""
        day, today = PartialDate.of_day(self.today + timedelta(days=ahead)), PartialDate.of_day(self.today)
        new = (
            NewSession(session=number, planned_for=day, on=today) if ahead > 0 else NewSession(session=number, held=day)
        )
        record_session(self.store, "igc", new, invocation(self.today.isoformat()))
        self._note()

    @rule(text=st.sampled_from(["Go on", "Stop"]))
    def decide(self, text: str) -> None:
        """Record a decision of the fifth session."""
        record_decision(self.store, "igc", "5", NewDecision(text={"en": text}), invocation(self.today.isoformat()))
        self._note()

    @rule(pick=picks)
    def strike_what_was_said(self, pick: int) -> None:
        """Strike some item, report, decision, or report of a session that still counts."""
        register, _ = self.store.read()
        owed = [each for each in register.commissions[0].items if each.id != "old"]
        names = [each.id for each in owed if each.struck is None]
        names += [each.id for found in owed for each in found.reports if each.struck is None]
        for held in register.meetings:
            names += [f"{held.ref}/{each.id}" for each in held.events if each.struck is None]
            names += [f"{held.ref}/{each.id}" for each in held.decisions if each.struck is None]
        if names:
            strike_entry(self.store, "igc", names[pick % len(names)], "wrong", invocation(self.today.isoformat()))
            self._note()

    @rule()
    def undo_the_last(self) -> None:
        """Take back the last change that stands: where nothing followed it, the records are as they were before it."""
        journal = self.store.journal()
        try:
            undone = undo(self.store, None, invocation(self.today.isoformat())).entry
        except NothingToUndoError:
            assert all(entry.undoes or entry.number in undone_numbers(journal) for entry in journal)
            return
        except RegisterConflictError:  # an earlier change that was undone by its number may be in the way
            assert self.store.journal() == journal
            assert any(entry.undoes for entry in journal)
            return
        assert undone.undoes is None
        if undone.number == len(journal):
            assert records_text(self.store) == self.texts[undone.number - 1]
        self._note()

    @precondition(lambda self: len(self.store.journal()) > 0)
    @rule(pick=picks)
    def undo_any(self, pick: int) -> None:
        """Take back any change that stands, undone ones and undos among them, unless later changes are in its way."""
        standing = [e.number for e in self.store.journal() if e.number not in undone_numbers(self.store.journal())]
        before = self.store.place.laid().tables
        try:
            undo(self.store, standing[pick % len(standing)], invocation(self.today.isoformat()))
        except RegisterConflictError:
            assert self.store.place.laid().tables == before
            return
        self._note()

    @rule(days=st.integers(1, 3))
    def night(self, days: int) -> None:
        """Read the register at the end of the day and wait."""
        self.read_on[self.today] = self.store.read()
        self.today += timedelta(days=days)

    def teardown(self) -> None:
        """Read the register again as it was known at the end of every day, and on the days between."""
        for day, read in getattr(self, "read_on", {}).items():
            assert self.store.read(known_on=day) == read
        if hasattr(self, "store"):
            assert self.store.read(known_on=self.today) == self.store.read()


TestRegisterLaws = RegisterLaws.TestCase
