"""The register's file looked at as it is: its state, its faults, and the copies beside it."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from igc_tracker.actions.store_info import CopyKind, CopyState, StoreInfoAnswer
from igc_tracker.actions.store_verify import Examined, Fault, FaultCode
from igc_tracker.domain.errors import IgcError, RegisterOlderError
from igc_tracker.domain.findings import Finding, Severity
from igc_tracker.store import network
from igc_tracker.store.backups import daily_backups, folder_of, known
from igc_tracker.store.file import look, replaced_files
from igc_tracker.store.layout import CLOSING, INFO_TABLE, JOURNAL_TABLE, TAIL_TABLE
from igc_tracker.store.lock import acknowledged, holder
from igc_tracker.store.places import MemoryPlace, checked
from igc_tracker.store.survey import Seal, survey
from igc_tracker.store.tinydb_store import TinyDBStore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from igc_tracker.domain.register import Json
    from igc_tracker.store.layout import Laid, Tables
    from igc_tracker.store.lock import Mark
    from igc_tracker.store.survey import Gap, Piece, Survey

_UNFINISHED = Finding(code="unfinished-write", severity=Severity.WARNING, ref=INFO_TABLE)


def state(path: Path, *, network_ok: bool) -> StoreInfoAnswer:
    """Return where the file lies, what can be read of it, and what lies beside it."""
    mark = acknowledged(path)
    data, laid, why = look(path)
    found = survey(data)
    tables = laid.tables if laid else _newest(found)
    problem = why or _refusal(laid, path, mark)
    info = tables.get(INFO_TABLE, {}).get("1", {})
    register = info.get("id") or (mark.register if mark else None)
    kind = network.file_system(path)
    real = Path(os.path.realpath(path))
    return StoreInfoAnswer(
        path=str(path),
        problem=problem,
        register=register,
        schema=info.get("schema_version"),
        format=info.get("format"),
        records={name: len(table) for name, table in tables.items() if name not in (INFO_TABLE, JOURNAL_TABLE)},
        entries=len(tables.get(JOURNAL_TABLE, {})),
        last_record=laid.seq if laid and laid.end is not None else found.highest,
        mark=mark.seq if mark and mark.register == register else None,
        size=len(data),
        superseded=found.superseded,
        laid_out_size=laid.base if laid and laid.end is not None else None,
        torn=bool(laid and laid.torn),
        file_system=kind,
        is_network=network.is_network(kind),
        may_write=os.access(real, os.W_OK)
        and os.access(real.parent, os.W_OK)
        and (network_ok or not network.is_network(kind)),
        holder=holder(path),
        last_write=last_write(tables),
        without_backup=day_without_backup(path, tables),
        copies=tuple(_copy_state(each, kind_of, register) for each, kind_of in copies_beside(path)),
        damaged=_put_aside(real),
    )


def copies_beside(path: Path) -> list[tuple[Path, CopyKind]]:
    """Return what could take the register's place: day by day, made by hand, replaced; each newest first."""
    daily = list(daily_backups(path).values())
    made: list[Path] = []
    with suppress(OSError):
        made = [each for each in folder_of(path).glob("*.json") if each.is_file() and each not in daily]
    return [
        *((each, CopyKind.DAILY) for each in daily),
        *((each, CopyKind.MADE) for each in sorted(made, reverse=True)),
        *((each, CopyKind.REPLACED) for each in replaced_files(path)),
    ]


def last_write(tables: Tables) -> date | None:
    """Return the day of the last change, None where the journal tells of none."""
    entries = [each for each in tables.get(JOURNAL_TABLE, {}).values() if isinstance(each.get("number"), int)]
    newest: Json = max(entries, key=lambda each: int(each["number"]), default={})
    try:
        return datetime.fromisoformat(str(newest.get("at"))).date()
    except ValueError:
        return None


def day_without_backup(path: Path, tables: Tables) -> date | None:
    """Return the day of the last change where the register was not copied before it, for lack of room for example."""
    last = last_write(tables)
    return last if last is not None and last not in daily_backups(path) else None


def examined(path: Path, mark: Mark | None) -> Examined:
    """Return everything in a file and what is wrong with it. ``mark`` is what has to be in it, if that is known."""
    data, laid, why = look(path)
    found = survey(data)
    tables = laid.tables if laid else _newest(found)
    counts = {name: len(table) for name, table in tables.items() if name != INFO_TABLE}
    faults = tuple(_faults(found, why)) if laid is None else _refused(laid, path, mark)
    if laid is None or faults:
        if laid is not None and laid.torn:
            faults = tuple(_faults(found, "")) or faults
        return Examined(path=str(path), records=counts, versions=len(found.pieces), size=len(data), faults=faults)
    whole = data[: laid.end] + CLOSING if laid.torn else data
    store = TinyDBStore(MemoryPlace(path, whole.decode()))
    register, findings = store.read()
    if laid.torn:
        findings = (*findings, _UNFINISHED)
    return Examined(
        path=str(path),
        records=counts,
        versions=len(found.pieces),
        size=len(data),
        faults=(),
        without_backup=None if mark is None else day_without_backup(path, tables),
        register=register,
        journal=store.journal(),
        findings=findings,
    )


def _copy_state(path: Path, kind: CopyKind, register: str | None) -> CopyState:
    whole = None
    size = 0
    with suppress(OSError):
        size = path.stat().st_size
        whole = known(path)
    return CopyState(
        path=str(path),
        kind=kind,
        size=size,
        last_record=whole.seq if whole else None,
        is_ours=whole is None or register in (None, whole.register),
        day=_day_of(path) if kind is CopyKind.DAILY else None,
    )


def _day_of(path: Path) -> date:
    return datetime.fromisoformat(path.stem).date()


def _put_aside(real: Path) -> tuple[str, ...]:
    """Return the names of damaged files and of what unfinished writes left."""
    names: list[str] = []
    with suppress(OSError):  # a folder may be passed through and not listed
        names = [each.name for each in real.parent.iterdir()]
    return tuple(sorted(name for name in names if name.startswith((f"{real.name}.damaged", f"{real.name}.torn"))))


def _newest(found: Survey) -> Tables:
    """Return the newest whole version of every record, and every journal entry; nothing that was changed outside."""
    tables: Tables = {}
    for each in found.pieces:
        if each.seal is not Seal.BROKEN:
            tables.setdefault(each.table, {})[each.key] = each.doc
        for entry in each.riding:
            tables.setdefault(JOURNAL_TABLE, {}).setdefault(str(entry["number"]), entry)
    return tables


def _refusal(laid: Laid | None, path: Path, mark: Mark | None) -> str | None:
    """Return why a file that could be read is refused all the same."""
    if laid is None:
        return None
    try:
        checked(laid, path, mark)
    except IgcError as error:
        return error.values.get("why") or str(error)
    return None


def _refused(laid: Laid, path: Path, mark: Mark | None) -> tuple[Fault, ...]:
    try:
        checked(laid, path, mark)
    except RegisterOlderError as error:
        return (Fault(code=FaultCode.OLDER, number=int(error.values["known"]) - int(error.values["found"])),)
    except IgcError as error:
        return (Fault(code=FaultCode.NOT_WHOLE, why=error.values.get("why") or str(error)),)
    return ()


def _faults(found: Survey, why: str) -> Iterator[Fault]:
    """Yield what is wrong, line by line, then what is missing; ``why`` where none of it can be named."""
    changed = [each for each in found.pieces if each.seal is Seal.BROKEN]
    told: list[tuple[FaultCode, Gap | Piece]] = [(FaultCode.DAMAGED, each) for each in found.gaps]
    told += [(FaultCode.CHANGED, each) for each in changed]
    for code, each in sorted(told, key=lambda item: item[1].line):
        yield Fault(code=code, line=each.line, table=each.table, key=each.key, ref=each.ref)
    missing = list(_missing(found))
    yield from missing
    if why and not told and not missing:
        yield Fault(code=FaultCode.NOT_WHOLE, why=why)


def _missing(found: Survey) -> Iterator[Fault]:
    """Yield by how many records a table falls short, beside those whose place is damaged."""
    info = found.info
    if found.base is None or info is None:
        return
    for table, number in found.base.get("records", {}).items():
        keys = {each.key for each in found.pieces if each.table == table}
        keys |= {each.key for each in found.gaps if each.table == table and each.key}
        held = [key for key in keys if table != TAIL_TABLE or int(key) <= info.seq]
        unnamed = sum(1 for each in found.gaps if each.table == table and not each.key)
        if number > len(held) + unnamed:
            yield Fault(code=FaultCode.MISSING, table=table, number=number - len(held) - unnamed)
