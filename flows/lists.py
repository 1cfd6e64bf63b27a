"""Lists as options write them, with commas between the items."""

from __future__ import annotations

from tools.errors import UserInputError


def read_names(text: str) -> tuple[str, ...]:
    """The items, each once, in their order; none of an empty text."""
    return tuple(dict.fromkeys(item.strip() for item in text.split(",") if item.strip()))


def read_numbers(option: str, text: str) -> tuple[int, ...]:
    """The items as numbers from 1 on, ascending. Raises :class:`UserInputError`."""
    numbers = {int(item) for item in read_names(text) if item.isascii() and item.isdigit()}
    if not numbers or min(numbers) < 1 or len(numbers) < len(read_names(text)):
        raise UserInputError(f"{option} wants whole numbers from 1 on, as in 1,4,16, not {text}.")
    return tuple(sorted(numbers))
