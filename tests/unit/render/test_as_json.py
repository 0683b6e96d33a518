from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from igc_tracker.render.as_json import envelope
from igc_tracker.render.safe import escaped

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(JSON)
def test_a_document_is_written_as_the_standard_library_writes_it(data: Any) -> None:  # noqa: ANN401  # any JSON
    text = envelope("status", [data], version="1", as_of=None, known_on=None)
    document = json.loads(text)
    assert document["data"] == [data]
    assert text == escaped(json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True)) + "\n"
