"""The client side of a language model behind an OpenAI-compatible endpoint."""
