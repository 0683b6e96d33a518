"""The catalogue of a large register: it changes no answer, and is believed only while it fits the file."""

from __future__ import annotations

import os
import tempfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from igc_tracker.actions.add_instrument import NewInstrument, add_instrument
from igc_tracker.actions.edit_instrument import edit_instrument
from igc_tracker.actions.list_instruments import Filters, list_instruments
from igc_tracker.actions.record_fact import NewFact, record_fact
from igc_tracker.actions.show_instrument import show_instrument
from igc_tracker.actions.show_status import show_status
from igc_tracker.actions.strike_fact import strike_fact
from igc_tracker.actions.undo import undo
from igc_tracker.derive.paces import Stretch, derive_cases
from igc_tracker.derive.standing import StandingCode, derive_standing
from igc_tracker.domain.clauses import ForceRule, OtherInForce
from igc_tracker.domain.dates import PartialDate
from igc_tracker.domain.errors import IgcError, RegisterOlderError, RegisterUnreadableError
from igc_tracker.domain.facts import FactKind
from igc_tracker.domain.instruments import ClauseTopic, FinalClause, InstrumentKind, Relation
from igc_tracker.store import file, places
from igc_tracker.store.catalogue import Catalogue, State
from igc_tracker.store.catalogued_register import CataloguedRegister
from igc_tracker.store.file import replace_file
from igc_tracker.store.places import FilePlace
from igc_tracker.store.tinydb_store import TinyDBStore
from support import agreement, invocation, register_text, rewrite

if TYPE_CHECKING:
    from collections.abc import Mapping

    from igc_tracker.domain.instruments import Instrument
    from igc_tracker.store.layout import Laid

LEASE = agreement(
    "lease-1994", facts="1994-03-28 signed\n1994-10-24 ratified KZ", aliases=("lease",), titles={"ru": "Договор аренды"}
)
PROTOCOL = agreement(
    "lease-protocol-2004",
    facts="2004-01-09 signed\n2010-04-11 ratified KZ",
    links=((Relation.AMENDS, "lease-1994"),),
)
HANGING = FinalClause(topic=ClauseTopic.ENTRY_INTO_FORCE, rule=ForceRule(condition=OtherInForce(ref="lease-1994")))
OTHER = agreement("visa-2012", facts="2012-12-04 signed", title="Visa-free travel")


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(places, "LARGE", 0)
    path = tmp_path / "register.json"
    replace_file(path, register_text(LEASE, PROTOCOL, OTHER).encode())
    return path


def store_at(path: Path) -> TinyDBStore:
    return TinyDBStore(FilePlace(path, catalogues=path.parent / "catalogues"))


def looked_at(path: Path) -> CataloguedRegister:
    register, findings = store_at(path).look()
    assert isinstance(register, CataloguedRegister)
    assert findings == ()
    return register


def reads_all(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Return the list of files that are read as a whole from here on."""

    def read_file(path: Path) -> Laid:
        read.append(path)
        return whole(path)

    read: list[Path] = []
    whole = file.read_file

    def read_again(self: Catalogue, state: State) -> bytes:
        read.append(self._path)
        return again(self, state)

    again = Catalogue.whole
    monkeypatch.setattr(Catalogue, "whole", read_again)
    monkeypatch.setattr(places, "read_file", read_file)
    return read


# --- it changes no answer -----------------------------------------------------------------------------------------


class AnyRegister(RuleBasedStateMachine):
    """Whatever is done, day by day, what is looked at by the catalogue is what is read without it."""

    @initialize()
    def three_instruments(self) -> None:
        """Begin with a family of two and a third."""
        self.large, places.LARGE = places.LARGE, 0
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "register.json"
        replace_file(self.path, register_text(LEASE, PROTOCOL, OTHER).encode())
        self.store = store_at(self.path)
        self.plain = TinyDBStore(FilePlace(self.path))
        self.today = date(2026, 11, 23)
        self.added = 0

    def _who(self) -> object:
        return invocation(self.today.isoformat())

    def _any(self, pick: int) -> Instrument:
        held = self.plain.read()[0].instruments
        return held[pick % len(held)]

    @rule(of=st.integers(0, 9))
    def add(self, of: int) -> None:
        """Add a protocol."""
        self.added += 1
        new = NewInstrument(
            kind=InstrumentKind.PROTOCOL,
            titles={"en": f"Protocol {self.added}"},
            ref=f"new-{self.added}",
            parties=("KZ", "RU"),
            parents=((Relation.AMENDS, self._any(of).ref),),
        )
        add_instrument(self.store, new, self._who())  # type: ignore[arg-type]

    @rule(
        pick=st.integers(0, 9),
        kind=st.sampled_from([FactKind.SIGNED, FactKind.RATIFIED, FactKind.NOTIFICATION_RECEIVED, FactKind.TERMINATED]),
        party=st.sampled_from([None, "KZ", "RU"]),
        ago=st.integers(0, 400),
    )
    def record(self, pick: int, kind: FactKind, party: str | None, ago: int) -> None:
        """Record a fact of some instrument."""
        new = NewFact(kind=kind, party=party, on=PartialDate.of_day(self.today - timedelta(days=ago)))
        try:
            record_fact(self.store, self._any(pick).ref, new, self._who())  # type: ignore[arg-type]
        except IgcError:
            return

    @rule(pick=st.integers(0, 9))
    def edit(self, pick: int) -> None:
        """Give an instrument another name and a clause that hangs on another instrument, or take these away."""
        before = self._any(pick)
        after = replace(
            before,
            aliases=() if before.aliases else ("arenda",),
            clauses=() if before.clauses or before.ref == "lease-1994" else (HANGING,),
        )
        edit_instrument(self.store, before, after, self._who())  # type: ignore[arg-type]

    @rule(pick=st.integers(0, 9), which=st.integers(0, 9))
    def strike(self, pick: int, which: int) -> None:
        """Strike a fact."""
        instrument = self._any(pick)
        ids = [fact.id for fact in instrument.facts if fact.struck is None]
        if ids:
            strike_fact(self.store, instrument.ref, ids[which % len(ids)], "wrong", self._who())  # type: ignore[arg-type]

    @rule()
    def take_back(self) -> None:
        """Undo the last change that stands."""
        try:
            undo(self.store, None, self._who())  # type: ignore[arg-type]
        except IgcError:
            return

    @rule(days=st.integers(-500, 500))
    def another_day(self, days: int) -> None:
        """Look from another day."""
        self.today += timedelta(days=days)

    @rule(standing=st.sampled_from(StandingCode))
    def list_(self, standing: StandingCode) -> None:
        """List by a standing, and everything."""
        for filters in (Filters(standings=(standing,)), Filters(), Filters(query="lease")):
            one, other = (
                list_instruments(each, filters, as_of=self.today, known_on=None) for each in (self.store, self.plain)
            )
            assert one == other

    @rule(query=st.sampled_from(["lease", "аренд", "visa", "new", "lease-1994", "protocol 2"]))
    def status(self, query: str) -> None:
        """Ask for families, and for one instrument."""
        outcomes = []
        for each in (self.store, self.plain):
            try:
                answer: object = show_status(each, query, as_of=self.today, known_on=None)
                shown: object = show_instrument(each, query, as_of=self.today, known_on=None)
            except IgcError as error:
                answer, shown = type(error), error.values
            outcomes.append((answer, shown))
        assert outcomes[0] == outcomes[1]

    @rule(party=st.sampled_from(["KZ", "RU"]), stretch=st.sampled_from(Stretch))
    def paces(self, party: str, stretch: Stretch) -> None:
        """Ask how long a party takes."""
        one, other = (
            sorted(derive_cases(each.look()[0], party, stretch, as_of=self.today), key=repr)
            for each in (self.store, self.plain)
        )
        assert one == other

    def teardown(self) -> None:
        """Read the journal, which no catalogue holds."""
        if hasattr(self, "store"):
            assert self.store.journal() == self.plain.journal()
            assert self.store.read() == self.plain.read()
            places.LARGE = self.large
            self.folder.cleanup()


TestAnyRegister = AnyRegister.TestCase


# --- it saves reading ---------------------------------------------------------------------------------------------


def test_one_that_fits_answers_without_reading_the_whole_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at(path)
    read = reads_all(monkeypatch)

    found = looked_at(path).named(["arend"])

    assert [each.ref for each in found] == ["lease-1994"]
    assert looked_at(path).tied_to("lease-1994") == ("lease-protocol-2004",)
    assert read == []


def test_a_change_of_one_instrument_does_not_read_the_others_and_keeps_the_catalogue(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at(path)
    read = reads_all(monkeypatch)

    for ref in ("visa-2012", "lease-protocol-2004"):  # the second asks what it amends
        answer = record_fact(store_at(path), ref, NewFact(kind=FactKind.REMARK, detail="seen"), invocation())
        assert answer.is_new
        assert looked_at(path).by_ref[ref].facts[-1].detail == "seen"

    assert read == []
    assert [entry.number for entry in store_at(path).journal()] == [1, 2]


def test_what_was_derived_is_derived_again_only_of_what_changed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def listed(on: str = "2026-11-23") -> list[str]:
        made.clear()
        list_instruments(store_at(path), Filters(), as_of=date.fromisoformat(on), known_on=None)
        return made

    def derive(each: Instrument, *, as_of: date, others: Mapping[str, Instrument] | None = None) -> object:
        made.append(each.ref)
        return derive_standing(each, as_of=as_of, others=others)

    made: list[str] = []
    monkeypatch.setattr("igc_tracker.actions.describe.derive_standing", derive)

    assert listed() == ["lease-1994", "lease-protocol-2004", "visa-2012"]
    assert listed() == []
    assert listed("2027-01-01") == []  # no day lies between on which anything happens
    assert listed("1994-10-01") == ["lease-1994", "lease-protocol-2004", "visa-2012"]
    assert listed("1994-10-23") == []
    record_fact(store_at(path), "lease-1994", NewFact(kind=FactKind.REMARK, detail="seen"), invocation("2026-11-23"))
    assert sorted(listed("1994-10-23")) == ["lease-1994", "lease-protocol-2004"]  # what it amends was asked for


# --- it is believed only while it fits ----------------------------------------------------------------------------


def test_a_file_damaged_in_place_is_noticed_though_a_catalogue_is_there(path: Path) -> None:
    looked_at(path)
    data = path.read_bytes()
    path.write_bytes(data.replace(b"visa-2012", b"visa-2013"))

    with pytest.raises(RegisterUnreadableError):
        store_at(path).look()


def test_a_record_that_is_not_what_was_written_is_refused_though_the_file_was_found_untouched(path: Path) -> None:
    register = looked_at(path)
    with path.open("r+b") as file:
        data = file.read()
        file.seek(data.index(b"Visa-free"))
        file.write(b"Visa-fred")

    assert register.by_ref["lease-1994"] == LEASE
    with pytest.raises(RegisterUnreadableError):
        register.by_ref["visa-2012"]


def test_an_older_copy_is_noticed_though_the_catalogue_knows_it(path: Path) -> None:
    looked_at(path)
    stat, older = path.stat(), path.read_bytes()
    record_fact(store_at(path), "visa-2012", NewFact(kind=FactKind.REMARK, detail="seen"), invocation("2026-11-23"))
    path.write_bytes(older)
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))

    with pytest.raises(RegisterOlderError):
        store_at(path).look()


@pytest.mark.parametrize("rubbish", [b"", b"not a database", b"SQLite format 3\0" + b"\xff" * 4096])
def test_one_that_is_taken_away_or_broken_is_made_anew(path: Path, rubbish: bytes) -> None:
    looked_at(path)
    for each in (path.parent / "catalogues").iterdir():
        each.unlink()
    (path.parent / "catalogues" / "x.catalogue").write_bytes(rubbish)
    looked_at(path)
    for each in (path.parent / "catalogues").iterdir():
        each.write_bytes(rubbish)

    assert list(store_at(path).look()[0].by_ref.values()) == [LEASE, PROTOCOL, OTHER]


def test_one_made_by_another_igc_is_made_anew(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at(path)
    monkeypatch.setattr(places, "__version__", "99")
    read = reads_all(monkeypatch)

    looked_at(path)

    assert read == [path]


def test_without_a_folder_to_keep_it_in_the_register_is_read_as_a_whole(path: Path) -> None:
    (path.parent / "catalogues").write_text("a file where the folder should be")

    register, _ = store_at(path).look()

    assert register.instruments == (LEASE, PROTOCOL, OTHER)
    record_fact(store_at(path), "visa-2012", NewFact(kind=FactKind.REMARK, detail="seen"), invocation("2026-11-23"))
    assert store_at(path).look()[0].by_ref["visa-2012"].facts[-1].detail == "seen"


def test_it_is_its_owners_alone(path: Path) -> None:
    looked_at(path)

    modes = {each.stat().st_mode & 0o777 for each in (path.parent / "catalogues").iterdir()}
    assert modes == {0o600}
    assert (path.parent / "catalogues").stat().st_mode & 0o777 == 0o700


def test_a_register_with_a_record_that_cannot_be_read_has_none_so_that_it_is_told_each_time(path: Path) -> None:
    rewrite(path, '"kind": "agreement"', '"kind": "agreed"', count=1)

    for _ in range(2):
        register, findings = store_at(path).look()
        assert not isinstance(register, CataloguedRegister)
        assert [finding.code for finding in findings] == ["unreadable-record"]


def test_a_small_register_has_none(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "LARGE", 2**20)

    store_at(path).look()

    assert not (path.parent / "catalogues").exists()
