"""Two last steps in one: ``rw [h]; exact e`` into ``rwa`` or ``simpa using e``, ``simp at h;
exact h`` into ``simpa using h``, ``have h := e; exact h`` into ``exact e``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tools.lean.syntax import Syntax
from tools.rewriting.outline import Outline
from tools.rewriting.proposal import Proposal, Rewrite
from tools.rewriting.reading import exact_term, keyword, read_rw, read_simp
from tools.rewriting.surgery import replace_suffix, too_wide


def find(outline: Outline, portfolio: Sequence[str]) -> Iterable[Proposal]:
    for block in outline.blocks:
        count = len(block.items)
        if count < 2:
            continue
        before, final = block.items[-2:]
        for text, chance in _merged(outline, before, final):
            if not too_wide(text, outline.column(before.start)):
                edit = replace_suffix(outline, block, count - 2, text)
                gain = outline.cost(before.start, final.end) - 1
                yield Proposal((edit,), gain, chance)


def _merged(outline: Outline, before: Syntax, final: Syntax) -> Iterator[tuple[str, float]]:
    term = exact_term(final)
    rewriting = read_rw(before)
    simplifying = read_simp(before)
    if term is not None and "\n" in outline.text(term):
        return
    closing = keyword(final) in ("exact", "assumption")
    if rewriting is not None and rewriting.keyword == "rw" and closing:
        text = outline.text(before)
        yield "rwa" + text.removeprefix("rw"), 0.9
        rules = ", ".join(outline.text(rule) for rule in rewriting.rules)
        if term is not None and rewriting.location is None:
            yield f"simpa [{rules}] using {outline.text(term)}", 0.35
        if term is not None and rewriting.location is not None:
            yield f"simpa [{rules}] using {outline.text(term)}", 0.35
    if simplifying is not None and simplifying.keyword in ("simp", "simp only") and closing:
        text = outline.text(before).removeprefix("simp")
        if simplifying.location is not None:
            text = text.removesuffix(outline.text(simplifying.location)).rstrip()
        if term is not None:
            yield f"simpa{text} using {outline.text(term)}", 0.6
        elif simplifying.location is None:
            yield f"simpa{text}", 0.5


REWRITE = Rewrite("finish_with", find)
