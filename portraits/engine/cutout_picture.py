"""A photo in, the person in it on transparent ground out."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from PIL import Image

from .codec import Photo
from .cutout import refine
from .detect import find_faces
from .errors import NoPerson
from .geometry import Mask, Pixels
from .options import OptionValue
from .pipeline import Clock, Report
from .segment import segment_person

# A 12 MP photo stays whole; a larger one is made this long.
LONG_SIDE = 4096
# Less of the picture than this is a smudge and no person.
LEAST_SHARE = 0.005
# Around the person when the picture is cropped, as share of the person's longer side.
MARGIN = 0.04
# Both keep alpha exact. Stronger compression takes several times as long for a tenth of the size.
ENCODERS: dict[str, dict[str, Any]] = {
    "png": {"format": "PNG", "compress_level": 1},
    "webp": {"format": "WEBP", "quality": 90, "method": 0, "alpha_quality": 100},
}


@dataclass(frozen=True, slots=True)
class CutoutPicture:
    """A PNG or WebP file with alpha; nothing but pixels is in it. `timings_ms` by stage."""

    content: bytes
    width: int
    height: int
    timings_ms: dict[str, float]


def cut_photo(
    photo: Photo, options: Mapping[str, OptionValue], *, report: Report | None = None
) -> CutoutPicture:
    """The person in the photo without the background, at the photo's size or cropped to them.

    Raises: NoPerson.
    """
    clock = Clock(report)
    clock.start("detect")
    faces = find_faces(photo.pixels)
    mask = segment_person(photo.pixels, faces[0] if faces else None)
    if float(mask.mean()) < LEAST_SHARE:
        raise NoPerson("the mask is all but empty")
    clock.start("paint")
    alpha, colours = refine(photo.pixels, mask)
    picture = with_alpha(colours, alpha)
    if options["crop"]:
        picture = cropped(picture)
    clock.start("encode")
    content = encode_cutout(picture, str(options["format"]))
    clock.start("")
    height, width = picture.shape[:2]
    return CutoutPicture(content, width, height, clock.timings_ms)


def encode_cutout(picture: Pixels, kind: str) -> bytes:
    """RGBA pixels (H, W, 4) as a file of kind 'png' or 'webp'."""
    stream = io.BytesIO()
    Image.fromarray(picture).save(stream, **ENCODERS[kind])
    return stream.getvalue()


def with_alpha(colours: Pixels, alpha: Mask) -> Pixels:
    """Straight RGBA (H, W, 4) uint8; nothing of the background is left where nothing is seen."""
    opacity = np.asarray(cv2.convertScaleAbs(alpha, alpha=255), np.uint8)
    seen = cv2.bitwise_and(colours, colours, mask=opacity)
    red, green, blue = cv2.split(seen)
    return np.asarray(cv2.merge((red, green, blue, opacity)), np.uint8)


def cropped(picture: Pixels) -> Pixels:
    """The part of an RGBA picture that shows anybody, with a margin."""
    left, top, width, height = cv2.boundingRect(np.ascontiguousarray(picture[..., 3]))
    margin = round(MARGIN * max(width, height))
    rows = slice(max(0, top - margin), top + height + margin)
    columns = slice(max(0, left - margin), left + width + margin)
    return np.ascontiguousarray(picture[rows, columns])
