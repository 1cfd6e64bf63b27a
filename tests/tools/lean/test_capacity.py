"""What this machine allows: real files in the layout of Linux control groups, both versions."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.lean.capacity import usable_cores, usable_memory


def lay_out(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text + "\n")
    return root


def test_the_machine_itself(tmp_path: Path) -> None:
    assert usable_cores() >= 1
    assert usable_memory() >= 64 << 20
    assert usable_memory(tmp_path) >= usable_memory()  # nothing readable: no limit known


@pytest.mark.parametrize(
    "files",
    [
        {"proc/self/cgroup": "0::/a/b", "sys/fs/cgroup/a/b/memory.max": "1000000"},
        {
            "proc/self/cgroup": "0::/a/b",
            "sys/fs/cgroup/a/memory.max": "1000000",
            "sys/fs/cgroup/a/b/memory.max": "max",
        },
        {"proc/self/cgroup": "0::/", "sys/fs/cgroup/memory.max": "1000000"},
        {"proc/self/cgroup": "0::/../../x", "sys/fs/cgroup/memory.max": "1000000"},
        {
            "proc/self/cgroup": "5:cpu,cpuacct:/\n4:memory:/docker/x",
            "sys/fs/cgroup/memory/docker/x/memory.limit_in_bytes": "1000000",
            "sys/fs/cgroup/memory/memory.limit_in_bytes": "9223372036854771712",
        },
        {
            "proc/self/cgroup": "4:memory:/not/visible/here",
            "sys/fs/cgroup/memory/memory.limit_in_bytes": "1000000",
        },
    ],
)
def test_memory_limits_of_control_groups(tmp_path: Path, files: dict[str, str]) -> None:
    assert usable_memory(lay_out(tmp_path, files)) == 1_000_000


@pytest.mark.parametrize(
    "files",
    [
        {"proc/self/cgroup": "0::/a", "sys/fs/cgroup/a/cpu.max": "50000 100000"},
        {
            "proc/self/cgroup": "5:cpu,cpuacct:/a",
            "sys/fs/cgroup/cpu/a/cpu.cfs_quota_us": "1000",
            "sys/fs/cgroup/cpu/a/cpu.cfs_period_us": "100000",
        },
    ],
)
def test_less_than_one_core_is_one(tmp_path: Path, files: dict[str, str]) -> None:
    assert usable_cores(lay_out(tmp_path, files)) == 1


def test_no_quota_leaves_all_cores(tmp_path: Path) -> None:
    files = {
        "proc/self/cgroup": "0::/a\n5:cpu:/a",
        "sys/fs/cgroup/a/cpu.max": "max 100000",
        "sys/fs/cgroup/cpu/a/cpu.cfs_quota_us": "-1",
        "sys/fs/cgroup/cpu/a/cpu.cfs_period_us": "100000",
    }
    assert usable_cores(lay_out(tmp_path, files)) == usable_cores(tmp_path)
