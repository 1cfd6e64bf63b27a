"""What measures: ``python -m benchmarks`` runs everything and writes the results beside it."""
