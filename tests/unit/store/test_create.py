from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from igc_tracker.domain.errors import (
    RegisterExistsError,
    RegisterMissingError,
    RegisterReadOnlyError,
    RegisterUnreadableError,
)
from igc_tracker.store.create import create_register
from igc_tracker.store.places import FilePlace
from igc_tracker.store.tinydb_store import TinyDBStore
from support import INFO, RECORDED_AT, agreement, moment, register_text

if TYPE_CHECKING:
    from pathlib import Path


def test_a_new_register_is_empty_with_an_id_of_its_own_and_its_folders_made(tmp_path: Path) -> None:
    path, other = tmp_path / "a" / "b" / "register.json", tmp_path / "other.json"

    made = create_register(path, at=RECORDED_AT)
    create_register(other, at=RECORDED_AT)

    register, findings = TinyDBStore(FilePlace(path)).read()
    assert (made.path, made.instruments) == (str(path), 0)
    assert (register.instruments, findings, register.info.created_at) == ((), (), RECORDED_AT)
    assert len(register.info.id) == 32
    assert register.info.id != TinyDBStore(FilePlace(other)).read()[0].info.id
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_copy_holds_the_records_of_its_model_under_an_id_of_its_own(tmp_path: Path) -> None:
    model, path = tmp_path / "model.json", tmp_path / "register.json"
    model.write_text(register_text(agreement("lease-1994")), encoding="utf-8")

    made = create_register(path, at=moment("2026-12-01"), like=model)

    register = TinyDBStore(FilePlace(path)).read()[0]
    assert made.instruments == 1
    assert register.instruments == (agreement("lease-1994"),)
    assert register.info.id != INFO.id
    assert register.info.created_at == moment("2026-12-01")


@pytest.mark.parametrize("there", ["file", "folder", "link"])
def test_what_is_there_already_is_left_as_it_is(tmp_path: Path, there: str) -> None:
    path = tmp_path / "register.json"
    if there == "file":
        path.write_text("mine", encoding="utf-8")
    elif there == "folder":
        path.mkdir()
    else:
        path.symlink_to(tmp_path / "nowhere.json")

    with pytest.raises(RegisterExistsError):
        create_register(path, at=RECORDED_AT)

    assert not path.is_file() or path.read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "nowhere.json").exists()


@pytest.mark.parametrize(("text", "error"), [(None, RegisterMissingError), ("[]", RegisterUnreadableError)])
def test_a_model_that_cannot_be_read_makes_no_register(
    tmp_path: Path, text: str | None, error: type[Exception]
) -> None:
    model, path = tmp_path / "model.json", tmp_path / "register.json"
    if text is not None:
        model.write_text(text, encoding="utf-8")

    with pytest.raises(error):
        create_register(path, at=RECORDED_AT, like=model)

    assert not path.exists()


def test_a_register_cannot_be_made_inside_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")

    with pytest.raises(RegisterReadOnlyError):
        create_register(tmp_path / "file" / "register.json", at=RECORDED_AT)
