"""Backdrops that show a place far behind the person, out of focus."""

from __future__ import annotations

import numpy as np

from .geometry import Plane
from .painting import Recipe, between, clouds, colour, grid, hot_spot
from .raster import blur


def window_light(recipe: Recipe, width: int, height: int) -> Plane:
    """A wall with the slanted light of a window on it, its bars softened by distance."""
    x, y = grid(width, height)
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
    wall = 0.10 * hot_spot(width, height, recipe) + 0.015 * clouds(width, height, 5, 3, 5)
    return between(colour(recipe["dark"]), colour(recipe["light"]), 0.78 * lit + wall)


def bokeh(recipe: Recipe, width: int, height: int) -> Plane:
    """Lights far behind, out of focus: discs that add up in linear light over a dusk gradient."""
    random = np.random.default_rng(int(recipe.get("seed", 1)))
    _, y = grid(width, height)
    linear = between(colour(recipe["dark"]), colour(recipe["light"]), y) ** np.float32(2.2)
    colours = [colour(value) ** 2.2 for value in recipe["lights"]]
    size = float(recipe.get("size", 4.5)) / 100 * max(width, height)
    for _ in range(int(recipe.get("count", 60))):
        x, down = random.random() * width, random.normal(0.42, 0.24) * height
        radius = size * (0.45 + 0.75 * random.random())
        strength = float(random.random() ** 2 * 0.8 + 0.06)
        lamp = colours[int(random.integers(len(colours)))]
        _add_disc(linear, x, down, radius, lamp * np.float32(strength))
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


def garden(recipe: Recipe, width: int, height: int) -> Plane:
    """Leaves and sunlight far behind: soft masses of green with discs where light comes through."""
    random = np.random.default_rng(int(recipe.get("seed", 1)))
    seed = int(recipe.get("seed", 1))
    _, y = grid(width, height)
    mass = blur(clouds(width, height, seed, 3, 3), 0.022 * max(width, height))
    share = np.clip(0.42 + 0.30 * mass + 0.30 * (0.45 - y), 0, 1)
    linear = between(colour(recipe["dark"]), colour(recipe["light"]), share) ** np.float32(2.2)
    sun = colour(recipe["sun"]) ** np.float32(2.2)
    for _ in range(int(recipe.get("count", 70))):
        x, down = random.random() * width, random.normal(0.30, 0.22) * height
        here = share[int(np.clip(down, 0, height - 1)), int(np.clip(x, 0, width - 1))]
        radius = (0.014 + 0.032 * random.random()) * max(width, height)
        strength = float(random.random() ** 2.2 * 0.75 * here + 0.03)
        _add_disc(linear, x, down, radius, sun * np.float32(strength))
    soft = blur(linear.astype(np.float32), 2.2)
    return np.asarray(np.clip(soft, 0, 1) ** (1 / 2.2), np.float32)


def library(recipe: Recipe, width: int, height: int) -> Plane:
    """Shelves of books in lamp light, three metres behind the person."""
    random = np.random.default_rng(int(recipe.get("seed", 1)))
    wood = colour(recipe["wood"])
    picture = np.broadcast_to(wood * np.float32(0.35), (height, width, 3)).astype(np.float32)
    spines = [colour(value) for value in recipe["spines"]]
    shelf = round(float(recipe.get("shelf", 0.17)) * max(width, height))
    for foot in range(round(0.6 * shelf), height + shelf, shelf):
        _fill_shelf(picture, spines, foot, shelf, random)
        board = slice(max(0, foot), max(0, foot + max(2, shelf // 9)))
        picture[board] = wood
    lamp = 0.35 + 0.75 * hot_spot(width, height, recipe)
    soft = blur((picture**2.2 * lamp[..., None]).astype(np.float32), 0.011 * max(width, height))
    return np.asarray(np.clip(soft, 0, 1) ** (1 / 2.2), np.float32)


def _fill_shelf(
    picture: Plane, spines: list[Plane], foot: int, shelf: int, random: np.random.Generator
) -> None:
    x, width = -int(random.integers(shelf)), picture.shape[1]
    while x < width:
        thick = int(shelf * random.uniform(0.09, 0.24)) + 2
        tall = int(shelf * random.uniform(0.62, 0.86))
        tone = spines[int(random.integers(len(spines)))] * np.float32(random.uniform(0.7, 1.15))
        if random.random() < 0.93:
            rows = slice(max(0, foot - tall), max(0, foot))
            picture[rows, max(0, x) : max(0, x + thick - 1)] = tone
            label = slice(max(0, foot - tall * 3 // 4), max(0, foot - tall * 5 // 8))
            picture[label, max(0, x) : max(0, x + thick - 1)] = tone * 0.6 + 0.4 * np.float32(0.75)
        x += thick


def sky(recipe: Recipe, width: int, height: int) -> Plane:
    """Open sky with high soft clouds, lighter towards the horizon."""
    seed = int(recipe.get("seed", 1))
    _, y = grid(width, height)
    clear = between(colour(recipe["top"]), colour(recipe["horizon"]), y**1.3)
    # Clouds lie flat: noise of a picture twice as high, pressed together.
    flat = clouds(width, 2 * height, seed, 3, 6).reshape(height, 2, width).mean(axis=1)
    cover = np.clip((flat + float(recipe.get("cover", 0.0))) / 1.6, 0, 1)
    cover = cover * cover * (3 - 2 * cover)
    white = colour(recipe.get("cloud", (250, 248, 246)))
    mixed = clear + (white - clear) * (0.8 * blur(cover, 3.0))[..., None]
    return np.asarray(mixed, np.float32)
