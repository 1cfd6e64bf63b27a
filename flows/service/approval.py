"""What a person decides about the proofs that a run proposes, and what follows from it.

Files are written after the answer alone, each whole or not at all, and only as the session read
them. Every answer is a preference of a human, of the proof over the original or the other way.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from flows.results import TheoremResult
from flows.service.artifacts import code, counted, fenced, number
from flows.settings import read_settings
from flows.targets import read_source
from flows.write import NotWritten, write_proofs
from storage.keys import content_key
from storage.records import PreferenceRecord
from storage.repository import Repository
from tools.errors import StorageError, UserInputError
from tools.lean.lean import Lean
from tools.lean.source import Source
from tools.lean.toolchain import choose_toolchain

_SHOWN = 50
"""Proposals whose change is shown in the form; all have a page of their own."""


@dataclass(frozen=True)
class Proposal:
    """A proof that may be written."""

    key: str
    """The theorem's in its session."""
    problem_id: str
    result: TheoremResult


@dataclass(frozen=True)
class Answer:
    """What somebody decided."""

    accept: Literal["all", "these", "none"]
    theorems: Sequence[str] = ()
    """With ``these``: the keys of what is accepted."""
    note: str = ""


@dataclass(frozen=True)
class Offer:
    """What a run has put before a person: the answer is about this, whatever is found later."""

    session: str
    proposals: Sequence[Proposal]
    pause: str = ""
    """The key of the pause in which the answer is waited for; empty before there is one."""


def offer_page(offer: Offer) -> str:
    """An offer as Markdown: what gets better, and what would change in the files."""
    proposals, count = offer.proposals, len(offer.proposals)
    lines = [
        f"Session {code(offer.session)} proposes {counted(count, 'better proof')}. Lean "
        "has accepted each in its file. Nothing is written before you answer.",
    ]
    for proposal in proposals[:_SHOWN]:
        result, part = proposal.result, proposal.result.decisive
        gain = result.better_by
        told = f"{code(str(part['text']))} {number(part['before'])} → {number(part['after'])}"
        lines += [
            f"### {code(proposal.key)}",
            f"{told}{f' ({gain} better)' if gain else ''}",
            fenced(result.diff, "diff"),
        ]
    if count > _SHOWN:
        lines.append(f"{count - _SHOWN} more have their pages among the artifacts of this run.")
    return "\n\n".join(lines)


def offer_of(repository: Repository, session: str) -> Offer:
    """The better proofs that a session has by now, in its order."""
    found: list[Proposal] = []
    for record in repository.theorems_of(session):
        if record.result is not None and record.problem_id is not None:
            result = TheoremResult.from_json(record.result["result"])
            # By the place that the session knows: this may be another working folder.
            result = replace(result, file=record.result["path"])
            if result.improved:
                found.append(Proposal(record.theorem, record.problem_id, result))
    return Offer(session, found)


def keep_offer(repository: Repository, run: str, offer: Offer) -> None:
    """Remember what the run of that id offers."""
    rows = [[one.key, one.problem_id, one.result.to_json()] for one in offer.proposals]
    stored = {"session": offer.session, "pause": offer.pause, "proposals": rows}
    repository.store_structure(_key(run), "offer", stored)


def kept_offer(repository: Repository, run: str) -> Offer | None:
    """What the run of that id has offered; ``None`` if it has not come so far."""
    stored = repository.structure(_key(run))
    if stored is None:
        return None
    proposals = [
        Proposal(key, problem, TheoremResult.from_json(result))
        for key, problem, result in stored["proposals"]
    ]
    return Offer(stored["session"], proposals, stored["pause"])


def _key(run: str) -> str:
    return content_key("offer", run)


def accepted_by(answer: Answer, offer: Offer) -> list[Proposal]:
    """The proposals that an answer accepts. Raises :class:`UserInputError` for a name that is none
    of them."""
    if answer.accept == "none":
        return []
    if answer.accept == "all":
        return list(offer.proposals)
    unknown = set(answer.theorems) - {proposal.key for proposal in offer.proposals}
    if unknown:
        raise UserInputError(f"There is no proposal for {', '.join(sorted(unknown))}.")
    return [proposal for proposal in offer.proposals if proposal.key in answer.theorems]


def record_decision(
    repository: Repository, offer: Offer, accepted: Sequence[Proposal], note: str
) -> None:
    """Keep what somebody decided as preferences; the same decision again changes nothing."""
    yes = {proposal.key for proposal in accepted}
    with repository.transaction():
        repository.preferences.record(
            _preference(repository, offer.session, proposal, proposal.key in yes, note)
            for proposal in offer.proposals
        )


def _preference(
    repository: Repository, session: str, proposal: Proposal, accepted: bool, note: str
) -> PreferenceRecord:
    result = proposal.result
    attempt = next(
        (
            one.id
            for one in repository.attempts_of(session, proposal.problem_id)
            if one.proof == result.proof
        ),
        None,
    )
    if attempt is None:
        raise StorageError(
            f"The proof of {proposal.key} that session {session} proposes is not among its "
            f"attempts in {repository.database.path}: the file was changed by hand."
        )
    gain = None
    if result.before is not None and result.after is not None:
        gain = result.after - result.before
    original = None if gain is None else 0.0
    return PreferenceRecord(
        source="human",
        rule="accepted" if accepted else "rejected",
        session_id=session,
        problem_id=proposal.problem_id,
        metric=result.metric,
        chosen_attempt_id=attempt if accepted else None,
        rejected_attempt_id=None if accepted else attempt,
        chosen_score=gain if accepted else original,
        rejected_score=original if accepted else gain,
        note=note,
    )


def write_accepted(
    repository: Repository,
    session: str,
    accepted: Sequence[Proposal],
    progress: Callable[[str], None],
) -> dict[str, int]:
    """Put accepted proofs into their files; how many of them each file has now.

    A file that has them already, because the run was ended before it could say so, stays as it is.
    Raises :class:`NotWritten` for the first file that cannot be written; those before it are.
    """
    record = repository.session(session)
    if record is None:
        raise StorageError(f"{repository.database.path}: there is no session {session}.")
    files = {file["path"]: file for file in record.settings["files"]}
    settings = read_settings()
    written: dict[str, int] = {}
    for path in dict.fromkeys(proposal.result.file for proposal in accepted):
        results = [one.result for one in accepted if one.result.file == path]
        source = _as_searched(repository, Path(path), files[path]["digest"])
        toolchain = choose_toolchain(Path(path), settings.lean, progress)
        lean = Lean(toolchain, settings.lean_seconds)
        write_proofs(repository, lean, Path(path), source, results)
        written[path] = len(results)
    return written


def _as_searched(repository: Repository, path: Path, digest: str) -> Source:
    """The file as the session read it; whether it is still so is seen when it is written."""
    source = read_source(path)
    if source.digest == digest:
        return source
    text = repository.sources.text(digest)
    if text is None:
        raise NotWritten(
            f"{path} was not written: it has changed since it was read. Start the run again to "
            "search in it as it is now."
        )
    return Source(text)
