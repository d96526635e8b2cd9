"""What stands behind a studio portrait, drawn by code: deterministic, soft, without banding.

Every backdrop is out of focus in a real studio, so it is painted small and enlarged; a fine grain
at full size gives it a surface. A recipe's `backdrop` names a `kind` and its parameters.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache

import cv2
import numpy as np

from . import places
from .errors import BadPack
from .filters import grain
from .geometry import Pixels, Plane
from .painting import Recipe, between, clouds, colour, grid, hot_spot
from .raster import blur, resize

PAINTED_SIDE = 480


def draw_backdrop(recipe: Recipe, width: int, height: int, picture: Pixels | None = None) -> Pixels:
    """The backdrop (height, width, 3). Kind `picture` fills the frame with `picture`.

    Raises: BadPack for an unknown kind, or a `picture` without one.
    """
    if recipe.get("kind") == "picture":
        return _covered(recipe, width, height, picture)
    return _drawn(json.dumps(recipe, sort_keys=True), width, height)


@lru_cache(maxsize=6)
def _drawn(recipe_text: str, width: int, height: int) -> Pixels:
    recipe = json.loads(recipe_text)
    paint = PAINTERS.get(recipe.get("kind", ""))
    if paint is None:
        raise BadPack("unknown kind of backdrop")
    scale = PAINTED_SIDE / max(width, height)
    small = paint(recipe, max(2, round(width * scale)), max(2, round(height * scale)))
    full = cv2.resize(np.clip(small, 0, 1), (width, height), interpolation=cv2.INTER_CUBIC)
    # A dither of half a level before rounding, or wide gradients show steps.
    noise = np.random.default_rng(11).random((height, width, 1), dtype=np.float32)
    pixels = np.clip(full * 255 + (0.002 + 0.996 * noise), 0, 255).astype(np.uint8)
    texture = float(recipe.get("texture", 8))
    if texture:
        pixels = grain(pixels, {"amount": texture, "size": 1.1, "seed": recipe.get("seed", 1)})
    pixels.setflags(write=False)
    return pixels


def _covered(recipe: Recipe, width: int, height: int, picture: Pixels | None) -> Pixels:
    if picture is None:
        raise BadPack("the backdrop is a picture, but the pack has none")
    scale = max(width / picture.shape[1], height / picture.shape[0])
    wide, high = round(width / scale), round(height / scale)
    left, top = (picture.shape[1] - wide) // 2, (picture.shape[0] - high) // 2
    part = resize(picture[top : top + high, left : left + wide], width, height)
    softness = float(recipe.get("blur", 0)) / 100 * max(width, height) * 0.03
    return blur(part, softness) if softness > 0.3 else part


def plain(recipe: Recipe, width: int, height: int) -> Plane:
    """One even colour, as identity photos want it."""
    return np.broadcast_to(colour(recipe["colour"]), (height, width, 3)).astype(np.float32)


def gradient(recipe: Recipe, width: int, height: int) -> Plane:
    """Between two colours along `angle` degrees (0 = top to bottom)."""
    x, y = grid(width, height)
    angle = np.deg2rad(float(recipe.get("angle", 0)))
    along = (x - 0.5) * np.sin(angle) + (y - 0.5) * np.cos(angle) + 0.5
    smooth = np.clip(along, 0, 1)
    smooth = smooth * smooth * (3 - 2 * smooth)
    return between(colour(recipe["from"]), colour(recipe["to"]), smooth)


def paper(recipe: Recipe, width: int, height: int) -> Plane:
    """A paper sweep: even, lit from one spot, a touch darker where it curves to the floor."""
    share = hot_spot(width, height, recipe)
    _, y = grid(width, height)
    share = share * (1 - 0.25 * np.clip((y - 0.7) / 0.3, 0, 1))
    share = share + 0.012 * clouds(width, height, int(recipe.get("seed", 1)), 4, 4)
    return between(colour(recipe["dark"]), colour(recipe["light"]), share)


def muslin(recipe: Recipe, width: int, height: int) -> Plane:
    """Hand-painted cloth: clouds of two tones, broad soft folds, a lamp's hot spot."""
    seed = int(recipe.get("seed", 1))
    x, _ = grid(width, height)
    bend = clouds(width, height, seed + 1, 2, 2) * 0.06
    folds = sum(
        np.sin(2 * np.pi * (f * (x + bend) + p)) * s
        for f, p, s in ((2.2, 0.1, 0.5), (3.7, 0.6, 0.35), (6.3, 0.3, 0.15))
    )
    painted = clouds(width, height, seed, 3, 6)
    share = hot_spot(width, height, recipe) * 0.85
    share = share + 0.11 * painted + 0.05 * np.asarray(folds, np.float32)
    return between(colour(recipe["dark"]), colour(recipe["light"]), blur(share, 1.2))


def gels(recipe: Recipe, width: int, height: int) -> Plane:
    """A dark wall between two lamps with coloured gels, one from either side."""
    x, y = grid(width, height)
    linear = np.broadcast_to(colour(recipe["dark"]) ** 2.2, (height, width, 3)).astype(np.float32)
    for name, at_x in (("left", -0.08), ("right", 1.08)):
        away = np.hypot((x - at_x) * 1.15, (y - float(recipe.get("level", 0.45))) * 0.9)
        lamp = np.exp(-((away / float(recipe.get("reach", 0.62))) ** 2))
        linear = linear + colour(recipe[name]) ** 2.2 * lamp[..., None]
    mottled = 1 + 0.03 * clouds(width, height, int(recipe.get("seed", 1)), 4, 5)
    return np.asarray(np.clip(linear * mottled[..., None], 0, 1) ** (1 / 2.2), np.float32)


def plaster(recipe: Recipe, width: int, height: int) -> Plane:
    """A wall of brushed plaster in raking light."""
    seed = int(recipe.get("seed", 1))
    relief = clouds(width, height, seed, 5, 6) + 0.5 * clouds(width, height, seed + 1, 14, 4)
    slope = np.gradient(blur(relief, 1.5), axis=1)
    share = 0.55 * hot_spot(width, height, recipe) + 0.25
    share = share + 0.05 * clouds(width, height, seed + 2, 2, 4)
    share = share + 0.35 * np.clip(slope, -0.12, 0.12)
    return between(colour(recipe["dark"]), colour(recipe["light"]), share)


def disc(recipe: Recipe, width: int, height: int) -> Plane:
    """A flat colour with one large disc behind the head, for small round avatars."""
    x, y = grid(width, height)
    at_x, at_y = recipe.get("at", (0.5, 0.5))
    side = min(width, height)
    away = np.hypot((x - at_x) * width, (y - at_y) * height) / side
    edge = np.clip((float(recipe.get("radius", 0.4)) - away) * side / 1.5 + 0.5, 0, 1)
    inner, outer = colour(recipe["colour"]), colour(recipe["ground"])
    lit = inner * (1.06 - 0.12 * y)[..., None]
    return np.asarray(outer + (lit - outer) * edge[..., None], np.float32)


PAINTERS: dict[str, Callable[[Recipe, int, int], Plane]] = {
    "plain": plain,
    "gradient": gradient,
    "paper": paper,
    "muslin": muslin,
    "gels": gels,
    "plaster": plaster,
    "disc": disc,
    "window": places.window_light,
    "bokeh": places.bokeh,
    "garden": places.garden,
    "library": places.library,
    "sky": places.sky,
}
