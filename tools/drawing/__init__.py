"""Pictures of proofs, as text that any browser shows."""
