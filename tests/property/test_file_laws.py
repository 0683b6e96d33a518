"""Whatever happens to a register's file, it holds what was acknowledged: a machine against a plain dict."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from tinydb import TinyDB

from igc_tracker.domain.errors import RegisterOlderError, RegisterUnreadableError
from igc_tracker.store.file import replace_file
from igc_tracker.store.layout import CLOSING, lay_out, read_laid
from igc_tracker.store.places import FilePlace
from igc_tracker.store.tinydb_store import TinyDBStore, new_register_text
from support import INFO, agreement, invocation

picks = st.integers(0, 20)
officers = st.sampled_from(["A. First", "B. Second", 'C. "Third"\n', "Г. Четвёртый"])


class FileLaws(RuleBasedStateMachine):
    """Append, amend, take away, lay out anew, crash, edit with TinyDB, put an older copy back."""

    @initialize(large=st.booleans())
    def an_empty_register(self, *, large: bool) -> None:
        """Begin with nothing, with a catalogue or without."""
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "register.json"
        replace_file(self.path, new_register_text(INFO).encode())
        self.patch = pytest.MonkeyPatch()
        self.patch.setattr("igc_tracker.store.places.LARGE", 0 if large else 2**40)
        self.store = TinyDBStore(FilePlace(self.path, catalogues=Path(self.folder.name) / "catalogues"))
        self.held: dict[str, str] = {}
        self.entries = 0
        self.made = 0

    def _lock(self) -> Path:
        return self.path.with_name("register.json.lock")

    def _pick(self, pick: int) -> str:
        return sorted(self.held)[pick % len(self.held)]

    def _amend(self, ref: str, officer: str) -> None:
        before = self.store.look()[0].by_ref[ref]
        with self.store.writing(invocation()) as writing:
            writing.save(replace(before, officer=officer), expected=before)
        self.entries += self.held[ref] != officer
        self.held[ref] = officer

    @rule(officer=officers)
    def add(self, officer: str) -> None:
        """Add an instrument."""
        self.made += 1
        with self.store.writing(invocation()) as writing:
            writing.add(agreement(f"new-{self.made}", officer=officer))
        self.held[f"new-{self.made}"] = officer
        self.entries += 1

    @precondition(lambda self: self.held)
    @rule(pick=picks, officer=officers)
    def amend(self, pick: int, officer: str) -> None:
        """Change an instrument."""
        self._amend(self._pick(pick), officer)

    @rule()
    def take_away(self) -> None:
        """Take the last change back if it added an instrument that is still as it was."""
        last = self.store.journal()[-1:]
        if not last or last[0].undoes or not last[0].changes or last[0].changes[0].before is not None:
            return
        with self.store.writing(invocation()) as writing:
            writing.revert(last[0])
        change = last[0].changes[0]
        if change.field:
            self.held[change.ref] = ""
        else:
            del self.held[change.ref]
        self.entries += 1

    @rule()
    def lay_out_anew(self) -> None:
        """Write the whole file anew, as an import or a compaction does."""
        laid = read_laid(self.path.read_bytes())
        replace_file(self.path, lay_out(laid.tables, laid.seqs))
        self._lock().unlink(missing_ok=True)  # the numbers of the seals are those of this laying out

    @precondition(lambda self: self.held)
    @rule(pick=picks, officer=officers, cut=st.floats(0, 1), rest=st.sampled_from([b"", b"\0" * 300, b"\xa7" * 9]))
    def crash(self, pick: int, officer: str, cut: float, rest: bytes) -> None:
        """Die in the middle of an addition: it is there as a whole or not at all, and the next write goes on."""
        ref, before = self._pick(pick), self.path.read_bytes()
        self._amend(ref, f"{officer} dying")
        after = self.path.read_bytes()
        if not after.startswith(before[: -len(CLOSING)]):
            return  # it was laid out anew, which no crash leaves half done
        start = len(before) - len(CLOSING)
        mark = self._lock().read_bytes()
        laid = read_laid(before)
        line = f"{mark.split()[0].decode():<10} {INFO.id:<32} {laid.seq:>23}\n".encode()
        self._lock().write_bytes(line)  # nothing of it was acknowledged
        self.path.write_bytes(after[: start + round(cut * (len(after) - start))] + rest)
        now = {each.ref: each.officer or "" for each in self.store.read()[0].instruments}
        assert now in (self.held, self.held | {ref: read_before(before)[ref]})
        self.held, self.entries = now, len(self.store.journal())

    @precondition(lambda self: self.held)
    @rule(pick=picks, officer=officers)
    def edit_with_tinydb(self, pick: int, officer: str) -> None:
        """Change a record with plain TinyDB while igc is not running; it is told, and survives the next change."""
        ref = self._pick(pick)
        if read_laid(self.path.read_bytes()).torn:
            self._amend(ref, f"closed {self.entries}")  # until the next change of igc's only igc reads such a file
        with TinyDB(self.path, encoding="utf-8", ensure_ascii=False) as db:
            db.table("instruments").update({"officer": officer}, lambda doc: doc["ref"] == ref)
        edited = self.held[ref] != officer
        self.held[ref] = officer
        findings = [each.ref for each in self.store.read()[1]]
        assert findings == [ref] if edited else not findings
        self._amend(ref, f"{officer} again")
        self.entries += edited

    @precondition(lambda self: self.held)
    @rule(pick=picks)
    def put_an_older_copy_back(self, pick: int) -> None:
        """Put the file of before the last change in its place: it is refused, until the newer one is back."""
        older = self.path.read_bytes()
        self._amend(self._pick(pick), f"later {self.entries}")
        newer = self.path.read_bytes()
        self.path.write_bytes(older)
        with pytest.raises((RegisterOlderError, RegisterUnreadableError)):
            self.store.read()
        self.path.write_bytes(newer)

    @invariant()
    def it_holds_what_was_acknowledged(self) -> None:
        """Compare with the dict: read as a whole, looked at, and by plain TinyDB where the file is closed."""
        if not hasattr(self, "held"):
            return
        register, _ = self.store.read()
        assert {each.ref: each.officer or "" for each in register.instruments} == self.held
        assert {ref: each.officer or "" for ref, each in self.store.look()[0].by_ref.items()} == self.held
        assert [entry.number for entry in self.store.journal()] == list(range(1, self.entries + 1))

    def teardown(self) -> None:
        """Clear up."""
        if hasattr(self, "patch"):
            self.patch.undo()
            shutil.rmtree(self.folder.name, ignore_errors=True)
            self.folder.cleanup()


def read_before(data: bytes) -> dict[str, str]:
    """Return who was in charge of what in these bytes."""
    return {doc["ref"]: doc.get("officer", "") for doc in read_laid(data).tables["instruments"].values()}


TestFileLaws = FileLaws.TestCase
