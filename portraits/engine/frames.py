"""Frames around a portrait, drawn by code: mats, prints, film, mouldings.

A recipe's `frame` names a `kind` and its colours. The frame's opening is known before the person
is placed, so that head and headroom are right inside it, and the outer size is the format's own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from .errors import BadPack
from .filters import multiply
from .geometry import Mask, Pixels, Plane
from .raster import blur, fill_polygon

Recipe = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Opening:
    """Where the picture shows: pixels from the upper left corner of the framed picture."""

    left: int
    top: int
    width: int
    height: int

    @property
    def inside(self) -> tuple[slice, slice]:
        """Rows and columns of the opening."""
        rows = slice(self.top, self.top + self.height)
        return rows, slice(self.left, self.left + self.width)


# Margins left, top, right, bottom as shares of the shorter side.
MARGINS = {
    "mat": (0.13, 0.13, 0.13, 0.15),
    "oval": (0.10, 0.10, 0.10, 0.12),
    "print": (0.065, 0.065, 0.065, 0.22),
    "film": (0.15, 0.035, 0.15, 0.035),
    "moulding": (0.15, 0.15, 0.15, 0.15),
}


def opening_of(frame: Recipe, width: int, height: int) -> Opening:
    """The opening of a frame of that outer size. Raises: BadPack for an unknown kind."""
    margins = MARGINS.get(str(frame.get("kind")))
    if margins is None:
        raise BadPack("unknown kind of frame")
    left, top, right, bottom = (round(share * min(width, height)) for share in margins)
    return Opening(left, top, width - left - right, height - top - bottom)


def draw_frame(picture: Pixels, frame: Recipe, width: int, height: int) -> Pixels:
    """The picture (of the opening's size) in its frame: (height, width, 3)."""
    opening = opening_of(frame, width, height)
    board = PAINTERS[str(frame["kind"])](frame, width, height, opening)
    board[opening.inside] = picture
    if frame["kind"] == "oval":
        return _oval(board, frame, opening)
    return _shadowed(board, opening, float(frame.get("depth", 1)))


def _board(colour: Any, width: int, height: int, *, fibre: float = 2.0, seed: int = 3) -> Pixels:
    """Card or paper of one colour with a fine, even tooth."""
    random = np.random.default_rng(seed)
    tooth = random.standard_normal((height, width)).astype(np.float32)
    tooth = blur(tooth, 0.8)
    tone = np.asarray(colour, np.float32) + (tooth / tooth.std() * np.float32(fibre))[..., None]
    return np.asarray(np.clip(tone + 0.5, 0, 255), np.uint8)


def _bevelled(board: Pixels, opening: Opening, colour: Any) -> Pixels:
    """A bevel cut around the opening: the lower and right faces catch the light from above."""
    cut = max(2, round(0.007 * min(board.shape[:2])))
    left, top = opening.left, opening.top
    right, bottom = left + opening.width, top + opening.height
    inner = [(left, top), (right, top), (right, bottom), (left, bottom)]
    outer = [(x + cut * dx, y + cut * dy) for (x, y), dx, dy in zip(
        inner, (-1, 1, 1, -1), (-1, -1, 1, 1), strict=True
    )]  # fmt: skip
    light = np.asarray(colour, np.float32)
    for side, gain in enumerate((0.80, 0.97, 1.0, 0.88)):
        after = (side + 1) % 4
        face = np.array([inner[side], inner[after], outer[after], outer[side]], np.int32)
        cv2.fillPoly(board, [face], (light * gain).tolist(), cv2.LINE_AA)
    return board


def _shadowed(board: Pixels, opening: Opening, depth: float) -> Pixels:
    """The soft shadow that the frame's edge throws on the picture, light from above left."""
    if depth <= 0:
        return board
    rows, columns = opening.inside
    reach = max(1.0, 0.006 * min(board.shape[:2]) * depth)
    hole = np.zeros((opening.height, opening.width), np.float32)
    inset = round(reach * 0.8)
    hole[inset:, inset:] = 1
    board[rows, columns] = multiply(board[rows, columns], 1 - 0.5 * (1 - blur(hole, reach)))
    return board


def _mat(frame: Recipe, width: int, height: int, opening: Opening) -> Pixels:
    board = _board(frame.get("colour", (240, 236, 228)), width, height)
    return _bevelled(board, opening, frame.get("bevel", (250, 249, 246)))


def _print(frame: Recipe, width: int, height: int, opening: Opening) -> Pixels:
    """White card with a broad foot, as prints that develop by themselves have it."""
    return _board(frame.get("colour", (246, 244, 239)), width, height, fibre=1.2)


def _film(frame: Recipe, width: int, height: int, opening: Opening) -> Pixels:
    """A strip of film held to the light: perforations on both sides."""
    board = _board(frame.get("colour", (22, 20, 19)), width, height, fibre=1.5)
    light = np.asarray(frame.get("light", (244, 240, 232)), np.float32)
    wide, pitch = round(0.42 * opening.left), height / 12
    for hole in range(12):
        middle = (hole + 0.5) * pitch
        for centre in (opening.left * 0.47, width - opening.left * 0.47):
            box = _rounded(centre, middle, wide / 2, pitch * 0.29, 0.1 * wide, board.shape)
            board[:] = _painted(board, light, box)
    return board


def _rounded(
    x: float, y: float, half_wide: float, half_high: float, radius: float, shape: tuple[int, ...]
) -> Mask:
    t = np.linspace(0, 2 * np.pi, 64, endpoint=False)
    corner_x = np.sign(np.cos(t)) * (half_wide - radius) + radius * np.cos(t)
    corner_y = np.sign(np.sin(t)) * (half_high - radius) + radius * np.sin(t)
    outline = np.column_stack((x + corner_x, y + corner_y)).astype(np.float32)
    return fill_polygon(outline, shape[0], shape[1])


def _painted(below: Pixels, colour: Plane, alpha: Mask) -> Pixels:
    mixed = below + (colour - below) * alpha[..., None]
    return np.asarray(mixed + 0.5, np.uint8)


def _moulding(frame: Recipe, width: int, height: int, opening: Opening) -> Pixels:
    """A profiled frame, mitred at the corners, around a mat with a bevelled opening."""
    board = _mat(frame, width, height, opening)
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    sides = np.stack((x, y, width - 1 - x, height - 1 - y))
    nearest = sides.argmin(axis=0)
    broad = 0.075 * min(width, height)
    share = sides.min(axis=0) / np.float32(broad)
    # Height of the profile over its width: a quarter round, a step, a bead at the inner edge.
    at = np.linspace(0, 1, 101, dtype=np.float32)
    profile = np.sin(np.clip(at / 0.6, 0, 1) * np.pi / 2) - 0.25 * (at > 0.62)
    profile = profile + 0.18 * np.sin(np.clip((at - 0.78) / 0.22, 0, 1) * np.pi)
    slope = np.gradient(cv2.GaussianBlur(profile[None], (9, 1), 1.5)[0])
    lean = np.interp(share, at, slope * 16).astype(np.float32)
    facing = np.array((0.7, 1.0, -0.7, -1.0), np.float32)[nearest]
    wood = np.asarray(frame.get("wood", (72, 50, 34)), np.float32)
    gain = np.clip(0.85 + 0.42 * facing * lean, 0.3, 1.9) * _wood_grain(x, y, nearest)
    rail = np.clip(wood * gain[..., None], 0, 255).astype(np.uint8)
    solid = share < 1
    board = np.where(solid[..., None], rail, board)
    inner = round(broad)
    space = Opening(inner, inner, width - 2 * inner, height - 2 * inner)
    return _shadowed(board, space, 1.6)


def _wood_grain(x: Plane, y: Plane, nearest: Any) -> Plane:
    """Fibres that run along each rail."""
    height, width = x.shape
    random = np.random.default_rng(17)
    noise = random.standard_normal((height, width)).astype(np.float32)
    upright = cv2.GaussianBlur(noise, (0, 0), sigmaX=1.0, sigmaY=24)
    level = cv2.GaussianBlur(noise, (0, 0), sigmaX=24, sigmaY=1.0)
    fibres = np.where((nearest % 2) == 0, upright, level)
    return np.asarray(1 + 0.07 * fibres / fibres.std(), np.float32)


def _oval(board: Pixels, frame: Recipe, opening: Opening) -> Pixels:
    """Cover the corners of the opening by a mat with an oval, bevelled hole."""
    height, width = board.shape[:2]
    t = np.linspace(0, 2 * np.pi, 240, endpoint=False)
    centre = np.array((opening.left + opening.width / 2, opening.top + opening.height / 2))
    half = np.array((opening.width, opening.height)) / 2
    around = np.column_stack((np.cos(t), np.sin(t)))
    cut = 0.006 * min(width, height)
    hole, rim = (
        fill_polygon((centre + around * (half - inset)).astype(np.float32), height, width)
        for inset in (2 * cut, cut)
    )
    shade = np.float32(0.5) * (1 - blur(np.roll(hole, (int(cut), int(cut)), (0, 1)), cut * 1.4))
    inside = multiply(board, 1 - shade)
    mat = _board(frame.get("colour", (226, 216, 198)), width, height)
    bevel = np.asarray(frame.get("bevel", (250, 246, 236)), np.float32)
    covered = _painted(mat, bevel, rim)
    return np.asarray(
        covered + (inside.astype(np.float32) - covered) * hole[..., None] + 0.5, np.uint8
    )


PAINTERS: dict[str, Callable[[Recipe, int, int, Opening], Pixels]] = {
    "mat": _mat,
    "oval": _mat,
    "print": _print,
    "film": _film,
    "moulding": _moulding,
}
