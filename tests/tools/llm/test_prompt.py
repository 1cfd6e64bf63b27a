from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tools.llm.prompt import Message, Prompt

TEXTS = st.text(st.characters())  # lone surrogates too


@given(st.lists(st.tuples(st.sampled_from(["system", "user", "assistant"]), TEXTS), max_size=4))
def test_a_prompt_comes_back_from_json_with_its_digest(turns: list[tuple[str, str]]) -> None:
    prompt = Prompt(tuple(Message(role, text) for role, text in turns))  # type: ignore[arg-type]
    again = Prompt.from_json(prompt.to_json())
    assert again == prompt
    assert again.digest == prompt.digest


def test_the_digest_is_of_every_machine() -> None:
    prompt = Prompt((Message("user", "∀ x, x = x"),))
    assert prompt.digest == "9e03a91b93a210cadbcb3a07057437cb3e1bdfd611546439d9c4683a72e86320"


def test_each_part_of_a_prompt_is_in_its_digest() -> None:
    prompts = [
        Prompt(()),
        Prompt((Message("user", "a"),)),
        Prompt((Message("system", "a"),)),
        Prompt((Message("user", "b"),)),
        Prompt((Message("user", "a"), Message("user", ""))),
    ]
    assert len({one.digest for one in prompts}) == len(prompts)
