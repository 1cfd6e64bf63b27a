"""The rewrites, each in a module of its own, in the order in which equal bets are placed."""

from __future__ import annotations

from tools.rewriting.proposal import Rewrite
from tools.rewriting.rewrites import (
    close_goal,
    collapse_chain,
    drop_ascriptions,
    drop_fact,
    drop_names,
    drop_rules,
    drop_tactics,
    exact_term,
    finish_with,
    inline_have,
    merge_calc_steps,
    merge_intros,
    merge_patterns,
    merge_rewrites,
    reduce_first,
    share_tactic,
    unfold_fact,
    unwrap_exact,
    use_fact,
)

REWRITES: tuple[Rewrite, ...] = (
    exact_term.REWRITE,
    close_goal.REWRITE,
    share_tactic.REWRITE,
    inline_have.REWRITE,
    drop_tactics.REWRITE,
    drop_fact.REWRITE,
    drop_names.REWRITE,
    merge_intros.REWRITE,
    merge_rewrites.REWRITE,
    merge_patterns.REWRITE,
    finish_with.REWRITE,
    collapse_chain.REWRITE,
    merge_calc_steps.REWRITE,
    unfold_fact.REWRITE,
    use_fact.REWRITE,
    reduce_first.REWRITE,
    unwrap_exact.REWRITE,
    drop_rules.REWRITE,
    drop_ascriptions.REWRITE,
)
