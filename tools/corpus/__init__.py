"""Corpora: where theorems come from, what is known of each, and which may be trained on."""
