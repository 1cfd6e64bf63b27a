"""What a term under construction may depend on: a style, and the names in scope."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tools.rewriting.terms.source_terms import Environment
from tools.rewriting.terms.term import Term, atom


@dataclass(frozen=True)
class Style:
    """Which of several possible terms to build."""

    holes: int = 0
    """Underscores between a function that is applied and the proofs of its premises."""
    trailing: int = 0
    """Underscores after the proofs of its premises."""
    transport: bool = False
    """Whether ``rw [h]; exact e`` becomes ``h ▸ e`` and a closing ``rw [h]`` becomes ``h``."""
    ascribed: bool = False
    """Whether ``show T`` becomes a type ascription and ``unfold`` stays; else nothing is left of
    them."""
    absurd: int = 0
    """How ``contradiction`` is spelled: 1 and 2 with the latest two names, either way round; 3 and
    4 with the latest and the third latest, and so on."""


@dataclass(frozen=True)
class Scope:
    """The local names at one place, and what those stand for that are to be replaced."""

    env: Environment = field(default_factory=dict)
    names: tuple[str, ...] = ()
    """Names in scope, latest last."""

    def bind(self, name: str, term: Term) -> Scope:
        """``name`` stands for ``term`` from here on."""
        return Scope({**self.env, name: term}, (*self.names, name))

    def enter(self, names: Sequence[str]) -> Scope:
        """``names`` are bound from here on, and stand for themselves."""
        env = {key: term for key, term in self.env.items() if key not in names}
        return Scope(env, (*self.names, *names))

    def term(self, name: str) -> Term:
        return self.env.get(name, atom(name))
