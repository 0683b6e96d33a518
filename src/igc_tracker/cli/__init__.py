"""What the user types. Parse, call one action, render: the only place that prints, reads the environment or exits."""

from __future__ import annotations
