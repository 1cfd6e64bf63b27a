-- target: Local.lean:Local.plain
-- expect: verified
-- why: Lean's own axiom of that name is allowed, whatever the file has
by
  rcases Classical.em p with a | b
  · exact Or.inl a
  · exact absurd h b
