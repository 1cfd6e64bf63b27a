"""The page of a session: whole, shut, safe with anybody's texts, and never too large."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from flows.history.report.making import report_html, write_report
from storage.repository import Repository
from tests.flows.history.report.stored import TRIED, Tried, renamed, result_of, store
from tools.errors import UserInputError

_HOSTILE = "</script></code><script>alert(1)</script>'\"><img src=x onerror=y>{{ 7 * 7 }}\x07\u202e"
_WITHOUT_END = {"meta", "path", "circle", "rect", "br"}


class Read(HTMLParser):
    """The tags, attributes and words of a page; fails where tags do not close in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in _WITHOUT_END:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not {"style", "script"} & set(self.open):
            self.words += f" {data}"

    def count(self, tag: str) -> int:
        return [name for name, _ in self.tags].count(tag)


def made(repository: Repository, session: str) -> str:
    return report_html(repository, session, with_lean=False)


def test_everything_of_a_session_is_there(repository: Repository, tmp_path: Path) -> None:
    text = "theorem same (p : Prop) (h : p) : p := h"
    same = result_of("same", text, text, line=7)
    session = store(repository, tmp_path / "File.lean", [result_of(), same])
    text = made(repository, session)
    assert '</span><span class="cut">-  have hq : q := h.2</span>' in text  # no empty lines between
    read = Read(text)
    words = " ".join(read.words.split())
    for told in (
        session,
        "1 of 2 theorems improved",
        "8 candidates tried",
        "objective length",
        "2 rounds, 8 candidates in each",
        "4.35.0 (embedded)",
        "length −4 → −1 (75%)",
        "The search ended: the rounds are over",
        "depth −2 −1 50% better",
        "exact ⟨h.2, h.1⟩",
        "- have hq : q := h.2",
        "exact_term 4 2 1 1 unsolved goals at a",
        "Lean was not to be asked",
    ):
        assert told in words, told
    assert read.count("section") == 2
    assert [one for tag, one in read.tags if tag == "table" and one.get("class") == "sortable"]
    shown = [one["id"] for tag, one in read.tags if tag == "section"]
    links = [one["href"] for tag, one in read.tags if tag == "a"]
    assert links == [f"#{name}" for name in shown]
    charts = [one for tag, one in read.tags if tag == "svg" and one.get("class") == "chart"]
    assert len(charts) == 4  # of each theorem the attempts, and length by depth


def test_it_asks_for_nothing_and_runs_only_its_own(repository: Repository, tmp_path: Path) -> None:
    session = store(repository, tmp_path / "File.lean", [result_of()])
    text = made(repository, session)
    read = Read(text)
    tags = {tag for tag, _ in read.tags}
    assert not tags & {"img", "link", "iframe", "object", "embed", "base", "form", "image", "use"}
    for _, attributes in read.tags:
        assert not {"src", "style", "xlink:href", "srcset", "action"} & set(attributes)
        assert not [name for name in attributes if name.startswith("on")]
        assert (attributes.get("href") or "#").startswith("#")
    assert "http:" not in text.replace("http-equiv", "")
    assert "https:" not in text
    assert "url(" not in text
    assert "@import" not in text
    (policy,) = [
        one["content"] or "" for tag, one in read.tags if "http-equiv" in one and tag == "meta"
    ]
    for element in ("style", "script"):
        (inside,) = re.findall(rf"<{element}>(.*?)</{element}>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert f"{element}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy


def test_texts_of_others_are_only_texts(repository: Repository, tmp_path: Path) -> None:
    hostile = replace(
        result_of(_HOSTILE, f"theorem a : p := by {_HOSTILE}", f"-- {_HOSTILE}"),
        note=_HOSTILE, caveat=_HOSTILE, metric=_HOSTILE, axioms=(_HOSTILE,), rewrites=(_HOSTILE,),
        values_before={_HOSTILE: 1.0, "length": -1.0}, values_after={_HOSTILE: 2.0, "length": -1.0},
        front=({"attempt": 2, "values": {_HOSTILE: 1.0, "length": -1.0}, "proof": _HOSTILE},),
    )  # fmt: skip
    tried = (
        Tried("a", "rejected", complaint=_HOSTILE, proposer=_HOSTILE, rewrites=(_HOSTILE,)),
        *TRIED,
    )
    path = tmp_path / "'\"><script>alert(2)</script>.lean"
    session = store(repository, path, [hostile], text=_HOSTILE.replace("\x07", ""), tried=tried)
    repository.messages.record(session, 1, "user", "text", _HOSTILE)
    text = made(repository, session)
    read = Read(text)
    assert read.count("script") == 1
    assert "img" not in {tag for tag, _ in read.tags}
    assert "\x07" not in text
    assert "\u202e" not in text
    assert "{{ 7 * 7 }}" in read.words
    assert read.words.count("<script>alert(1)</script>") >= 10
    assert not [one for _, one in read.tags if "onerror" in one]


def test_a_session_without_results_is_a_page_too(repository: Repository) -> None:
    session = repository.start_session("r", "chat", "File.lean", {"model": "m", "depth": 3}).id
    repository.messages.record(session, 1, "user", "text", "avoid omega")
    repository.messages.record(session, 1, "burnish", "answer", "nothing verified")
    words = " ".join(Read(made(repository, session)).words.split())
    assert "you avoid omega" in words
    assert "Burnish nothing verified" in words
    assert "model m" in words


def test_a_chat_shows_what_its_answers_changed(repository: Repository) -> None:
    session = repository.start_session("r", "chat", "File.lean", {}).id
    changes = [
        {"metric": "length", "before": -4.0, "after": -1.0},
        {"metric": "depth", "before": -2.0, "after": -2.0},
    ]
    proofs = {"before": "theorem t : p := by\n  simp", "after": "theorem t : p := h"}
    miss = {"text": "theorem t : p := by omega", "reason": "omega failed"}
    repository.messages.record(session, 1, "user", "code", "by exact h")
    repository.messages.record(
        session, 1, "burnish", "verified", "Verified.", {**proofs, "changes": changes}
    )
    repository.messages.record(session, 2, "burnish", "nothing", "No.", {"miss": miss})
    odd = {"before": 1, "after": [], "changes": [{"metric": None}, 3], "miss": "x"}
    repository.messages.record(session, 3, "burnish", "text", "odd", odd)
    text = made(repository, session)
    words = " ".join(Read(text).words.split())
    assert "length −4 → −1 What it changed" in words
    assert '<span class="add">+theorem t : p := h</span>' in text
    assert "The nearest miss: omega failed theorem t : p := by omega" in words
    assert words.count("The nearest miss") == 1
    assert '<span class="k">by</span> exact h' in text


def test_what_was_interrupted_shows_how_far_it_came(repository: Repository, tmp_path: Path) -> None:
    session = store(repository, tmp_path / "File.lean", [result_of()])
    with repository.database.transaction() as db:
        db.conn.execute("DELETE FROM session_theorems")
    best = repository.overview.attempts(session)[2]
    scores = {"original_score": [-4.0], "best_score": [-1.0]}
    progress = {"theorem": "both", "problem": best.problem_id, "round": 2, "candidates": 3}
    repository.record_event(session, "pass", {**progress, **scores, "best": best.id})
    words = " ".join(Read(made(repository, session)).words.split())
    assert "both no result yet Interrupted after 4 attempts, 2 of them verified." in words
    assert "The best so far has passed Lean's first check only: c" in words


def test_what_belongs_to_a_session_is_listed(repository: Repository, tmp_path: Path) -> None:
    parent = repository.start_session("c", "collect", "corpus", {}).id
    child = repository.start_session("d", "round", "corpus", {}, parent=parent, note="round 1").id
    words = " ".join(Read(made(repository, parent)).words.split())
    assert f"{child} round round 1 interrupted" in words
    assert f"parent {parent}, round 1" in " ".join(Read(made(repository, child)).words.split())


def test_a_stopped_session_says_why(repository: Repository, tmp_path: Path) -> None:
    result = replace(result_of(), finished=False, note="the time is over.")
    session = store(repository, tmp_path / "File.lean", [result])
    repository.set_session_state(session, "stopped")
    repository.record_event(session, "begun", {})
    repository.record_event(session, "ended", {"reason": "the time budget is spent"})
    words = " ".join(Read(made(repository, session)).words.split())
    assert "stopped, 1 theorem not finished: the time budget is spent" in words
    assert f"burnish sessions resume {session}" in words


def test_of_hundreds_of_theorems_the_improved_ones_come_first(
    repository: Repository, tmp_path: Path
) -> None:
    same = result_of("", "theorem t : p := h", "theorem t : p := h")
    better = result_of("", "theorem t : p := h", "theorem t : p")
    results = [renamed(better if i % 50 == 49 else same, f"t{i:03}") for i in range(505)]
    session = store(repository, tmp_path / "File.lean", results, tried=())
    text = made(repository, session)
    words = " ".join(Read(text).words.split())
    assert "Goal states, trees and attempts are shown for 60 of 505 theorems" in words
    assert "The proofs of 5 theorems are left out." in words
    assert text.count("<section") == 500
    assert text.count("<h3>Metrics</h3>") == 60
    assert words.count("t499") == 2  # in the table, and improved
    assert words.count("t504") == 1  # in the table alone


@pytest.mark.long
def test_hundreds_of_long_proofs_stay_a_page(repository: Repository, tmp_path: Path) -> None:
    long = "\n".join(f"  have h{i} : p ∧ q := by exact ⟨hp, hq⟩" for i in range(40))
    one = result_of("t", f"theorem t : p := by\n{long}", f"theorem t : p := by\n{long}\n  rfl")
    results = [renamed(one, f"t{i:03}") for i in range(500)]
    session = store(repository, tmp_path / "File.lean", results, tried=TRIED * 50)
    assert len(made(repository, session)) < 10_000_000


def test_a_session_that_is_not_there_is_named(repository: Repository, tmp_path: Path) -> None:
    with pytest.raises(UserInputError, match="There is no session gone"):
        made(repository, "gone")
    session = store(repository, tmp_path / "File.lean", [result_of()])
    assert made(repository, session[:-1]) == made(repository, session)


def test_a_report_is_a_file(repository: Repository, tmp_path: Path) -> None:
    session = store(repository, tmp_path / "File.lean", [result_of()])
    told: list[str] = []
    path = tmp_path / "r.html"
    assert write_report(repository, session, path, with_lean=False, progress=told.append) == path
    assert path.read_text(encoding="utf-8") == made(repository, session)
    assert told == [f"{path} written"]
    with pytest.raises(UserInputError, match="there is no folder"):
        write_report(repository, session, tmp_path / "no" / "r.html", with_lean=False)
