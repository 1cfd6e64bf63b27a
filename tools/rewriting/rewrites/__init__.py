"""The rewrites, each in a module of its own, in the order in which equal bets are placed.

They come in families by what they are for; :mod:`tools.rewriting.plans` says which of them serve a
metric.
"""

from __future__ import annotations

from tools.rewriting.proposal import Rewrite
from tools.rewriting.rewrites import (
    cheaper_step,
    close_goal,
    close_step,
    collapse_chain,
    drop_ascriptions,
    drop_fact,
    drop_names,
    drop_rules,
    drop_tactics,
    exact_term,
    finish_with,
    inline_have,
    lift_block,
    lift_tail,
    merge_calc_steps,
    merge_intros,
    merge_patterns,
    merge_rewrites,
    name_cases,
    name_hypotheses,
    order_goals,
    reduce_first,
    search_step,
    share_tactic,
    state_goal,
    state_type,
    turn_suffices,
    unfold_fact,
    unwrap_exact,
    use_fact,
    use_field,
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
"""Those that make a proof shorter, or make room for others that do."""
STATING: tuple[Rewrite, ...] = (
    state_type.REWRITE,
    state_goal.REWRITE,
    turn_suffices.REWRITE,
    lift_block.REWRITE,
    lift_tail.REWRITE,
)
"""Those that say what is shown before it is shown; all but one need a proof tree."""
STEPS: tuple[Rewrite, ...] = (close_step.REWRITE, use_field.REWRITE)
"""Those that change a single step and leave the length as it is."""
SEARCHES: tuple[Rewrite, ...] = (search_step.REWRITE, cheaper_step.REWRITE)
"""Those that put in place of automation what it found."""
NAMING: tuple[Rewrite, ...] = (
    name_hypotheses.REWRITE,
    name_cases.REWRITE,
    order_goals.REWRITE,
)
"""Those that name what was known by its position; some need a proof tree."""
