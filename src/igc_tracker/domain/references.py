"""What a reference looks like."""

from __future__ import annotations

_LONGEST = 60


def is_ref(ref: str) -> bool:
    """Tell whether ``ref`` can name an instrument: it must be easy to type in any shell and on any keyboard."""
    plain = ref.replace("-", "a")
    return (
        ref[:1].isalpha()
        and len(ref) <= _LONGEST
        and plain.isascii()
        and plain.isalnum()
        and ref == ref.lower()
        and not ref.endswith("-")
    )
