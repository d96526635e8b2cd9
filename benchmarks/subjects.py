"""The people and the templates that are measured."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from benchmarks.likeness import Embedding, embed
from portraits.engine.codec import decode
from portraits.engine.detect import find_faces
from portraits.engine.geometry import BoundingBox, Landmarks, Pixels
from portraits.engine.landmarks import place_landmarks
from portraits.engine.pipeline import WORKING_LONG_SIDE
from portraits.engine.scene import make_scene_pack
from portraits.engine.template_pack import TemplatePack
from portraits.starter import scenes
from portraits.starter.canvas import Canvas

PICTURES = (".jpg", ".jpeg", ".png", ".webp")


@dataclass(frozen=True, eq=False)
class Subject:
    """A person's photo, where the face is, and what makes it theirs."""

    name: str
    pixels: Pixels
    box: BoundingBox
    landmarks: Landmarks
    embedding: Embedding


def load_people(folder: Path, count: int | None) -> list[Subject]:
    """This function will load the first `count` photos of a folder that have a face."""
    files = sorted(path for path in folder.iterdir() if path.suffix.lower() in PICTURES)
    return [person for path in files[:count] if (person := load_person(path)) is not None]


def load_person(path: Path) -> Subject | None:
    """This function will load one photo, or return None when nobody is found in it."""
    pixels = decode(path.read_bytes(), long_side=WORKING_LONG_SIDE).pixels
    boxes = find_faces(pixels)
    if not boxes:
        print(f"{path.stem}: no face found")
        return None
    box = max(boxes, key=lambda found: found.height)
    landmarks = place_landmarks(pixels, box)
    return Subject(path.stem, pixels, box, landmarks, embed(pixels, landmarks))


def painted_scenes(only: list[str] | None = None) -> Iterator[TemplatePack]:
    """This function will paint the starter scenes, all or those named, one after another."""
    for module in iter_modules(scenes.__path__):
        if only and module.name not in only:
            continue
        painting = import_module(f"{scenes.__name__}.{module.name}").build(Canvas())
        yield TemplatePack(
            slug=module.name,
            kind="scene",
            picture=painting.picture,
            landmarks=painting.landmarks,
            face_mask=painting.face_mask,
            skin_mask=painting.skin_mask,
            foreground=painting.foreground,
        )


def scene_of(person: Subject) -> TemplatePack:
    """This function will make a template of a person's photo, as staff would by uploading it."""
    return make_scene_pack(person.pixels, slug=person.name)
