"""Symbol names and the ELF reader."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.lean.embedded import locate
from tools.lean.embedded.symbols import (
    SymbolTableError,
    demangle_component,
    mangle,
    read_symbols,
)

_CHARACTERS = st.characters(exclude_categories=("Cs", "Cc"))


@given(st.text(_CHARACTERS, min_size=1))
def test_a_component_survives_mangling(text: str) -> None:
    assert demangle_component(mangle((text,))[2:]) == text


@pytest.mark.parametrize(
    ("name", "symbol"),
    [
        (("term_∧_",), "l_term___u2227__"),
        (("Lean", "Parser", "Tactic", "apply"), "l_Lean_Parser_Tactic_apply"),
        (("Lean", "Parser", "Tactic", "exact?"), "l_Lean_Parser_Tactic_exact_x3f"),
        (("term_×_",), "l_term___xd7__"),
    ],
)
def test_known_names(name: tuple[str, ...], symbol: str) -> None:
    assert mangle(name) == symbol
    assert demangle_component(symbol[2:].split("Tactic_")[-1]) == name[-1]


def test_the_library_has_the_symbols_that_the_generator_builds_on() -> None:
    library = locate.find_library()
    assert library is not None
    symbols = {symbol.name: symbol for symbol in read_symbols(library)}
    assert symbols["l_Lean_Parser_Tactic_apply"].is_data
    assert not symbols["l_Lean_Name_mkStr1"].is_data
    assert len(symbols) > 200_000


def test_what_is_no_library_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "text.so"
    file.write_text("not ELF")
    with pytest.raises(SymbolTableError, match="not a 64-bit"):
        read_symbols(file)
