"""The person's face in a picture that has a face."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import cv2
import numpy as np

from .blend import blend_pyramids
from .candidates import best_light, best_placement
from .color import (
    Color,
    SkinView,
    harmonize_tone,
    neck_tone,
    read_tone,
    recolor_skin,
    tone_curves,
)
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
from .mask import person_mask, skin_patches
from .options import OptionValue
from .raster import blur, grow, mix, resize
from .scene_template import Scene, make_scene_pack, prepare_scene
from .template_pack import TemplatePack
from .warp import apply_warp

# Eye distance, in pixels, at which masks and light are worked out.
JUDGED_UNIT = 48.0


@dataclass(frozen=True, slots=True, eq=False)
class Composite:
    """A finished picture (H, W, 3), and in its `region` how much of the face shows: `alpha`."""

    picture: Pixels
    region: tuple[slice, slice]
    alpha: Mask


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
    return compose_scene(pixels, landmarks, pack, options).picture


def compose_scene(
    pixels: Pixels,
    landmarks: Landmarks,
    pack: TemplatePack,
    options: Mapping[str, OptionValue],
) -> Composite:
    """As `render_scene`, together with the mask by which the face was put in."""
    scene = prepare_scene(pack)
    place = best_placement(landmarks, scene.landmarks, scene.region)
    light = int(options["color"]) / 100
    keep_tone = bool(options["keep_skin_tone"])
    own = _person_tone(pixels, landmarks)
    tone = harmonize_tone(own, scene.tone, light) if keep_tone else scene.tone
    base, warped = _meet(apply_warp(pixels, place.warp), place.points, scene, tone)
    judged = _judge(base[scene.region], warped, place.points, scene, light)
    painted = _paint(base[scene.region], warped, judged)
    base[scene.region] = _redraw_foreground(painted, judged, scene)
    strength = int(options["strength"]) / 100
    if strength < 1:
        share = np.full(base.shape[:2], strength, np.float32)
        base = mix(scene.picture, base, share)
    return Composite(base, scene.region, judged.alpha)


def _person_tone(pixels: Pixels, landmarks: Landmarks) -> Color:
    """The tone read in the photo itself: a warped face shows more of its lit or its dark side."""
    region = bounding_box(landmarks).grown(0.05).inside(pixels.shape[1], pixels.shape[0])
    face = pixels[region]
    scale = min(1.0, 2 * JUDGED_UNIT / eye_distance(landmarks))
    size = max(8, round(face.shape[1] * scale)), max(8, round(face.shape[0] * scale))
    corner = np.array([region[1].start, region[0].start], np.float32)
    points = np.asarray((landmarks - corner + 0.5) * scale - 0.5, np.float32)
    return read_tone(resize(face, *size), skin_patches(points, size[1], size[0]))


def _meet(warped: Pixels, points: Points, scene: Scene, tone: Color) -> tuple[Pixels, Pixels]:
    """The template's picture and the face, both brought to one skin tone."""
    shown = read_tone(warped, skin_patches(points[:68], *warped.shape[:2]))
    face = np.asarray(cv2.LUT(warped, tone_curves(shown, tone)), np.uint8)
    base = recolor_skin(scene.picture, scene.skin - scene.neck, scene.tone, tone)
    neck = neck_tone(scene.neck_tone, scene.tone, tone)
    return recolor_skin(base, scene.neck, scene.neck_tone, neck), face


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was worked out at reduced size, for the region at full size: `alpha` how much of the
    face is shown, `extent` where its pixels may be looked at, `reach` where anything may change,
    `gain` its light, `skin` where the face and the template both show skin."""

    alpha: Mask
    extent: Mask
    reach: Mask
    gain: Plane
    skin: Mask


def _judge(base: Pixels, warped: Pixels, points: Points, scene: Scene, light: float) -> Judgement:
    """Masks and light are smooth: they are made where the eyes are JUDGED_UNIT px apart."""
    height, width = warped.shape[:2]
    scale = min(1.0, JUDGED_UNIT / scene.unit)
    size = max(8, round(width * scale)), max(8, round(height * scale))
    unit = scene.unit * scale
    face, below = resize(warped, *size), resize(base, *size)
    placed = np.asarray((points + 0.5) * scale - 0.5, np.float32)
    mask, skin = person_mask(face, placed)
    mask = np.minimum(mask, resize(scene.face_mask, *size))
    skin = skin * mask
    below_skin = np.minimum(resize(scene.face_skin, *size), mask)
    alpha = _feather(mask, unit)
    view = SkinView(face, below, skin, below_skin, _cheeks(placed, skin), mask, unit)
    gain = best_light(_smaller(view), resize(alpha, *_half(size)), light)
    # Outside the mask the photo shows hair and background: their low bands must not spill over.
    extent = np.clip(blur(grow(mask, unit * 0.03), unit * 0.03), 0, 1)
    reach = np.clip(1.5 * blur(grow(mask, unit * 0.08), unit * 0.04), 0, 1)
    parts = (alpha, extent, reach, gain, np.minimum(skin, below_skin))
    return Judgement(*(resize(np.asarray(part, np.float32), width, height) for part in parts))


def _cheeks(points: Points, skin: Mask) -> Mask:
    return np.minimum(skin_patches(points[:68], *skin.shape), skin)


def _half(size: tuple[int, int]) -> tuple[int, int]:
    return size[0] // 2, size[1] // 2


def _smaller(view: SkinView) -> SkinView:
    """The same at half the size: light changes more slowly than outlines do."""
    size = _half((view.mask.shape[1], view.mask.shape[0]))
    face, template = resize(view.face, *size), resize(view.template, *size)
    skins = resize(view.face_skin, *size), resize(view.template_skin, *size)
    return SkinView(
        face, template, *skins, resize(view.cheeks, *size), resize(view.mask, *size), view.unit / 2
    )


def _paint(base: Pixels, warped: Pixels, judged: Judgement) -> Pixels:
    detailed = match_detail(warped * judged.gain, warped, base, judged.skin)
    detailed -= base
    detailed *= judged.extent[..., None]
    return blend_pyramids(base, detailed, judged.alpha, judged.reach)


def _feather(mask: Mask, unit: float) -> Mask:
    """Soft inwards only."""
    inner = grow(mask, -unit * 0.03)
    return np.asarray(np.minimum(blur(inner, unit * 0.03), mask), np.float32)


def _redraw_foreground(painted: Pixels, judged: Judgement, scene: Scene) -> Pixels:
    """The template's foreground over what was put in. Beside the face the picture shows it
    already: a half transparent veil drawn twice would be darker there."""
    if scene.foreground is None:
        return painted
    layer = scene.foreground[scene.region]
    alpha = layer[..., 3].astype(np.float32) / 255
    share = np.maximum(judged.extent, judged.reach * alpha**4)
    return mix(painted, np.ascontiguousarray(layer[..., :3]), np.asarray(alpha * share, np.float32))


__all__ = ["Composite", "compose_scene", "make_scene_pack", "prepare_scene", "render_scene"]
