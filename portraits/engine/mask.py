"""Which pixels are face, and which are skin."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from .align import forehead_points
from .geometry import (
    JAW,
    LEFT_BROW,
    LEFT_EYE,
    OUTER_LIPS,
    RIGHT_BROW,
    RIGHT_EYE,
    Landmarks,
    Mask,
    Pixels,
    Plane,
    Points,
    eye_distance,
)
from .raster import blur, convex_hull, fill_polygon, grow, resize, to_lab

# Patches of skin that hair, beard and glasses hardly ever cover: below the eyes, beside and on
# the nose.
RIGHT_CHEEK = (1, 41, 40, 39, 31, 48, 3)
LEFT_CHEEK = (15, 46, 47, 42, 35, 54, 13)
NOSE_BRIDGE = (27, 31, 33, 35)
# Least spread of skin in (L, a, b): shading over one face is wide, its hue is narrow. In L* units.
LEAST_SPREAD = np.array([7.0, 2.2, 2.5], np.float32)
# Light varies more over a face than over its cheeks.
LIGHTNESS_TOLERANCE = 2.2
# Distance (in spreads) at which a pixel is half skin, and how softly it falls.
HALF_SKIN, SKIN_SOFTNESS = 3.0, 0.5
# Less than this much mask counts as none when parts are told apart.
FAINT = 0.1


@dataclass(frozen=True, slots=True)
class SkinModel:
    """The skin of one face: median L*a*b* and its spread (3,)."""

    median: npt.NDArray[np.float32]
    spread: npt.NDArray[np.float32]


def face_outline(points: Points, height: int, width: int) -> Mask:
    """The face with its forehead: hull of 78 points (68 and ten of the forehead)."""
    return fill_polygon(convex_hull(points), height, width)


def skin_patches(landmarks: Landmarks, height: int, width: int) -> Mask:
    """Cheeks and nose: where skin is looked at. No eyes, brows, lips, beard or hair."""
    patches = np.zeros((height, width), np.float32)
    for patch in (RIGHT_CHEEK, LEFT_CHEEK, NOSE_BRIDGE):
        polygon = convex_hull(landmarks[list(patch)])
        patches = np.maximum(patches, fill_polygon(polygon, height, width))
    shut = np.zeros_like(patches)
    for group in (RIGHT_EYE, LEFT_EYE, OUTER_LIPS):
        shut = np.maximum(shut, fill_polygon(convex_hull(landmarks[list(group)]), height, width))
    closed = grow(shut, eye_distance(landmarks) * 0.08)
    return np.asarray(grow(patches, -eye_distance(landmarks) * 0.03) * (1 - closed), np.float32)


def learn_skin(lab: Plane, patches: Mask) -> SkinModel:
    """Median and robust spread of the skin in `patches`; specular peaks and shadows left out."""
    samples = lab[patches > 0.5]
    low, high = np.percentile(samples[:, 0], (10, 90))
    kept = samples[(samples[:, 0] >= low) & (samples[:, 0] <= high)]
    median = np.median(kept, axis=0)
    # 1.4826: median absolute deviation to standard deviation of a normal distribution.
    spread = 1.4826 * np.median(np.abs(kept - median), axis=0)
    return SkinModel(median.astype(np.float32), np.maximum(spread, LEAST_SPREAD).astype(np.float32))


def skin_likelihood(lab: Plane, model: SkinModel) -> Mask:
    """How much each pixel looks like this face's skin: 0..1 (H, W)."""
    off = (lab - model.median) / model.spread
    # Lighter than the cheeks is a highlight, darker may be hair: darkness counts more.
    lightness = np.where(off[..., 0] > 0, off[..., 0] * 0.7, off[..., 0]) / LIGHTNESS_TOLERANCE
    # Skin in shade turns redder, in highlights greyer: hue may drift with lightness.
    slack = 1 + 0.15 * np.abs(off[..., 0])
    distance = np.sqrt(lightness**2 * 4 + (off[..., 1] / slack) ** 2 + (off[..., 2] / slack) ** 2)
    return np.asarray(1 / (1 + np.exp((distance - HALF_SKIN) / SKIN_SOFTNESS)), np.float32)


def core_outline(points: Points, height: int, width: int) -> Mask:
    """What is face whatever its colour: brows to chin, a little inside the jaw (beard, glasses)."""
    jaw, brows = points[list(JAW)], points[[*RIGHT_BROW, *LEFT_BROW]]
    middle = points[list(OUTER_LIPS)].mean(axis=0) * 0.5 + points[27] * 0.5
    # Beside the eyes hair falls further in than beside the chin.
    inset = np.interp(np.arange(17), [0, 4, 8, 12, 16], [0.16, 0.08, 0.03, 0.08, 0.16])
    drawn_in = jaw + (middle - jaw) * inset[:, None].astype(np.float32)
    return fill_polygon(convex_hull(np.vstack([drawn_in, brows])), height, width)


def person_mask(warped: Pixels, points: Points) -> tuple[Mask, Mask]:
    """Where the person's warped face (H, W, 3) may be shown, and how likely each pixel is skin.
    `points` (78, 2) in its pixels.

    The outline, cut by the likelihood of skin outside the core: hair over the forehead and at the
    temples and whatever lies behind the jaw stay out.
    """
    height, width = warped.shape[:2]
    unit = eye_distance(points[:68])
    lab = to_lab(blur(warped, max(0.6, unit * 0.012)))
    model = learn_skin(lab, skin_patches(points[:68], height, width))
    core = core_outline(points, height, width)
    skin = skin_likelihood(lab, model)
    allowed = np.maximum(core, np.clip(skin * 2 - 0.5, 0, 1))
    allowed = np.minimum(allowed, face_outline(points, height, width))
    opened = grow(grow(allowed, -unit * 0.04), unit * 0.04)
    return connected(np.asarray(opened, np.float32), core), skin


def connected(mask: Mask, seed: Mask) -> Mask:
    """The parts of `mask` that touch `seed`; the others are cleared."""
    _, labels = cv2.connectedComponents((mask > FAINT).astype(np.uint8), connectivity=4)
    wanted = np.unique(labels[(seed > 0.5) & (labels > 0)])
    return np.where(np.isin(labels, wanted), mask, np.float32(0)).astype(np.float32)


def template_face_mask(picture: Pixels, landmarks: Landmarks) -> Mask:
    """Face mask of a template that brought none: its outline, cut at hair, hat and hands."""
    points = np.vstack([landmarks, forehead_points(landmarks)])
    return person_mask(picture, points)[0]


# Beyond this many eye distances from the face nothing counts as the person's skin.
SKIN_REACH = 7.0
SEARCH_LONG_SIDE = 480
# Ears are redder and necks darker than cheeks: where they must be, so much more counts as skin.
NEAR_SPREAD = 1.7


def template_skin_mask(picture: Pixels, landmarks: Landmarks) -> Mask:
    """All visible skin of the template's person that hangs together with the face (H, W)."""
    height, width = picture.shape[:2]
    scale = min(1.0, SEARCH_LONG_SIDE / max(height, width))
    small = resize(picture, round(width * scale), round(height * scale))
    points = ((landmarks + 0.5) * scale - 0.5).astype(np.float32)
    lab = to_lab(blur(small, 1.0))
    model = learn_skin(lab, skin_patches(points, *small.shape[:2]))
    unit = eye_distance(points)
    loose = SkinModel(model.median, model.spread * NEAR_SPREAD)
    # Redder and darker than the cheeks: no collar and no grey wall is both.
    ear = (lab[..., 0] < model.median[0]) & (lab[..., 1] > model.median[1])
    beside = _beside_face(points, *small.shape[:2]) * ear
    likely = np.maximum(skin_likelihood(lab, model), beside * skin_likelihood(lab, loose))
    opened = grow(grow(likely, -unit * 0.03), unit * 0.03)
    face = core_outline(np.vstack([points, forehead_points(points)]), *small.shape[:2])
    near = _within_reach(points, unit, *small.shape[:2])
    return resize(blur(connected(opened * near, face), 1.0), width, height)


def _beside_face(points: Landmarks, height: int, width: int) -> Mask:
    """Where ears and the upper neck lie: the jaw's outline pushed outwards."""
    jaw = points[list(JAW)]
    middle = points[27]
    pushed = middle + (jaw - middle) * np.array([1.35, 1.3], np.float32)
    return fill_polygon(convex_hull(np.vstack([jaw, pushed])), height, width)


def _within_reach(points: Points, unit: float, height: int, width: int) -> Mask:
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    x, y = points.mean(axis=0)
    return np.asarray(np.hypot(columns - x, rows - y) < SKIN_REACH * unit, np.float32)
