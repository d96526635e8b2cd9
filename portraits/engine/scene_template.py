"""What a scene's picture says of itself: made once when it is published, once in each worker."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from .align import with_forehead
from .color import Color, read_tone
from .detect import find_faces
from .errors import BadPack, NoFace
from .geometry import Landmarks, Mask, Pixels, bounding_box, eye_distance
from .landmarks import place_landmarks
from .mask import face_outline, skin_patches, template_face_mask, template_skin_mask
from .raster import blur, fit_within, grow
from .template_pack import TemplatePack, check_pack

PICTURE_LONG_SIDE = 1600
# Room around the face for the widest band of the blend, in face heights.
REGION_MARGIN = 0.22
# Pixels of neck and ears below which their colour is taken to be the face's.
LEAST_NECK = 200


@dataclass(frozen=True, eq=False)
class Scene:
    """All that depends on the template alone.

    `skin` is all skin, `neck` what of it is not face; `tone` and `neck_tone` as read_tone gives
    them. `region` is the face with room around it; `face_mask` and `face_skin` lie in it.
    """

    picture: Pixels
    landmarks: Landmarks
    skin: Mask
    neck: Mask
    tone: Color
    neck_tone: Color
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
    if pack.foreground is not None:
        skin = np.asarray(skin * (1 - pack.foreground[..., 3].astype(np.float32) / 255), np.float32)
    unit = eye_distance(landmarks)
    region = bounding_box(with_forehead(landmarks)).grown(REGION_MARGIN).inside(width, height)
    face = face_outline(with_forehead(landmarks), height, width)
    neck = np.asarray(skin * (1 - blur(grow(face, unit * 0.03), unit * 0.03)), np.float32)
    tone = read_tone(picture, skin_patches(landmarks, height, width))
    return Scene(
        picture=picture,
        landmarks=landmarks,
        skin=skin,
        neck=neck,
        tone=tone,
        neck_tone=read_tone(picture, neck) if (neck > 0.5).sum() > LEAST_NECK else tone,
        region=region,
        face_mask=np.ascontiguousarray(mask[region]),
        face_skin=np.ascontiguousarray(np.minimum(mask, skin)[region]),
        unit=unit,
        foreground=pack.foreground,
    )
