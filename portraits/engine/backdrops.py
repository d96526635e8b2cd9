"""What stands behind a studio portrait, drawn by code: deterministic, soft, without banding.

Every backdrop is out of focus in a real studio, so it is painted small and enlarged; a fine grain
at full size gives it a surface. A recipe's `backdrop` names a `kind` and its parameters.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, TypeAlias

import cv2
import numpy as np

from .errors import BadPack
from .filters import grain
from .geometry import Pixels, Plane
from .raster import blur, resize

PAINTED_SIDE = 480
Recipe: TypeAlias = dict[str, Any]


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
    pixels = np.clip(full * 255 + noise, 0, 255).astype(np.uint8)
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


def colour(value: Sequence[float]) -> Plane:
    """[r, g, b] in 0..255 as shares."""
    return np.asarray(value, np.float32) / np.float32(255)


def _grid(width: int, height: int) -> tuple[Plane, Plane]:
    """x in 0..1 across, y in 0..1 down."""
    x, y = np.meshgrid(np.linspace(0, 1, width), np.linspace(0, 1, height))
    return x.astype(np.float32), y.astype(np.float32)


def _clouds(width: int, height: int, seed: int, coarse: int = 3, octaves: int = 5) -> Plane:
    """Smooth noise around 0, deviation 1, fine detail weaker than coarse."""
    random = np.random.default_rng(seed)
    total = np.zeros((height, width), np.float32)
    for octave in range(octaves):
        cells = coarse * 2**octave
        rows = max(2, round(cells * height / width))
        noise = random.standard_normal((rows + 1, cells + 1)).astype(np.float32)
        layer = cv2.resize(noise, (width, height), interpolation=cv2.INTER_CUBIC)
        total += layer * np.float32(0.55**octave)
    return np.asarray((total - total.mean()) / max(float(total.std()), 1e-6), np.float32)


def _hot_spot(width: int, height: int, recipe: Recipe) -> Plane:
    """1 where the backdrop's lamp points, falling off softly."""
    x, y = _grid(width, height)
    at_x, at_y = recipe.get("spot", (0.5, 0.38))
    away = np.hypot((x - at_x) * width / height, y - at_y)
    reach = float(recipe.get("reach", 0.75))
    return np.asarray(np.exp(-((away / reach) ** 2)), np.float32)


def _between(dark: Plane, light: Plane, share: Plane) -> Plane:
    """Mix two colours in linear light, as two lamps would."""
    mixed = dark**2.2 + (light**2.2 - dark**2.2) * np.clip(share, 0, 1)[..., None]
    return np.asarray(mixed ** np.float32(1 / 2.2), np.float32)


def plain(recipe: Recipe, width: int, height: int) -> Plane:
    """One even colour, as identity photos want it."""
    return np.broadcast_to(colour(recipe["colour"]), (height, width, 3)).astype(np.float32)


def gradient(recipe: Recipe, width: int, height: int) -> Plane:
    """Between two colours along `angle` degrees (0 = top to bottom)."""
    x, y = _grid(width, height)
    angle = np.deg2rad(float(recipe.get("angle", 0)))
    along = (x - 0.5) * np.sin(angle) + (y - 0.5) * np.cos(angle) + 0.5
    smooth = np.clip(along, 0, 1)
    smooth = smooth * smooth * (3 - 2 * smooth)
    return _between(colour(recipe["from"]), colour(recipe["to"]), smooth)


def paper(recipe: Recipe, width: int, height: int) -> Plane:
    """A paper sweep: even, lit from one spot, a touch darker where it curves to the floor."""
    share = _hot_spot(width, height, recipe)
    _, y = _grid(width, height)
    share = share * (1 - 0.25 * np.clip((y - 0.7) / 0.3, 0, 1))
    share = share + 0.012 * _clouds(width, height, int(recipe.get("seed", 1)), 4, 4)
    return _between(colour(recipe["dark"]), colour(recipe["light"]), share)


def muslin(recipe: Recipe, width: int, height: int) -> Plane:
    """Hand-painted cloth: clouds of two tones, broad soft folds, a lamp's hot spot."""
    seed = int(recipe.get("seed", 1))
    x, _ = _grid(width, height)
    bend = _clouds(width, height, seed + 1, 2, 2) * 0.06
    folds = sum(
        np.sin(2 * np.pi * (f * (x + bend) + p)) * s
        for f, p, s in ((2.2, 0.1, 0.5), (3.7, 0.6, 0.35), (6.3, 0.3, 0.15))
    )
    painted = _clouds(width, height, seed, 3, 6)
    share = _hot_spot(width, height, recipe) * 0.85
    share = share + 0.11 * painted + 0.05 * np.asarray(folds, np.float32)
    return _between(colour(recipe["dark"]), colour(recipe["light"]), blur(share, 1.2))


def window_light(recipe: Recipe, width: int, height: int) -> Plane:
    """A wall with the slanted light of a window on it, its bars softened by distance."""
    x, y = _grid(width, height)
    slant = float(recipe.get("slant", 0.35))
    across = (x - float(recipe.get("left", 0.1))) / float(recipe.get("width", 0.75))
    down = (y - slant * (x - 0.5) - float(recipe.get("top", 0.04))) / float(
        recipe.get("height", 0.7)
    )
    columns, rows = recipe.get("panes", (2, 3))
    inside = (across > 0) & (across < 1) & (down > 0) & (down < 1)
    bar = 0.05
    cell_x, cell_y = (across * columns) % 1, (down * rows) % 1
    open_pane = (np.abs(cell_x - 0.5) < 0.5 - bar) & (np.abs(cell_y - 0.5) < 0.5 - bar)
    lit = blur(
        (inside & open_pane).astype(np.float32), float(recipe.get("softness", 2.2)) / 100 * height
    )
    wall = 0.10 * _hot_spot(width, height, recipe) + 0.015 * _clouds(width, height, 5, 3, 5)
    return _between(colour(recipe["dark"]), colour(recipe["light"]), 0.78 * lit + wall)


def bokeh(recipe: Recipe, width: int, height: int) -> Plane:
    """Lights far behind, out of focus: discs that add up in linear light over a dusk gradient."""
    random = np.random.default_rng(int(recipe.get("seed", 1)))
    linear = gradient({"from": recipe["dark"], "to": recipe["light"]}, width, height) ** 2.2
    colours = [colour(value) ** 2.2 for value in recipe["lights"]]
    size = float(recipe.get("size", 4.5)) / 100 * max(width, height)
    for _ in range(int(recipe.get("count", 60))):
        x, y = random.random() * width, random.normal(0.42, 0.24) * height
        radius = size * (0.45 + 0.75 * random.random())
        strength = float(random.random() ** 2 * 0.8 + 0.06)
        lamp = colours[int(random.integers(len(colours)))]
        _add_disc(linear, x, y, radius, lamp * np.float32(strength))
    soft = blur(linear.astype(np.float32), 1.0)
    return np.asarray(np.clip(soft, 0, 1) ** (1 / 2.2), np.float32)


def _add_disc(canvas: Plane, x: float, y: float, radius: float, light: Plane) -> None:
    """Add one disc with the brighter rim that a real lens gives."""
    reach = int(radius) + 3
    rows = slice(max(0, int(y) - reach), max(0, int(y) + reach + 1))
    columns = slice(max(0, int(x) - reach), max(0, int(x) + reach + 1))
    part = canvas[rows, columns]
    if part.size == 0:
        return
    v, u = np.mgrid[
        rows.start : rows.start + part.shape[0], columns.start : columns.start + part.shape[1]
    ]
    away = np.hypot(u - x, v - y) / radius
    disc = np.clip((1 - away) * radius / 2.0, 0, 1) * (0.75 + 0.25 * np.clip(away, 0, 1) ** 4)
    part += disc[..., None].astype(np.float32) * light


PAINTERS: dict[str, Callable[[Recipe, int, int], Plane]] = {
    "plain": plain,
    "gradient": gradient,
    "paper": paper,
    "muslin": muslin,
    "window": window_light,
    "bokeh": bokeh,
}
