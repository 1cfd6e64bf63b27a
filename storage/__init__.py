"""What Burnish remembers: one SQLite file, its migrations and the questions asked of it."""
