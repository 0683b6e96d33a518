"""Whatever happens to the bytes of a register: what is whole is saved, and nothing is made up."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from igc_tracker.domain.register import JournalEntry
from igc_tracker.store.codec import encode_info, encode_instrument, encode_journal_entry
from igc_tracker.store.held import Held
from igc_tracker.store.keeper import FileKeeper
from igc_tracker.store.layout import Laid, bare, lay_out, read_laid, unseal
from igc_tracker.store.recovery import Copy, recovered
from igc_tracker.store.survey import survey
from support import INFO, RECORDED_AT, agreement, invocation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from igc_tracker.domain.register import Json
    from igc_tracker.store.layout import Tables
    from igc_tracker.store.recovery import Recovered

MADE = encode_info(INFO)
TITLES = st.sampled_from(
    ['Lease {of} "the" complex', "Байтерек", '"7":{"ref":"x","kind":"y"}', "a\\b\nc", '},"_crc":"']
)
STEPS = st.lists(st.tuples(st.integers(0, 5), TITLES), min_size=1, max_size=12)
BYTES = st.sampled_from([b"\0", b"\xff", b'"', b"\n", b",", b"}", b"{", b" ", b"\\", b"5", b'"6":{', b"]"])


def entry(number: int) -> Json:
    return encode_journal_entry(JournalEntry(number=number, at=RECORDED_AT, by="officer", command=f"igc {number}"))


def built(steps: Iterable[tuple[int, str]], *, laid_out_after: int = 3) -> bytes:
    """Return a register with a history: some of it laid out, the rest added at the end."""
    data = lay_out({"_igc": {"1": MADE}, "projects": {}, "meetings": {}, "journal": {}, "instruments": {}})
    for number, (which, title) in enumerate(steps):
        held = Held(read_laid(data))
        found = held.find("instruments", f"ref-{which}")
        held.put("instruments", found[0] if found else None, encode_instrument(agreement(f"ref-{which}", title=title)))
        held.log(entry(held.next_entry))
        addition = held.addition()
        laid = read_laid(data)
        data = held.whole() if addition is None or number < laid_out_after else data[: laid.end] + addition.data
    return data


def versions(*files: bytes) -> dict[tuple[int, str], Json]:
    """Return every sealed record on the lines of whole files, by its number and key."""
    found = {}
    for line in b"\n".join(files).split(b"\n"):
        sealed = unseal(line.removesuffix(b","))
        if sealed is not None:
            found[sealed.seq, sealed.key] = json.loads(sealed.body)
    return found


def overwritten(data: bytes, damage: Iterable[tuple[int, bytes]], cut: int) -> bytes:
    for place, what in damage:
        at = place % len(data)
        data = data[:at] + what + data[at + len(what) :]
    return data[: len(data) - cut % len(data)] if cut else data


def instruments(found: Recovered | None) -> Mapping[str, Json]:
    return {} if found is None else found.tables["instruments"]


def is_instrument(doc: Json) -> bool:
    return "parties" in doc


def newest(found: Mapping[tuple[int, str], Json]) -> dict[str, Json]:
    return {key: bare(doc) for (_, key), doc in sorted(found.items()) if is_instrument(doc)}


DAMAGE = st.lists(st.tuples(st.integers(0, 10**6), BYTES), max_size=6)
CUTS = st.one_of(st.just(0), st.integers(1, 3000))


@given(STEPS, DAMAGE, CUTS)
def test_every_record_that_is_whole_in_the_file_is_saved_and_no_other_word(
    steps: list[tuple[int, str]], damage: list[tuple[int, bytes]], cut: int
) -> None:
    whole = built(steps)
    known = versions(whole)
    damaged = overwritten(whole, damage, cut)
    still = versions(damaged)

    found = recovered(survey(damaged), [], register=None, made=MADE)

    docs = instruments(found)
    assert all(doc in map(bare, known.values()) for doc in docs.values()), "nothing is made up"
    for key, doc in newest(still).items():
        at_least = max(seq for seq, each in still if each == key)
        assert docs[key] == doc or any(
            bare(each) == docs[key] and seq > at_least for (seq, k), each in known.items() if k == key
        )
    numbers = {each["number"] for each in (found.tables["journal"].values() if found else ())}
    riding = {each["number"] for doc in still.values() for each in doc.get("_journal", ())}
    stored = {doc["number"] for doc in still.values() if "command" in doc}
    assert riding | stored <= numbers, "an entry that is whole is saved"


@given(STEPS, st.integers(1, 12), DAMAGE, CUTS)
def test_with_a_copy_nothing_that_is_in_it_is_lost(
    steps: list[tuple[int, str]], copied_after: int, damage: list[tuple[int, bytes]], cut: int
) -> None:
    copy, whole = built(steps[:copied_after]), built(steps)
    known = versions(copy, whole)
    damaged = overwritten(whole, damage, cut)

    found = recovered(survey(damaged), [Copy(name="copy", survey=survey(copy))], register=INFO.id, made=MADE)

    docs = instruments(found)
    assert all(doc in map(bare, known.values()) for doc in docs.values())
    if damaged != whole:
        assert {doc["ref"] for doc in newest(versions(copy)).values()} <= {doc["ref"] for doc in docs.values()}


@given(STEPS)
def test_a_whole_register_recovered_is_the_same_register(steps: list[tuple[int, str]]) -> None:
    whole = built(steps)

    found = recovered(survey(whole), [], register=None, made=MADE)

    laid: Laid = read_laid(whole)
    assert found is not None
    assert {name: dict(table) for name, table in found.tables.items()} == {
        name: dict(sorted(table.items(), key=lambda item: int(item[0]))) for name, table in laid.tables.items()
    }
    assert (found.records, found.missing, found.missing_entries) == ((), {}, ())


@given(STEPS, st.integers(0, 10**6), BYTES)
def test_no_seal_is_found_that_igc_did_not_set(steps: list[tuple[int, str]], place: int, what: bytes) -> None:
    whole = built(steps)
    damaged = overwritten(whole, [(place, what)], 0)
    found = survey(damaged)

    sealed = [each for each in found.pieces if each.seal == "kept"]

    assert len(sealed) <= len(versions(whole))
    assert all((each.seq, each.key) in versions(whole) for each in sealed)


@given(STEPS, st.integers(0, 12))
def test_compacting_restoring_and_recovering_keep_every_record_and_the_journal(
    steps: list[tuple[int, str]], laid_out_after: int
) -> None:
    with TemporaryDirectory() as folder:
        path, copy = Path(folder) / "register.json", Path(folder) / "copy.json"
        path.write_bytes(built(steps, laid_out_after=laid_out_after))
        keeper, now = FileKeeper(path), invocation()
        before = read_laid(path.read_bytes()).tables

        keeper.compact(now, dry_run=False)
        assert read_laid(path.read_bytes()).tables == before
        keeper.back_up(now, copy, dry_run=False)
        keeper.restore(now, str(copy), other=False, dry_run=False)
        assert without_last_entry(path) == before
        path.write_bytes(path.read_bytes()[:-4])
        keeper.recover(now, accept_changes=False, accept_older=False, dry_run=False)
        assert without_last_entry(path)["instruments"] == before["instruments"]
        assert not FileKeeper(path).examined(None).faults


def without_last_entry(path: Path) -> Tables:
    """Return the tables of a register as they were before its last entry."""
    tables = read_laid(path.read_bytes()).tables
    tables["journal"].popitem()
    return tables
