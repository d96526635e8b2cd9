"""The person's face in a picture that has a face."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from .align import KEEP_OWN_GEOMETRY, place_face, with_forehead
from .blend import blend_pyramids
from .color import Color, light_gain, median_color, recolor_skin
from .detect import find_faces
from .errors import BadPack, NoFace
from .finish import match_detail
from .geometry import (
    BoundingBox,
    Landmarks,
    Mask,
    Pixels,
    Plane,
    Points,
    bounding_box,
    eye_distance,
)
from .landmarks import place_landmarks
from .mask import person_mask, skin_patches, template_face_mask, template_skin_mask
from .options import OptionValue
from .raster import blur, fit_within, grow, mix, resize
from .template_pack import TemplatePack, check_pack
from .warp import Warp, apply_warp, plan_warp

PICTURE_LONG_SIDE = 1600
# Eye distance, in pixels, at which masks and light are worked out.
JUDGED_UNIT = 48.0
# Room around the face for the widest band of the blend, in face heights.
REGION_MARGIN = 0.22
# Tried in turn until the map folds nowhere.
KEEPS = (KEEP_OWN_GEOMETRY, 0.6, 0.3)


@dataclass(frozen=True, eq=False)
class Scene:
    """All that depends on the template alone, computed once for each worker."""

    picture: Pixels
    landmarks: Landmarks
    skin: Mask
    skin_color: Color
    region: tuple[slice, slice]
    face_mask: Mask
    face_skin: Mask
    unit: float
    foreground: Pixels | None


def make_scene_pack(
    picture: Pixels,
    *,
    slug: str,
    recipe: Mapping[str, object] | None = None,
    foreground: Pixels | None = None,
    face_mask: Mask | None = None,
) -> TemplatePack:
    """A scene out of any picture (H, W, 3) with a face; the largest face is the one replaced.

    `foreground` RGBA (H, W, 4) and `face_mask` (H, W) as in TemplatePack. Raises: NoFace, BadPack.
    """
    small = fit_within(picture, PICTURE_LONG_SIDE)
    faces = find_faces(small)
    if not faces:
        raise NoFace("no face in the template's picture")
    landmarks = place_landmarks(small, max(faces, key=lambda box: box.height))
    mask = template_face_mask(small, landmarks) if face_mask is None else face_mask
    pack = TemplatePack(
        slug=slug,
        kind="scene",
        recipe=dict(recipe or {}),
        picture=small,
        landmarks=landmarks,
        face_mask=fit_within(mask, PICTURE_LONG_SIDE),
        skin_mask=template_skin_mask(small, landmarks),
        foreground=None if foreground is None else fit_within(foreground, PICTURE_LONG_SIDE),
    )
    check_pack(pack)
    return pack


@lru_cache(maxsize=8)
def prepare_scene(pack: TemplatePack) -> Scene:
    """The template's part of the work. Raises: BadPack."""
    picture, landmarks = pack.picture, pack.landmarks
    if picture is None or landmarks is None:
        raise BadPack("a scene needs a picture and landmarks")
    height, width = picture.shape[:2]
    mask = template_face_mask(picture, landmarks) if pack.face_mask is None else pack.face_mask
    skin = template_skin_mask(picture, landmarks) if pack.skin_mask is None else pack.skin_mask
    points = with_forehead(landmarks)
    region = bounding_box(points).grown(REGION_MARGIN).inside(width, height)
    return Scene(
        picture=picture,
        landmarks=landmarks,
        skin=skin,
        skin_color=median_color(picture, skin_patches(landmarks, height, width)),
        region=region,
        face_mask=np.ascontiguousarray(mask[region]),
        face_skin=np.ascontiguousarray(np.minimum(mask, skin)[region]),
        unit=eye_distance(landmarks),
        foreground=pack.foreground,
    )


def render_scene(
    pixels: Pixels,
    landmarks: Landmarks,
    box: BoundingBox,
    pack: TemplatePack,
    options: Mapping[str, OptionValue],
) -> Pixels:
    """The template's picture with the person's face; same size as the template.

    `pixels` (H, W, 3) and `landmarks` (68, 2) are the person's; options as in OPTIONS["scene"].
    """
    scene = prepare_scene(pack)
    warp, points = _plan(landmarks, scene)
    warped = apply_warp(pixels, warp)
    keep_tone = bool(options["keep_skin_tone"])
    patches = skin_patches(points[:68], *warped.shape[:2])
    own_color = median_color(warped, patches)
    base = scene.picture
    if keep_tone:
        base = recolor_skin(base, scene.skin, scene.skin_color, own_color)
    else:
        warped = recolor_skin(
            warped, np.ones(warped.shape[:2], np.float32), own_color, scene.skin_color
        )
    result = base.copy()
    face = _paint(base[scene.region], warped, points, scene, int(options["color"]) / 100)
    result[scene.region] = face
    finished = _redraw_foreground(result, scene.foreground)
    strength = int(options["strength"]) / 100
    if strength == 1:
        return finished
    return mix(scene.picture, finished, np.full(scene.picture.shape[:2], strength, np.float32))


def _plan(landmarks: Landmarks, scene: Scene) -> tuple[Warp, Points]:
    """The warp into the scene's region and the placed points (78, 2) in that region's pixels."""
    source = with_forehead(landmarks)
    for keep in KEEPS:
        target = place_face(landmarks, scene.landmarks, keep)
        warp = plan_warp(target, source, scene.region)
        if not warp.folds():
            break
    corner = np.array([scene.region[1].start, scene.region[0].start], np.float32)
    return warp, target - corner


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was worked out at reduced size, for the region at full size: `alpha` how much of the
    face is shown, `extent` where its pixels may be looked at, `gain` its light, `skin` where the
    face and the template both show skin."""

    alpha: Mask
    extent: Mask
    gain: Plane
    skin: Mask


def _judge(base: Pixels, warped: Pixels, points: Points, scene: Scene, light: float) -> Judgement:
    """Masks and light are smooth: they are made where the eyes are JUDGED_UNIT px apart."""
    height, width = warped.shape[:2]
    scale = min(1.0, JUDGED_UNIT / scene.unit)
    size = max(8, round(width * scale)), max(8, round(height * scale))
    unit = scene.unit * scale
    face, below = resize(warped, *size), resize(base, *size)
    mask, skin = person_mask(face, np.asarray((points + 0.5) * scale - 0.5, np.float32))
    mask = np.minimum(mask, resize(scene.face_mask, *size))
    skin = skin * mask
    below_skin = np.minimum(resize(scene.face_skin, *size), mask)
    gain = light_gain(face, below, skin, below_skin, unit, light)
    # Outside the mask the photo shows hair and background: their low bands must not spill over.
    extent = np.clip(blur(grow(mask, unit * 0.03), unit * 0.03), 0, 1)
    parts = (_feather(mask, unit), extent, gain, np.minimum(skin, below_skin))
    return Judgement(*(resize(np.asarray(part, np.float32), width, height) for part in parts))


def _paint(base: Pixels, warped: Pixels, points: Points, scene: Scene, light: float) -> Pixels:
    judged = _judge(base, warped, points, scene, light)
    detailed = match_detail(warped * judged.gain, warped, base, judged.skin)
    detailed -= base
    detailed *= judged.extent[..., None]
    return blend_pyramids(base, detailed, judged.alpha)


def _feather(mask: Mask, unit: float) -> Mask:
    """Soft inwards only."""
    inner = grow(mask, -unit * 0.05)
    return np.asarray(np.minimum(blur(inner, unit * 0.035), mask), np.float32)


def _redraw_foreground(picture: Pixels, foreground: Pixels | None) -> Pixels:
    if foreground is None:
        return picture
    alpha = foreground[..., 3].astype(np.float32) / 255
    return mix(picture, np.ascontiguousarray(foreground[..., :3]), alpha)
