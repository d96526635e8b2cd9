"""A photo in, the person in it on transparent ground out."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import cv2
import numpy as np
from PIL import Image

from .codec import Photo
from .cutout import MATTE_SIDE, matte, soft_colours, soft_places, upsample_matte
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
# libwebp compresses an opacity of more levels than this twice and keeps the better
# (alpha_enc.c, kMaxColorsForFilterNone). No opacity moves by more than a 255th; 0 and 255 stay.
LEVELS = 192
_STEP = 255 / (LEVELS - 1)
NEAREST_LEVEL = np.rint(np.rint(np.arange(256) / _STEP) * _STEP).astype(np.uint8)
# One filter for all rows takes half the time of the best for each, and noise compresses no worse.
# Stronger compression takes several times as long for a tenth of the size.
PNG = (cv2.IMWRITE_PNG_COMPRESSION, 1, cv2.IMWRITE_PNG_FILTER, cv2.IMWRITE_PNG_FILTER_UP)
# Both formats keep opacity exactly.
WEBP = {"quality": 90, "method": 0, "alpha_quality": 100}


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
    mask = segment_person(photo.pixels, faces[0] if faces else None, MATTE_SIDE)
    if float(mask.mean()) < LEAST_SHARE:
        raise NoPerson("the mask is all but empty")
    clock.start("paint")
    picture = painted(photo.pixels, mask)
    if options["crop"]:
        picture = cropped(picture)
    clock.start("encode")
    content = ENCODERS[str(options["format"])](picture)
    clock.start("")
    height, width = picture.shape[:2]
    return CutoutPicture(content, width, height, clock.timings_ms)


def encode_png(picture: Pixels) -> bytes:
    """RGBA pixels (H, W, 4) as a PNG file."""
    _, file = cv2.imencode(".png", cv2.cvtColor(picture, cv2.COLOR_RGBA2BGRA), PNG)
    return file.tobytes()


def encode_webp(picture: Pixels) -> bytes:
    """RGBA pixels (H, W, 4) as a WebP file."""
    stream = io.BytesIO()
    Image.fromarray(picture).save(stream, "WEBP", **WEBP)
    return stream.getvalue()


ENCODERS: dict[str, Callable[[Pixels], bytes]] = {"png": encode_png, "webp": encode_webp}


def painted(pixels: Pixels, mask: Mask) -> Pixels:
    """Straight RGBA (H, W, 4) of the person of a rough mask (h, w) of the same view."""
    opacity = upsample_matte(pixels, matte(pixels, mask))
    picture = with_alpha(pixels, opacity)
    places = soft_places(opacity)
    picture.reshape(-1, 4)[places, :3] = soft_colours(pixels, opacity, places)
    return picture


def with_alpha(colours: Pixels, opacity: Pixels) -> Pixels:
    """RGBA (H, W, 4) uint8 in LEVELS steps of opacity; nothing is left where nothing is seen."""
    picture = np.asarray(cv2.cvtColor(colours, cv2.COLOR_RGB2RGBA), np.uint8)
    cv2.insertChannel(cv2.LUT(opacity, NEAREST_LEVEL), picture, 3)
    # A pixel at a time, in place: a second picture would be 48 MB.
    whole = picture.view(np.uint32)[..., 0]
    np.multiply(whole, opacity > 0, out=whole)
    return picture


def cropped(picture: Pixels) -> Pixels:
    """The part of an RGBA picture that shows anybody, with a margin."""
    left, top, width, height = cv2.boundingRect(np.ascontiguousarray(picture[..., 3]))
    margin = round(MARGIN * max(width, height))
    rows = slice(max(0, top - margin), top + height + margin)
    columns = slice(max(0, left - margin), left + width + margin)
    return np.ascontiguousarray(picture[rows, columns])
