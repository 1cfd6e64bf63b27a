"""Which constant each compiled unexpander (the inverse of a notation) belongs to.

An unexpander can only be registered for a constant that exists, so these tables grow with the
library: an entry is added when its constant is.
"""

from __future__ import annotations

_CONSTANTS = (
    "And", "Or", "Not", "Iff", "Eq", "Ne", "HEq", "Prod", "PProd", "Sum", "PSum",
    "HAdd.hAdd", "HSub.hSub", "HMul.hMul", "HDiv.hDiv", "HMod.hMod", "HPow.hPow", "HSMul.hSMul",
    "HAppend.hAppend", "HAnd.hAnd", "HOr.hOr", "HXor.hXor", "HShiftLeft.hShiftLeft",
    "HShiftRight.hShiftRight", "Neg.neg", "Inv.inv", "Complement.complement", "Dvd.dvd",
    "LE.le", "LT.lt", "GE.ge", "GT.gt", "BEq.beq", "bne", "Membership.mem", "Function.comp",
    "List.cons",
    "EmptyCollection.emptyCollection", "Union.union", "Inter.inter", "SDiff.sdiff",
    "HasSubset.Subset", "HasSSubset.SSubset", "Superset", "SSuperset", "HasEquiv.Equiv",
)  # fmt: skip

AUTOMATIC: dict[str, str] = {name.replace(".", "_"): name for name in _CONSTANTS} | {
    "Bool_and": "Bool.and",
    "Bool_or": "Bool.or",
    "Bool_not": "Bool.not",
    "Bool_xor": "Bool.xor",
}
"""From the name inside an automatic unexpander's symbol to the constant."""

NAMED: dict[str, str] = {
    "unexpandUnit": "Unit.unit",
    "unexpandListNil": "List.nil",
    "unexpandListCons": "List.cons",
    "unexpandProdMk": "Prod.mk",
    "unexpandIte": "ite",
    "unexpandEqNDRec": "Eq.ndrec",
    "unexpandEqRec": "Eq.rec",
    "unexpandExists": "Exists",
    "unexpandSigma": "Sigma",
    "unexpandPSigma": "PSigma",
    "unexpandSubtype": "Subtype",
}
"""Unexpanders that have a name of their own, and their constants."""
