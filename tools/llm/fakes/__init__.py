"""Stand-ins for a model: a script that answers in process, and a server that is no model at all.

:mod:`tools.llm.fakes.script` plays recorded answers; :mod:`tools.llm.fakes.server` speaks HTTP as
vLLM does, takes the time that a model would take, and misbehaves on request.
"""
