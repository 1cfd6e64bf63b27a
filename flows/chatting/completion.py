"""What can be typed next in a chat: commands, what they take, hypotheses, tactics, lemmas."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from agents.chat.commands import COMMANDS
from tools.metrics import METRICS

_WORD = re.compile(r"[^\s()\[\]{},;⟨⟩]*\Z")
_TAKES: dict[str, tuple[str, ...]] = {
    "show": ("tree", "states"),
    "diff": ("original", "previous"),
    "improve": tuple(METRICS),
    "help": tuple(COMMANDS),
}
_CODE = ("try", "avoid", "inline", "extract")
TACTICS = (
    "apply", "assumption", "by_cases", "calc", "cases", "change", "constructor", "contradiction",
    "decide", "exact", "exists", "ext", "funext", "have", "induction", "intro", "left", "obtain",
    "omega", "rcases", "refine", "rfl", "right", "rw", "show", "simp", "simp_all", "simpa",
    "split", "suffices", "trivial", "unfold",
)  # fmt: skip


class ChatCompleter(Completer):
    """Completes the word at the cursor."""

    def __init__(self, names: Sequence[str], words: Callable[[], Iterable[str]]) -> None:
        """``names`` are the file's declarations; ``words`` what stands in the current proof."""
        self._names = names
        self._words = words

    def get_completions(
        self, document: Document, complete_event: CompleteEvent
    ) -> Iterable[Completion]:
        before = document.text_before_cursor
        found = _WORD.search(before)
        typed = found[0] if found is not None else ""
        for word, meta in self.offers(before, typed):
            yield Completion(word, start_position=-len(typed), display_meta=meta)

    def offers(self, before: str, typed: str) -> list[tuple[str, str]]:
        """The words that go on with ``typed``, the end of ``before``, each with what it is."""
        if before == typed and typed.startswith("/"):
            known = [(f"/{name}", one.does) for name, one in COMMANDS.items()]
            return [one for one in known if one[0].startswith(typed)]
        command = before[1:].split()[0] if before.startswith("/") and before[1:].split() else ""
        if command in _TAKES:
            return [(word, "") for word in _TAKES[command] if word.startswith(typed)]
        if not typed or (command and command not in _CODE):
            return []
        offered = dict.fromkeys(self._words(), "")
        offered |= dict.fromkeys(self._names, "lemma")
        offered |= dict.fromkeys(TACTICS, "tactic")
        return [
            (word, meta)
            for word, meta in sorted(offered.items())
            if word.startswith(typed) and word != typed
        ]
