from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.llm.secrets import presentable, redact

KEY = "sk-0123456789abcdef"
PRINTABLE = st.characters(min_codepoint=33, max_codepoint=126)


@given(st.text(), st.text(PRINTABLE, min_size=8), st.text(), st.data())
def test_no_part_of_a_key_is_left(before: str, key: str, after: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(key) - 8))
    shown = redact(f"{before}{key[at:]}{after}{key}", key)
    assert not any(key[i : i + 8] in shown for i in range(len(key) - 7))


def test_the_rest_of_a_message_stays() -> None:
    assert redact(f"Incorrect key {KEY}, or {KEY[:10]}****.", KEY) == "Incorrect key *, or *****."
    assert redact("nothing to hide", KEY) == "nothing to hide"
    assert redact("no key", None) == "no key"
    assert redact("key abc here", "abc") == "key * here"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("two\r\n  lines", "two lines"),
        ("\x1b[31mred\x07", "[31mred"),
        ("<html><style>p{}</style><p>Bad <b>gateway</b></html>", "Bad gateway"),
        ("bidi \u202eoverride", "bidi override"),
        ("half \ud800", "half"),
        ("x" * 50, "x" * 29 + "…"),
        ("if a < b then", "if a < b then"),
    ],
)
def test_a_servers_words_are_fit_for_a_terminal(text: str, shown: str) -> None:
    assert presentable(text, None, 30) == shown


def test_a_message_of_megabytes_takes_no_time() -> None:
    assert presentable(KEY * 1_000_000, KEY, 300) == "*"
    assert len(presentable("<" * 5_000_000, KEY, 300)) <= 300
