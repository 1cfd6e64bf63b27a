"""What stands in for a model that nobody could run on a laptop."""
