"""What set-up puts into place is exactly what was asked for, or it is not put there at all."""

import hashlib
import json
from pathlib import Path

import pytest

from portrait_site.models_install import (
    WANTED,
    ModelChanged,
    ModelMissing,
    WantedModel,
    install,
)

CONTENT = b"...import words from '@elsewhere/words'..."
MIDDLE = (3, len(CONTENT) - 3)


def wanted(content: bytes = CONTENT[slice(*MIDDLE)], package: str = "@some/package") -> WantedModel:
    return WantedModel(
        file="camera/words-1/words.js",
        package=package,
        version="1",
        path="dist/words.data",
        licence="MIT",
        purpose="says words",
        sha256=hashlib.sha256(content).hexdigest(),
        part=MIDDLE,
        edits=(("@elsewhere/words", "./words_here.js"),),
    )


@pytest.fixture
def node_modules(tmp_path: Path) -> Path:
    source = tmp_path / "node_modules" / "@some/package" / "dist" / "words.data"
    source.parent.mkdir(parents=True)
    source.write_bytes(CONTENT)
    return tmp_path / "node_modules"


def test_the_wanted_part_is_checked_then_made_to_find_its_neighbours(
    node_modules: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "models"

    written = list(install(node_modules, folder, [wanted()]))

    assert written[0].read_bytes() == b"import words from './words_here.js'"
    manifest = json.loads((folder / "MANIFEST.json").read_text(encoding="utf-8"))
    assert [one["licence"] for one in manifest["files"]] == ["MIT"]


@pytest.mark.parametrize(
    ("model", "problem"),
    [(wanted(b"another"), ModelChanged), (wanted(package="@no/package"), ModelMissing)],
    ids=["changed", "missing"],
)
def test_a_file_that_is_not_as_it_was_stays_out(
    node_modules: Path, tmp_path: Path, model: WantedModel, problem: type[Exception]
) -> None:
    folder = tmp_path / "models"

    with pytest.raises(problem):
        list(install(node_modules, folder, [model]))

    assert not any(path.is_file() for path in folder.rglob("*"))


def test_every_file_of_the_camera_lies_under_the_version_of_its_package() -> None:
    """A browser keeps such a file for ever; a newer one needs another address."""
    versions = {one.version for one in WANTED if one.package == "@litertjs/core"}
    folders = {one.file.split("/")[1] for one in WANTED if one.file.startswith("camera/")}

    assert folders == {f"litert-{version}" for version in versions}
