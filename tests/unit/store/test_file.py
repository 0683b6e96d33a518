from __future__ import annotations

import json
import os
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from igc_tracker.domain.errors import (
    ExitCode,
    IgcError,
    RegisterMissingError,
    RegisterNewerError,
    RegisterReadOnlyError,
    RegisterUnreadableError,
)
from igc_tracker.store.codec import SCHEMA_VERSION, encode_info
from igc_tracker.store.file import read_file, replace_file
from igc_tracker.store.layout import read_laid
from igc_tracker.store.lock import exclusive
from igc_tracker.store.places import FilePlace
from igc_tracker.store.tinydb_store import TinyDBStore, dump_tables, new_register_text, with_info
from support import INFO, agreement, invocation, register_text

if TYPE_CHECKING:
    from igc_tracker.domain.register import Json

WHOLE = register_text(agreement("lease-1994", facts="1994-03-28 signed"))
INFO_DOC = encode_info(INFO)


def with_particulars(doc: object) -> str:
    return json.dumps({"_igc": {"1": doc}})


def why_not(path: Path) -> str:
    with pytest.raises(RegisterUnreadableError) as refused:
        TinyDBStore(FilePlace(path)).read()
    assert refused.value.exit_code is ExitCode.UNREADABLE
    return str(refused.value)


def test_a_whole_register_is_read(tmp_path: Path) -> None:
    path = tmp_path / "register.json"
    path.write_text(WHOLE, encoding="utf-8")

    register, findings = TinyDBStore(FilePlace(path)).read()

    assert [each.ref for each in register.instruments] == ["lease-1994"]
    assert findings == ()


def test_a_missing_register_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(RegisterMissingError) as missing:
        TinyDBStore(FilePlace(tmp_path / "none.json")).read()

    assert missing.value.exit_code is ExitCode.UNREADABLE
    assert "igc init" in missing.value.hint


def test_a_folder_is_no_register(tmp_path: Path) -> None:
    assert "it is a folder" in why_not(tmp_path)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "the file is empty"),
        (" \n", "the file is empty"),
        ("not JSON", "it is not whole JSON at line 1, column 1"),
        (WHOLE[:-20], "it was cut short at line"),
        (WHOLE[: len(WHOLE) // 2], "it was cut short at line"),
        (WHOLE[:20], "it was cut short at line 2"),
        ("\ufeff" + WHOLE, "it is not whole JSON"),
        ("9" * 5000, "it is not whole JSON"),
        ('{"_igc": NaN}', "it is not whole JSON"),
        ('{"_igc": 1e999}', "it is not whole JSON"),
        ("[" * 100_000, "it is not whole JSON"),
        ("[]", "not a register made by igc"),
        ("{}", "not a register made by igc"),
        ("5", "not a register made by igc"),
        ('{"_default": {"1": {"ref": "a"}}}', "not a register made by igc"),
        ('{"_igc": []}', "not a register made by igc"),
        ('{"_igc": {"1": []}}', "not a register made by igc"),
        (with_particulars({"schema_version": 1}), "not a register made by igc"),
        (with_particulars(INFO_DOC | {"schema_version": "1"}), "not a register made by igc"),
        (with_particulars(INFO_DOC | {"created_at": "yesterday"}), "its own particulars are damaged"),
        (with_particulars(INFO_DOC | {"name": "Lease"}), "its own particulars are damaged"),
    ],
)
def test_what_is_no_register_is_refused_and_said_why(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "register.json"
    path.write_text(text, encoding="utf-8")

    assert why in why_not(path)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "register.json"
    path.write_bytes(b"\xff\xfe{\x00")

    assert "it is not text in UTF-8" in why_not(path)


def test_a_path_through_a_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "register.json"
    path.write_text(WHOLE, encoding="utf-8")

    assert "Not a directory" in why_not(path / "register.json")


def test_a_register_of_a_newer_igc_is_refused_with_the_versions(tmp_path: Path) -> None:
    path = tmp_path / "register.json"
    path.write_text(
        with_particulars({**INFO_DOC, "schema_version": 99, "created_at": {"new": "form"}}), encoding="utf-8"
    )

    with pytest.raises(RegisterNewerError) as newer:
        TinyDBStore(FilePlace(path)).read()

    assert newer.value.values["found"] == "99"
    assert newer.value.values["known"] == str(SCHEMA_VERSION)


@pytest.mark.parametrize(
    "text", ["", "not JSON", WHOLE[:-20], "[]", with_particulars({**INFO_DOC, "schema_version": 99})]
)
def test_what_cannot_be_read_is_never_written_over(tmp_path: Path, text: str) -> None:
    path = tmp_path / "register.json"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(IgcError), TinyDBStore(FilePlace(path)).writing(invocation()) as writing:
        writing.add(agreement())

    assert path.read_text(encoding="utf-8") == text


def permissions_bind() -> bool:
    """Tell whether what is forbidden is refused; root is usually above that."""
    with tempfile.NamedTemporaryFile() as file:
        Path(file.name).chmod(0o400)
        return not os.access(file.name, os.W_OK)


needs_permissions = pytest.mark.skipif(not permissions_bind(), reason="root may read and write what is forbidden")


@needs_permissions
def test_a_read_only_file_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "register.json"
    path.write_text(WHOLE, encoding="utf-8")
    path.chmod(0o400)

    with (
        pytest.raises(RegisterReadOnlyError, match="read-only"),
        TinyDBStore(FilePlace(path)).writing(invocation()) as w,
    ):
        w.add(agreement("new"))

    assert path.read_text(encoding="utf-8") == WHOLE


@needs_permissions
def test_in_a_read_only_folder_a_register_is_read_and_not_written(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    path = folder / "register.json"
    path.write_text(WHOLE, encoding="utf-8")
    folder.chmod(0o500)
    store = TinyDBStore(FilePlace(path))
    try:
        assert len(store.read()[0].instruments) == 1
        with pytest.raises(RegisterReadOnlyError), store.writing(invocation()) as writing:
            writing.add(agreement("new"))
    finally:
        folder.chmod(0o700)

    assert path.read_text(encoding="utf-8") == WHOLE


@needs_permissions
def test_a_file_of_somebody_elses_says_to_look_at_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "register.json"
    path.write_text(WHOLE, encoding="utf-8")
    path.chmod(0o000)

    assert "Permission denied" in why_not(path)


def test_a_folder_that_is_not_there_is_not_written_to(tmp_path: Path) -> None:
    with pytest.raises(RegisterReadOnlyError):
        replace_file(tmp_path / "none" / "register.json", WHOLE.encode())
    with pytest.raises(RegisterReadOnlyError), exclusive(tmp_path / "none" / "register.json"):
        pass


def test_a_file_that_cannot_take_its_place_leaves_nothing_beside(tmp_path: Path) -> None:
    (tmp_path / "register.json").mkdir()

    with pytest.raises(RegisterReadOnlyError):
        replace_file(tmp_path / "register.json", WHOLE.encode())

    assert sorted(each.name for each in tmp_path.iterdir()) == ["home", "register.json"]


def test_text_without_a_letter_in_utf_8_is_written_as_its_escape(tmp_path: Path) -> None:
    path = tmp_path / "register.json"
    broken: Json = {"ref": "a", "title": "\ud800 Бәйтерек"}

    replace_file(path, dump_tables({"_igc": {"1": INFO_DOC}, "instruments": {"1": broken}}).encode())

    assert read_file(path).tables["instruments"]["1"] == broken


def test_what_is_no_json_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        dump_tables({"_igc": {"1": INFO_DOC}, "instruments": {"1": {"ref": "a", "share": float("nan")}}})
    assert [each.name for each in tmp_path.iterdir()] == ["home"]


def test_a_new_register_holds_its_tables_in_order() -> None:
    assert list(json.loads(new_register_text(INFO))) == [
        "_igc",
        "projects",
        "commissions",
        "meetings",
        "journal",
        "instruments",
    ]


def test_a_register_can_be_given_other_particulars() -> None:
    other = replace(INFO, name={"en": "Other"})

    laid = read_laid(with_info(read_laid(WHOLE.encode()).tables, other).encode())

    assert laid.tables["_igc"] == {"1": encode_info(other)}
    assert laid.tables["instruments"] == read_laid(WHOLE.encode()).tables["instruments"]
