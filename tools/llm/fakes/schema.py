"""The smallest instance of a JSON schema: what structured output makes of a text without one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

_SMALLEST: dict[str, Any] = {
    "string": "", "integer": 0, "number": 0, "boolean": False, "null": None, "array": [],
}  # fmt: skip


def fitting(text: str, schema: Mapping[str, Any]) -> str:
    """``text`` if it is JSON with what the schema requires at the top, else the smallest."""
    try:
        value = json.loads(text)
    except ValueError:
        value = None
    smallest = instance(schema)
    if type(value) is type(smallest) and (
        not isinstance(value, dict) or smallest.keys() <= value.keys()
    ):
        return text
    return json.dumps(smallest)


def instance(schema: Mapping[str, Any]) -> Any:
    """For schemas of types, constants, enumerations and required properties."""
    if "const" in schema:
        return schema["const"]
    if schema.get("enum"):
        return schema["enum"][0]
    kind = schema.get("type", "object")
    if kind == "object":
        properties = schema.get("properties", {})
        return {name: instance(properties.get(name, {})) for name in schema.get("required", ())}
    if kind == "array" and schema.get("minItems"):
        return [instance(schema.get("items", {}))] * schema["minItems"]
    return _SMALLEST[kind]
