"""Turning blocks of tactics into terms: ``intro h; exact ⟨h.2, h.1⟩`` into a `fun`."""
