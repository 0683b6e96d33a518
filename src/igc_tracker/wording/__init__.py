"""What the program says: codes and values to sentences, in English, Russian and Kazakh."""

from __future__ import annotations
