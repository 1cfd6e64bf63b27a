"""The command line and the flows: the composition root; the only package that imports Prefect."""
