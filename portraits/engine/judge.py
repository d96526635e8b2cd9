"""How well a person fits in a scene, once it is painted: the words of quality.py."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np

from .align import with_forehead
from .geometry import Landmarks, Mask, Pixels, bounding_box, eye_distance
from .mask import face_outline, skin_patches
from .pose import pose_gap
from .quality import VOCABULARY, Words
from .raster import gray, grow, resize, to_lab
from .scene_template import prepare_scene
from .template_pack import TemplatePack

# Degrees between the heads' turns; past the second another template fits better.
FIT_DEGREES = (10.0, 20.0)
# Gradient across the seam over that of the untouched template.
SEAM_RATIOS = (1.15, 1.5)
# Steps of a* and b* by which face and neck are further apart than the template's own.
COLOR_STEPS = (4.0, 8.0)
# Fine contrast of the face over that of the template's own face.
DETAIL_RATIOS = (0.6, 1.6)
JUDGED_FACE_WIDTH = 120
# Fewer pixels of neck and ears say nothing.
LEAST_NECK = 60


def judge_scene(painted: Pixels, pack: TemplatePack, landmarks: Landmarks) -> Words:
    """Words about a finished scene (H, W, 3) of a pack with a picture, and a person's landmarks."""
    if pack.picture is None or pack.landmarks is None:
        return {}
    ground = _ground(pack)
    after = resize(painted[ground.region], *ground.picture.shape[1::-1])
    words = {
        "fit": _step(pose_gap(landmarks, pack.landmarks), FIT_DEGREES, "fit"),
        "detail": _judge_detail(after, ground),
        "seam": _step(_across(after, ground.edge) / ground.seam, SEAM_RATIOS, "seam"),
    }
    if ground.hue_gap is None:
        return words
    # Against the template's own step, for its neck may be painted in another hue.
    gap = _hue_gap(after, ground.cheeks, ground.neck) - ground.hue_gap
    return words | {"color": _step(gap, COLOR_STEPS, "color")}


@dataclass(frozen=True, eq=False)
class Ground:
    """What a finished scene is compared with, around the face, made JUDGED_FACE_WIDTH px wide.

    `hue_gap` is None where the template shows neither neck nor ears.
    """

    region: tuple[slice, slice]
    picture: Pixels
    inner: tuple[slice, slice]
    edge: Mask
    cheeks: Mask
    neck: Mask
    seam: float
    detail: float
    hue_gap: float | None


@lru_cache(maxsize=8)
def _ground(pack: TemplatePack) -> Ground:
    scene = prepare_scene(pack)
    room = bounding_box(scene.landmarks).grown(0.6)
    region = room.inside(scene.picture.shape[1], scene.picture.shape[0])
    scale = min(1.0, JUDGED_FACE_WIDTH / bounding_box(scene.landmarks).width)
    width, height = (max(2, round((part.stop - part.start) * scale)) for part in region[::-1])
    points = np.asarray((scene.landmarks - (region[1].start, region[0].start)) * scale, np.float32)
    picture = resize(scene.picture[region], width, height)
    face = face_outline(with_forehead(points), height, width)
    inner = bounding_box(points[17:]).inside(width, height)
    neck = resize(np.ascontiguousarray(scene.skin[region]), width, height)
    neck = neck * (1 - grow(face, eye_distance(points) * 0.12))
    cheeks = skin_patches(points, height, width)
    edge = np.asarray(grow(face, 2) - grow(face, -2), np.float32)
    has_neck = int((neck > 0.5).sum()) >= LEAST_NECK
    return Ground(
        region=region,
        picture=picture,
        inner=inner,
        edge=edge,
        cheeks=cheeks,
        neck=neck,
        seam=_across(picture, edge),
        detail=_fine_contrast(picture[inner]),
        hue_gap=_hue_gap(picture, cheeks, neck) if has_neck else None,
    )


def _step(value: float, limits: tuple[float, float], aspect: str) -> str:
    return VOCABULARY[aspect][sum(value > limit for limit in limits)]


def _across(picture: Pixels, edge: Mask) -> float:
    """Mean gradient on the edge of the face; two levels more, for a smooth template's noise is no
    seam when it changes."""
    plane = gray(picture).astype(np.float32)
    across, down = (cv2.Sobel(plane, cv2.CV_32F, *way, scale=1 / 8) for way in ((1, 0), (0, 1)))
    return float((cv2.magnitude(across, down) * edge).sum() / max(float(edge.sum()), 1.0)) + 2.0


def _hue_gap(picture: Pixels, one: Mask, other: Mask) -> float:
    """Distance in a* and b* alone: a chin's shadow on the neck is no fault."""
    lab = to_lab(picture)
    medians = [np.median(lab[mask > 0.5][:, 1:], axis=0) for mask in (one, other)]
    return float(np.hypot(*(medians[0] - medians[1])))


def _judge_detail(after: Pixels, ground: Ground) -> str:
    ratio = _fine_contrast(after[ground.inner]) / max(ground.detail, 0.5)
    if ratio < DETAIL_RATIOS[0]:
        return "soft"
    return "harsh" if ratio > DETAIL_RATIOS[1] else "matched"


def _fine_contrast(face: Pixels) -> float:
    # The mean, not the deviation: a single hard edge is no detail.
    return float(np.abs(cv2.Laplacian(gray(face), cv2.CV_32F)).mean())
