"""What a file may not change beside one proof, and the axioms that the proof rests on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .heap import Address, Name, name_of, show
from .runtime import AXIOM, DEFINITION, OPAQUE, THEOREM, Constant, Lean, Module

_KINDS = (
    "axiom", "definition", "theorem", "opaque constant", "quotient constant", "inductive type",
    "constructor", "recursor",
)  # fmt: skip
_AUXILIARY = re.compile(
    r"_.*|[a-z]\w*?(_\d+)+|eq_def|eq_unfold|splitter|"
    r"(induct|fun_cases|mutual_induct)(_unfolding)?"
)
"""Last components of names that Lean itself makes while it elaborates a declaration."""


def is_auxiliary(name: Name) -> bool:
    last = next((part for part in reversed(name) if isinstance(part, str)), "")
    return _AUXILIARY.fullmatch(last) is not None


def objections(lean: Lean, old: Module, new: Module, target: Name) -> Iterator[str]:
    """What differs between two files besides the proof of one theorem."""
    if old.imported() != new.imported():
        yield "the imports are no longer the same"
    for name, before in old.constants.items():
        after = new.constants.get(name)
        if after is None:
            if not is_auxiliary(name):
                yield f"{show(name)} is no longer declared"
        elif after.kind != before.kind:
            yield f"{show(name)} is no longer a {_KINDS[before.kind]}"
        elif is_auxiliary(name):
            continue
        elif after.levels != before.levels or not lean.test(
            "lean_expr_equal", before.type, after.type
        ):
            yield f"{show(name)} no longer states the same"
        elif before.kind in (DEFINITION, OPAQUE) and not same_value(lean, before, after):
            yield f"{show(name)} is no longer defined as it was"
    for name, added in new.constants.items():
        if name not in old.constants and (added.kind == AXIOM or not is_auxiliary(name)):
            yield f"{show(name)} is declared, which was not there"
    if new.constants[target].kind != THEOREM:
        yield f"{show(target)} is not a theorem"


def same_value(lean: Lean, before: Constant, after: Constant) -> bool:
    """Whether two definitions are equal but for auxiliary declarations that they refer to.

    What one declaration has made for itself, such as a match, a later one uses again. So another
    proof of an earlier one can change the names, though not the meaning, in a later value.
    """
    assert before.value is not None
    assert after.value is not None
    if lean.test("lean_expr_equal", before.value, after.value):
        return True
    one, other = (
        {name_of(name) for name in lean.used_constants(value)}
        for value in (before.value, after.value)
    )
    changed = one ^ other
    return bool(changed) and all(map(is_auxiliary, changed))


def axioms(lean: Lean, environment: Address, module: Module, start: Name) -> list[Name]:
    """The axioms that a constant of the module rests on."""
    found: list[Name] = []
    seen = {start}
    waiting = [module.constants[start]]
    while waiting:
        for address in waiting.pop().uses(lean):
            name = name_of(address)
            if name in seen:
                continue
            seen.add(name)
            constant = module.constants.get(name)
            if constant is None:
                imported = lean.find(environment, address)
                if imported is None:
                    raise RuntimeError(f"{show(name)} is not in the environment")
                constant = Constant(imported)
            if constant.kind == AXIOM:
                found.append(name)
            waiting.append(constant)
    return found
