"""A session in words: what was asked for, with what, how far it came, and why it ended there."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import PurePath
from typing import Any

from flows.history.report.data import ReportedSession

_LONGEST = 300
_SECOND = 1.0
_MINUTE = 60.0
_HOUR = 3600.0


def facts(session: ReportedSession) -> list[tuple[str, str]]:
    """Names and values for the head of the page."""
    record, settings = session.record, session.settings
    told = [
        ("kind", record.kind),
        ("file", record.file),
        ("begun", moment(record.created_at)),
        ("took", duration(_worked(session))),
        ("state", _state(session)),
    ]
    if record.parent_session_id:
        note = f", {record.parent_note}" if record.parent_note else ""
        told.append(("parent", f"{record.parent_session_id}{note}"))
    leans = dict.fromkeys(_lean(str(one["lean"])) for one in session.files if one.get("lean"))
    if leans:
        told.append(("Lean", ", ".join(leans)))
    told += _asked(settings) if settings else _others(record.settings)
    if version := record.settings.get("version"):
        told.append(("Burnish", str(version)))
    return [(name, value) for name, value in told if value]


def figures(session: ReportedSession) -> list[tuple[str, str]]:
    """The few numbers that say how it went, each with what it counts."""
    results = [one.result for one in session.theorems]
    if not results:
        return []
    proved = sum(one.proved for one in results)
    improved = sum(one.improved for one in results) - proved
    told = [(f"{improved} of {len(results)}", "theorems improved")]
    if proved:
        told.append((f"{proved}", "proved"))
    if skipped := sum(one.skipped for one in results):
        told.append((f"{skipped}", "skipped"))
    told.append((f"{sum(one.candidates for one in results):,}", "candidates tried"))
    told.append((duration(sum(one.seconds for one in results)), "of search, all theorems together"))
    return told


def duration(seconds: float) -> str:
    """A time that people read."""
    if seconds < _SECOND:
        return f"{seconds * 1000:.0f} ms"
    if seconds < _MINUTE:
        return f"{seconds:.1f} s"
    if seconds < _HOUR:
        return f"{seconds // _MINUTE:.0f} min {seconds % _MINUTE:.0f} s"
    return f"{seconds // _HOUR:.0f} h {seconds % _HOUR // _MINUTE:.0f} min"


def moment(at: str) -> str:
    """A time as it is stored, for people; one that storage did not write is given as it is."""
    try:
        return datetime.fromisoformat(at).strftime("%-d %B %Y, %H:%M:%S UTC")
    except ValueError:
        return at


def file_name(path: str) -> str:
    """A file without its folders, which are nobody else's business."""
    return PurePath(path).name


def _lean(fingerprint: str) -> str:
    """A Lean by its kind and version, without the digest that ends its fingerprint."""
    kind, _, version = fingerprint.rpartition("-")[0].partition("-")
    return f"{version} ({kind})" if kind and version else fingerprint


def _worked(session: ReportedSession) -> float:
    """Seconds in which a process worked on it, as far as that is known."""
    record = session.record
    known = [
        _seconds(one.begun, one.ended) for one in session.told.stretches if one.ended is not None
    ]
    return sum(known) if known else _seconds(record.created_at, record.updated_at)


def _seconds(start: str, end: str) -> float:
    try:
        return (datetime.fromisoformat(end) - datetime.fromisoformat(start)).total_seconds()
    except ValueError:
        return 0.0


def _state(session: ReportedSession) -> str:
    """How it stands, and why it is not finished."""
    told = session.told
    if told.state in ("finished", "running"):
        return told.state
    left = [one.result for one in session.theorems if not one.result.finished]
    open_ones = len(left) + len(session.unreached)
    counted = f", {open_ones} theorem{'' if open_ones == 1 else 's'} not finished"
    notes = dict.fromkeys(result.note.rstrip(".") for result in left if result.note)
    why = told.reason.rstrip(".") or "; ".join(list(notes)[:3])
    return f"{told.state}{counted if open_ones else ''}{': ' + why if why else ''}"


def _asked(settings: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The settings of a search."""
    yield "objective", _text(settings.get("metric"))
    yield "guards", ", ".join(map(str, settings.get("guards") or ()))
    yield "front", ", ".join(map(str, settings.get("pareto") or ()))
    rounds, candidates = settings.get("rounds"), settings.get("candidates")
    if rounds is not None:
        plural = "" if rounds == 1 else "s"
        yield "limits", f"{rounds} round{plural}, {candidates} candidates in each"
    proposing = settings.get("proposing")
    if isinstance(proposing, Mapping):
        yield "proposer", _text(proposing.get("proposer"))
        for name, value in proposing.items():
            if name != "proposer":
                yield name.replace("_", " "), _text(value)
    known = {"metric", "guards", "pareto", "rounds", "candidates", "proposing", "metrics"}
    yield from _others({name: v for name, v in settings.items() if name not in known})


def _others(settings: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Settings that are not known here, by their own names."""
    for name, value in settings.items():
        if name not in {"files", "version", "settings"}:
            yield name.replace("_", " "), _text(value)


def _text(value: Any) -> str:
    """A setting's value, cut where it is long; empty for none."""
    if value is None or value in ("", [], {}):
        return ""
    told = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return told if len(told) <= _LONGEST else told[:_LONGEST] + "…"
