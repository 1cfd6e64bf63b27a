"""`burnish chat` around the chat of :mod:`agents.chat`: opening, terminal, script, looks."""
