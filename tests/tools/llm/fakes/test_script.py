from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.tools.llm.serving import COLLECTION, PROMPT
from tools.errors import UserInputError
from tools.llm.errors import ModelRefused, ModelStopped
from tools.llm.fakes.script import Entry, Script, ScriptedModel, count_words, first_words
from tools.llm.model import Model
from tools.llm.prompt import Message, Prompt
from tools.llm.sampling import Sampling

OTHER = Prompt((Message("user", "another"),))


def texts(model: Model, prompt: Prompt, n: int) -> list[str]:
    return [one.text for one in model.sample(prompt, Sampling(n=n), urgency=COLLECTION)]


def test_the_nearest_entry_answers() -> None:
    script = Script(
        [
            Entry(("for all",)),
            Entry(("by text",), contains="nobody"),
            Entry(("by text too",), contains="proof"),
            Entry(("by digest",), prompt=PROMPT.digest),
            Entry(("by digest too",), prompt=PROMPT.digest),
        ]
    )
    assert script.answers(PROMPT, 1) == ["by digest"]
    assert script.answers(Prompt(PROMPT.messages[1:]), 1) == ["by text"]
    assert script.answers(OTHER, 1) == ["for all"]


def test_the_same_question_gets_the_same_answers() -> None:
    model = ScriptedModel(Script([Entry(("a", "b", "c"))]))
    assert texts(model, PROMPT, 2) == texts(model, PROMPT, 2) == ["a", "b"]
    assert texts(model, PROMPT, 5) == ["a", "b", "c", "c", "c"]


def test_a_strict_script_never_repeats() -> None:
    script = Script([Entry(("a", "b"))], repeat_last=False)
    assert script.answers(PROMPT, 2) == ["a", "b"]
    with pytest.raises(ModelRefused, match=f"2 answers for the prompt {PROMPT.digest}"):
        script.answers(PROMPT, 3)


def test_a_prompt_without_an_entry_is_refused() -> None:
    with pytest.raises(ModelRefused, match=OTHER.digest):
        Script([Entry(("a",), prompt=PROMPT.digest)]).answers(OTHER, 1)


def test_a_script_is_read_from_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "answers.jsonl"
    entries = [Entry(("∀", "two\nlines\u2028"), prompt=PROMPT.digest), Entry(("rest",))]
    lines = [json.dumps(one.to_json(), ensure_ascii=False) for one in entries]
    path.write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    script = Script.read(path)
    assert script.answers(PROMPT, 2) == ["∀", "two\nlines\u2028"]
    assert script.answers(OTHER, 1) == ["rest"]


@pytest.mark.parametrize(
    "line",
    [
        "nonsense", "3", "[]", "{}", '{"answers": []}', '{"answers": [1]}', '{"answers": "text"}',
        '{"answers": ["a"], "prompt": 3}', '{"answers": ["a"], "contains": ["b"]}',
    ],
)  # fmt: skip
def test_a_wrong_line_is_named(line: str, tmp_path: Path) -> None:
    path = tmp_path / "answers.jsonl"
    path.write_text(f'{{"answers": ["a"]}}\n{line}\n', encoding="utf-8")
    with pytest.raises(UserInputError, match=r"answers\.jsonl:2: not an entry"):
        Script.read(path)


def test_a_script_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UserInputError, match="cannot be read"):
        Script.read(tmp_path / "none")


def test_the_scripted_model_is_a_model_that_remembers() -> None:
    model = ScriptedModel(
        Script([Entry(("<think>hm</think>by simp",))]), name="m", adapter="a", context_tokens=100
    )
    sampling = Sampling(n=1, temperature=0.3)
    (answer,) = model.sample(PROMPT, sampling, urgency=COLLECTION, schema={"type": "object"})
    assert (answer.thinking, answer.text, answer.finish) == ("hm", "by simp", "stop")
    assert answer.prompt_tokens == count_words("".join(one.content for one in PROMPT.messages))
    (asked,) = model.asked
    assert (asked.prompt, asked.sampling, asked.urgency) == (PROMPT, sampling, COLLECTION)
    assert asked.schema == {"type": "object"}
    assert (model.name, model.adapter) == ("m", "a")
    assert model.limits().context_tokens == 100
    assert model.limits().served == ("m", "a")
    assert model.count_tokens(PROMPT) > 0
    with pytest.raises(ModelStopped):
        model.sample(PROMPT, sampling, urgency=COLLECTION, stopped=lambda: True)
    assert len(model.asked) == 1
    model.close()


@pytest.mark.parametrize(
    ("most", "kept"), [(1, "by"), (2, "by simp"), (3, "by simp ["), (6, "by simp [h] "), (9, None)]
)
def test_words_are_cut_at_their_end(most: int, kept: str | None) -> None:
    text = "by simp [h] ∎ "
    assert count_words(text) == 6
    assert first_words(text, most) == (text if kept is None or most >= 6 else kept)
