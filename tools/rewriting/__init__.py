"""The symbolic proposer: small rewrites over Lean's own syntax tree of a proof.

Everything here proposes; Lean decides. :func:`propose` gives single changes in an order that pays,
:func:`combine` puts together those that Lean accepted.
"""

from __future__ import annotations

from tools.rewriting.candidate import Candidate
from tools.rewriting.combination import combine
from tools.rewriting.edits import Edit
from tools.rewriting.plans import plan_for
from tools.rewriting.search import propose
from tools.rewriting.view import ProofView, Region

__all__ = ["Candidate", "Edit", "ProofView", "Region", "combine", "plan_for", "propose"]
