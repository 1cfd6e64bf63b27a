"""Says to which syntax category each parser descriptor belongs, by tables.

The category of a descriptor is not stored in it: it follows from its name. The tables below are
tried in this order: exact names, namespaces, the start of an automatically made name, the
namespace's default. What no table knows is not registered, and the generator reports it.
"""

from __future__ import annotations

# Exact names whose category their namespace does not tell.
EXACT: dict[str, str] = {
    "boolIfThenElse": "term",
    "coeNotation": "term",
    "coeFunNotation": "term",
    "coeSortNotation": "term",
    "rawNatLit": "term",
    "Lean.calc": "term",
    "Lean.calcTactic": "tactic",
    "Lean.cdot": "tactic",
    "Lean.convCalc_": "conv",
    "Lean.byElab": "term",
    "Lean.includeStr": "term",
    "Lean.runElab": "command",
    "Lean.runMeta": "command",
    "Lean.solveTactic": "tactic",
    "Lean.withAnnotateTerm": "term",
    "Lean.modCast": "term",
    "Lean.deprecated": "attr",
    "Lean.deprecated_arg": "attr",
    "Lean.univ_out_params": "attr",
    "Lean.Attr.coe": "attr",
    "Lean.Elab.Tactic.Ext.ext": "tactic",
    "Lean.Elab.Tactic.Ext.applyExtTheorem": "tactic",
    "Lean.Parser.Syntax.exact?": "term",
    "Lean.Parser.Syntax.addPrec": "prec",
    "Lean.Parser.Syntax.subPrec": "prec",
    "Lean.Parser.Syntax.addPrio": "prio",
    "Lean.Parser.Syntax.subPrio": "prio",
    "Lean.Parser.Tactic.by?": "term",
    "Lean.Parser.Tactic.showTermElab": "term",
    "Lean.Parser.Tactic.declareSimpLikeTactic": "command",
    "Lean.Parser.Tactic.normCastAddElim": "command",
    "Lean.Parser.Tactic.guardExprConv": "conv",
    "Lean.Parser.Tactic.guardHypConv": "conv",
    "Lean.Parser.Tactic.guardTargetConv": "conv",
    "Lean.Parser.Tactic.Conv.conv": "tactic",
    "Lean.Parser.simprocPattern": "attr",
    "Lean.Parser.simprocPatternBuiltin": "attr",
    "Lean.Parser.cbvSimprocPattern": "attr",
    "Lean.Parser.cbvSimprocPatternBuiltin": "attr",
}

# Prefixes of full names whose syntax an ordinary file does not have, or that need parts of the
# library that are not there.
LEFT_OUT: tuple[str, ...] = (
    "Lean.Parser.Term.quot",
    "Lean.Parser.Tactic.m",
    "Lean.Parser.Tactic.vcgen",
    "Lean.Parser.Tactic.tacticMvcgen",
    "Lean.Parser.Tactic.sym",
    "Lean.Parser.Tactic.impossible",
    "Lean.Parser.Command.registerSym",
    "Lean.Parser.Command.registerTry",
    "Lean.Parser.Command.sym",
    "Lean.Parser.Sym",
    "Lean.Parser.command",
    "Lean.Parser.grindPropagator",
    "commandDeclare_",
    "Lean.commandDeclare_",
    "Lean.builtin_command",
    "Lean.command_code_action",
    "Lean.termRegister_parser_alias",
    "Lean.doElemTrace",
    "Lean.termThrowError",
    "Lean.showPanel",
    "tactic∎",
    "term∎",
)
KEPT: tuple[str, ...] = ("Lean.Parser.Tactic.symm",)
"""Exceptions to LEFT_OUT."""

# Namespaces: the category of the names in them that have no automatic name.
NAMESPACES: dict[str, str | None] = {
    "": None,
    "Bool": None,
    "Lean": None,
    "Lean.Elab.Tactic.Ext": None,
    "Lean.Parser": None,
    "Lean.Parser.Attr": "attr",
    "Lean.Parser.Command": "command",
    "Lean.Parser.Command.InternalSyntax": "command",
    "Lean.Parser.Tactic": "tactic",
    "Lean.Parser.Tactic.Conv": "conv",
    "Lean.Parser.Tactic.Grind": "grind",
    "Lean.Parser.Tactic.rcasesPat": "rcasesPat",
    "Lean.Parser.Tactic.rintroPat": "rintroPat",
    "Lean.Parser.Term.InternalSyntax": None,
    "Lean.termMacro": None,
}

# Starts of automatic names, longest first: the category, and its name's further parts follow.
AUTOMATIC: tuple[str, ...] = (
    "grind_filter", "grind_ref", "grind_mod", "binderPred", "rcasesPat", "rintroPat",
    "command", "doElem", "tactic", "grind", "conv", "prec", "prio", "attr", "term", "stx",
)  # fmt: skip
_AUTOMATIC_COMMAND_SUFFIX = "Cmd"

# Lean makes the other categories in code.
DECLARED_CATEGORIES: dict[str, str | None] = {
    "binderPred": None,
    "rcasesPat": None,
    "rintroPat": None,
    "rawStx": None,
    "conv": "both",
    "grind": "both",
    "grind_mod": "both",
    "grind_ref": "both",
    "grind_filter": "both",
}
"""Categories and how they treat an identifier that is also a word of theirs (None: plainly)."""


def categorize(name: tuple[str, ...]) -> tuple[str | None, str]:
    """The category of a leading descriptor, or None with the reason why it has none."""
    full = ".".join(name)
    if full in EXACT:
        return EXACT[full], ""
    if full.startswith(LEFT_OUT) and not full.startswith(KEPT):
        return None, "left out by the tables"
    namespace, last = ".".join(name[:-1]), name[-1]
    if namespace not in NAMESPACES:
        return None, f"namespace '{namespace}' is not in the tables"
    for start in AUTOMATIC:
        rest = last[len(start) :]
        if last.startswith(start) and rest and not rest[0].islower() and not rest[0].isdigit():
            return start, ""
    default = NAMESPACES[namespace]
    if default is None and last.endswith(_AUTOMATIC_COMMAND_SUFFIX):
        return "command", ""
    return default, "" if default else "no table knows its category"
