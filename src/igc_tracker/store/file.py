"""The register's file: one TinyDB JSON file, one record a line, replaced as a whole and never half written.

TinyDB's own JSONStorage writes in place: two writers or a kill leave a file that no longer parses. Here a change is
written beside the file, flushed to the disk and moved over it, under a lock held from read to write.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from igc_tracker.domain.errors import (
    Phrase,
    RegisterMissingError,
    RegisterNewerError,
    RegisterReadOnlyError,
    RegisterUnreadableError,
)
from igc_tracker.store.codec import SCHEMA_VERSION, decode_info
from igc_tracker.store.strict_json import strict_loads

if TYPE_CHECKING:
    from collections.abc import Mapping

    from igc_tracker.domain.register import Json

Tables = dict[str, dict[str, Any]]

INFO_TABLE = "_igc"
MODE = 0o600  # drafts under negotiation are nobody else's business


def read_tables(path: Path) -> Tables:
    """Return the tables of the file; raise a RegisterUnreadableError that says what is wrong with it."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise RegisterMissingError(path=path) from None
    except IsADirectoryError:
        raise RegisterUnreadableError(
            path=path, why=Phrase("it is a folder."), remedy=Phrase("Name the file in it with --register.")
        ) from None
    except UnicodeDecodeError:
        raise RegisterUnreadableError(path=path, why=Phrase("it is not text in UTF-8."), remedy=_KEEP) from None
    except OSError as error:
        raise RegisterUnreadableError(
            path=path, why=f"{error.strerror}.", remedy=Phrase("Check its permissions.")
        ) from None
    return parse_tables(text, path)


_KEEP = Phrase("The file was not touched. Put a backup in its place, or name another register with --register.")


def parse_tables(text: str, path: Path) -> Tables:
    """Return the tables of a register's text, checked to be a register of a schema known here."""
    if not text.strip():
        raise RegisterUnreadableError(path=path, why=Phrase("the file is empty."), remedy=_KEEP)
    try:
        tables = strict_loads(text)
    except (ValueError, RecursionError) as error:  # a ValueError also where a number has too many digits
        why = (
            Phrase(
                "it is not whole JSON at line {line}, column {column}; it may have been cut short.",
                line=error.lineno,
                column=error.colno,
            )
            if isinstance(error, json.JSONDecodeError)
            else Phrase("it is not whole JSON; it may have been cut short.")
        )
        raise RegisterUnreadableError(path=path, why=why, remedy=_KEEP) from None
    info = _info_of(tables)
    if info is None:
        raise RegisterUnreadableError(
            path=path, why=Phrase("it is JSON, but not a register made by igc."), remedy=_KEEP
        )
    schema = info["schema_version"]
    if schema > SCHEMA_VERSION:
        raise RegisterNewerError(path=path, found=schema, known=SCHEMA_VERSION)
    try:
        decode_info(info)
    except (ValueError, TypeError):
        raise RegisterUnreadableError(path=path, why=Phrase("its own particulars are damaged."), remedy=_KEEP) from None
    return tables  # type: ignore[no-any-return]  # its shape was checked just now


def _info_of(tables: object) -> Json | None:
    if not isinstance(tables, dict) or not all(
        isinstance(table, dict) and all(isinstance(record, dict) for record in table.values())
        for table in tables.values()
    ):
        return None
    info = tables.get(INFO_TABLE, {}).get("1")
    whole = isinstance(info, dict) and isinstance(info.get("schema_version"), int) and {"id", "created_at"} <= set(info)
    return info if whole else None


def dump_tables(tables: Mapping[str, Mapping[Any, Mapping[str, Any]]]) -> str:
    """Return the file's text: plain JSON, one record a line, so that a change shows as the lines it changed."""
    parts = []
    for name, table in tables.items():
        lines = ",\n".join(f"{json.dumps(str(key))}:{_compact(record)}" for key, record in table.items())
        parts.append(f"{json.dumps(name)}:{{" + (f"\n{lines}\n}}" if lines else "}"))
    return "{" + ",\n".join(parts) + "}\n"


def _compact(record: Mapping[str, Any]) -> str:
    # a lone surrogate typed on a broken terminal cannot be UTF-8; it is kept as its \u escape
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(record, separators=(",", ":"), allow_nan=False)
    return text


def replace_file(path: Path, text: str) -> None:
    """Write ``text`` beside ``path``, flush it to the disk and move it over ``path``: all of it or nothing."""
    import tempfile

    real = Path(os.path.realpath(path))
    temporary = None
    try:
        mode = real.stat().st_mode & 0o777 if real.exists() else MODE
        if real.exists() and not os.access(real, os.W_OK):
            raise RegisterReadOnlyError(path=path, why=Phrase("the file is read-only"))
        handle, name = tempfile.mkstemp(dir=real.parent, prefix=f".{real.name}.", suffix=".tmp")
        temporary = Path(name)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            os.fchmod(file.fileno(), mode)
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(real)
        temporary = None
        _flush_folder(real.parent)
    except OSError as error:
        raise RegisterReadOnlyError(path=path, why=error.strerror or str(error)) from None
    finally:
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink()


def _flush_folder(folder: Path) -> None:
    """Make the move itself durable: without it a power cut may bring the old file back."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
