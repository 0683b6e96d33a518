"""The file that docs/procedures.md shows is one igc takes, and its mistakes are told as the page says."""

from __future__ import annotations

import re
from pathlib import Path

from cli.running import igc
from igc_tracker.domain.runs import Phase
from igc_tracker.store.procedure_checks import TABLES
from igc_tracker.store.procedure_file import read_template

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "procedures.md").read_text(encoding="utf-8")
(EXAMPLE,) = re.findall(r"^```toml\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
TOLD = re.search(r"^\$ igc procedures check fr\.toml\n(fr\.toml.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


def test_the_example_is_a_whole_template() -> None:
    template = read_template(EXAMPLE)

    assert (template.key, template.party) == ("fr", "FR")
    assert [step.key for step in template.variants[Phase.CONSENT][0].steps] == ["promulgation", "approval", "note"]


def test_the_example_shows_every_kind_of_table() -> None:
    for kind in TABLES:
        assert f"{kind}]]" in EXAMPLE or f"[{kind}." in EXAMPLE or f"{kind} = {{" in EXAMPLE, kind


def test_its_mistakes_are_told_as_the_page_says() -> None:
    wrong = EXAMPLE.replace('unit = "day"', 'unit = "fortnight"').replace('["approved"]', '["approved-by"]')

    assert TOLD is not None
    assert igc("procedures", "check", "-", stdin=wrong).out.replace("-:", "fr.toml:", 1) == TOLD[1]
