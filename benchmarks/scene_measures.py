"""What is measured on one scene: a person in a template."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from skimage.color import deltaE_ciede2000

from benchmarks.likeness import Embedding, distance, embed
from benchmarks.skin_tone import Lab, cheek_lab, difference, median_lab, tone_group, typology_angle
from benchmarks.subjects import Subject
from portraits.engine.align import with_forehead
from portraits.engine.geometry import (
    Landmarks,
    Mask,
    Pixels,
    apply_affine,
    bounding_box,
    eye_distance,
    fit_similarity,
)
from portraits.engine.landmarks import place_landmarks
from portraits.engine.mask import face_outline
from portraits.engine.options import parse_options
from portraits.engine.pose import pose_gap
from portraits.engine.raster import blur, gray, grow, to_lab
from portraits.engine.scene import Composite, compose_scene, prepare_scene
from portraits.engine.template_pack import TemplatePack

# Skin beyond the face: fewer pixels say nothing about a neck or an ear.
LEAST_NECK = 400
# Half of the distance across the seam, in face widths; a face is 2.25 eye distances wide.
ACROSS = 0.03 * 2.25
# Detail is compared where the eyes are at most so many pixels apart.
DETAIL_UNIT = 60.0


@dataclass(frozen=True, slots=True)
class SceneRow:
    """One pair. Distances by embedding, angles in degrees, colours in CIEDE2000, others ratios."""

    person: str
    template: str
    group: str
    to_person: float
    to_template: float
    nearest: bool
    tone_shift: float
    neck_gap: float
    neck_gap_beyond: float
    color_shift: float
    seam: float
    detail: float
    pose_gap: float


def measure_scene(person: Subject, pack: TemplatePack, gallery: Sequence[Subject]) -> SceneRow:
    """This function will render a person in a scene and measure what came of it."""
    composite = compose_scene(person.pixels, person.landmarks, pack, parse_options("scene", {}))
    return measure_composite(person, pack, composite, gallery)


def measure_composite(
    person: Subject, pack: TemplatePack, composite: Composite, gallery: Sequence[Subject]
) -> SceneRow:
    """This function will measure a finished picture; landmarks are looked for in it anew."""
    scene, facts = prepare_scene(pack), _facts(pack)
    landmarks = place_landmarks(composite.picture, bounding_box(scene.landmarks[17:]).grown(0.12))
    effect = embed(composite.picture, landmarks)
    own, shown = cheek_lab(person.pixels, person.landmarks), cheek_lab(composite.picture, landmarks)
    gap, beyond = _neck_gaps(composite.picture, scene.picture, facts.neck, shown, facts.cheeks)
    return SceneRow(
        person=person.name,
        template=pack.slug,
        group=tone_group(typology_angle(own)),
        to_person=distance(effect, person.embedding),
        to_template=distance(effect, facts.embedding),
        nearest=_is_nearest(effect, person, gallery),
        tone_shift=typology_angle(shown) - typology_angle(own),
        neck_gap=gap,
        neck_gap_beyond=beyond,
        color_shift=difference(own, shown),
        seam=seam_ratio(composite, scene.picture, pack.foreground, scene.unit),
        detail=detail_ratio(person, composite.picture, landmarks),
        pose_gap=pose_gap(person.landmarks, scene.landmarks),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """Of a template alone: its neck and ears, its cheeks' colour, its person."""

    neck: Mask
    cheeks: Lab
    embedding: Embedding


@lru_cache(maxsize=2)
def _facts(pack: TemplatePack) -> Facts:
    scene = prepare_scene(pack)
    cheeks = cheek_lab(scene.picture, scene.landmarks)
    return Facts(_neck(pack, scene.landmarks), cheeks, embed(scene.picture, scene.landmarks))


def _is_nearest(effect: np.ndarray, person: Subject, gallery: Sequence[Subject]) -> bool:
    return min(gallery, key=lambda other: distance(effect, other.embedding)) is person


def _neck(pack: TemplatePack, landmarks: Landmarks) -> Mask:
    """Visible skin of the template that is not face: neck, ears, hands."""
    skin = prepare_scene(pack).skin
    face = face_outline(with_forehead(landmarks), *skin.shape)
    away = skin * (1 - grow(face, eye_distance(landmarks) * 0.12))
    if pack.foreground is not None:
        away = np.where(pack.foreground[..., 3] > 12, 0, away)
    return np.asarray(away, np.float32)


def _neck_gaps(
    picture: Pixels, template: Pixels, neck: Mask, face: np.ndarray, template_face: np.ndarray
) -> tuple[float, float]:
    """Face against neck in the effect; and the same without what the template's light makes.

    The second takes the neck's step in L*a*b* from the template's own face as given: a chin's
    shadow is no seam.
    """
    if int((neck > 0.5).sum()) < LEAST_NECK:
        return float("nan"), float("nan")
    shown = median_lab(picture, neck)
    shading = median_lab(template, neck)[0] - template_face[0]
    # A shadow takes a share of the light, so the step shrinks with the face's own lightness.
    step = np.array([shading * face[0] / max(float(template_face[0]), 1.0), 0.0, 0.0])
    return difference(face, shown), difference(face + step, shown)


def seam_ratio(
    composite: Composite, template: Pixels, foreground: Pixels | None, unit: float
) -> float:
    """Median CIEDE2000 across the edge of what was put in, over the same in the template."""
    region = composite.region
    inside, outside = _across(composite.alpha, ACROSS * unit)
    if foreground is not None:
        clear = blur(foreground[region][..., 3].astype(np.float32), ACROSS * unit * 0.5) < 4
        seen = _at(clear.astype(np.float32), inside) * _at(clear.astype(np.float32), outside) > 0.5
        inside, outside = inside[seen], outside[seen]
    if len(inside) < 40:
        return float("nan")
    steps = [_step(picture[region], inside, outside) for picture in (composite.picture, template)]
    return steps[0] / max(steps[1], 0.5)


def _across(alpha: Mask, reach: float) -> tuple[np.ndarray, np.ndarray]:
    """Pairs of points (N, 2) on both sides of the mask's edge, at right angles to it."""
    smooth = blur(alpha, reach * 0.5)
    contours, _ = cv2.findContours(
        (alpha > 0.5).astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE
    )
    points = max(contours, key=len)[::3, 0].astype(np.float32)
    slope = np.stack([cv2.Sobel(smooth, cv2.CV_32F, 1, 0), cv2.Sobel(smooth, cv2.CV_32F, 0, 1)], -1)
    normal = slope[points[:, 1].astype(int), points[:, 0].astype(int)]
    normal /= np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-6)
    return points + normal * reach, points - normal * reach


def _at(plane: np.ndarray, points: np.ndarray) -> np.ndarray:
    x, y = (points[None, :, axis].astype(np.float32) for axis in (0, 1))
    return cv2.remap(plane, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)[0]


def _step(picture: Pixels, inside: np.ndarray, outside: np.ndarray) -> float:
    lab = to_lab(blur(picture, 1.5))
    return float(np.median(deltaE_ciede2000(_at(lab, inside), _at(lab, outside))))


def detail_ratio(person: Subject, picture: Pixels, landmarks: Landmarks) -> float:
    """Fine structure of the face in the effect over that in the photo, at one size."""
    units = eye_distance(person.landmarks), eye_distance(landmarks)
    unit = min(*units, DETAIL_UNIT)
    photo = _fine(person.pixels, person.landmarks, unit)
    return _fine(picture, landmarks, unit) / max(photo, 1e-3)


def _fine(pixels: Pixels, landmarks: Landmarks, unit: float) -> float:
    """Deviation of the Laplacian between brows and mouth, the eyes `unit` pixels apart."""
    side = round(unit * 2.4)
    eyes = np.array([landmarks[36:42].mean(0), landmarks[42:48].mean(0), landmarks[51]])
    middle = side / 2
    wanted = np.array(
        [(middle - unit / 2, unit * 0.7), (middle + unit / 2, unit * 0.7)], np.float32
    )
    move = fit_similarity(eyes[:2].astype(np.float32), wanted)
    scale = unit / eye_distance(landmarks)
    soft = blur(pixels, max(0.3, 0.45 / scale)) if scale < 0.8 else pixels
    face = cv2.warpAffine(gray(soft), move, (side, side), flags=cv2.INTER_LINEAR)
    mouth = apply_affine(move, eyes[2:].astype(np.float32))[0, 1]
    part = face[round(unit * 0.3) : round(mouth), round(unit * 0.35) : round(side - unit * 0.35)]
    return float(cv2.Laplacian(part.astype(np.float32), cv2.CV_32F).std())


__all__ = ["SceneRow", "measure_composite", "measure_scene"]
