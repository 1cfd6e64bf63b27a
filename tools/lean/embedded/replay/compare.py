"""What a file may not change beside one proof, and the axioms that the proof rests on."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from .heap import Address, Name, as_written, field, fields, name_of, show, tag
from .runtime import AXIOM, DEFINITION, OPAQUE, THEOREM, Constant, Lean, Module

# Constructors of Lean's expressions, and which of their fields are expressions.
_CONSTANT = 4
_EXPRESSIONS = {5: (0, 1), 6: (1, 2), 7: (1, 2), 8: (1, 2, 3), 10: (1,), 11: (2,)}
_KINDS = (
    "axiom", "definition", "theorem", "opaque constant", "quotient constant", "inductive type",
    "constructor", "recursor",
)  # fmt: skip
_AUXILIARY = re.compile(
    r"_.*|[a-z]\w*?(_\d+)+|eq_def|eq_unfold|unfold|splitter|congr_simp|"
    r"(induct|fun_cases|mutual_induct)(_unfolding)?"
)
"""Components that Lean itself puts behind a declaration's name while it elaborates."""


class Auxiliary:
    """Tells what Lean made by itself from what a file's text declares."""

    def __init__(
        self, lean: Lean, environment: Address, old: Module, written: Collection[Name]
    ) -> None:
        """``written`` are names that the original's text is known to declare."""
        self._lean = lean
        self._environment = environment
        self._declared = set(written)
        self._declared |= {
            as_written(name) for name in old.constants if not _looks_auxiliary(name[-1:])
        }

    def __contains__(self, address: Address) -> bool:
        """Whether the constant of a name stands below one that is declared, or imported.

        What the original's text declares is not auxiliary, whatever it is called.
        """
        if as_written(name_of(address)) in self._declared:
            return False
        inner = True
        while not address & 1:
            last = name_of(address)[-1:]
            if not _looks_auxiliary(last):
                return False
            inner = inner and (isinstance(last[0], int) or last[0].startswith("_"))
            address = field(address, 0)
            if as_written(name_of(address)) in self._declared:
                return True
            if not address & 1 and self._lean.find(self._environment, address) is not None:
                return True
        return inner


def _looks_auxiliary(parts: Name) -> bool:
    return all(isinstance(part, int) or _AUXILIARY.fullmatch(part) for part in parts)


def objections(
    lean: Lean, old: Module, new: Module, target: Name, auxiliary: Auxiliary
) -> Iterator[str]:
    """What differs between two files besides the proof of one theorem."""
    values = Values(lean, old, new, auxiliary)
    if old.imported() != new.imported():
        yield "the imports are no longer the same"
    for name, before in old.constants.items():
        after = new.constants.get(name)
        if before.name in auxiliary:
            continue
        if after is None:
            yield f"{show(name)} is no longer declared"
        elif after.kind != before.kind:
            yield f"{show(name)} is no longer a {_KINDS[before.kind]}"
        elif after.levels != before.levels or not values.same(before.type, after.type):
            yield f"{show(name)} no longer states the same"
        elif before.kind in (DEFINITION, OPAQUE) and not values.same(before.value, after.value):
            yield f"{show(name)} is no longer defined as it was"
    for name, added in new.constants.items():
        unknown = name not in old.constants
        if unknown and (added.kind == AXIOM or added.name not in auxiliary):
            yield f"{show(name)} is declared, which was not there"
    if new.constants[target].kind != THEOREM:
        yield f"{show(target)} is not a theorem"


class Values:
    """Compares expressions of two files, but for the names of what Lean made by itself.

    What one declaration has made for itself, such as a match, a later one uses again. So another
    proof of an earlier one can change names, though not meanings, in what stands below it.
    """

    def __init__(self, lean: Lean, old: Module, new: Module, auxiliary: Auxiliary) -> None:
        self._lean = lean
        self._old = old
        self._new = new
        self._auxiliary = auxiliary
        self._constants: dict[tuple[Name, Name], bool] = {}

    def same(self, before: Address | None, after: Address | None) -> bool:
        if before is None or after is None:
            return before is after
        if self._lean.test("lean_expr_equal", before, after):
            return True
        seen = set()
        waiting = [(before, after)]
        while waiting:
            pair = waiting.pop()
            one, other = pair
            if pair in seen or self._lean.test("lean_expr_equal", one, other):
                continue
            seen.add(pair)
            if tag(one) != tag(other):
                return False
            if tag(one) == _CONSTANT:
                if not self._same_constant(name_of(field(one, 0)), name_of(field(other, 0))):
                    return False
                continue
            # Of the fields of other expressions only those below an expression can differ here.
            places = _EXPRESSIONS.get(tag(one), ())
            rest = [i for i in range(len(fields(one))) if i not in places]
            if not places or not all(same_leaf(field(one, i), field(other, i)) for i in rest):
                return False
            waiting += [(field(one, i), field(other, i)) for i in places]
        return True

    def _same_constant(self, one: Name, other: Name) -> bool:
        """Whether two constants are Lean's own and are made alike."""
        pair = (one, other)
        if pair not in self._constants:
            self._constants[pair] = True  # where they lead back to themselves
            before, after = self._old.constants.get(one), self._new.constants.get(other)
            self._constants[pair] = (
                before is not None
                and after is not None
                and before.name in self._auxiliary
                and after.name in self._auxiliary
                and (before.kind, before.levels) == (after.kind, after.levels)
                and self.same(before.type, after.type)
                and (before.kind == THEOREM or self.same(before.value, after.value))
            )
        return self._constants[pair]


def same_leaf(one: Address, other: Address) -> bool:
    """Whether two fields that are no expressions are the same name or the same scalar."""
    if one & 1 or other & 1:
        return one == other
    return name_of(one) == name_of(other)


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
