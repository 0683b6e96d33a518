"""What is recorded: agreements, facts, clauses. Frozen values, no I/O, no clock."""

from __future__ import annotations
