"""Sessions after the fact: what they were, and what can be made of them."""
