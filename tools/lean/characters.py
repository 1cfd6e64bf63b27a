"""Characters that make a proof look like something else than what Lean reads.

Invisible characters and those that turn the direction of text have no place in a proof, nor has a
letter that is drawn like another one in a name that looks as if it were written with that other
one. Lean's own symbols, and Greek or any other script where it is itself, stay usable.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ALLOWED = frozenset("\n\t ")
_INVISIBLE = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
    + "".join(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
)
"""Drawn as nothing, though Unicode does not class them as formatting."""

_CLASSES = {
    "Cc": "control",
    "Cf": "invisible",
    "Cn": "unassigned",
    "Co": "private-use",
    "Cs": "broken",
    "Zl": "line-breaking",
    "Zp": "line-breaking",
    "Zs": "invisible",
}

_TURNING = frozenset({"LRE", "LRO", "RLE", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})

# Drawn like letters of the Latin alphabet, or nearly so, in the fonts that people read code in.
_LOOK_ALIKES = frozenset(
    # Greek: capitals from alpha to chi, omicron, lunate sigmas, yot
    "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7"
    "\u03bf\u03f2\u03f3\u03f9"
    # Cyrillic capitals, then small letters
    "\u0405\u0406\u0408\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425"
    "\u04ae\u04c0\u050c\u051a\u051c"
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0455\u0456\u0458\u0475\u04bb\u04cf\u0501\u051b\u051d"
    # Armenian, then the dotless i
    "\u054d\u0555\u0570\u0578\u057d\u0581\u0585"
    "\u0131"
)
_WORD = re.compile(r"\w+")
_LATIN = re.compile(r"[A-Za-z]")


def misplaced(text: str, known: str) -> str | None:
    """The first character of ``text`` that no proof needs, in words; ``None`` if there is none.

    What ``known`` has is allowed.
    """
    for char in dict.fromkeys(text):
        kind = _kind(char)
        if kind is not None and char not in known:
            return f"the {kind} character {_named(char)}"
    return None


def may_mislead(text: str) -> bool:
    """Whether any letter of a text could pass for another one."""
    return not text.isascii() and any(map(_passes_for_another, set(text)))


def look_alike(name: str, known: str) -> str | None:
    """A letter of a name that passes for another one, in words; ``None`` if there is none.

    A letter counts where its word could be taken for a Latin one: beside Latin letters, or where
    all letters are such. What ``known`` has is allowed.
    """
    if name.isascii():
        return None
    for word in _WORD.findall(name):
        letters = [char for char in word if char.isalpha()]
        doubtful = [char for char in letters if _passes_for_another(char)]
        if not doubtful:
            continue
        if _LATIN.search(word) or len(doubtful) == len(letters):
            found = next((char for char in doubtful if char not in known), None)
            if found is not None:
                return f"the letter {_named(found)}, which looks like another one"
    return None


@lru_cache(maxsize=4096)
def _kind(char: str) -> str | None:
    """What is wrong with a character wherever it stands."""
    if char in _ALLOWED:
        return None
    if char in _INVISIBLE:
        return "invisible"
    if unicodedata.bidirectional(char) in _TURNING:
        return "direction-changing"
    return _CLASSES.get(unicodedata.category(char))


@lru_cache(maxsize=4096)
def _passes_for_another(char: str) -> bool:
    # A character that Unicode holds to be another spelling of one character (the Kelvin sign, the
    # ohm sign, full-width letters) is drawn like it; Lean takes them for different letters.
    return (
        char in _LOOK_ALIKES
        or unicodedata.normalize("NFC", char) != char
        or unicodedata.decomposition(char).startswith("<wide>")
    )


def _named(char: str) -> str:
    return f"U+{ord(char):04X} ({unicodedata.name(char, 'no name')})"
