"""The task of a chat's theorem as a prompt, to which the proofs that people prefer are answers."""

from __future__ import annotations

from agents.channels import Channels
from agents.material import gather
from agents.prompting import Prompts
from agents.runtime import RunContext
from agents.scaffold import Budget, rewriter_prompt
from tools.llm.tokens import estimate_tokens

_TOKENS = 16_384
_ANSWER = 4_096


def task_prompt(context: RunContext) -> str:
    """The hash of the prompt that asks for a better proof than the original; it is stored.

    It is written as for a model that holds 16,384 tokens, with Burnish's own prompt files and all
    that is known of the theorem itself. Raises :class:`agents.scaffold.PromptTooLong`.
    """
    channels = Channels()
    material = gather(context, None, channels=channels)
    budget = Budget(_TOKENS, _ANSWER, estimate_tokens)
    rendered = rewriter_prompt(material, channels, budget, Prompts())
    about = {"channels": rendered.channels_used, "cut": rendered.cut}
    prompt = rendered.prompt
    context.repository.answers.keep_prompt(prompt.digest, prompt.to_json() | about)
    return prompt.digest
