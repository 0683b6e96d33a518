"""From an answer to a page: one file per kind of answer."""

from __future__ import annotations
