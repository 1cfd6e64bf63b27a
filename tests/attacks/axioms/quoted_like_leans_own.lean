-- target: Local.lean:Local.plain
-- expect: rejected
-- lean: accepts
-- because: axiom
-- why: without its French quotes the axiom's name is that of one of Lean's own
Or.inl «Quot.sound».elim
