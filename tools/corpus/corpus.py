"""What a corpus is: theorems that Lean accepts, each with its place and facts about it.

Paths of files are those below the corpus's root, with `/`, whatever the system.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from tools.corpus import texts
from tools.corpus.splits import DEFAULT_SALT, DEFAULT_SHARES, Shares, Split, split_files
from tools.lean.problem import content_hash

Kind = Literal["folder", "lake", "leandojo"]
"""How the files were found: by looking, by asking Lake, or in a trace of LeanDojo."""


@dataclass(frozen=True)
class ContextFacts:
    """What a theorem stands in."""

    imports: tuple[str, ...]
    """Of its file, as written; the implicit `Init` is not among them."""
    declarations_before: int
    """How many declarations of its file come before it."""
    namespace: str
    """The namespace that is open around it; empty at top level."""
    premises: tuple[str, ...] | None = None
    """Full names that its statement and proof use, each once, in order; only a trace knows."""


@dataclass(frozen=True)
class Difficulty:
    """How much proof there is."""

    tactics: int
    """The metric *length*, positive: a proof by a term has one."""
    tokens: int
    """The metric *tokens*, positive."""
    depth: int
    """Tactics around the innermost tactic, itself included; 0 for a proof without tactics."""
    seconds: float | None
    """Lean's time for the command that holds it, if Lean said so."""


@dataclass(frozen=True)
class CorpusTheorem:
    """One theorem of a corpus, as it stood when it was added."""

    file: str
    file_digest: str
    """SHA-256 of the file's text with the line ends that Lean counts by."""
    module: str | None
    """What the file is called as a module of a Lake project."""
    name: str
    line: int
    """Where its declaration begins, counted from 1."""
    statement: str
    """The declaration's text up to its value."""
    proof: str
    """From `:=` or the first `|` on."""
    statement_type: str
    """The elaborated statement as Lean prints it with nothing implicit."""
    context_hash: str
    """Hash of everything in the file that the statement and its proof can see."""
    lean_fingerprint: str
    context: ContextFacts
    difficulty: Difficulty

    @cached_property
    def statement_hash(self) -> str:
        """Equal for statements that differ in space, comments, attributes and name only."""
        return texts.statement_hash(self.statement)

    @cached_property
    def type_hash(self) -> str:
        """Equal for statements that Lean elaborates to the same type up to bound names."""
        return texts.type_hash(self.statement_type)

    @cached_property
    def text_hash(self) -> str:
        """Equal for theorems of which statement and proof say the same."""
        return content_hash(self.statement_hash, texts.proof_hash(self.proof))


@dataclass(frozen=True)
class LeftOut:
    """Something that was found and is no part of the corpus."""

    file: str
    name: str | None
    """The theorem; `None` for the whole file."""
    reason: str


@dataclass(frozen=True)
class Corpus:
    """Theorems from one place, in the order of files and of lines."""

    name: str
    kind: Kind
    root: Path
    """Absolute; the paths of the files are below it."""
    theorems: tuple[CorpusTheorem, ...]
    left_out: tuple[LeftOut, ...]
    salt: str = DEFAULT_SALT
    shares: Shares = DEFAULT_SHARES

    @cached_property
    def digest(self) -> str:
        """Content hash: the same files with the same texts, and the same theorems in them."""
        named = [f"{t.file}\0{t.file_digest}\0{t.line}\0{t.name}" for t in self.theorems]
        return content_hash(*named)

    @cached_property
    def splits(self) -> Mapping[str, Split]:
        """The split of each file (:mod:`tools.corpus.splits`)."""
        contents: dict[str, set[str]] = {}
        for theorem in self.theorems:
            contents.setdefault(theorem.file, {theorem.file_digest}).add(theorem.text_hash)
        return split_files(contents, self.salt, self.shares)
