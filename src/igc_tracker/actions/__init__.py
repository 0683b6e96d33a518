"""What the program can do, one file per use case. Each takes records through a store and returns an answer."""

from __future__ import annotations
