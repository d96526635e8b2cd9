"""What the live camera offers, out of the starter catalogue and the files in `live/`.

A filter is the colour of a look without its retouch and light, which a live picture cannot carry; a
prop is a look's prop step, a backdrop that of a studio.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from .catalogue import read_catalogue

LIVE = Path(__file__).parent / "live"
FILTERS = (
    "golden-afternoon", "cool-morning", "teal-and-amber", "faded-album", "sepia",
    "black-and-white", "silver-screen", "two-tone",
)  # fmt: skip
BACKDROPS = (
    "graphite-muslin", "claret-muslin", "warm-paper", "window-light", "bokeh-evening",
    "garden-morning", "reading-room", "open-sky", "two-gels",
)  # fmt: skip
COLOUR_STEPS = ("grade", "vignette", "grain")


@dataclass(frozen=True, slots=True)
class LivePiece:
    """One thing to choose: its name by language code, and the recipe that draws it."""

    slug: str
    titles: Mapping[str, str]
    recipe: Any


@cache
def live_filters() -> tuple[LivePiece, ...]:
    """Colours of the whole picture; a recipe is a list of `grade`, `vignette`, `grain` steps."""
    looks = _catalogued()
    own = (_colours_of(looks[slug]) for slug in FILTERS)
    return (*own, *(_read(words, words["steps"]) for words in _file("filters.json")))


@cache
def live_makeups() -> tuple[LivePiece, ...]:
    """Makeup of several parts; a recipe is the `makeup` step."""
    return tuple(_with_step("makeup"))


@cache
def live_props() -> tuple[LivePiece, ...]:
    """Things to wear; a recipe is the `prop` step."""
    return (*_with_step("prop"), *(_read(words, words["prop"]) for words in _file("props.json")))


@cache
def live_backdrops() -> tuple[LivePiece, ...]:
    """What may stand behind a person; a recipe is a `backdrop`."""
    studios = _catalogued()
    return tuple(
        LivePiece(slug, studios[slug].titles, studios[slug].recipe["backdrop"])
        for slug in BACKDROPS
    )


def _catalogued() -> dict[str, LivePiece]:
    return {
        piece.slug: LivePiece(piece.slug, piece.titles, piece.recipe) for piece in read_catalogue()
    }


def _colours_of(look: LivePiece) -> LivePiece:
    steps = [step for step in look.recipe["steps"] if step["step"] in COLOUR_STEPS]
    return LivePiece(look.slug, look.titles, steps)


def _with_step(name: str) -> Iterator[LivePiece]:
    for piece in _catalogued().values():
        for step in piece.recipe.get("steps", ()):
            if step["step"] == name:
                yield LivePiece(piece.slug, piece.titles, step)


def _file(name: str) -> Any:
    return json.loads((LIVE / name).read_text(encoding="utf-8"))


def _read(words: Mapping[str, Any], recipe: Any) -> LivePiece:
    titles = {language.lower(): text for language, text in words["title"].items()}
    return LivePiece(words["slug"], titles, recipe)
