"""Where the people are, steadied over time, and what stands behind them.

The network looks at every second picture; the mask goes with what moves from one to the next, and
the picture's own edges say where the outline is now. Motion: T. Kroeger, R. Timofte, D. Dai, L. Van
Gool, "Fast Optical Flow using Dense Inverse Search", ECCV 2016.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import cv2
import numpy as np

from portraits.engine.backdrops import draw_backdrop
from portraits.engine.clip.takes import Takes
from portraits.engine.geometry import Mask, Pixels
from portraits.engine.raster import resize
from portraits.engine.segment import glance_at_person
from portraits.engine.smoothing import guided
from portraits.engine.weights import segmentation_path

# Pictures between two looks of the network; without one, GrabCut takes a fifth of a second.
LOOK_EVERY, SLOW_LOOK_EVERY = 2, 12
# A pixel that changes little follows slowly, one that changes much at once: edges do not crawl.
SLOW, AT_ONCE = 0.35, 1.6
# The outline is drawn at this long side, along the edges of the picture.
EDGE_SIDE = 480
EDGE_RADIUS, EDGE_EPS = 5, 4e-4
# Motion is looked for at this long side, in less than a millisecond; OpenCV refuses to look below
# the least side.
MOTION_SIDE, LEAST_MOTION_SIDE = 240, 16
# Where the mask passes from behind to before; high, so that no rim of the old room is left.
BEHIND, BEFORE = 0.5, 0.9
PLAIN = {"white": (250, 250, 250), "green": (0, 177, 64)}
# The disc of a lens that makes a room soft, as a share of the picture's height.
BLUR = 0.05
BLUR_SIDE = 320


class Person:
    """The people of one clip."""

    def __init__(self) -> None:
        self._mask: Mask | None = None
        self._motion = Motion()
        self._takes = Takes()
        self._number = -1
        self._every = LOOK_EVERY if segmentation_path() else SLOW_LOOK_EVERY

    def follow(self, pixels: Pixels) -> Mask:
        """Mask (H, W) of the next picture (H, W, 3), 1 on people."""
        self._number += 1
        small = _sized(pixels, EDGE_SIDE)
        if self._takes.is_new(pixels):
            # Somebody else may stand elsewhere: the old outline would show the room behind them.
            self._mask = None
        self._motion.see(small)
        if self._mask is not None:
            self._mask = self._motion.carried(self._mask)
        if self._mask is None or self._number % self._every == 0:
            self._mask = self._looked_at(small)
        height, width = small.shape[:2]
        gray = cv2.cvtColor(small, cv2.COLOR_RGB2GRAY).astype(np.float32) / np.float32(255)
        rough = cv2.resize(self._mask, (width, height), interpolation=cv2.INTER_LINEAR)
        fine = guided(gray, np.asarray(rough, np.float32), EDGE_RADIUS, EDGE_EPS)
        edge = np.clip((fine - BEHIND) / (BEFORE - BEHIND), 0, 1)
        soft = (edge * edge * (3 - 2 * edge)).astype(np.float32)
        full = cv2.resize(soft, pixels.shape[1::-1], interpolation=cv2.INTER_LINEAR)
        return np.asarray(full, np.float32)

    def _looked_at(self, small: Pixels) -> Mask:
        seen = glance_at_person(small)
        if self._mask is None:
            return seen
        change = seen - self._mask
        trust = np.minimum(1, SLOW + AT_ONCE * np.abs(change))
        return np.asarray(self._mask + change * trust, np.float32)


class Motion:
    """What moved from the picture before to this one."""

    def __init__(self) -> None:
        # Its stub knows no call without a flow to begin with.
        self._flow: Any = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_ULTRAFAST)
        self._before: Pixels | None = None
        self._now: Pixels | None = None

    def see(self, pixels: Pixels) -> None:
        """The next picture (H, W, 3)."""
        small = cv2.cvtColor(_sized(pixels, MOTION_SIDE), cv2.COLOR_RGB2GRAY)
        self._before, self._now = self._now, np.asarray(small, np.uint8)

    def carried(self, mask: Mask) -> Mask:
        """The mask (h, w) of the picture before, as what it shows has moved."""
        if self._before is None or self._now is None or min(self._now.shape) < LEAST_MOTION_SIDE:
            return mask
        height, width = mask.shape
        moved = self._flow.calc(self._now, self._before, None)
        scale = np.array([width, height], np.float32) / self._now.shape[::-1]
        came_from = cv2.resize(moved, (width, height)) * scale.astype(np.float32)
        came_from += np.dstack(np.meshgrid(np.arange(width), np.arange(height))).astype(np.float32)
        right, down = came_from[..., 0], came_from[..., 1]
        edge = cv2.BORDER_REPLICATE
        moved_mask = cv2.remap(mask, right, down, cv2.INTER_LINEAR, borderMode=edge)
        return np.asarray(moved_mask, np.float32)


class Backdrop:
    """What stands behind the people of one clip."""

    def __init__(self, chosen: Mapping[str, Any] | str, width: int, height: int) -> None:
        self._drawn: Pixels | None = None
        if isinstance(chosen, Mapping):
            self._drawn = draw_backdrop(dict(chosen), width, height)
        elif chosen != "blur":
            self._drawn = np.full((height, width, 3), PLAIN[chosen], np.uint8)

    def behind(self, pixels: Pixels, person: Mask) -> Pixels:
        """The room (H, W, 3) behind the person in this picture."""
        return _out_of_focus(pixels, person) if self._drawn is None else self._drawn


def before(pixels: Pixels, room: Pixels, person: Mask) -> Pixels:
    """The person in front of the room."""
    return np.asarray(cv2.blendLinear(pixels, room, person, 1 - person), np.uint8)


def _out_of_focus(pixels: Pixels, person: Mask) -> Pixels:
    """The room blurred without the person in it: nothing of them glows around them."""
    small = _sized(pixels, BLUR_SIDE)
    height, width = small.shape[:2]
    room = np.float32(1.02) - cv2.resize(person, (width, height), interpolation=cv2.INTER_AREA)
    sigma = BLUR * height / 2
    lit = cv2.GaussianBlur(small.astype(np.float32) * room[..., None], (0, 0), sigma)
    weight = cv2.GaussianBlur(room, (0, 0), sigma)
    soft = np.clip(lit / weight[..., None] + np.float32(0.5), 0, 255).astype(np.uint8)
    full = cv2.resize(soft, pixels.shape[1::-1], interpolation=cv2.INTER_LINEAR)
    return np.asarray(full, np.uint8)


def _sized(pixels: Pixels, long_side: int) -> Pixels:
    height, width = pixels.shape[:2]
    scale = min(1.0, long_side / max(height, width))
    return resize(pixels, max(2, round(width * scale)), max(2, round(height * scale)))
