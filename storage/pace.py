"""How fast things went: what estimates are made of."""

from __future__ import annotations

from dataclasses import dataclass

from storage.database import Database


@dataclass(frozen=True)
class SearchPace:
    """What the searches of theorems took."""

    theorems: int
    seconds: float
    """Of all together, each with the time in which it waited for others."""
    candidates: int


@dataclass(frozen=True)
class TokenPace:
    """What a model read and wrote for some theorems."""

    theorems: int
    calls: int
    prompt_tokens: int
    """Each prompt once, however many answers it got."""
    answers: int
    answer_tokens: int


class Pace:
    """Rates that `database` has, over everything that was ever finished in it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def searches(self, metric: str, proposer: str) -> SearchPace:
        """Of the theorems that were searched for an objective with a kind of proposer."""
        (row,) = self._database.rows(
            """SELECT count(*) AS theorems,
                      coalesce(sum(t.result ->> '$.result.seconds'), 0.0) AS seconds,
                      coalesce(sum(t.result ->> '$.result.candidates'), 0) AS candidates
               FROM sessions AS s JOIN session_theorems AS t ON t.session_id = s.id
               WHERE t.state = 'finished' AND s.settings ->> '$.settings.metric' = ?
                   AND s.settings ->> '$.settings.proposing.proposer' = ?""",
            [metric, proposer],
        )
        return SearchPace(**row)

    def tokens(self, model: str, adapter: str | None) -> TokenPace:
        """Of the rewriter's candidates by a model: its first call about a theorem in a session,
        with what was asked beside it left out."""
        (row,) = self._database.rows(
            """WITH calls AS (
                   SELECT call, session_id || '/' || problem_id AS theorem,
                       max(prompt_tokens) AS prompt, count(*) AS answers,
                       sum(completion_tokens) AS told
                   FROM answers WHERE node = 'rewriter' AND purpose = 'sample'
                       AND model = ? AND adapter IS ? GROUP BY call)
               SELECT count(DISTINCT theorem) AS theorems, count(*) AS calls,
                   coalesce(sum(prompt), 0) AS prompt_tokens,
                   coalesce(sum(answers), 0) AS answers, coalesce(sum(told), 0) AS answer_tokens
               FROM calls""",
            [model, adapter],
        )
        return TokenPace(**row)
