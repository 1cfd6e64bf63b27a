"""Lean: which one is used, how it is run, and what it says about a file."""
