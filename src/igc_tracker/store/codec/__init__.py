"""Records to and from their stored form, and the changes between two stored forms."""

from __future__ import annotations

from igc_tracker.store.codec.changes import (
    BY_ID,
    diff,
    onto,
    patch,
    value_at,
)
from igc_tracker.store.codec.commissions import (
    decode_commission,
    decode_meeting,
    encode_commission,
    encode_meeting,
)
from igc_tracker.store.codec.decode import (
    decode_cover_sheet,
    decode_each,
    decode_fact,
    decode_info,
    decode_instrument,
    decode_journal_entry,
    reason,
)
from igc_tracker.store.codec.encode import (
    FIELDS,
    FORMAT,
    PROJECT_FIELDS,
    SCHEMA_VERSION,
    encode_cover_sheet,
    encode_fact,
    encode_info,
    encode_instrument,
    encode_journal_entry,
    lean,
)
from igc_tracker.store.codec.projects import decode_project, encode_project

__all__ = [
    "BY_ID",
    "FIELDS",
    "FORMAT",
    "PROJECT_FIELDS",
    "SCHEMA_VERSION",
    "decode_commission",
    "decode_cover_sheet",
    "decode_each",
    "decode_fact",
    "decode_info",
    "decode_instrument",
    "decode_journal_entry",
    "decode_meeting",
    "decode_project",
    "diff",
    "encode_commission",
    "encode_cover_sheet",
    "encode_fact",
    "encode_info",
    "encode_instrument",
    "encode_journal_entry",
    "encode_meeting",
    "encode_project",
    "lean",
    "onto",
    "patch",
    "reason",
    "value_at",
]
