"""Photos that tests send; all come from historic portraits in the public domain, or are drawn."""

import io
import zlib
from functools import cache
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
from matplotlib.cbook import get_sample_data
from PIL import Image
from skimage import data

Pixels = npt.NDArray[np.uint8]


@cache
def face_pixels() -> Pixels:
    """Grace Hopper, 512 x 600, looking at the camera."""
    with Image.open(get_sample_data("grace_hopper.jpg", asfileobj=False)) as picture:
        return np.asarray(picture.convert("RGB"), np.uint8)


def encoded(pixels: Pixels, kind: str = "JPEG", **options: Any) -> bytes:
    """A picture as a file of the kind."""
    stream = io.BytesIO()
    Image.fromarray(pixels).save(stream, kind, **options)
    return stream.getvalue()


@cache
def photo() -> bytes:
    """A photo that becomes a portrait."""
    return encoded(face_pixels(), quality=92)


@cache
def photo_without_a_face() -> bytes:
    slope = np.linspace(0, 255, 600).astype(np.uint8)
    return encoded(np.tile(slope[:, None, None], (1, 400, 3)))


@cache
def photo_of_two() -> bytes:
    """Two people of about the same height side by side: one has to be chosen."""
    beside = cv2.resize(face_pixels(), (430, 512))
    return encoded(np.hstack([data.astronaut(), beside]))


@cache
def photo_too_dark() -> bytes:
    return encoded((face_pixels() * 0.1).astype(np.uint8))


@cache
def photo_too_small() -> bytes:
    return encoded(cv2.resize(face_pixels(), None, fx=0.2, fy=0.2, interpolation=cv2.INTER_AREA))


@cache
def photo_turned() -> bytes:
    turn = cv2.getRotationMatrix2D((256, 300), 30, 1)
    return encoded(cv2.warpAffine(face_pixels(), turn, (512, 606)))


@cache
def photo_blurred() -> bytes:
    return encoded(cv2.GaussianBlur(face_pixels(), (0, 0), 5))


def photo_cut_off() -> bytes:
    """Begins as a JPEG and breaks off."""
    return photo()[:5000]


def photo_with_too_many_pixels() -> bytes:
    """The header of a PNG of 13,000 x 13,000; nothing else needs to be read."""
    png = bytearray(encoded(np.zeros((1, 1, 3), np.uint8), "PNG"))
    png[16:24] = (13_000).to_bytes(4, "big") * 2
    png[29:33] = zlib.crc32(png[12:29]).to_bytes(4, "big")
    return bytes(png)
