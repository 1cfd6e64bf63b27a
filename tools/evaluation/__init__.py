"""How well a way of proposing proofs does over a corpus: statistics, tables, plots and a page."""
