"""How it looks: answers to pages, pages to text. Nothing here prints, reads the environment or asks the day."""

from __future__ import annotations
