"""A theorem of a corpus, out of what Lean said of its file."""

from __future__ import annotations

from collections.abc import Sequence

from tools.corpus.corpus import ContextFacts, CorpusTheorem, Difficulty
from tools.corpus.listing import ListedFile
from tools.lean.analysis import Analysis
from tools.lean.imports import read_imports
from tools.lean.problem import Problem
from tools.lean.syntax import Syntax
from tools.lean.tactics import tactic_steps
from tools.metrics.length import length
from tools.metrics.tokens import tokens


def corpus_theorem(
    listed: ListedFile,
    analysis: Analysis,
    problem: Problem,
    premises: Sequence[str] | None = None,
) -> CorpusTheorem:
    """A theorem that Lean verified, with the facts about it.

    ``analysis`` is of the file that the problem stands in.
    """
    declaration = problem.declaration
    value = declaration.value
    assert value is not None, "a problem is made of a declaration with a value only"
    return CorpusTheorem(
        file=listed.name,
        file_digest=problem.source.digest,
        module=listed.module,
        name=declaration.name,
        line=problem.source.position(declaration.start).line,
        statement=problem.statement,
        proof=problem.original,
        statement_type=problem.statement_type,
        context_hash=problem.context_hash,
        lean_fingerprint=problem.lean_fingerprint,
        context=ContextFacts(
            imports=tuple(one.module for one in read_imports(problem.source.text)),
            declarations_before=sum(d.start < declaration.start for d in analysis.declarations),
            namespace=declaration.namespace,
            premises=None if premises is None else tuple(dict.fromkeys(premises)),
        ),
        difficulty=Difficulty(
            tactics=length(value),
            tokens=tokens(value),
            depth=_depth(value),
            seconds=analysis.seconds_of(declaration) or None,
        ),
    )


def _depth(value: Syntax) -> int:
    """How many tactics stand around the innermost one, itself included."""
    # Those that hold others come first; recursion would not survive a hostile proof.
    depths: dict[int, int] = {}
    steps = list(tactic_steps(value))
    for step in steps:
        depths[id(step)] = 1 + (depths[id(step.parent)] if step.parent is not None else 0)
    return max(depths.values(), default=0)
