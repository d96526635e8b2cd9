"""Contact sheets: many faces in one picture, for numbers never replace looking."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from portraits.engine.geometry import Landmarks, Pixels, eye_distance
from portraits.engine.raster import resize

TILE_WIDTH, TILE_HEIGHT = 300, 370
# Around the bridge of the nose, in eye distances.
LEFT, ABOVE, BELOW = 2.2, 2.2, 3.2


def head_tile(pixels: Pixels, landmarks: Landmarks) -> Pixels:
    """This function will cut out head and shoulders at the size of a tile."""
    unit = eye_distance(landmarks)
    x, y = landmarks[27]
    pad = int(unit * (BELOW + 1))
    padded = cv2.copyMakeBorder(pixels, pad, pad, pad, pad, cv2.BORDER_CONSTANT)
    rows = slice(max(0, round(y - ABOVE * unit) + pad), round(y + BELOW * unit) + pad)
    columns = slice(max(0, round(x - LEFT * unit) + pad), round(x + LEFT * unit) + pad)
    return resize(np.ascontiguousarray(padded[rows, columns]), TILE_WIDTH, TILE_HEIGHT)


def labelled(tile: Pixels, words: str) -> Pixels:
    """This function will write a few words into a tile's upper left corner."""
    copy = np.ascontiguousarray(tile)
    for color, width in (((0, 0, 0), 4), ((255, 255, 0), 1)):
        cv2.putText(copy, words, (6, 20), cv2.FONT_HERSHEY_SIMPLEX, 0.5, color, width, cv2.LINE_AA)
    return copy


def save_sheet(rows: list[list[Pixels]], path: Path) -> None:
    """This function will write rows of tiles, filled up to equal length, as one picture."""
    longest = max(len(row) for row in rows)
    blank = np.zeros((TILE_HEIGHT, TILE_WIDTH, 3), np.uint8)
    full = [np.hstack(row + [blank] * (longest - len(row))) for row in rows]
    cv2.imwrite(str(path), np.vstack(full)[..., ::-1])
