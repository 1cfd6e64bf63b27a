"""The chat on a terminal: line editing, history, completion, colours; plain lines elsewhere."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from flows.chatting.chat import Chat, Played
from flows.chatting.lines import is_whole, turns_of
from flows.chatting.rendering import print_code, print_played
from flows.chatting.typing_ahead import unseen
from flows.output import progress, progress_console, result_console, visible
from tools.lean.lexer import tokens

if TYPE_CHECKING:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

_HISTORY = "chat-history"
_WELCOME = "Say what to change, paste a proof, or use a command: /help lists them. Ctrl-D leaves."


def talk(chat: Chat) -> None:
    """Take turns until the user leaves."""
    console = result_console()
    interactive = sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()
    _greet(console, chat)
    played = _play(chat, None, interactive)
    if played is not None:
        console.print(Text("The turn that was cut off:", style="dim"))
        print_played(console, played)
    if not interactive:
        for text in turns_of(typed_elsewhere()):
            console.print(Text(f"> {visible(text)}", style="bold"))
            if not _taken(console, chat, text, interactive):
                break
        return
    for text in _typed(chat):
        if not _taken(console, chat, text, interactive):
            break
    progress(f"Left chat {chat.session}; the same command goes on from here.")


def typed_elsewhere() -> Iterable[str]:
    """The lines of an input that is no terminal; none if it is closed."""
    if isinstance(sys.stdin, io.TextIOWrapper):  # Lean is Unicode, whatever the locale says
        sys.stdin.reconfigure(encoding="utf-8", errors="backslashreplace")
    return sys.stdin or ()


def _taken(console: Console, chat: Chat, text: str, interactive: bool) -> bool:
    """Play a turn and show it; whether to go on."""
    played = _play(chat, text, interactive)
    assert played is not None, "a turn that was said is answered"
    print_played(console, played)
    console.print()
    return not played.outcome.leaving


def _play(chat: Chat, text: str | None, interactive: bool) -> Played | None:
    """A turn (the one that was cut off for ``None``) with a line that says what is being done."""
    if not interactive:
        return chat.begin(_quiet) if text is None else chat.turn(text, _quiet)
    with unseen(sys.stdin.fileno()), progress_console().status("…") as status:

        def tell(said: str) -> None:
            status.update(Text(f"{visible(said)} (Ctrl-C stops)"))

        return chat.begin(tell) if text is None else chat.turn(text, tell)


def _greet(console: Console, chat: Chat) -> None:
    model = chat.proposing.modelling
    who = f", model {model.model.name}" if model is not None else ", no model"
    title = visible(f"{chat.work.problem.name}  {chat.file.wanted.path}")
    about = visible(f"  chat {chat.session}{who}")  # a server says what its model is called
    console.print(Text.assemble((title, "bold"), (about, "dim")))
    messages = chat.messages()
    if not messages:
        print_code(console, chat.work.problem.text)
    else:
        said = [one for one in messages if one.role == "user"]
        console.print(Text(f"{len(said)} turns so far; /history lists them, /show the proof."))
    console.print(Text(_WELCOME, style="dim"))


def _typed(chat: Chat) -> Iterator[str]:
    """What the user types, a turn at a time, until Ctrl-D."""
    session, pasted = _session(chat)
    while True:
        try:
            text = session.prompt()
        except KeyboardInterrupt:
            progress("(Ctrl-D leaves.)")
            continue
        except EOFError:
            return
        finally:
            pasted.clear()
        if text.strip():
            yield text.strip("\n").rstrip()
        elif chat.state["asking"]:
            yield "no"


def _session(chat: Chat) -> tuple[PromptSession[str], list[bool]]:
    """The line editor, and a list that is not empty once something was pasted."""
    import os

    from prompt_toolkit import PromptSession
    from prompt_toolkit.output import ColorDepth

    from flows.chatting.colouring import TurnLexer
    from flows.chatting.completion import ChatCompleter
    from flows.chatting.recall import Recall

    folder = Path(chat.work.repository.database.path).parent
    pasted: list[bool] = []
    colourless = "NO_COLOR" in os.environ
    session: PromptSession[str] = PromptSession(
        lambda: f"{chat.work.problem.name.rpartition('.')[2]}> ",
        history=Recall(str(folder / _HISTORY)),
        completer=ChatCompleter(chat.names, lambda: _words(chat)),
        complete_while_typing=False,
        lexer=TurnLexer(),
        color_depth=ColorDepth.DEPTH_1_BIT if colourless else None,
        key_bindings=_keys(pasted),
        multiline=True,
        prompt_continuation=_continued,
    )
    return session, pasted


def _continued(width: int, number: int, wrapped: int) -> str:
    """What stands before a further line; nothing before the rest of one that is too long."""
    return " " * width if wrapped else "." * (width - 1) + " "


def _keys(pasted: list[bool]) -> KeyBindings:
    from prompt_toolkit.key_binding import KeyBindings
    from prompt_toolkit.keys import Keys

    keys = KeyBindings()

    @keys.add("enter")
    def _enter(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        if is_whole(buffer.text, pasted=bool(pasted)):
            buffer.validate_and_handle()
        else:
            buffer.newline(copy_margin=True)
            if buffer.text.strip() == "by":
                buffer.insert_text("  ")

    @keys.add("escape", "enter")
    def _line(event: KeyPressEvent) -> None:
        event.current_buffer.newline()

    @keys.add(Keys.BracketedPaste)
    def _paste(event: KeyPressEvent) -> None:
        pasted.append(True)
        event.current_buffer.insert_text(event.data.replace("\r\n", "\n").replace("\r", "\n"))

    return keys


def _words(chat: Chat) -> list[str]:
    """The names that stand in the current proof."""
    return sorted({one.text for one in tokens(chat.proof) if one.text[:1].isalpha()})


def _quiet(text: str) -> None:
    """Nothing is told where nobody watches."""
