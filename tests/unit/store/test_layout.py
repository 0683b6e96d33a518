"""What the bytes of a register say: whole, torn at any place, damaged anywhere."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from igc_tracker.domain.register import JournalEntry
from igc_tracker.store.codec import encode_info, encode_instrument, encode_journal_entry
from igc_tracker.store.held import Held
from igc_tracker.store.layout import CLOSING, DamageError, Laid, lay_out, read_laid, seal, unseal
from support import INFO, RECORDED_AT, agreement

if TYPE_CHECKING:
    from igc_tracker.domain.register import Json
    from igc_tracker.store.layout import Tables


def tables(*refs: str) -> Tables:
    return {
        "_igc": {"1": encode_info(INFO)},
        "projects": {},
        "meetings": {"3": {"ref": "talks", "note": 'a ,"_crc":"00000000"} in a text'}},
        "journal": {},
        "instruments": {str(n): encode_instrument(agreement(ref)) for n, ref in enumerate(refs, start=1)},
    }


def entry(number: int) -> Json:
    return encode_journal_entry(JournalEntry(number=number, at=RECORDED_AT, by="officer", command="igc"))


def added_to(data: bytes, *refs: str) -> bytes:
    """Return a register to which these instruments were added together."""
    laid = read_laid(data)
    held = Held(laid)
    for ref in refs:
        held.put("instruments", None, encode_instrument(agreement(ref)))
    held.log(entry(held.next_entry))
    addition = held.addition()
    assert addition is not None
    return data[: laid.end] + addition.data


def state(laid: Laid) -> object:
    return laid.tables, laid.seq


BARE = lay_out(tables())
OLD = lay_out(tables("lease-1994", "baiterek-2004"))


# --- whole --------------------------------------------------------------------------------------------------------


def test_what_was_laid_out_is_read_as_it_was() -> None:
    laid = read_laid(OLD)

    assert laid.tables == tables("lease-1994", "baiterek-2004")
    assert (laid.size, laid.base, laid.end, laid.torn) == (len(OLD), len(OLD), len(OLD) - len(CLOSING), False)


def test_each_record_has_a_line_a_number_of_its_own_and_a_checksum() -> None:
    docs = [doc for table in json.loads(OLD).values() for doc in table.values()]

    assert sorted(doc["_seq"] for doc in docs) == [1, 2, 3, 4]
    assert all(len(doc["_crc"]) == 8 for doc in docs)
    assert len(OLD.splitlines()) == 1 + len(docs) + 4 + 1  # the particulars, records, heads of tables, the closing


@pytest.mark.parametrize("data", [BARE, OLD], ids=["empty", "two instruments"])
def test_what_is_added_stands_at_the_end_and_any_reader_of_json_sees_it(data: bytes) -> None:
    grown = added_to(added_to(data, "new-1"), "new-2", "new-3")
    laid = read_laid(grown)

    assert grown.startswith(data[: -len(CLOSING)])
    assert [doc["ref"] for doc in laid.tables["instruments"].values()][-3:] == ["new-1", "new-2", "new-3"]
    assert [doc["ref"] for doc in json.loads(grown)["instruments"].values()][-3:] == ["new-1", "new-2", "new-3"]
    assert laid.seq == read_laid(data).seq + 3
    assert list(laid.tables["journal"].values()) == [entry(1), entry(2)]


def test_a_newer_version_counts_and_keeps_the_place_and_the_history_of_the_older() -> None:
    laid = read_laid(added_to(OLD, "new-1"))
    held = Held(laid)
    key, doc = held.find("instruments", "lease-1994") or ("", {})
    held.put("instruments", key, doc | {"officer": "A. Second"})
    held.log(entry(2))
    addition = held.addition()
    assert addition is not None
    grown = added_to(OLD, "new-1")[: laid.end] + addition.data

    now = read_laid(grown)

    assert [(doc["ref"], doc.get("officer")) for doc in now.tables["instruments"].values()] == [
        ("lease-1994", "A. Second"),
        ("baiterek-2004", None),
        ("new-1", None),
    ]
    assert list(now.tables["journal"]) == ["1", "2"]
    again = read_laid(lay_out(now.tables, now.seqs))
    assert (again.tables, again.seqs["instruments"]) == (now.tables, now.seqs["instruments"])


def test_a_record_taken_out_or_another_table_changed_lays_the_file_out_anew() -> None:
    for change in (
        lambda held: held.remove("instruments", "1"),
        lambda held: held.put("meetings", "3", {"ref": "talks"}),
        lambda held: [held.put("instruments", None, {"ref": f"new-{n}"}) for n in range(20)],
    ):
        held = Held(read_laid(OLD))
        change(held)
        held.log(entry(1))

        assert held.addition() is None
        assert read_laid(held.whole()).tables == held.tables


def test_a_file_of_older_versions_mostly_is_laid_out_anew() -> None:
    long = "x" * 2**20
    data = OLD
    sizes = []
    for number in range(8):
        laid = read_laid(data)
        held = Held(laid)
        held.put("instruments", "1", encode_instrument(agreement("lease-1994", officer=long)))
        held.log(entry(number + 1))
        addition = held.addition()
        data = held.whole() if addition is None else data[: laid.end] + addition.data
        sizes.append(len(data) // 2**20)

    assert sizes == [1, 2, 3, 4, 1, 2, 3, 4]
    assert len(read_laid(data).tables["journal"]) == 8


# --- torn ---------------------------------------------------------------------------------------------------------


def torn_tails(before: bytes, after: bytes) -> list[bytes]:
    """Return what a write may leave when it is cut, filled with zeros or with rubbish from any byte on."""
    start = read_laid(before).end or 0
    places = range(start, len(after) + 1)
    return [
        *(after[:place] + before[place:] for place in places),
        *(after[:place] for place in places),
        *(after[:place] + bytes(len(after) - place) for place in places),
        *(after[:place] + b"\xa7" * (len(after) - place) for place in places),
        *(after[:place] + bytes(4096) for place in places),
    ]


@pytest.mark.parametrize("refs", [("new-1",), ("new-1", "new-2", "new-3")], ids=["one record", "three"])
@pytest.mark.parametrize("data", [BARE, OLD, added_to(OLD, "mid-1")], ids=["empty", "laid out", "added to"])
def test_a_write_torn_at_any_byte_leaves_the_old_state_or_the_new_one(data: bytes, refs: tuple[str, ...]) -> None:
    after = added_to(data, *refs)
    old, new = state(read_laid(data)), state(read_laid(after))

    for torn in torn_tails(data, after):
        laid = read_laid(torn)

        assert state(laid) in (old, new)
        assert laid.torn is (torn not in (data, after))
        mended = torn[: laid.end] + CLOSING
        assert state(read_laid(mended)) == state(laid)
        assert not read_laid(mended).torn


# --- damaged ------------------------------------------------------------------------------------------------------

GROWN = added_to(added_to(OLD, "new-1", "new-2"), "new-3")


def outcome(data: bytes) -> object:
    """Return what is read, or that it is refused, or that the end is missing and how far the rest goes."""
    try:
        laid = read_laid(data)
    except DamageError:
        return "refused"
    return ("torn", laid.seq) if laid.torn else state(laid)


def test_a_register_cut_at_any_byte_is_refused_or_known_to_miss_its_end() -> None:
    for place in range(len(GROWN)):
        found = outcome(GROWN[:place])

        assert found == "refused" or found[0] == "torn"  # type: ignore[index]
        if place < len(OLD) - len(CLOSING):
            assert found == "refused"


@given(place=st.integers(0, len(GROWN) - 1), byte=st.integers(0, 255))
def test_one_byte_changed_anywhere_never_shows_another_record(place: int, byte: int) -> None:
    changed = GROWN[:place] + bytes([byte]) + GROWN[place + 1 :]
    found = outcome(changed)

    assert found == "refused" or found == state(read_laid(GROWN)) or found[0] == "torn"  # type: ignore[index]
    if isinstance(found, tuple) and found[0] == "torn":
        # only the last write can be taken for one that did not end; whether it did, the mark in the lock file says
        assert place >= len(added_to(OLD, "new-1", "new-2")) - len(CLOSING)


@given(st.data())
def test_a_line_taken_out_put_twice_or_moved_is_noticed(data: st.DataObject) -> None:
    lines = GROWN.split(b"\n")
    one, two = (data.draw(st.integers(0, len(lines) - 1)) for _ in range(2))
    changed = data.draw(
        st.sampled_from(
            [
                [*lines[:one], *lines[one + 1 :]],
                [*lines[:one], lines[two], *lines[one:]],
                [*lines[:one], lines[two], *lines[one + 1 :]],
            ]
        )
    )
    found = outcome(b"\n".join(changed))

    assert found == "refused" or found == state(read_laid(GROWN)) or found[0] == "torn"  # type: ignore[index]


def test_a_record_among_the_particulars_is_noticed() -> None:
    lines = GROWN.split(b"\n")
    record = next(line for line in lines if b'"ref":"baiterek-2004"' in line)

    with pytest.raises(DamageError):
        read_laid(b"\n".join([lines[0], record, *lines[1:]]))


def test_damage_says_in_which_line_it_lies() -> None:
    lines = GROWN.split(b"\n")
    at = next(place for place, line in enumerate(lines) if b'"ref":"lease-1994"' in line)
    lines[at] = lines[at].replace(b"lease-1994", b"lease-1995")

    with pytest.raises(DamageError, match=f"at line {at + 1} "):
        read_laid(b"\n".join(lines))


# --- seals --------------------------------------------------------------------------------------------------------


@given(st.dictionaries(st.text(min_size=1).filter(lambda key: key[0] != "_"), st.text() | st.integers(), max_size=3))
def test_a_record_comes_out_of_its_seal_as_it_went_in(doc: Json) -> None:
    sealed = unseal(seal("7", doc, 12, more=2))

    assert sealed is not None
    assert (sealed.key, sealed.seq, sealed.more) == ("7", 12, 2)
    assert {key: value for key, value in json.loads(sealed.body).items() if key[0] != "_"} == doc
