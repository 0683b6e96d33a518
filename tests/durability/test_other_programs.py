"""After every kind of change the file is TinyDB's and plain JSON: other programs read the newest of each record."""

from __future__ import annotations

import importlib
import json
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from tinydb import TinyDB

from durability.registers import OTHER, REF, beside, held_by, igc_here, record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

Tables = dict[str, dict[str, Any]]

NODE = "process.stdout.write(JSON.stringify(JSON.parse(require('fs').readFileSync(process.argv[1], 'utf8'))))"


def by_json(path: Path) -> Tables:
    read: Tables = json.loads(path.read_text(encoding="utf-8"))
    return read


def by_tinydb(path: Path) -> Tables:
    with TinyDB(path, encoding="utf-8", access_mode="r") as db:
        return {name: {str(doc.doc_id): dict(doc) for doc in db.table(name)} for name in db.tables()}


def by_program(*command: str) -> Callable[[Path], Tables]:
    def read(path: Path) -> Tables:
        if shutil.which(command[0]) is None:
            pytest.skip(f"{command[0]} is not here")
        done = subprocess.run([*command, str(path)], capture_output=True, check=True)
        read: Tables = json.loads(done.stdout)
        return read

    return read


def by_library(name: str, *way: str) -> Callable[[Path], Tables]:
    def read(path: Path) -> Tables:
        pytest.importorskip(name)
        decode = importlib.import_module(name)
        for step in way:
            decode = getattr(decode, step)
        read: Tables = decode(path.read_bytes())  # type: ignore[operator]  # a function by now
        return read

    return read


READERS = {
    "tinydb": by_tinydb,
    "json": by_json,
    "jq": by_program("jq", "-c", "."),
    "node": by_program("node", "-e", NODE),
    "orjson": by_library("orjson", "loads"),
    "msgspec": by_library("msgspec", "json", "decode"),
}


def changes(path: Path, folder: Path) -> Iterator[str]:
    """Make every kind of change in turn, and say which was made."""

    def made(name: str, *args: str) -> str:
        done = igc_here(path, *args)
        assert done.code == 0, done.err
        return name

    yield "init"  # and what follows it in every register here
    yield made(
        "add-agreement", "add-agreement", "--ref", "moscow-1998", "--title", "Наём «Сары-Арка»", "--party", "KZ,RU"
    )
    yield made("add-protocol", "add-protocol", "--amends", REF, "--ref", "protocol-2004", "--title", "Protocol")
    yield made("record", "record", REF, "remark", "--on", "2026-01-15", "--detail", 'one\n"two"}},{\u2028')
    yield made("record again", "record", REF, "remark", "--on", "2026-01-16", "--detail", "second")
    yield made("strike", "strike", REF, "remark-2026-01-16", "--why", "wrong day")
    sheet = folder / "sheet.toml"
    printed = igc_here(path, "edit", OTHER, "--print").out
    sheet.write_text(printed.replace("Agreement on Байтерек", "Байтерек туралы келісім"), encoding="utf-8")
    yield made("edit", "edit", OTHER, "--file", str(sheet))
    yield made("undo", "undo")
    yield made("undo of an addition", "undo", "6")
    document = folder / "document.json"
    exported = json.loads(igc_here(path, "export").out)
    exported["instruments"] = [exported["instruments"][1] | {"ref": "imported-2004"}]
    document.write_text(json.dumps(exported), encoding="utf-8")
    yield made("import", "import", str(document))
    yield made("record on what was imported", "record", "imported-2004", "remark", "--on", "2026", "--detail", "third")


def own(doc: dict[str, Any]) -> dict[str, Any]:
    """Return a record without what igc keeps of it for itself."""
    return {key: value for key, value in doc.items() if not key.startswith("_")}


@pytest.mark.parametrize("reader", READERS)
def test_it_is_read_as_igc_reads_it_after_every_kind_of_change(path: Path, tmp_path: Path, reader: str) -> None:
    read = READERS[reader]
    made = []

    for change in changes(path, tmp_path):
        made.append(change)
        tables = read(path)
        assert all(str(int(key)) == key for table in tables.values() for key in table), change
        seen = {doc["ref"]: own(doc) for doc in tables["instruments"].values()}
        exported = json.loads(igc_here(path, "export").out)["instruments"]
        assert seen == {doc["ref"]: doc for doc in exported}, change

    assert len(made) == 11


def test_what_plain_tinydb_changed_while_igc_was_not_running_stays(path: Path) -> None:
    record(path, "before", run=igc_here)
    with TinyDB(path, encoding="utf-8") as db:
        db.table("instruments").update({"depositary": "RU"}, lambda doc: doc["ref"] == OTHER)
    edited = igc_here(path, "show", OTHER, "--json")

    assert record(path, "after", run=igc_here).code == 0

    assert edited.data["instrument"]["depositary"] == "RU"
    assert igc_here(path, "show", OTHER, "--json").data["instrument"]["depositary"] == "RU"
    assert held_by(path, run=igc_here).details == ("after", "before")
    assert {doc["ref"]: doc for doc in by_tinydb(path)["instruments"].values()}[OTHER]["depositary"] == "RU"


def test_what_plain_tinydb_added_while_igc_was_not_running_stays(path: Path) -> None:
    with TinyDB(path, encoding="utf-8") as db:
        table = db.table("instruments")
        table.insert({**own(table.all()[0]), "ref": "added-by-hand"})

    assert record(path, "after", run=igc_here).code == 0

    assert held_by(path, run=igc_here).refs == ("added-by-hand", OTHER, REF)


def test_a_link_to_the_register_stays_a_link_and_the_file_keeps_its_mode(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.json"
    link.symlink_to(path)
    path.chmod(0o640)

    assert record(link, "through the link", run=igc_here).code == 0

    assert link.is_symlink()
    assert path.stat().st_mode & 0o777 == 0o640
    assert held_by(path, run=igc_here).details == ("through the link",)
    assert beside(link) == [link]  # its lock lies beside the file itself
