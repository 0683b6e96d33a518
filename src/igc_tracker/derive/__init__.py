"""What follows from the records: pure functions of records and a day. Every result names the facts it rests on."""

from __future__ import annotations
