"""The people of the test photographs, found once: pixels, landmarks, box, and their own skin."""

from functools import cache
from typing import NamedTuple

import cv2
import numpy as np

from portraits.engine.detect import find_faces
from portraits.engine.frame import Region, filled, frame_of, region_around
from portraits.engine.geometry import BoundingBox, Landmarks, Mask, Pixels, Plane
from portraits.engine.landmarks import place_landmarks
from portraits.engine.raster import to_lab
from portraits.engine.skin import face_outline, feature_mask
from tests.engine.photos import astronaut, hopper


class Found(NamedTuple):
    """A photo and the face in it."""

    pixels: Pixels
    landmarks: Landmarks
    box: BoundingBox


@cache
def smiling() -> Found:
    """The astronaut, twice as large: an open smile with teeth."""
    larger = cv2.resize(astronaut(), (1024, 1024), interpolation=cv2.INTER_CUBIC)
    return _found(np.asarray(larger, np.uint8))


@cache
def uniformed() -> Found:
    """Grace Hopper: hat, glasses, closed mouth."""
    return _found(hopper())


def _found(pixels: Pixels) -> Found:
    box = find_faces(pixels)[0]
    pixels = np.ascontiguousarray(pixels)
    pixels.setflags(write=False)
    return Found(pixels, place_landmarks(pixels, box), box)


def turned(found: Found, degrees: float) -> Found:
    """The same photo and landmarks, turned about the picture's middle."""
    height, width = found.pixels.shape[:2]
    move = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    pixels = cv2.warpAffine(found.pixels, move, (width, height), borderMode=cv2.BORDER_REPLICATE)
    points = found.landmarks @ move[:, :2].T + move[:, 2]
    return Found(np.asarray(pixels, np.uint8), points.astype(np.float32), found.box)


def skin_of(found: Found) -> Mask:
    """Where the photo shows bare facial skin for sure (H, W), 0..1."""
    whole = Region(0, 0, found.pixels.shape[1], found.pixels.shape[0])
    inside = filled(whole.shape, face_outline(found.landmarks, 0.6))
    return inside * (1 - feature_mask(found.landmarks, whole, frame_of(found.landmarks)))


def face_region(found: Found, margin: float = 0.5) -> Region:
    """The rectangle around the whole face, `margin` face units wider."""
    unit = frame_of(found.landmarks).unit
    return region_around(face_outline(found.landmarks), margin * unit, found.pixels.shape)


def skin_lab(pixels: Pixels, found: Found) -> Plane:
    """Median L*a*b* (3,) of the face's bare skin."""
    return np.asarray(np.median(to_lab(pixels)[skin_of(found) > 0.9], axis=0), np.float32)


def typology_angle(lab: Plane) -> float:
    """Individual typology angle in degrees: how light skin is, whatever its hue."""
    return float(np.degrees(np.arctan2(lab[0] - 50, lab[2])))
