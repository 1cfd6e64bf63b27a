"""Reading the syntax trees that Lean prints raw."""

from __future__ import annotations

import pytest

from tools.lean.raw_syntax import SyntaxTraceError, parse_command
from tools.lean.source import Source

TEXT = 'theorem «a b» : "é" := f -- x\n  (g)'
TRACE = (
    '(Command.declaration (Command.theorem "theorem" (Command.declId "":8:`«a b»:15:" " []) '
    '"":16:":":17:" " (str "":18:"\\"é\\"":22:" ") "":23:":=":25:" " '
    '(Term.app "":26:`f:27:" -- x\\n  " [(Term.paren "":35:"(":36:"" "":36:`g:37:"" ")")])))'
)


def test_every_token_is_found_where_it_stands() -> None:
    source = Source(TEXT)
    tree = parse_command(TRACE, 0, len(source.data))
    for token in tree.tokens():
        assert source.slice(token.start, token.end) == token.value
    assert [token.value for token in tree.tokens()][-3:] == ["(", "g", ")"]


def test_the_last_token_follows_the_space_behind_the_one_before() -> None:
    tree = parse_command('(c "a" "":2:`b:3:"  " `last)', 0, 9)
    assert (tree[2].start, tree[2].end) == (5, 9)


def test_the_first_token_starts_the_command() -> None:
    tree = parse_command('(c "open" "":9:`b:10:" " `x)', 4, 12)
    assert (tree[0].start, tree[0].end) == (4, 8)


def test_made_up_nodes_carry_bare_places() -> None:
    tree = parse_command('(392:Command.section:394 (392:h:394 [] []) "section" [])', 392, 394)
    assert tree.kind == "Command.section"
    assert tree[0].kind == "h"


def test_places_are_mapped() -> None:
    tree = parse_command('(c "a" "":12:`b:13:" " `x)', 10, 15, lambda offset: offset - 10)
    assert [(t.start, t.end) for t in tree.tokens()] == [(0, 1), (2, 3), (4, 5)]


@pytest.mark.parametrize("trace", ["", "(c `a", "`a", '(c "a', "theorem foo"])
def test_what_is_not_a_tree_is_an_error(trace: str) -> None:
    with pytest.raises(SyntaxTraceError):
        parse_command(trace, 0, 5)
