"""The page of a session: what it holds, how it is drawn, and where it is put."""
