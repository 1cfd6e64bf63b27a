"""Burnish as a service: the Prefect server, what it runs, and what keeps the two whole."""
