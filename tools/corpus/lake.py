"""The modules of a Lake project: what Lake itself calls source folders of the project."""

from __future__ import annotations

from pathlib import Path

from tools.corpus.corpus import LeftOut
from tools.corpus.listing import ListedFile, Listing, below, walk
from tools.errors import UserInputError
from tools.lean.choice import decide
from tools.lean.lake import LakeProject, find_project, lake_environment
from tools.lean.lake_packages import packages_folder, packages_of
from tools.lean.module_paths import folders_of, module_name

_ANY = "A.lean"


def project_at(folder: Path) -> LakeProject | None:
    """The Lake project whose own folder this is."""
    project = find_project(folder / _ANY)
    return project if project is not None and project.root == folder.resolve() else None


def list_modules(project: LakeProject, named: str | None) -> Listing:
    """The Lean files in the source folders of a project's own libraries, by module name.

    Of packages that it requires there is none. ``named`` is a Lean that the user asks for. Raises
    :class:`UserInputError` where there is no Lake to ask, and
    :class:`tools.errors.LeanUnavailable` if Lake would have to fetch something first.
    """
    root = project.root
    choice = decide(root / _ANY, named)
    if choice.lake_binary is None:
        raise UserInputError(
            f"{root} is a Lake project, and only Lake says what its modules are, but no Lake is "
            f"used here ({choice.reason}): install elan and leave --lean out, or add the folder's "
            "files without Lake by --as folder."
        )
    packages = [packages_folder(root), *(package.folder for package in packages_of(root))]
    others = [folder.resolve() for folder in packages]
    sources = [
        folder
        for listed in folders_of(lake_environment(project, choice.lake_binary), "LEAN_SRC_PATH")
        if (folder := listed.resolve()).is_dir()
        and folder.is_relative_to(root)
        and not any(folder.is_relative_to(other) for other in others)
    ]
    found = dict.fromkeys(one for folder in sources for one in walk(folder, root))
    files = [
        ListedFile(one, below(one, root), module_name(one, sources))
        for one in found
        if isinstance(one, Path) and not any(one.is_relative_to(other) for other in others)
    ]
    return Listing(
        "lake",
        root,
        tuple(sorted(files, key=lambda file: (file.module or "", file.name))),
        tuple(one for one in found if isinstance(one, LeftOut)),
    )
