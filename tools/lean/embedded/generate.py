"""Writes the Lean modules that give Lean's compiled syntax, macros and unexpanders names again.

The library holds them as constants and functions; only their registration is missing. This module
turns its symbol table into declarations bound to that code, plus the attributes that register
them, and says what it left out and why.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tools.lean.embedded import classify, objects, unexpanders
from tools.lean.embedded.symbols import Symbol, demangle_component, read_symbols

_AUXILIARY = re.compile(
    r"l_(?:(?P<namespace>[A-Za-z]+(?:_[A-Za-z]+)*)_)?"
    r"(?P<component>__aux__Init__(?P<module>[A-Za-z_]+?)______"
    r"(?P<what>macroRules|unexpand)__(?P<target>.+)__(?P<number>[0-9]+))"
)
_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_']*[?!]?")
_HEADER = """/-
Generated from the symbol table of the Lean library. Each declaration is bound to compiled code of
that name; the attributes register it.
-/
prelude
import {imports}

set_option linter.all false
"""


@dataclass(frozen=True)
class Generated:
    """The texts of the generated modules, and what was left out: name -> reason."""

    syntax: str
    unexpanders: str
    skipped: Mapping[str, str]


@dataclass
class _Registry:
    kinds: dict[str, tuple[str, ...]] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    skipped: dict[str, str] = field(default_factory=dict)


def generate(library: Path) -> Generated:
    """Reads `library` (in a child process where objects are concerned) and writes the modules."""
    symbols = read_symbols(library)
    places = [(s.name, s.offset) for s in symbols if s.is_data and s.size == 8]
    return render(symbols, objects.read_descriptors(library, places))


def render(symbols: Iterable[Symbol], descriptors: Mapping[str, list[Any]]) -> Generated:
    """The modules for these symbols and descriptors; pure, so that it can be tested alone."""
    registry = _Registry()
    for category, behavior in classify.DECLARED_CATEGORIES.items():
        suffix = f" (behavior := {behavior})" if behavior else ""
        registry.lines.append(f"declare_syntax_cat {category}{suffix}")
    for symbol, descriptor in sorted(descriptors.items()):
        _register_descriptor(registry, symbol, descriptor)
    functions = sorted(
        (match for s in symbols if not s.is_data and (match := _AUXILIARY.fullmatch(s.name))),
        key=lambda match: (match["module"], int(match["number"]), match.string),
    )
    unexpanding: list[str] = []
    for index, match in enumerate(functions):
        if match["what"] == "macroRules":
            _register_macro(registry, match, index)
        else:
            _register_unexpander(registry, unexpanding, match, index)
    for index, (function, constant) in enumerate(unexpanders.NAMED.items()):
        unexpanding += _unexpander(function, constant, f"named{index}")
    return Generated(
        _HEADER.format(imports="Init.Meta") + "\n".join(registry.lines) + "\n",
        _HEADER.format(imports="Init.Classes") + "\n".join(unexpanding) + "\n",
        registry.skipped,
    )


def quote(components: Iterable[str]) -> str:
    """A Lean identifier for the name with these components."""
    return ".".join(part if _PLAIN.fullmatch(part) else f"«{part}»" for part in components)


def _register_descriptor(registry: _Registry, symbol: str, descriptor: list[Any]) -> None:
    tag = descriptor[0]
    name = tuple(descriptor[2] if tag == objects.NAMED else descriptor[1])
    full = ".".join(name)
    if full in registry.kinds:
        registry.skipped[full] = "declared twice"
        return
    category: str | None
    if tag == objects.NAMED:
        category, reason = None, ""
        if ".".join(name[:-1]) not in classify.NAMESPACES:
            reason = "helper in a namespace that is not in the tables"
    else:
        category, reason = classify.categorize(name)
        if not reason and tag == objects.NODE and _first_category(descriptor[3]) == category:
            reason = f"would recurse on its own left in category '{category}'"
        if not reason and tag == objects.TRAILING and category == "attr":
            reason = "an attribute cannot be trailing"
    if reason:
        registry.skipped[full] = reason
        return
    kind = "TrailingParserDescr" if tag == objects.TRAILING else "ParserDescr"
    registry.kinds["_".join(name)] = name
    registry.lines.append(f'@[extern "{symbol}"] opaque {quote(name)} : Lean.{kind}')
    if category:
        registry.lines.append(f"attribute [{category}_parser] {quote(name)}")


def _first_category(descriptor: list[Any]) -> str | None:
    """The category that a descriptor reads first, or None when it begins with a token."""
    tag = descriptor[0]
    if tag == objects.CATEGORY:
        return str(descriptor[1][-1])
    if tag == 2:
        return _first_category(descriptor[2])
    if tag in (objects.NODE, objects.NAMED):
        return _first_category(descriptor[3])
    return None


def _function_name(match: re.Match[str]) -> tuple[str, ...]:
    namespace = match["namespace"].split("_") if match["namespace"] else []
    return (*namespace, demangle_component(match["component"]))


def _register_macro(registry: _Registry, match: re.Match[str], index: int) -> None:
    target = demangle_component(match["target"])
    name = quote(_function_name(match))
    if target not in registry.kinds:
        registry.skipped[name] = f"macro for '{target}', which is not registered"
        return
    wrapper = f"Lean.Macro.compiled{index}"
    registry.lines += [
        f'@[extern "{match.string}"] opaque {name} '
        "(t : Lean.Syntax) (c : Lean.Macro.Context) (s : Lean.Macro.State) : "
        "EStateM.Result Lean.Macro.Exception Lean.Macro.State Lean.Syntax",
        f"def {wrapper} : Lean.Macro := fun t c s => {name} t c s",
        f"attribute [macro {quote(registry.kinds[target])}] {wrapper}",
    ]


def _register_unexpander(
    registry: _Registry, lines: list[str], match: re.Match[str], index: int
) -> None:
    target = demangle_component(match["target"])
    name = _function_name(match)
    constant = unexpanders.AUTOMATIC.get(target)
    if constant is None:
        registry.skipped[quote(name)] = f"unexpander for '{target}', which is not in the table"
        return
    lines += _unexpander(quote(name), constant, str(index))


def _unexpander(name: str, constant: str, suffix: str) -> list[str]:
    wrapper = f"Lean.PrettyPrinter.compiled{suffix}"
    return [
        f'@[extern "unexpander"] opaque {name} (t r : Lean.Syntax) (s : Unit) : '
        "EStateM.Result Unit Unit Lean.Syntax",
        f"def {wrapper} : Lean.PrettyPrinter.Unexpander := fun t r s => {name} t r s",
        f"attribute [app_unexpander {constant}] {wrapper}",
    ]
