"""The tool that keeps the catalogues, which lies outside the packages."""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).parents[3]


def load() -> ModuleType:
    """Return tools/catalogues.py as a module."""
    spec = spec_from_file_location("catalogues", ROOT / "tools" / "catalogues.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules["catalogues"] = module  # dataclasses look their module up by name
    spec.loader.exec_module(module)
    return module
