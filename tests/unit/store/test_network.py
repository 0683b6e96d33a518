from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from igc_tracker.domain.errors import ExitCode, NetworkFileSystemError
from igc_tracker.store import network
from igc_tracker.store.create import create_register
from igc_tracker.store.network import file_system, is_network
from igc_tracker.store.places import FilePlace
from igc_tracker.store.tinydb_store import TinyDBStore
from keeping import add, keeper, written
from support import RECORDED_AT, invocation

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def mounted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Return a function after which the test's folder seems to lie on a file system of that type."""

    def mount(kind: str) -> None:
        device = tmp_path.stat().st_dev
        mine = f"{os.major(device)}:{os.minor(device)}"
        table = tmp_path / "home" / "mountinfo"
        table.write_text(
            "22 27 0:20 / /sys rw,nosuid - sysfs sysfs rw\n"
            f"36 22 {mine} / /mnt\\040with\\040spaces rw,noatime shared:1 master:1 - {kind} server:/export rw\n",
            encoding="utf-8",
        )
        monkeypatch.setattr(network, "MOUNTS", table)

    return mount


@pytest.mark.parametrize(
    "kind",
    ["nfs", "nfs4", "cifs", "smb3", "9p", "virtiofs", "fuse.sshfs", "fuse.rclone", "fuse.of-somebody"],
)
def test_a_register_on_a_network_file_system_is_read_and_not_changed(
    tmp_path: Path, mounted: Callable[[str], None], kind: str
) -> None:
    path = tmp_path / "register.json"
    store = written(path)
    before = path.read_bytes()
    mounted(kind)

    with pytest.raises(NetworkFileSystemError) as refused:
        add(store, "new")

    assert refused.value.exit_code is ExitCode.UNREADABLE
    assert refused.value.values == {"path": str(path), "kind": kind}
    assert (path.read_bytes(), len(store.read()[0].instruments)) == (before, 3)


@pytest.mark.parametrize("kind", ["ext4", "xfs", "btrfs", "tmpfs", "overlay", "zfs", "fuseblk", "fuse.gocryptfs"])
def test_a_register_on_a_disk_of_this_machine_is_changed(
    tmp_path: Path, mounted: Callable[[str], None], kind: str
) -> None:
    store = written(tmp_path / "register.json")
    mounted(kind)

    add(store, "new")

    assert len(store.read()[0].instruments) == 4


def test_who_knows_that_nobody_else_writes_may(tmp_path: Path, mounted: Callable[[str], None]) -> None:
    path = tmp_path / "register.json"
    written(path)
    mounted("nfs4")

    add(TinyDBStore(FilePlace(path, network_ok=True)), "new")

    assert keeper(path).state().is_network
    assert not keeper(path).state().may_write


def test_no_register_is_made_there_and_none_is_laid_out_anew(tmp_path: Path, mounted: Callable[[str], None]) -> None:
    path = tmp_path / "register.json"
    written(path)
    mounted("cifs")

    with pytest.raises(NetworkFileSystemError):
        create_register(tmp_path / "folder" / "new.json", at=RECORDED_AT)
    with pytest.raises(NetworkFileSystemError):
        keeper(path).compact(invocation(), dry_run=False)

    assert not (tmp_path / "folder").exists()


def test_where_nothing_tells_what_is_mounted_nothing_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(network, "MOUNTS", tmp_path / "none")

    assert file_system(tmp_path) is None
    assert not is_network(None)
    add(written(tmp_path / "register.json"), "new")


def test_a_file_system_that_is_not_in_the_list_is_not_guessed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = tmp_path / "mountinfo"
    table.write_text("22 27 4095:4095 / / rw - nfs server:/ rw\nno mount at all\n", encoding="utf-8")
    monkeypatch.setattr(network, "MOUNTS", table)

    assert file_system(tmp_path / "not" / "there") is None
