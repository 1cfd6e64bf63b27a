"""The options about searches and models that several commands have, each written once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

DEFAULT_ROUNDS = 12
DEFAULT_CANDIDATES = 48
DEFAULT_SAMPLES = 16
DEFAULT_MODEL_ROUNDS = 3
DEFAULT_TEMPERATURE = "1.0-1.4"
DEFAULT_ANSWER_TOKENS = 4096
MODEL = "The model"

Lean = Annotated[
    str | None, typer.Option("--lean", help="A Lean binary, toolchain folder, or `embedded`.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
Rounds = Annotated[
    int, typer.Option(min=1, help="Rounds for each theorem, each from the best so far.")
]
Candidates = Annotated[int, typer.Option(min=1, help="Candidates in a round; the first has half.")]
Endpoint = Annotated[
    str | None,
    typer.Option(
        metavar="URL",
        help="Where a model is served, as in http://localhost:8000/v1 (or BURNISH_MODEL_URL).",
        rich_help_panel=MODEL,
    ),
]
ModelName = Annotated[
    str | None,
    typer.Option(
        "--model",
        help="Its name there (or BURNISH_MODEL); not needed where only one is served.",
        rich_help_panel=MODEL,
    ),
]
Adapter = Annotated[
    str | None, typer.Option(help="A LoRA adapter loaded there.", rich_help_panel=MODEL)
]
Samples = Annotated[
    int, typer.Option(min=1, help="Answers in a round of the model.", rich_help_panel=MODEL)
]
ModelRounds = Annotated[
    int, typer.Option(min=1, help="Rounds of the model for each theorem.", rich_help_panel=MODEL)
]
Temperature = Annotated[
    str, typer.Option(help="Of the first and the last round: 1.0-1.4.", rich_help_panel=MODEL)
]
AnswerTokens = Annotated[
    int, typer.Option(min=1, help="Of an answer, its thinking included.", rich_help_panel=MODEL)
]
Seed = Annotated[int, typer.Option(min=0, help="Of all that is sampled.", rich_help_panel=MODEL)]
Without = Annotated[
    str,
    typer.Option(
        help="What the model is not told: context, states, sketch, examples, notes, diagnostics.",
        rich_help_panel=MODEL,
    ),
]
Prompts = Annotated[
    Path | None,
    typer.Option(
        help="A folder with prompt files used instead of Burnish's (or BURNISH_PROMPTS).",
        rich_help_panel=MODEL,
    ),
]
StopAtTag = Annotated[
    bool,
    typer.Option(
        "--stop-at-tag",
        help="End answers at their closing tag: cheaper, but not for models that think aloud.",
        rich_help_panel=MODEL,
    ),
]
Veto = Annotated[
    bool,
    typer.Option(
        "--veto",
        help="Let the model refuse proofs that are hard to read.",
        rich_help_panel=MODEL,
    ),
]
