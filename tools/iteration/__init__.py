"""The rules of expert iteration: which candidates of a round become preference pairs.

Each rule is a small pure function in a module of its own. What comes out depends on the candidates
and on the seed alone: not on row numbers, nor on the order in which theorems were finished.
"""
