from __future__ import annotations

import json
from typing import Any

import pytest

from tools.llm.fakes.schema import fitting, instance

NOTE = {
    "type": "object",
    "required": ["note", "veto"],
    "properties": {"note": {"type": "string"}, "veto": {"enum": ["yes", "no"]}},
}


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        (NOTE, {"note": "", "veto": "yes"}), ({"const": 3}, 3), ({"type": "array"}, []),
        ({"type": "array", "minItems": 2, "items": {"type": "integer"}}, [0, 0]),
        ({"type": "boolean"}, False), ({}, {}), ({"required": ["x"]}, {"x": {}}),
    ],
)  # fmt: skip
def test_the_smallest_instance(schema: dict[str, Any], value: Any) -> None:
    assert instance(schema) == value


def test_a_text_that_fits_is_kept_and_another_replaced() -> None:
    fits = '{"note": "shorter", "veto": "no"}'
    assert fitting(fits, NOTE) == fits
    for text in ("nonsense", "[]", '{"note": "no veto"}', ""):
        assert json.loads(fitting(text, NOTE)) == instance(NOTE)
