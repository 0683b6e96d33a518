"""`igc store` as its users see it: a damaged file told about, saved and put back, in three languages."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from cli.running import ANSI, Terminal, igc, without_trailing_spaces
from igc_tracker.store import network
from keeping import hurt

if TYPE_CHECKING:
    from pathlib import Path

    from syrupy.assertion import SnapshotAssertion

LEASE = "baikonur-lease-1994"
REMARK = ("record", LEASE, "remark", "--on", "2026-11-20", "--detail", "seen")
LANGUAGES = ("en", "ru", "kk")


@pytest.fixture
def used(example: Path) -> Path:
    """Return the example with a day's work in it: a copy of the morning, an older version, a file that was replaced."""
    igc(*REMARK)
    igc("store", "compact")
    igc("record", "baiterek-2004", "remark", "--on", "2026-11-20", "--detail", "seen")
    return example


@pytest.fixture
def on_a_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every machine keep its files in the same way."""
    monkeypatch.setattr(network, "file_system", lambda _: "ext4")


def damage(path: Path) -> None:
    """Damage the newest version of two instruments and one meeting, and change another outside igc."""
    for ref in ("baiterek-2004", "minister-2023-04", "city-status-1995"):
        hurt(path, ref)
    path.write_bytes(path.read_bytes().replace(b'"officer"', b'"Officer"', 1))


def told(*args: object, of: Path) -> str:
    """Return what a command says, without the folder and the id of this run."""
    ran = igc(*args)
    found = json.loads((of.parent / "example.json").read_bytes().split(b"\n")[1][4:])["id"]
    return (ran.out + ran.err).replace(f"{of.parent}/", "").replace(found, "REGISTER")


@pytest.mark.usefixtures("on_a_disk")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_told_of_a_whole_register(used: Path, lang: str, golden: SnapshotAssertion) -> None:
    commands = (("info",), ("verify",), ("compact", "--dry-run"), ("backup",), ("migrate",), ("recover",))
    shown = [told("store", *each, "--lang", lang, of=used) for each in commands]
    shown += [told("store", "restore", "2026-11-23", *more, "--lang", lang, of=used) for more in (("--dry-run",), ())]
    shown += [told("store", "compact", "--lang", lang, of=used)]
    assert "\n".join(shown) == golden


@pytest.mark.usefixtures("on_a_disk")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_told_of_a_damaged_register(used: Path, lang: str, golden: SnapshotAssertion) -> None:
    damage(used)
    commands = (("verify",), ("info",), ("recover", "--dry-run"), ("recover",), ("verify",))
    assert "\n".join(told("store", *each, "--lang", lang, of=used) for each in commands) == golden


@pytest.mark.usefixtures("on_a_disk")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_refused(used: Path, lang: str, tmp_path: Path, golden: SnapshotAssertion) -> None:
    igc("init", "--register", tmp_path / "other.json")
    (tmp_path / "half.json").write_bytes(used.read_bytes()[:-20])
    commands = (
        ("backup", tmp_path / "half.json"),
        ("backup", tmp_path / "none" / "copy.json"),
        ("restore", "2020-01-01"),
        ("restore", tmp_path / "half.json"),
    )
    shown = [told("store", *each, "--lang", lang, of=used) for each in commands]
    used.write_bytes(b"nothing")
    for each in (*used.parent.glob("*.bak*"), *used.parent.glob("*.backups/*")):
        each.unlink()
    ran = igc("store", "recover", "--lang", lang)
    shown.append(ran.err.replace(f"{used.parent}/", ""))
    assert "\n".join(shown) == golden


def test_it_folds_on_a_narrow_terminal(used: Path) -> None:
    damage(used)
    for command in (("verify",), ("recover", "--dry-run")):
        shown = ANSI.sub("", Terminal("store", *command, columns=60).finish().out)
        shown = without_trailing_spaces(shown)
        assert max(map(len, shown.splitlines())) <= 60
        assert "baiterek-2004" in shown


@pytest.mark.usefixtures("example")
def test_another_register_is_refused_and_the_ids_are_named(tmp_path: Path) -> None:
    igc("init", "--register", tmp_path / "other.json")
    ran = igc("store", "restore", tmp_path / "other.json")
    assert (ran.code, ran.out) == (2, "")
    assert "--other" in ran.err


def test_the_exit_code_of_verify_tells_how_it_is(used: Path) -> None:
    assert igc("store", "verify").code == 0
    used.write_bytes(used.read_bytes()[:-3] + b',\n"900":{"ref":"half')
    assert igc("store", "verify").code == 3
    hurt(used, LEASE)
    ran = igc("store", "verify", "--json")
    assert (ran.code, ran.err) == (5, "")
    assert ran.data["verdict"] == "damaged"


def test_the_exit_code_of_recover_tells_whether_something_is_lost(used: Path) -> None:
    assert igc("store", "recover").code == 0
    hurt(used, "minister-2023-04")
    assert igc("store", "recover", "--dry-run").code == 0, "the copy of the morning has it"
    hurt(used, "baiterek-2004")
    assert igc("store", "recover").code == 3, "today's remark is in no copy"


def test_a_file_that_is_damaged_is_told_where_and_what_to_do(used: Path) -> None:
    hurt(used, LEASE)
    ran = igc("show", LEASE)
    assert ran.code == 5
    assert "igc store verify" in ran.err
    assert "igc store recover" in ran.err


def test_an_older_copy_is_refused_until_it_is_taken(example: Path) -> None:
    igc(*REMARK)
    older = example.read_bytes()
    igc(*REMARK[:-1], "seen again")
    example.write_bytes(older)
    assert igc("list").code == 5
    assert igc("store", "recover").code == 5
    assert igc("store", "recover", "--accept-older").code == 0
    assert igc("list").code == 0


def test_the_example_is_told_about_and_not_changed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("IGC_REGISTER", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "none"))
    assert igc("store", "verify").code == 0
    assert igc("store", "info").code == 0
    for command in ("compact", "backup", "recover", "migrate"):
        assert "igc init" in igc("store", command).err


@pytest.mark.parametrize("wanted", ["today", "23.11.2026", "23 Nov 2026", "2026-11-23"])
@pytest.mark.usefixtures("used")
def test_the_day_of_a_backup_is_written_as_any_day(wanted: str) -> None:
    assert igc("store", "restore", wanted, "--dry-run", "--json").data["copy"].endswith(".backups/2026-11-23.json")


@pytest.mark.usefixtures("used")
def test_a_name_that_is_too_long_is_no_traceback() -> None:
    assert igc("store", "restore", "x" * 5000).code == 4
    assert igc("store", "backup", "x" * 5000).code == 5
    assert igc("store", "verify", "x" * 5000).code == 5


def test_a_day_that_was_not_copied_is_told(empty: Path) -> None:
    empty.with_name("register.json.backups").write_text("in the way", encoding="utf-8")
    assert igc("add-agreement", "--title", "Lease", "--party", "KZ,RU", "--ref", "lease").code == 0
    assert "there is no copy of that day" in igc("store", "info").out
    ran = igc("store", "verify")
    assert (ran.code, "was not copied before the changes of 2026-11-23" in ran.out) == (0, True)


def test_a_lost_register_is_put_back_where_it_was(used: Path) -> None:
    igc("store", "backup")
    used.unlink()
    assert igc("list").code == 5
    assert igc("store", "restore", "2026-11-23-090000").code == 0
    assert igc("list").out.startswith("43 of 43")


class TestNetworkFiles:
    @pytest.fixture(autouse=True)
    def far_away(self, example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Let the register lie on another machine."""
        assert example.exists()
        monkeypatch.setattr(network, "file_system", lambda _: "cifs")

    def test_a_register_there_is_read_and_not_changed(self) -> None:
        assert igc("list").code == 0
        ran = igc(*REMARK)
        assert (ran.code, ran.out) == (5, "")
        assert "IGC_NETWORK_FILES=ok" in ran.err
        assert "a network file system; igc does not write here" in igc("store", "info").out

    def test_a_dry_run_is_none_of_its_business(self) -> None:
        assert igc(*REMARK, "--dry-run").code == 0

    def test_the_environment_or_the_config_file_allows_it(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        config = tmp_path / "home" / ".config" / "igc" / "config.toml"
        config.parent.mkdir(parents=True)
        config.write_text('network-files = "ok"\n', encoding="utf-8")
        assert igc(*REMARK).code == 0
        monkeypatch.setenv("IGC_NETWORK_FILES", "refuse")
        assert igc(*REMARK[:-1], "seen again").code == 5

    def test_anything_else_is_told_to_be_unknown(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("IGC_NETWORK_FILES", "yes")
        ran = igc(*REMARK)
        assert ran.code == 2
        assert "refuse, ok" in ran.err


def test_what_users_typed_changes_nothing_in_what_is_told(example: Path) -> None:
    igc("add-agreement", "--title", "[bold]x[/]\x1b[31m", "--party", "KZ,RU", "--ref", "odd")
    data = example.read_bytes()
    place = data.rindex(b'"ref":"odd"')
    example.write_bytes(data[:place] + b'"ref":"\x1b[31m[bold]"' + data[place + 11 :])
    for args in (("verify",), ("verify", "--format", "html"), ("recover", "--dry-run"), ("info", "--json")):
        ran = igc("store", *args)
        assert "\x1b" not in ran.out + ran.err
        assert "Traceback" not in ran.err
