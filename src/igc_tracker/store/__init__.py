"""Where records live: plain JSON in a TinyDB file, behind the store protocol of ``actions.ports``."""

from __future__ import annotations
