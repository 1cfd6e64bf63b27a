"""The server side of a model: vLLM in an environment of its own, sized, started and ended."""
