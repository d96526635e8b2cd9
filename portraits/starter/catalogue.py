"""What the starter catalogue holds, read from its JSON files without painting anything.

Every template has one file: `scenes/x.json` beside the module `scenes/x.py` that paints it,
`looks/x.json` and `studios/x.json` with their recipe. Texts are by language. `artwork_sha256` is
the same exactly as long as a template would come out the same, so that unchanged ones are skipped.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ENGINE = HERE.parent / "engine"
FOLDERS = {"scene": "scenes", "look": "looks", "studio": "studios"}
SOURCE = "Drawn by this project's own code"
LICENCE = "As this project"
# Code that is not about how a template looks.
NOT_ARTWORK = {"__init__.py", "catalogue.py"}


class BadCatalogue(Exception):
    """A file of the catalogue lacks what a template needs."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One template of the catalogue. Texts by language code ("en", "zh-hans")."""

    slug: str
    kind: str
    category: str
    titles: Mapping[str, str]
    descriptions: Mapping[str, str]
    tags: Mapping[str, list[str]]
    source: str
    licence: str
    order: int
    artwork_sha256: str
    recipe: Mapping[str, Any] = field(default_factory=dict)

    @property
    def module(self) -> str:
        """The name of the module that paints it, when it is a scene."""
        return f"portraits.starter.scenes.{self.slug.replace('-', '_')}"


def read_catalogue() -> list[Piece]:
    """Every template, in the order in which people see them. Raises: BadCatalogue."""
    pieces = sorted(_read_pieces(), key=lambda piece: (piece.order, piece.slug))
    slugs = [piece.slug for piece in pieces]
    if len(set(slugs)) < len(slugs):
        raise BadCatalogue("two templates share a slug")
    return pieces


def _read_pieces() -> Iterator[Piece]:
    for kind, folder in FOLDERS.items():
        for path in sorted((HERE / folder).glob("*.json")):
            yield _read_piece(path, kind)


def _read_piece(path: Path, kind: str) -> Piece:
    content = path.read_bytes()
    try:
        return _piece_of(json.loads(content), path, kind, content)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadCatalogue(f"{path.name}: {error!r}") from error


def _piece_of(words: dict[str, Any], path: Path, kind: str, content: bytes) -> Piece:
    if words["slug"] != path.stem or words["kind"] != kind:
        raise BadCatalogue(f"{path.name} must be named after its slug and lie with its kind")
    return Piece(
        slug=words["slug"],
        kind=kind,
        category=words["category"],
        titles=_by_language(words["title"]),
        descriptions=_by_language(words["description"]),
        tags=_by_language(words["tags"]),
        source=words.get("source", SOURCE),
        licence=words.get("licence", LICENCE),
        order=words.get("order", 100),
        artwork_sha256=_artwork_hash(path, kind, content),
        recipe=_recipe(words),
    )


def _recipe(words: dict[str, Any]) -> dict[str, Any]:
    """What goes into the pack: the recipe, and the options it starts with."""
    options = words.get("options")
    return words.get("recipe", {}) | ({"defaults": options} if options else {})


def _by_language(texts: dict[str, Any]) -> dict[str, Any]:
    """Language codes as Django writes them: zh-hans."""
    return {language.lower(): text for language, text in texts.items()}


def _artwork_hash(path: Path, kind: str, content: bytes) -> str:
    digest = hashlib.sha256(content)
    digest.update(_code_hash(kind))
    painter = path.with_name(path.stem.replace("-", "_") + ".py")
    if painter.exists():
        digest.update(painter.read_bytes())
    return digest.hexdigest()


@lru_cache(maxsize=len(FOLDERS))
def _code_hash(kind: str) -> bytes:
    """The painting code all scenes share; previews of the others also depend on the engine."""
    shared = sorted(HERE.glob("*.py"))
    if kind != "scene":
        shared += sorted(ENGINE.glob("*.py")) + sorted((HERE / "props").glob("*"))
    digest = hashlib.sha256()
    for path in shared:
        if path.name not in NOT_ARTWORK and path.is_file():
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.digest()
