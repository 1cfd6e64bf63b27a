"""The data card as the `README.md` of its folder, which hubs for data sets read as well.

Names of theorems, models and licences are somebody else's text: in Markdown they stand in code,
in the front matter as quoted strings, and what is no printable character is written as an escape.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping

from tools.training_data.card import METHOD, UNKNOWN_LICENCE, Card, CollectionCard, DataFile
from tools.training_data.statistics import Counts

_LICENCE_NAME = re.compile(r"[a-z0-9][a-z0-9.-]*")
_LICENCE_LINES = {UNKNOWN_LICENCE: ["license: unknown"]}
_KINDS = {
    "preference": "Preference pairs: a prompt, the answer to prefer and the one to avoid",
    "sft": "Supervised examples: a prompt and the answer to learn",
}


def page(card: Card) -> str:
    """The whole file."""
    sections = [
        *_front_matter(card),
        "# Proofs to learn from",
        "Answers to the task of making a Lean 4 proof better by a metric, with what Lean said of "
        "each and how much each gains. Written by "
        f"Burnish {_plain(card.burnish)}; `card.json` says the same for programs.",
        f"Licence: {_code(card.licence)}.",
        *_files(card),
        *_contents(card),
        *_rules(card),
        *_collections(card),
        *_provenance(card),
        *_columns(),
    ]
    return "\n\n".join(sections) + "\n"


def _front_matter(card: Card) -> list[str]:
    lines = ["---", *_licence(card.licence), "tags:", "- lean4", "- formal-mathematics", "- trl"]
    lines.append("configs:")
    for one in _one_of_each(card.files):
        lines += [
            f"- config_name: {one.kind}-{one.style}",
            *("  data_files:", "  - split: train", f"    path: {one.name}"),
        ]
    return ["\n".join([*lines, "---"])]


def _licence(licence: str) -> list[str]:
    known = licence.lower()
    if _LICENCE_NAME.fullmatch(known):
        return [f"license: {json.dumps(known)}"]
    return _LICENCE_LINES.get(licence) or [
        "license: other",
        f"license_name: {json.dumps(_plain(licence))}",
    ]


def _one_of_each(files: Iterable[DataFile]) -> list[DataFile]:
    """A file for each kind and style: Parquet where there is one, since both hold the same rows."""
    found: dict[tuple[str, str], DataFile] = {}
    for one in files:
        if one.format == "parquet" or (one.kind, one.style) not in found:
            found[one.kind, one.style] = one
    return list(found.values())


def _files(card: Card) -> list[str]:
    table = _table(
        ("file", "rows", "bytes", "SHA-256"),
        [(f"`{one.name}`", one.rows, one.bytes, f"`{one.sha256}`") for one in card.files],
    )
    first = _one_of_each(card.files)[0]
    load = (
        "```python\n"
        "from datasets import load_dataset\n\n"
        f'rows = load_dataset("{first.format.replace("jsonl", "json")}", '
        f'data_files="{first.name}", split="train")\n'
        "```"
    )
    told = (
        "Preference pairs are for TRL's `DPOTrainer`, supervised examples for its `SFTTrainer`, "
        "which takes the loss on the completion only; neither needs the further columns. No answer "
        "holds a model's reasoning."
    )
    return ["## Files", table, load, told]


def _contents(card: Card) -> list[str]:
    found = ["## What is in them"]
    for kind, counts in card.counts.items():
        spread = counts.per_theorem
        found += [
            f"{_KINDS[kind]}. {_counted(counts.rows, 'row')} of "
            f"{_counted(counts.theorems, 'theorem')}; to a theorem belong {spread.least} to "
            f"{spread.most}, in the median {spread.median:g}, on average {spread.mean:.1f}. "
            f"The longest prompt has {counts.longest_prompt} characters, the longest answer "
            f"{counts.longest_answer}.",
            _breakdown(counts),
        ]
    if card.limit is not None:
        found.append(
            f"At most {card.limit} rows of a kind were drawn from all that there are, with the "
            f"seed {card.seed}."
        )
    if card.left_out:
        rows = [(_plain(why), count) for why, count in card.left_out.items()]
        found += [
            "Preferences that are stored and not among these:",
            _table(("why", "preferences"), rows),
        ]
    return found


def _breakdown(counts: Counts) -> str:
    groups = (
        *(("rule", counts.by_rule), ("round", counts.by_round), ("source", counts.by_source)),
        *(("metric", counts.by_metric), ("found by", counts.by_proposer)),
    )
    rows = [(name, _code(one), count) for name, of in groups for one, count in of.items()]
    return _table(("by", "", "rows"), rows)


def _rules(card: Card) -> list[str]:
    rules = sorted({rule for one in card.counts.values() for rule in one.by_rule})
    told = "\n".join(f"- `{rule}`: {METHOD[rule]}" for rule in rules)
    weights = (
        "The `weight` of a supervised example is the softmax of the scores among the answers to "
        "its theorem for its metric; the weight of a pair is 1 unless a person's preferences were "
        "given another. A score is the improvement over the original proof in the metric's own "
        "units, higher is better."
    )
    return ["## Rules", told, weights]


def _collections(card: Card) -> list[str]:
    found = ["## Where they are from, and what was held out"]
    for one in card.collections:
        found += [_told(one), _splits(one)]
    if not card.collections:
        found.append("From no collection: these are preferences of people.")
    found.append(
        "Nothing is here that a corpus holds out. Right before the files were written, every "
        "theorem was held against the validation and test splits of every corpus that was ever "
        "stored beside it, by its statement's text and by its elaborated type, whatever its name, "
        "file or proof, and by the file that it stands in."
    )
    return found


def _told(one: CollectionCard) -> str:
    rounds = ", ".join(f"round {number}: {pairs}" for number, pairs in one.rounds.items())
    return (
        f"Collection {_code(one.session)} ({one.state}, begun {_plain(one.created_at)}) over the "
        f"corpus {_code(one.corpus)} with content `{one.corpus_digest}`. Preferences in storage: "
        f"{rounds or 'none yet'}. Settings: {_code(_json(one.settings))}"
    )


def _splits(one: CollectionCard) -> str:
    rows = [(split, of.files, of.theorems) for split, of in one.splits.items()]
    shares = ", ".join(f"{name} {share:g}" for name, share in one.shares.items())
    return (
        _table(("split", "files", "theorems"), rows)
        + f"\n\nTrained on may be {one.trainable} of them. A file's split follows from its path, "
        f"the salt {_code(one.salt)} and the shares ({shares})."
    )


def _provenance(card: Card) -> list[str]:
    rows: list[tuple[object, ...]] = [
        ("Lean", _code(fingerprint), _counted(theorems, "theorem"))
        for fingerprint, theorems in card.lean.items()
    ]
    for model in card.models:
        adapter = f" with {_code(model.adapter)}" if model.adapter else ""
        rows.append(("model", _code(model.model) + adapter, _counted(model.answers, "answer")))
    rows += [("sampling", _code(_json(one)), "") for one in card.sampling]
    rows += [("prompt template", f"`{one}`", "") for one in card.prompts.templates]
    rows.append(("prompts", f"`{card.prompts.sha256}`", _counted(card.prompts.prompts, "prompt")))
    return ["## What made them", _table(("what", "which", "how many"), rows)]


def _columns() -> list[str]:
    return [
        "## Columns",
        "- `prompt`, `chosen`, `rejected`, `completion`: what is trained on; strings, or lists of "
        "messages with `role` and `content`\n"
        "- `theorem`, `file`, `problem`, `lean`: the theorem, the file below the root of its "
        "corpus, the content hash of theorem, proof and surroundings, the Lean that judged\n"
        "- `metric`, `source`, `rule`, `round`, `weight`, `prompt_hash`: why the row is here\n"
        "- `verdict`, `score`, `proof_hash`, `proposer`, `model`, `adapter`: of an answer, in "
        "pairs with `chosen_` or `rejected_` before it; an attempt in Burnish's database has the "
        "same `proof_hash`. The score of what Lean does not accept is 0; one that nobody measured "
        "is null",
    ]


def _table(headings: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    lines = [headings, ("---",) * len(headings), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


def _code(text: str) -> str:
    """Somebody's text as code in a line of Markdown, in a table or outside."""
    safe = _plain(text).replace("`", "'").replace("|", "¦")
    return f"`{safe}`" if safe.strip() else "–"


def _plain(text: str) -> str:
    return "".join(one if one.isprintable() else _escaped(one) for one in text)


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def _json(value: Mapping[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
