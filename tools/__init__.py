"""Everything that touches the world or is pure domain: Lean, metrics, rewriting."""
