"""What a proof is: its tree of tactics, its goals, and the declarations that it rests on."""
