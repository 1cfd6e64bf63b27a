"""What was done in sessions: lists, stories, comparisons, copies."""
