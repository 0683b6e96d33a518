"""A register of intergovernmental agreements in one file, and a program that knows how agreements live."""

from __future__ import annotations

__version__ = "0.1.0"
