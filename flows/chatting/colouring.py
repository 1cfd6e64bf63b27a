"""The colours of what is typed: Lean's for code, a command's name, and none for words."""

from __future__ import annotations

from collections.abc import Callable

from prompt_toolkit.document import Document
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.lexers import Lexer, PygmentsLexer, SimpleLexer
from pygments.lexers.lean import Lean4Lexer

from agents.chat.reading import Code, Command, read_turn

_COMMAND = "bold"


class TurnLexer(Lexer):
    """Colours a turn by what it will be taken for."""

    def __init__(self) -> None:
        self._code = PygmentsLexer(Lean4Lexer)
        self._words = SimpleLexer()

    def lex_document(self, document: Document) -> Callable[[int], StyleAndTextTuples]:
        match read_turn(document.text):
            case Code():
                return self._code.lex_document(document)
            case Command():
                return lambda number: _command(document.lines[number])
        return self._words.lex_document(document)


def _command(line: str) -> StyleAndTextTuples:
    name, space, rest = line.partition(" ")
    return [(_COMMAND, name), ("", space + rest)]
