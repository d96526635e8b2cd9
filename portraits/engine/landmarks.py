"""The 68 points of a face (iBUG 300-W order).

References: V. Kazemi, J. Sullivan, "One Millisecond Face Alignment with an Ensemble of Regression
Trees", CVPR 2014.
"""

from __future__ import annotations

from typing import TypeAlias

import dlib
import numpy as np
import numpy.typing as npt

from .geometry import BoundingBox, Landmarks, Pixels
from .raster import gray, resize
from .weights import landmark_model

Vector: TypeAlias = npt.NDArray[np.float64]

# The trees were trained on faces of about this width; a larger crop costs time, adds nothing.
FACE_WIDTH = 220
# The trees answer a little differently for every box: the mean of three is steadier.
# (shift right, shift down, growth) as shares of the box.
JITTER = ((0.0, 0.0, 0.0), (0.03, 0.03, 0.02), (-0.03, -0.02, -0.02))
MARGIN = 0.5


def place_landmarks(pixels: Pixels, box: BoundingBox, *, fits: int = len(JITTER)) -> Landmarks:
    """Landmarks (68, 2) float32, in the picture's pixels, of the face in `box`.

    Whoever steadies them over time needs a single one of the `fits`.
    """
    rows, columns = box.grown(MARGIN).inside(pixels.shape[1], pixels.shape[0])
    crop = pixels[rows, columns]
    scale = min(1.0, FACE_WIDTH / box.width)
    height, width = (max(1, round(side * scale)) for side in crop.shape[:2])
    small = gray(resize(crop, width, height))
    stretch = np.array([crop.shape[1] / width, crop.shape[0] / height])
    corner = np.array([columns.start, rows.start])
    tries = [_fit(small, box, corner, stretch, jitter) for jitter in JITTER[:fits]]
    # A pixel's value belongs to its middle, hence the halves.
    middle = (np.mean(tries, axis=0) + 0.5) * stretch - 0.5 + corner
    return np.asarray(middle, np.float32)


def _fit(
    small: Pixels,
    box: BoundingBox,
    corner: Vector,
    stretch: Vector,
    jitter: tuple[float, float, float],
) -> Vector:
    right, down, growth = jitter
    moved = BoundingBox(
        box.x + right * box.width, box.y + down * box.height, box.width, box.height
    ).grown(growth / 2)
    left, top = (np.array([moved.x, moved.y]) - corner) / stretch
    wide, high = np.array([moved.width, moved.height]) / stretch
    rectangle = dlib.rectangle(round(left), round(top), round(left + wide), round(top + high))
    shape = landmark_model()(small, rectangle)
    return np.array([(point.x, point.y) for point in shape.parts()], np.float64)
