"""What of a step's text is its own: the text without the steps inside it."""

from __future__ import annotations

from tools.lean.structure.tree import ProofStep


def head_and_labels(step: ProofStep) -> tuple[str, list[str]]:
    """The step's own text up to the first step inside it, and what stands before each of those.

    Labels are such as ``| succ n ih =>``. An infix combinator begins with an operand; its head is
    what stands between the operands.
    """
    gaps = _gaps(step)
    if not gaps:
        return _one_line(step.text), []
    if not gaps[0].strip():
        return _one_line(gaps[1] if len(gaps) > 1 else step.text), [""] * len(gaps)
    lines = [line for line in gaps[0].splitlines() if line.strip()]
    if len(lines) > 1 and lines[-1].lstrip().startswith("|"):
        head, first = "\n".join(lines[:-1]), lines[-1]
    elif gaps[0].rstrip().endswith("|"):
        head, first = gaps[0].rstrip().removesuffix("|"), "|"
    else:
        head, first = gaps[0], ""
    return _one_line(head), [_one_line(gap) for gap in (first, *gaps[1:])]


def _gaps(step: ProofStep) -> list[str]:
    """The text before each step inside, from the end of the one before it."""
    data = step.text.encode("utf-8")
    starts = [0, *(child.end - step.start for child in step.children)]
    return [
        data[start : child.start - step.start].decode("utf-8")
        for start, child in zip(starts, step.children, strict=False)
    ]


def _one_line(text: str) -> str:
    """Without line breaks, comment lines and separators."""
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("--")]
    return " ".join(" ".join(lines).split()).strip("; ")
