"""The chat: one proof made better turn by turn, by a person's word; Lean decides."""
