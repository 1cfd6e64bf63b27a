"""A program of its own, started as a script: see `__main__`."""
