"""The quality card: what is said about an effect, in words of a closed vocabulary.

Words only: no coordinate, no number, nothing that a face could be rebuilt from. Pages and clients
translate the words; a new one is added here first. The photo is judged before anything is painted
(gate.py), a scene also afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping

import cv2
import numpy as np

from .geometry import Landmarks, Mask, Pixels, bounding_box, eye_distance
from .mask import skin_patches
from .pose import pose_gap
from .raster import gray, grow, resize, to_lab
from .template_pack import TemplatePack

Words = dict[str, str]

# For each aspect its words; the first is the one that nothing is wrong with.
VOCABULARY: Mapping[str, tuple[str, ...]] = {
    "size": ("large", "small"),
    "light": ("even", "one_sided", "dim", "glaring"),
    "sharpness": ("sharp", "soft"),
    "pose": ("frontal", "turned", "tilted"),
    "view": ("clear", "eyes_covered", "mouth_covered"),
    "fit": ("very_good", "good", "fair"),
    "seam": ("unseen", "faint", "visible"),
    "color": ("matched", "close", "apart"),
    "detail": ("matched", "soft", "harsh"),
}
# What the person can do about it, gravest first. The card names the first that applies.
ADVICE: Mapping[tuple[str, str], str] = {
    ("view", "eyes_covered"): "uncover_eyes",
    ("view", "mouth_covered"): "uncover_mouth",
    ("sharpness", "soft"): "hold_still",
    ("light", "dim"): "more_light",
    ("light", "glaring"): "softer_light",
    ("pose", "turned"): "face_the_camera",
    ("light", "one_sided"): "face_the_light",
    ("size", "small"): "come_closer",
    ("fit", "fair"): "choose_another_template",
    ("pose", "tilted"): "hold_upright",
}
OVERALL = ("very_good", "good", "fair")

# Degrees between the heads' turns; past the second another template fits better.
FIT_DEGREES = (10.0, 20.0)
# Gradient across the seam over that of the untouched template.
SEAM_RATIOS = (1.15, 1.5)
# Steps of a* and b* by which face and neck are further apart than the template's own.
COLOR_STEPS = (4.0, 8.0)
# Fine contrast of the face over that of the template's own face.
DETAIL_RATIOS = (0.6, 1.6)
JUDGED_FACE_WIDTH = 200
# Fewer pixels of neck and ears say nothing.
LEAST_NECK = 150


def complete_card(words: Words) -> Words:
    """The words with `overall`, and with `reason` (an aspect) and `advice` if any applies."""
    faults = [item for item in ADVICE if words.get(item[0]) == item[1]]
    overall = OVERALL[min(len(faults), len(OVERALL) - 1)]
    if not faults:
        return words | {"overall": overall}
    return words | {"overall": overall, "reason": faults[0][0], "advice": ADVICE[faults[0]]}


def judge_scene(painted: Pixels, pack: TemplatePack, landmarks: Landmarks) -> Words:
    """Words about a finished scene (H, W, 3) of a pack with a picture, and a person's landmarks."""
    if pack.picture is None or pack.landmarks is None:
        return {}
    room = bounding_box(pack.landmarks).grown(0.6)
    region = room.inside(painted.shape[1], painted.shape[0])
    scale = min(1.0, JUDGED_FACE_WIDTH / bounding_box(pack.landmarks).width)
    size = [max(2, round((part.stop - part.start) * scale)) for part in reversed(region)]
    after, before = resize(painted[region], *size), resize(pack.picture[region], *size)
    corner = np.array([region[1].start, region[0].start], np.float32)
    points = np.asarray((pack.landmarks - corner) * scale, np.float32)
    words = {"fit": _step(pose_gap(landmarks, pack.landmarks), FIT_DEGREES, "fit")}
    words["detail"] = _judge_detail(after, before, points)
    if pack.face_mask is not None:
        face = resize(np.ascontiguousarray(pack.face_mask[region]), *size)
        words["seam"] = _judge_seam(after, before, face)
        if pack.skin_mask is not None:
            skin = resize(np.ascontiguousarray(pack.skin_mask[region]), *size)
            words |= _judge_color(after, before, points, skin * (1 - _widened(face, points)))
    return words


def _step(value: float, limits: tuple[float, float], aspect: str) -> str:
    return VOCABULARY[aspect][sum(value > limit for limit in limits)]


def _judge_seam(after: Pixels, before: Pixels, face: Mask) -> str:
    """Across the edge of the template's face mask."""
    edge = grow(face, 3) - grow(face, -3)
    shown, own = (float((_gradient(picture) * edge).sum()) for picture in (after, before))
    # Two levels more on both sides, or the noise of a smooth template would be a seam.
    least = 2.0 * float(edge.sum())
    return _step((shown + least) / (own + least), SEAM_RATIOS, "seam")


def _gradient(picture: Pixels) -> Mask:
    plane = gray(picture).astype(np.float32)
    across, down = (cv2.Sobel(plane, cv2.CV_32F, *way, scale=1 / 8) for way in ((1, 0), (0, 1)))
    return np.asarray(cv2.magnitude(across, down), np.float32)


def _judge_color(after: Pixels, before: Pixels, points: Landmarks, neck: Mask) -> Words:
    """Face against neck and ears; empty where the template shows neither."""
    if int((neck > 0.5).sum()) < LEAST_NECK:
        return {}
    cheeks = skin_patches(points, *neck.shape)
    gaps = [_hue_gap(to_lab(picture), cheeks, neck) for picture in (after, before)]
    return {"color": _step(gaps[0] - gaps[1], COLOR_STEPS, "color")}


def _hue_gap(lab: Mask, one: Mask, other: Mask) -> float:
    """Distance in a* and b* alone: a chin's shadow on the neck is no fault."""
    medians = [np.median(lab[mask > 0.5][:, 1:], axis=0) for mask in (one, other)]
    return float(np.hypot(*(medians[0] - medians[1])))


def _judge_detail(after: Pixels, before: Pixels, points: Landmarks) -> str:
    face = bounding_box(points[17:]).inside(after.shape[1], after.shape[0])
    shown, own = (_fine_contrast(gray(picture[face])) for picture in (after, before))
    ratio = shown / max(own, 0.5)
    if ratio < DETAIL_RATIOS[0]:
        return "soft"
    return "harsh" if ratio > DETAIL_RATIOS[1] else "matched"


def _fine_contrast(face: Pixels) -> float:
    return float(cv2.Laplacian(face.astype(np.float32), cv2.CV_32F).std())


def _widened(face: Mask, points: Landmarks) -> Mask:
    return grow(face, eye_distance(points) * 0.12)
