"""Splits: fixed by a file's own path, but for files that share a text."""

from __future__ import annotations

import hashlib
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.corpus.splits import (
    DEFAULT_SALT,
    DEFAULT_SHARES,
    SPLITS,
    Shares,
    draw,
    split_files,
)

PATHS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=12)
FILES = st.dictionaries(PATHS, st.sets(st.integers(0, 5).map(str), max_size=3), max_size=8)
PROTECTED = {split: rank for rank, split in enumerate(reversed(SPLITS))}
"""Lower is better protected: test, validation, train."""


def own_contents(paths: set[str]) -> dict[str, set[str]]:
    """Files of which each has a text of its own."""
    return {path: {f"content of {path}"} for path in paths}


def test_the_draw_is_what_the_documentation_says() -> None:
    digest = hashlib.sha256(b"burnish-1\0Demo/Swap.lean").hexdigest()
    assert draw("Demo/Swap.lean", DEFAULT_SALT) == pytest.approx(int(digest[:12], 16) / 16**12)


def test_the_shares_are_met() -> None:
    paths = [f"Folder/File{number}.lean" for number in range(4000)]
    splits = list(split_files(own_contents(set(paths)), DEFAULT_SALT, DEFAULT_SHARES).values())
    assert splits.count("test") == pytest.approx(400, abs=60)
    assert splits.count("validation") == pytest.approx(400, abs=60)


def test_shares_without_a_rest_for_training_are_refused() -> None:
    for shares in ((0.5, 0.5), (-0.1, 0.1), (0.2, float("nan"))):
        with pytest.raises(ValueError, match="leave some for training"):
            Shares(*shares)


def test_shares_of_nothing_hold_nothing_out() -> None:
    contents = own_contents({f"{number}.lean" for number in range(100)})
    assert set(split_files(contents, "salt", Shares(0, 0)).values()) == {"train"}


@given(st.sets(PATHS, max_size=8), st.sets(PATHS, max_size=8))
def test_other_files_change_nothing_for_a_file(some: set[str], more: set[str]) -> None:
    alone = split_files(own_contents(some), DEFAULT_SALT, DEFAULT_SHARES)
    together = split_files(own_contents(some | more), DEFAULT_SALT, DEFAULT_SHARES)
    assert {path: together[path] for path in some} == alone


@given(FILES)
def test_files_that_share_a_text_share_a_split(contents: dict[str, set[str]]) -> None:
    splits = split_files(contents, DEFAULT_SALT, DEFAULT_SHARES)
    assert splits.keys() == contents.keys()
    for path, hashes in contents.items():
        for other, others in contents.items():
            if hashes & others:
                assert splits[path] == splits[other]


@given(FILES, FILES)
def test_what_joins_never_takes_protection_away(
    contents: dict[str, set[str]], more: dict[str, set[str]]
) -> None:
    before = split_files(contents, DEFAULT_SALT, Shares(0.3, 0.3))
    after = split_files({**more, **contents}, DEFAULT_SALT, Shares(0.3, 0.3))
    assert all(PROTECTED[after[path]] <= PROTECTED[split] for path, split in before.items())


@given(FILES, st.randoms(use_true_random=False))
def test_the_order_of_files_says_nothing(contents: dict[str, set[str]], random: Random) -> None:
    paths = sorted(contents)
    random.shuffle(paths)
    shuffled = {path: contents[path] for path in paths}
    assert split_files(shuffled, "salt", DEFAULT_SHARES) == split_files(
        contents, "salt", DEFAULT_SHARES
    )


def test_a_chain_of_shared_texts_is_one_group() -> None:
    paths = [f"{number}.lean" for number in range(50)]
    chain = {path: {str(i), str(i + 1)} for i, path in enumerate(paths)}
    assert len(set(split_files(chain, DEFAULT_SALT, DEFAULT_SHARES).values())) == 1
    lowest = min(draw(path, DEFAULT_SALT) for path in paths)
    assert set(split_files(chain, DEFAULT_SALT, DEFAULT_SHARES).values()) == {
        DEFAULT_SHARES.split(lowest)
    }


def test_another_salt_draws_anew() -> None:
    contents = own_contents({f"{number}.lean" for number in range(100)})
    assert split_files(contents, "a", DEFAULT_SHARES) != split_files(contents, "b", DEFAULT_SHARES)
