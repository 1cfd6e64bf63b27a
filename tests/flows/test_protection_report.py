"""What `burnish doctor` says about protections, for machines other than this one."""

from __future__ import annotations

from flows.protection_report import protection_lines, report_on
from tools.lean.sandbox.protections import LANDLOCK, MOUNTS, NETWORK, SECCOMP, chosen

WORKS = dict.fromkeys((LANDLOCK, SECCOMP, MOUNTS, NETWORK), "works")
NOTHING = dict.fromkeys(WORKS, "Function not implemented")


def text(tried: dict[str, str], otherwise: str = "") -> str:
    lines = protection_lines(report_on(chosen(tried, otherwise)))
    return "\n".join(f"{label:<15}{value}" for label, value, _ in lines)


def test_all_is_well() -> None:
    told = text(WORKS)
    assert "Lean is confined" in told
    assert "to change it" not in told
    assert max(map(len, told.splitlines())) <= 80


def test_what_is_missing_and_what_would_help() -> None:
    told = text(NOTHING)
    assert "files        not protected: Landlock: Function not implemented; seccomp" in told
    assert "meaning" in told
    assert "Linux 5.13" in told
    assert "seccomp filters" in told
    assert "container" in told


def test_another_system() -> None:
    told = text({}, "Burnish has no protection for darwin, only for Linux")
    assert "run Burnish on Linux" in told
    assert "Landlock" not in told
