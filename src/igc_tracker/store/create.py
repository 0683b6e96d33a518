"""A new register file: empty, or a copy of another one under an id of its own."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import TYPE_CHECKING

from igc_tracker.actions.init_register import InitAnswer
from igc_tracker.domain.errors import RegisterExistsError, RegisterReadOnlyError
from igc_tracker.domain.register import RegisterInfo
from igc_tracker.store.codec import SCHEMA_VERSION, decode_info
from igc_tracker.store.file import read_file, replace_file
from igc_tracker.store.layout import INFO_TABLE, TAIL_TABLE, read_laid
from igc_tracker.store.lock import Mark, exclusive
from igc_tracker.store.network import refuse_network
from igc_tracker.store.places import checked
from igc_tracker.store.tinydb_store import new_register_text, with_info

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path


def create_register(path: Path, *, at: datetime, like: Path | None = None, network_ok: bool = False) -> InitAnswer:
    """Make a register at ``path``, its folders included; raise RegisterExistsError if anything is there."""
    if not network_ok:
        refuse_network(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RegisterReadOnlyError(path=path, why=error.strerror or str(error)) from None
    info = RegisterInfo(id=secrets.token_hex(16), schema=SCHEMA_VERSION, created_at=at)
    with exclusive(path) as lock:  # two at once must not both find the place empty
        if path.exists() or path.is_symlink():
            raise RegisterExistsError(path=path)
        tables = checked(read_file(like), like, None).tables if like else {}
        if like:
            model = decode_info(tables[INFO_TABLE]["1"])
            info = replace(model, id=info.id, created_at=at)
        data = (with_info(tables, info) if like else new_register_text(info)).encode()
        replace_file(path, data)
        lock.acknowledge(Mark(info.id, read_laid(data).seq))
    return InitAnswer(path=str(path), instruments=len(tables.get(TAIL_TABLE, {})))
