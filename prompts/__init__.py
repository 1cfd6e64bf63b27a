"""The prompt templates, one folder per node, read as package data."""
