"""Expert-iteration data collection: rounds of searches over a corpus, and the pairs made of each.

The rules themselves are pure and in :mod:`tools.iteration`.
"""
