"""What costs nothing to unfold at the head of a term: other ways to write the same thing.

Functions are applied (``(fun x => p x) a`` is ``p a``), ``id p`` is ``p``, ``a > b`` is ``b < a``,
``n.succ`` is ``n + 1``, and so on. Definitions of the user's own are not known here.
"""

from __future__ import annotations

from tools.metrics.terms import APPLICATION, Node, Term, Var, apply, substitute

_TURNED = {"≥": "≤", ">": "<", "⊇": "⊆", "⊃": "⊂"}
_DENIED = {"≠": "=", "∉": "∈"}
_SAME = frozenset({"optParam", "autoParam", "outParam", "semiOutParam"})
"""They are what their first argument is."""
_BOXES = frozenset({".down", "PLift.up", "PLift.down", "ULift.up", "ULift.down"})
_NAMED = {
    "add": "+", "sub": "-", "mul": "*", "div": "/", "mod": "%", "pow": "^", "le": "≤", "lt": "<",
    "beq": "==", "ble": "≤?", "blt": "<?", "and": "&&", "or": "||", "not": "!", "neg": "-",
}  # fmt: skip
"""Functions of Lean's own types that a notation stands for."""
_CLASSES = {
    "And": "∧", "Or": "∨", "Not": "¬", "Iff": "↔", "Eq": "=", "Ne": "≠", "LE.le": "≤",
    "LT.lt": "<", "GE.ge": "≥", "GT.gt": ">", "HAdd.hAdd": "+", "HMul.hMul": "*",
    "HSub.hSub": "-", "Dvd.dvd": "∣", "Membership.mem": "∋",
}  # fmt: skip
_OWN = ("Nat.", "Int.", "Bool.", ".")
ONE = Term("1")


def unfold(node: Node) -> Node:
    """The term with nothing to unfold at its head."""
    while isinstance(node, Term):
        found = _step(node)
        if found is None:
            break
        node = found
    return node


def _step(node: Term) -> Node | None:
    head, args = node.head, node.args
    if node.binds:
        return _without_eta(node)
    match head, args:
        case _ if head == APPLICATION and isinstance(args[0], Term):
            return _applied(args[0], args[1:])
        case (("id" | "PLift" | "ULift"), (inner, *more)):
            return apply(inner, more)
        case (("Function.const" | "Function.const✝"), (_, value, _, *more)):
            return apply(value, more)
        case (("∘" | "Function.comp"), (outer, inner, value, *more)):
            return apply(outer, [apply(inner, [value]), *more])
        case _ if head in _SAME and args:
            return args[0]
        case _ if head in _BOXES and len(args) == 1:
            return args[0]
        case ((".succ" | "Nat.succ"), (number,)):
            return Term("+", (number, ONE))
        case ((".1" | ".fst" | "Prod.fst"), (Term("⟨", (first, _)),)):
            return first
        case ((".2" | ".snd" | "Prod.snd"), (Term("⟨", (_, second)),)):
            return second
        case _ if head in _TURNED and len(args) == 2:
            return Term(_TURNED[head], (args[1], args[0]))
        case _ if head in _DENIED and len(args) == 2:
            return Term("¬", (Term(_DENIED[head], args),))
        case _ if head in _CLASSES and len(args) == (1 if head == "Not" else 2):
            return Term(_CLASSES[head], args)
        case _ if head.startswith(_OWN) and args:
            name = head[head.index(".") + 1 :]
            if name in _NAMED and len(args) == (1 if name in ("not", "neg") else 2):
                return Term(_NAMED[name], args)
        case "≍", (_, _):
            return Term("=", args)
        case (("ite" | "cond"), (condition, yes, no)):
            return _chosen(unfold(condition), yes, no)
    return None


def _applied(function: Term, arguments: tuple[Node, ...]) -> Node | None:
    if function.head == "fun" and function.binds:
        body = substitute(function.args[0], {function.binds[0]: arguments[0]})
        return apply(body, arguments[1:])
    unfolded = unfold(function)
    return None if unfolded == function and function.binds else apply(unfolded, arguments)


def _without_eta(node: Term) -> Node | None:
    """``fun x => f x`` is ``f``."""
    body = node.args[0]
    if node.head != "fun" or not isinstance(body, Term) or body.binds or len(body.args) < 1:
        return None
    *front, end = body.args
    (name,) = node.binds
    if end != Var(name) or _mentions(Term("", tuple(front)), name) or body.head in ("", "…"):
        return None
    if body.head == APPLICATION:
        return apply(front[0], front[1:]) if front else None
    return Term(body.head, tuple(front))


def _mentions(node: Node, name: str) -> bool:
    if isinstance(node, Var):
        return node.id == name
    return any(_mentions(arg, name) for arg in node.args)


def _chosen(condition: Node, yes: Node, no: Node) -> Node | None:
    if isinstance(condition, Term) and not condition.args:
        return {"True": yes, "False": no, "true": yes, "false": no}.get(condition.head)
    return None
