"""Training data: preference pairs and supervised examples, as files that trainers read."""
