"""Correct a scene's face mask and foreground by eye: staff's strokes become a new version.

A stroke picture says by its red where something is added and by its green where it is taken away,
so that the fine edges that nobody touched stay as they are.
"""

from dataclasses import dataclass, replace

import numpy as np
from django.conf import settings

from portraits.engine.codec import encode_jpeg
from portraits.engine.errors import BadPack
from portraits.engine.geometry import Mask, Pixels, bounding_box
from portraits.engine.options import parse_options
from portraits.engine.raster import resize
from portraits.engine.scene import render_scene
from portraits.engine.scene_template import PICTURE_LONG_SIDE, prepare_scene
from portraits.engine.template_pack import TemplatePack, check_pack, write_pack
from portraits.models import Template
from portraits.sandbox import decode_in_child
from portraits.services.template_store import load_pack, store_pack
from portraits.starter.sitter import SITTERS, paint_sitter


@dataclass(frozen=True, slots=True)
class Strokes:
    """PNG files of the picture's size, or None where nothing was touched."""

    face: bytes | None = None
    foreground: bytes | None = None


def correct_scene(template: Template, strokes: Strokes) -> TemplatePack:
    """This function will return the template's pack with the strokes in it; nothing is kept.

    :raises EngineError: BadPack for what is no scene, NotAnImage for what is no stroke picture
    :raises DecoderUnavailable: when the decoder is not there
    """
    pack = load_pack(template)
    if pack.picture is None or pack.face_mask is None:
        raise BadPack("only a scene has masks to correct")
    if strokes.face is not None:
        pack = replace(pack, face_mask=_stroked(pack.face_mask, strokes.face))
    if strokes.foreground is not None:
        pack = replace(pack, foreground=_foreground(pack, strokes.foreground))
    check_pack(pack)
    return pack


def keep_correction(template: Template, pack: TemplatePack) -> None:
    """This function will keep the pack as the template's new version.

    Jobs that began with the old one end with it: its file stays until nothing can want it.
    """
    pack_file, digest = store_pack(pack.slug, write_pack(pack))
    Template.objects.filter(pk=template.pk).update(pack_file=pack_file, pack_sha256=digest)


def draw_test_portrait(pack: TemplatePack, sitter: int) -> bytes:
    """This function will return a JPEG of the scene with the face of one of our painted sitters."""
    photo = paint_sitter(sitter % SITTERS)
    box = bounding_box(photo.landmarks)
    shown = render_scene(photo.picture, photo.landmarks, box, pack, parse_options("scene", None))
    # The version tried is seldom seen twice: this process must not keep it.
    prepare_scene.cache_clear()
    return encode_jpeg(shown)


def _stroked(mask: Mask, strokes: bytes) -> Mask:
    height, width = mask.shape
    photo = decode_in_child(
        strokes, long_side=PICTURE_LONG_SIDE, socket_path=settings.DECODER_SOCKET
    )
    layer = resize(photo.pixels, width, height).astype(np.float32) / np.float32(255)
    added, removed = layer[..., 0], layer[..., 1]
    kept = mask * np.clip(1 - added - removed, 0, 1)
    return np.asarray(np.clip(kept + added, 0, 1), np.float32)


def _foreground(pack: TemplatePack, strokes: bytes) -> Pixels:
    """Where something is added that the foreground had no colour for, the picture lends its own."""
    picture = np.asarray(pack.picture)
    before = pack.foreground
    if before is None:
        before = np.dstack([picture, np.zeros(picture.shape[:2], np.uint8)])
    alpha = _stroked(before[..., 3].astype(np.float32) / np.float32(255), strokes)
    colours = np.where(before[..., 3:] > 0, before[..., :3], picture)
    return np.dstack([colours, np.round(alpha * 255).astype(np.uint8)])
