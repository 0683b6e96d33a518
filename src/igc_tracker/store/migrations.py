"""From the records of an older igc to those of this one, a schema at a time. Each step is a pure function of tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igc_tracker.store.codec import SCHEMA_VERSION
from igc_tracker.store.layout import INFO_TABLE

if TYPE_CHECKING:
    from collections.abc import Callable

    from igc_tracker.store.layout import Tables


def migrated(tables: Tables) -> Tables:
    """Return the tables in the schema of this igc; they are left as they are. A newer schema comes back unchanged."""
    schema = schema_of(tables)
    for before in range(schema, SCHEMA_VERSION):
        tables = STEPS[before](tables)
    return tables


def schema_of(tables: Tables) -> int:
    """Return the schema the tables are in."""
    return int(tables[INFO_TABLE]["1"]["schema_version"])


def _to_2(tables: Tables) -> Tables:
    """Records got seals, which are the file's own matter: in the tables only the particulars say so."""
    info = tables[INFO_TABLE]["1"] | {"format": "igc-tinydb/2", "schema_version": 2}
    return tables | {INFO_TABLE: tables[INFO_TABLE] | {"1": info}}


STEPS: dict[int, Callable[[Tables], Tables]] = {1: _to_2}
"""What turns the tables of one schema, the key, into those of the next."""
