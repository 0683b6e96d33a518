"""Names for what leaves a register: the same thing has the same name in every calendar, feed and message."""

from __future__ import annotations

import json
from uuid import NAMESPACE_URL, UUID, uuid5

DOMAIN = "igc.invalid"
"""Nobody's domain, and never anybody's (RFC 2606): names below it cannot clash with a mail server's own."""


def name_of(register_id: str, *parts: str | int | None) -> UUID:
    """Return the name of one thing of one register, told apart by ``parts``."""
    return uuid5(NAMESPACE_URL, f"https://{DOMAIN}/{json.dumps([register_id, *parts])}")
