"""What is to be improved: a context, a statement in it, and a proof that Lean accepts."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from tools.lean.declarations import Declaration, split_name
from tools.lean.local_declarations import local_declarations
from tools.lean.source import Source
from tools.lean.syntax import IDENT

_RULES = "2"
"""Changes with the rules of judging, so that verdicts under older ones count for nothing."""


def content_hash(*parts: str) -> str:
    """SHA-256 over some texts, in hexadecimal; where one ends and the next begins counts."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()


@dataclass(frozen=True)
class Problem:
    """One theorem of a file. The file is the unit of truth: ``source`` is all of it."""

    source: Source
    declaration: Declaration
    lean_fingerprint: str
    statement_type: str
    """The elaborated statement as Lean prints it with nothing implicit."""
    axioms: tuple[str, ...]
    """The axioms of the original proof."""

    @property
    def name(self) -> str:
        return self.declaration.name

    @cached_property
    def context(self) -> str:
        """The file up to the command that holds the declaration."""
        return self.source.slice(0, self.declaration.command.start)

    @cached_property
    def context_hash(self) -> str:
        """All that a verdict of screening rests on beside the declaration: the text before it,
        and what its command has after it (the siblings of a ``mutual`` block)."""
        declaration = self.declaration
        return content_hash(
            self.source.slice(0, declaration.start),
            self.source.slice(declaration.end, declaration.command.end),
        )

    @cached_property
    def text(self) -> str:
        """The whole declaration, from its doc comment to its end."""
        return self.source.slice(self.declaration.start, self.declaration.end)

    @cached_property
    def value_start(self) -> int:
        """Where the value begins, in bytes from the beginning of :attr:`text`."""
        value = self.declaration.value
        assert value is not None, "a problem is made of a declaration with a value only"
        return value.start - self.declaration.start

    @cached_property
    def statement(self) -> str:
        """The declaration up to its value: what no candidate may change."""
        return Source(self.text).slice(0, self.value_start)

    @cached_property
    def original(self) -> str:
        """The value: from ``:=`` or the first ``|`` to the declaration's end."""
        return self.text[len(self.statement) :]

    @cached_property
    def key(self) -> str:
        """Content hash: the same theorem in the same context under the same Lean."""
        return content_hash(self.lean_fingerprint, self.context_hash, self.statement, self.original)

    def verdict_key(self, declaration: str) -> str:
        """Under which the screening of a candidate (a whole declaration's text) is kept."""
        return content_hash(
            _RULES, self.lean_fingerprint, self.context_hash, self.statement, declaration
        )

    def final_key(self, declaration: str) -> str:
        """Under which the last word on a candidate is kept: it is about the whole file."""
        place = str(self.declaration.start)
        return content_hash(
            _RULES, "final", self.lean_fingerprint, self.source.digest, place, declaration
        )

    @cached_property
    def is_recursive(self) -> bool:
        """Whether the original proof may refer to the theorem itself, perhaps as ``n.name``."""
        value = self.declaration.value
        own = split_name(self.name)[-1:]
        return value is not None and any(
            token.kind == IDENT and split_name(token.value)[-1:] == own for token in value.tokens()
        )

    @cached_property
    def local_declarations(self) -> Counter[str]:
        """Those of the original proof (``where``, ``let rec``), by their tokens."""
        value = self.declaration.value
        return local_declarations(value) if value is not None else Counter()

    @cached_property
    def registers(self) -> bool:
        """Whether the original proof has attributes (of ``where`` declarations): another copy of it
        in the same run would meet the instances and simp lemmas that the first one made."""
        value = self.declaration.value
        return value is not None and value.find("Term.attributes") is not None

    @cached_property
    def mark(self) -> str:
        """What stands in the names of candidates that are judged together, and nowhere in the
        file: a candidate that says it could be using another one."""
        mark = "_burnish_"
        while mark in self.source.text:
            mark += "b_"
        return mark

    def mentions_itself(self, declaration: str) -> bool:
        """Whether a candidate may be recursive: its value has the theorem's last name as a word."""
        own = split_name(self.name)[-1].strip("«»")
        value = declaration[len(self.statement) :]
        return re.search(rf"(?<!\w){re.escape(own)}(?!\w)", value) is not None

    def splice(self, declaration: str) -> Source:
        """The file with the declaration replaced and every other byte as it was."""
        return self.source.splice(self.declaration.start, self.declaration.end, declaration)
