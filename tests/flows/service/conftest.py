"""A real Prefect server and the process that starts runs, once for all tests that need them.

Every test that uses them is marked with `xdist_group("prefect")`… see `pytest_collection_modifyitems`.
"""
