"""The rows that go in and out of storage, as frozen dataclasses without behaviour.

Times are UTC in ISO 8601. `created_at` is filled in when a record is stored; what is given then
is ignored. Mappings and sequences hold plain JSON values.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from storage import keys
from tools.corpus.corpus import Kind
from tools.corpus.splits import Split

VerdictKind = Literal["verified", "rejected", "inconclusive"]
Stage = Literal["screen", "final"]
SessionState = Literal["running", "finished", "stopped"]
TheoremState = Literal["pending", "running", "finished", "failed"]
Role = Literal["user", "burnish"]
Source = Literal["collection", "human"]
"""Who prefers one proof to another."""
Rule = Literal["winner-loser", "better-worse", "accepted", "rejected"]
AskingNode = Literal["sketcher", "structurer", "rewriter", "critic"]
"""The nodes of the machine that ask a model."""


@dataclass(frozen=True)
class ProblemRecord:
    """A proof to improve: statement and original are texts as they stand in the file."""

    name: str
    file: str
    context_hash: str
    """Hash of everything in the file that the statement and its proof can see."""
    statement: str
    original: str
    lean_fingerprint: str
    created_at: str = ""

    @property
    def id(self) -> str:
        """The content hash; name and file are no part of it."""
        return keys.problem_id(
            self.lean_fingerprint, self.context_hash, self.statement, self.original
        )


@dataclass(frozen=True)
class AttemptRecord:
    """One candidate as it was proposed in a session."""

    problem_id: str
    session_id: str
    round: int
    proposer: str
    proof: str
    rewrites: tuple[str, ...] = ()
    """Names of the rewrites that led to it, in order; empty for a model's candidate."""
    verdict_key: str | None = None
    parent_attempt_id: int | None = None
    """The attempt that it was made from; `None` for one made from the original."""
    prompt_hash: str | None = None
    model: str | None = None
    adapter: str | None = None
    sampling: Mapping[str, Any] | None = None
    id: int | None = None
    """Given by storage."""
    created_at: str = ""


@dataclass(frozen=True)
class AnswerRecord:
    """One answer of a model, as it came; each that was sampled has its row."""

    session_id: str
    problem_id: str
    node: AskingNode
    purpose: str
    """What the node asked for, such as `sample`, `repair` or `note`."""
    round: int
    call: str
    """Content key of the call, which has several answers."""
    position: int
    """Place among the call's answers, from 0."""
    prompt_hash: str
    template_hash: str
    """Hash of the prompt's template, and of what it includes."""
    model: str
    adapter: str | None
    sampling: Mapping[str, Any]
    text: str
    thinking: str
    """What a reasoning model wrote before its answer; empty for others."""
    finish: str
    """Why the model stopped: `stop`, `length` or `other`."""
    prompt_tokens: int
    """As the server counts; all answers of one request share them."""
    completion_tokens: int
    unreadable: str | None = None
    """Why nothing could be made of it; `None` for a readable one."""
    attempt_id: int | None = None
    """The attempt that it became."""
    id: int | None = None
    """Given by storage."""
    created_at: str = ""


@dataclass(frozen=True)
class VerdictRecord:
    """What Lean said of one proof, or why it could not say."""

    key: str
    kind: VerdictKind
    stage: Stage
    """`screen`: judged in a batch; `final`: a fresh compile of the whole file."""
    reason: str = ""
    diagnostics: Sequence[Mapping[str, Any]] = field(default=())
    axioms: tuple[str, ...] = ()
    seconds: float = 0.0
    created_at: str = ""


@dataclass(frozen=True)
class SessionRecord:
    """One run of a command that can be resumed."""

    id: str
    request_hash: str
    kind: str
    file: str
    settings: Mapping[str, Any]
    state: SessionState
    created_at: str
    updated_at: str
    command: Mapping[str, Any] | None = None
    """How it was asked for, to ask for it again; `None` for sessions of older versions."""
    parent_session_id: str | None = None
    """The session that it was forked from, or that it is a part of."""
    parent_note: str = ""
    """For people: from where in the parent it starts, or which part of it it is."""


@dataclass(frozen=True)
class TheoremRecord:
    """How one theorem fares in a session; `result` is `None` until there is one."""

    session_id: str
    theorem: str
    problem_id: str | None
    position: int
    """Place of the theorem in the session's order, from 0."""
    state: TheoremState
    result: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class EventRecord:
    """Something that happened in a session, in the order of `id`."""

    id: int
    session_id: str
    at: str
    kind: str
    data: Mapping[str, Any]


@dataclass(frozen=True)
class MessageRecord:
    """Something that was said in a session, in the order of `id`."""

    id: int
    session_id: str
    turn: int
    role: Role
    kind: str
    text: str
    data: Mapping[str, Any]
    created_at: str


@dataclass(frozen=True)
class CollectionRecord:
    """What is beside the session of a collection of training data."""

    session_id: str
    corpus_id: str
    settings: Mapping[str, Any]
    created_at: str


@dataclass(frozen=True)
class RoundRecord:
    """A round of a collection: the session in which its candidates were made."""

    collection_id: str
    round: int
    """From 1."""
    session_id: str


@dataclass(frozen=True)
class SearchedRecord:
    """How the search for a theorem ended, without its texts."""

    problem_id: str
    values_before: Mapping[str, float]
    """The values of the metrics, for the original proof."""
    after: float
    """What counts most of the proof that was accepted, or of the original."""


@dataclass(frozen=True)
class PreferenceRecord:
    """Of two proofs of a problem the better one, by a collection's rule or by a person's word."""

    source: Source
    rule: Rule
    session_id: str
    """Whose attempts they are."""
    problem_id: str
    metric: str
    chosen_attempt_id: int | None
    """`None` for the original proof, as in `rejected_attempt_id`."""
    rejected_attempt_id: int | None
    chosen_score: float | None = None
    """Improvement over the original in the metric's units; `None` where nobody measured it."""
    rejected_score: float | None = None
    collection_id: str | None = None
    round: int | None = None
    prompt_hash: str | None = None
    """The prompt to which the two are answers."""
    note: str = ""
    id: int | None = None
    """Given by storage."""
    created_at: str = ""

    @property
    def key(self) -> str:
        """Equal for two records that say the same; scores, prompt and note are no part of it."""
        parts = (
            *(self.source, self.rule, self.session_id, self.problem_id, self.metric),
            *map(str, (self.chosen_attempt_id, self.rejected_attempt_id)),
            *map(str, (self.collection_id, self.round)),
        )
        return keys.content_key("preference", *parts)


@dataclass(frozen=True)
class FlowRunRecord:
    """The process in which a run of a flow was started."""

    id: str
    """Prefect's."""
    flow: str
    host: str
    boot: str
    """Of the machine's start, since process numbers begin anew with each."""
    pid: int
    pid_started: str
    """When the process began, since its number is given away again."""
    session_id: str | None = None
    created_at: str = ""


@dataclass(frozen=True)
class CorpusRecord:
    """A corpus as it was when it was added; adding it again after a change makes another one."""

    id: str
    name: str
    kind: Kind
    root: str
    """The folder that the files' paths are below."""
    digest: str
    """Content hash of its files and of which theorems they hold."""
    salt: str
    """With the shares, what the splits follow from."""
    validation_share: float
    test_share: float
    left_out: Sequence[Mapping[str, Any]]
    """`file`, `name` (or null) and `reason` of what was found and is no part of it."""
    created_at: str
    """When it was added last."""


@dataclass(frozen=True)
class CorpusTheoremRecord:
    """A theorem of a corpus; its texts are those of its problem."""

    corpus_id: str
    position: int
    """Place in the corpus, from 0: by file, then by line."""
    problem_id: str
    file: str
    file_digest: str
    module: str | None
    name: str
    line: int
    split: Split
    statement_hash: str
    type_hash: str
    context: Mapping[str, Any]
    difficulty: Mapping[str, Any]
