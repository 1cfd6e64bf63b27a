"""Language models: what is asked of one, how it is reached, and how its answers are read."""
