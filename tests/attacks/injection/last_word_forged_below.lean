-- target: Line.lean:Line.last
-- expect: rejected
-- why: the question about the theorem is answered by another theorem of that name in another namespace
oracle _

end Line
namespace Line
theorem «last» (p : Prop) (h : p) : p := h
