"""The LangGraph machine: state, graph, routing, and one module per node."""
