"""Which vLLM is found, and how one is made: by a real `venv` and `pip`, from a wheel made here."""

from __future__ import annotations

import hashlib
import re
import sys
import zipfile
from collections import namedtuple
from pathlib import Path

import pytest

from tools.errors import UserInputError
from tools.llm.vllm import environment, making
from tools.llm.vllm.environment import (
    UNFINISHED,
    Environment,
    Missing,
    find_environment,
    pinned_version,
    requirements,
)
from tools.llm.vllm.fakes.environment import write_environment
from tools.llm.vllm.making import NotInstalled, announcement, check_makeable, make_environment

WHEEL = "vllm-0.32.0-py3-none-any.whl"


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BURNISH_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_the_requirements_pin_everything_by_hash_and_name_no_host() -> None:
    text = requirements()
    packages = re.findall(r"^([a-z0-9-]+)==\S+.*?(?=^[a-z]|\Z)", text, re.DOTALL | re.MULTILINE)
    assert "vllm" in packages
    assert "torch" in packages
    entries = re.split(r"^(?=[a-z])", text, flags=re.MULTILINE)[1:]
    assert all("--hash=sha256:" in entry for entry in entries)
    assert "://" not in text
    named = Path(environment.__file__).with_name("requirements.in").read_text(encoding="utf-8")
    assert f"vllm=={pinned_version()}" in named.splitlines()


def test_a_named_environment_is_taken_or_complained_about(tmp_path: Path) -> None:
    named = write_environment(tmp_path / "named")
    assert find_environment(named, None) == Environment(named / "bin" / "vllm", "0.32.0", False)
    made_for_gpus = write_environment(tmp_path / "gpus", version="0.32.0")
    found = find_environment(made_for_gpus, None)
    assert isinstance(found, Environment)
    assert found.needs_nvidia
    other_hardware = write_environment(tmp_path / "rocm", version="0.33.0+rocm7")
    found = find_environment(other_hardware, None)
    assert isinstance(found, Environment)
    assert (found.version, found.needs_nvidia) == ("0.33.0+rocm7", False)
    other = tmp_path / "other"
    other.mkdir()
    assert find_environment(other, None) == Missing(other)
    assert find_environment(tmp_path / "new", None) == Missing(tmp_path / "new")
    (other / "thesis.txt").touch()
    for place in (other, other / "thesis.txt"):
        with pytest.raises(UserInputError, match="holds no vLLM"):
            find_environment(place, None)


def test_without_a_name_its_own_comes_before_the_path(tmp_path: Path, own_cache: Path) -> None:
    own = own_cache / f"vllm-{pinned_version()}"
    assert find_environment(None, str(tmp_path)) == Missing(own)
    on_path = write_environment(tmp_path / "path")
    found = find_environment(None, str(on_path / "bin"))
    assert isinstance(found, Environment)
    assert found.executable == on_path / "bin" / "vllm"
    write_environment(own)
    found = find_environment(None, str(on_path / "bin"))
    assert isinstance(found, Environment)
    assert found.executable == own / "bin" / "vllm"
    (own / UNFINISHED).touch()
    assert find_environment(own, None) == Missing(own)


def test_it_says_what_it_would_do(tmp_path: Path) -> None:
    told = announcement(tmp_path)
    for word in (str(tmp_path), pinned_version(), "GB to download", "GB of disk"):
        assert word in told


def test_machines_that_cannot_have_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "not" / "there"
    with monkeypatch.context() as patch:
        patch.setattr(sys, "version_info", (3, 15, 0))
        with pytest.raises(UserInputError, match=r"supports Python 3\.11 to 3\.14"):
            check_makeable(place)
    with monkeypatch.context() as patch:
        patch.setattr("platform.machine", lambda: "riscv64")
        with pytest.raises(UserInputError, match="riscv64"):
            check_makeable(place)
    usage = namedtuple("usage", "total used free")
    with monkeypatch.context() as patch:
        patch.setattr("shutil.disk_usage", lambda _: usage(0, 0, 3 * 10**9))
        with pytest.raises(UserInputError, match="only 3 GB are free"):
            check_makeable(place)
    assert not place.parent.exists()


@pytest.fixture
def wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A wheel that pip finds under the name of vLLM, and requirements that want just this one."""
    folder = tmp_path / "wheels"
    folder.mkdir()
    path = folder / WHEEL
    info = "vllm-0.32.0.dist-info"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("vllm_fake.py", "def main():\n    print('served')\n")
        archive.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: vllm\nVersion: 0.32.0\n")
        archive.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr(f"{info}/entry_points.txt", "[console_scripts]\nvllm = vllm_fake:main\n")
        archive.writestr(f"{info}/RECORD", "")
    for name, value in {"NO_INDEX": "1", "FIND_LINKS": str(folder)}.items():
        monkeypatch.setenv(f"PIP_{name}", value)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    pinned = f"vllm==0.32.0 --hash=sha256:{digest}\n"
    monkeypatch.setattr(making, "requirements", lambda: pinned)
    return path


@pytest.mark.long
def test_one_is_made_and_found_again(own_cache: Path, wheel: Path) -> None:
    missing = find_environment(None, "")
    assert isinstance(missing, Missing)
    said: list[str] = []
    # As a run leaves it that was killed in the middle.
    missing.folder.mkdir(parents=True)
    (missing.folder / UNFINISHED).touch()
    (missing.folder / "half").touch()
    made = make_environment(missing.folder, said.append)
    assert made == find_environment(None, "")
    assert made.executable == own_cache / "vllm-0.32.0" / "bin" / "vllm"
    assert (made.version, made.needs_nvidia) == ("0.32.0", True)
    assert not (missing.folder / "half").exists()
    assert said


@pytest.mark.long
def test_a_package_that_was_tampered_with_is_not_installed(own_cache: Path, wheel: Path) -> None:
    with zipfile.ZipFile(wheel, "a") as archive:
        archive.writestr("more.py", "")
    folder = own_cache / "vllm-0.32.0"
    with pytest.raises(NotInstalled, match="DO NOT MATCH THE HASHES"):
        make_environment(folder, lambda _: None)
    assert find_environment(None, "") == Missing(folder)


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UserInputError, match="No environment can be made at"):
        make_environment(tmp_path / "file" / "folder", lambda _: None)
