"""How a photographer would crop: head size, headroom, and never a body that ends in the air."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np

from .geometry import JAW, Landmarks, Mask, Pixels, eye_centers, eye_distance

# A person who touches a side along more than this share of it is cut there.
CUT = 0.004


@dataclass(frozen=True, slots=True)
class Format:
    """A picture format: sides, and where the head goes as shares of the frame's height.

    `exact` formats are printed at a fixed size; the head's height stays between `head` and
    `largest_head` whatever the photo.
    """

    width: int
    height: int
    head: float  # crown (hair included) to chin
    room: float  # above the crown
    largest_head: float = 0.78
    exact: bool = False
    aside: float = 0.12  # how far off the middle the head may stand, as share of the width


# ID: 35 x 45 mm at 600 dpi, head 32-36 mm (70-80 %: ICAO Doc 9303 part 3, ISO/IEC 19794-5);
# 2 x 2 inch at 600 dpi, head 25-35 mm of 51 (50-69 %: US visa photographs); the head's middle at
# 45-55 % of the width (ISO/IEC 19794-5). Others: the habit of portrait studios, eyes near the
# upper third.
FORMATS = {
    "portrait": Format(1280, 1600, 0.42, 0.10),
    "square": Format(1600, 1600, 0.46, 0.10),
    "id_35x45": Format(827, 1063, 0.75, 0.09, 0.80, exact=True, aside=0.05),
    "id_2x2": Format(1200, 1200, 0.58, 0.12, 0.69, exact=True, aside=0.05),
    "print_2x3": Format(1066, 1600, 0.38, 0.11),
    "story_9x16": Format(900, 1600, 0.30, 0.20),
}


@dataclass(frozen=True, slots=True)
class Crop:
    """A rectangle of the photo in its pixels (it may reach outside) and the size it gets."""

    left: float
    top: float
    width: float
    height: float
    out_width: int
    out_height: int

    @property
    def scale(self) -> float:
        """Output pixels for one pixel of the photo."""
        return self.out_height / self.height

    def place(self, landmarks: Landmarks) -> Landmarks:
        """Points of the photo in the output's pixels."""
        corner = np.array((self.left, self.top), np.float32)
        return np.asarray((landmarks - corner) * np.float32(self.scale), np.float32)


@dataclass(frozen=True, slots=True)
class Head:
    """Where the head is in the photo: crown, chin, middle; and which sides cut the person."""

    crown: float
    chin: float
    middle: float
    cut_left: bool
    cut_right: bool
    cut_top: bool
    cut_bottom: bool = True


def measure_head(landmarks: Landmarks, person: Mask) -> Head:
    """Crown (top of the hair) from the mask over the face, the rest from the landmarks."""
    unit = eye_distance(landmarks)
    middle = float(np.mean([landmarks[list(JAW), 0].mean(), eye_centers(landmarks)[:, 0].mean()]))
    eyes = float(eye_centers(landmarks)[:, 1].mean())
    height, width = person.shape
    columns = slice(max(0, int(middle - 0.7 * unit)), max(1, int(middle + 0.7 * unit)))
    covered = np.flatnonzero(person[:, columns].max(axis=1) > 0.5)
    crown = float(covered[0]) if len(covered) else eyes - 1.8 * unit
    # Between bare heads and hats: whatever the mask says, a head is no shorter and no taller.
    crown = float(np.clip(crown, max(0.0, eyes - 3.2 * unit), max(0.0, eyes - 1.35 * unit)))
    edge = max(2, width // 100)
    return Head(
        crown,
        float(landmarks[8, 1]),
        middle,
        bool((person[:, :edge].max(axis=1) > 0.5).sum() > CUT * height),
        bool((person[:, -edge:].max(axis=1) > 0.5).sum() > CUT * height),
        bool(crown <= max(2, height // 100)),
    )


def frame_head(head: Head, shape: tuple[int, ...], wanted: Format) -> Crop:
    """The crop for a format: head size and headroom, moved and tightened where the photo ends."""
    tall = max(head.chin - head.crown, 8.0)
    aspect = wanted.width / wanted.height
    high = min(tall / wanted.head, _room(head, shape, wanted, aspect))
    high = max(high, tall / wanted.largest_head)
    top = head.crown - wanted.room * high
    if head.cut_top and not wanted.exact:
        top = max(top, 0.0)
    if head.cut_bottom and not wanted.exact:
        # Lower, never higher: the crop's bottom rests on the photo's.
        top = min(top, max(shape[0] - high, head.crown - 0.3 * high))
    left = _shifted(head, shape, high * aspect, wanted)
    out_width, out_height = _output(high, wanted)
    return Crop(left, top, high * aspect, high, out_width, out_height)


def _room(head: Head, shape: tuple[int, ...], wanted: Format, aspect: float) -> float:
    """The tallest frame that shows no place where the photo cuts the person."""
    top = head.crown if not head.cut_top else 0.0
    below = shape[0] - top if head.cut_bottom else math.inf
    limits = [below / (1 - (0 if head.cut_top else wanted.room))]
    nearest = 0.5 - wanted.aside
    if head.cut_left:
        limits.append(head.middle / nearest / aspect)
    if head.cut_right:
        limits.append((shape[1] - head.middle) / nearest / aspect)
    if head.cut_left and head.cut_right:
        limits.append(shape[1] / aspect)
    return min(limits)


def _shifted(head: Head, shape: tuple[int, ...], wide: float, wanted: Format) -> float:
    left = head.middle - wide / 2
    if head.cut_left:
        left = max(left, 0.0)
    if head.cut_right:
        left = min(left, shape[1] - wide)
    furthest = (0.5 + wanted.aside) * wide
    return float(np.clip(left, head.middle - furthest, head.middle - wide + furthest))


def _output(high: float, wanted: Format) -> tuple[int, int]:
    if wanted.exact:
        return wanted.width, wanted.height
    # No more than a quarter enlarged: beyond that nothing but softness is added.
    share = min(1.0, max(high * 1.25, 640) / wanted.height)
    return max(2, round(wanted.width * share)), max(2, round(wanted.height * share))


@dataclass(frozen=True, slots=True)
class Window:
    """The part of a crop that lies in the photo, and how much is missing on every side."""

    inside: tuple[slice, slice]
    width: int
    height: int
    missing: tuple[int, int, int, int]  # top, bottom, left, right, in output pixels


def window_of(crop: Crop, shape: tuple[int, ...]) -> Window:
    """What of the photo a crop shows."""
    left, top = max(0, round(crop.left)), max(0, round(crop.top))
    right = min(shape[1], round(crop.left + crop.width))
    bottom = min(shape[0], round(crop.top + crop.height))
    scale = crop.scale
    above, before = round((top - crop.top) * scale), round((left - crop.left) * scale)
    above, before = max(0, above), max(0, before)
    wide = min(crop.out_width - before, max(2, round((right - left) * scale)))
    high = min(crop.out_height - above, max(2, round((bottom - top) * scale)))
    missing = above, crop.out_height - above - high, before, crop.out_width - before - wide
    return Window((slice(top, bottom), slice(left, right)), wide, high, missing)


def widen(layer: Pixels, window: Window) -> Pixels:
    """A window's colours at the crop's full size; its own borders continue outwards."""
    grown = cv2.copyMakeBorder(layer, *window.missing, cv2.BORDER_REPLICATE)
    return np.asarray(grown, np.uint8)


def widen_alpha(alpha: Mask, window: Window, head: Head) -> Mask:
    """A window's alpha at the crop's full size.

    The person continues only over the photo's foot and over the sides that cut them.
    """
    top, bottom, left, right = window.missing
    grown = cv2.copyMakeBorder(alpha, 0, bottom, 0, 0, cv2.BORDER_REPLICATE)
    for missing, is_cut, sides in (
        (top, head.cut_top, (top, 0, 0, 0)),
        (left, head.cut_left, (0, 0, left, 0)),
        (right, head.cut_right, (0, 0, 0, right)),
    ):
        if missing:
            border = cv2.BORDER_REPLICATE if is_cut else cv2.BORDER_CONSTANT
            grown = cv2.copyMakeBorder(grown, *sides, border, value=0)
    return np.asarray(grown, np.float32)
