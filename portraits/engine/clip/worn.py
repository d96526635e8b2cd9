"""A prop that follows a head from picture to picture: drawn once, laid anew on every picture.

What the live camera does on a grid of points is done here backwards: each pixel asks where on the
prop's sheet it lies, and the sheet's depth moves it as the head turns.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from portraits.engine.clip.faces import Face
from portraits.engine.frame import Region, frame_of, region_around
from portraits.engine.geometry import Mask, Pixels, Plane, Points
from portraits.engine.prop_sheet import UNIT, PropSheet, draw_sheets
from portraits.engine.prop_stand import Stand, stand_of

# Hair stands out this much beyond the head; the camera has no outline of it either.
HAIR_OVER_HEAD = 1.12
# Light reaches a prop as it reaches the brightest things around; it is never quite dark.
DARKEST = 0.3
BRIGHTEST, STRIDE = 98.5, 23
# A sheet's place is worked out for every eighth pixel; in between it is as good as straight.
COARSE = 8
# No sheet gets smaller than this by halves.
LEAST_SHEET = 8
SHADOW_SHARE, SHADOW_FALL = 0.8, 0.81
# Sine of the turn at which the far arm of glasses goes behind the head, and is gone.
HIDING, HIDDEN = 0.02, 0.12


@dataclass(frozen=True, eq=False)
class _Laid:
    """A sheet on the picture: colour (h, w, 3) times cover, and cover (h, w), over a region."""

    region: Region
    colour: Plane
    cover: Mask


class Prop:
    """The prop of one clip, for every face in it."""

    def __init__(self, step: Mapping[str, Any]) -> None:
        self._step, self._fits_hair = dict(step), step.get("fit") == "hair"
        if self._fits_hair:
            self._step["fit"] = "head"
        self._sheets = {sheet.place: _by_halves(sheet) for sheet in draw_sheets(step)}

    def put_behind(self, room: Pixels, face: Face) -> Pixels:
        """The room with what the prop has behind the head."""
        return self._laid_on(room, face, ("behind",))

    def put_on(self, pixels: Pixels, face: Face) -> Pixels:
        """The picture with the prop and its shadow."""
        return self._laid_on(pixels, face, ("skin", "front"))

    def _laid_on(self, pixels: Pixels, face: Face, places: tuple[str, ...]) -> Pixels:
        stand = self._stand(face)
        light = _light_around(pixels, face)
        result = pixels.copy()
        for place in places:
            sizes = self._sheets.get(place)
            laid = _lay(_nearest(sizes, stand), stand, pixels.shape[:2], place) if sizes else None
            if laid is None:
                continue
            if place == "front" and "shadow" in self._step:
                _shade(result, laid, stand, self._step["shadow"], face.share)
            _over(result, laid, light, face.share)
        return result

    def _stand(self, face: Face) -> Stand:
        stand = stand_of(face.landmarks, _nobody, self._step)
        return replace(stand, scale=stand.scale * HAIR_OVER_HEAD) if self._fits_hair else stand


def _by_halves(sheet: PropSheet) -> list[PropSheet]:
    """The sheet, its colour times its cover, and ever smaller copies of it: a thin line of one that
    is much larger than the face would break into dots."""
    picture = _premultiplied(sheet)
    sizes = [replace(sheet, picture=picture)]
    while min(picture.shape[:2]) >= 2 * LEAST_SHEET:
        height, width = picture.shape[:2]
        smaller = cv2.resize(picture, (width // 2, height // 2), interpolation=cv2.INTER_AREA)
        picture = np.asarray(smaller, np.uint8)
        sizes.append(replace(sheet, picture=picture))
    return sizes


def _nearest(sizes: list[PropSheet], stand: Stand) -> PropSheet:
    """The copy whose pixels are about as large as the picture's."""
    halves = round(float(np.log2(UNIT / (stand.frame.unit * stand.scale))))
    return sizes[min(max(halves, 0), len(sizes) - 1)]


def _nobody() -> Mask:
    raise AssertionError("a prop of a clip is fitted to the head")


def _lay(sheet: PropSheet, stand: Stand, shape: tuple[int, int], place: str) -> _Laid | None:
    region = region_around(_corners(sheet, stand), 2, shape)
    height, width = region.shape
    if min(height, width) < 2:
        return None
    on = _where_on(sheet, stand, region)
    drawn = cv2.remap(sheet.picture, on[..., 0], on[..., 1], cv2.INTER_LINEAR).astype(np.float32)
    if place == "skin":
        drawn *= _seen_side(sheet, stand, on)[..., None]
    return _Laid(region, drawn[..., :3], drawn[..., 3] / np.float32(255))


def _corners(sheet: PropSheet, stand: Stand) -> Points:
    left, top, right, bottom = sheet.box
    deep = float(sheet.depths.min()), float(sheet.depths.max())
    return stand.place([(x, y, z) for x in (left, right) for y in (top, bottom) for z in deep])


def _where_on(sheet: PropSheet, stand: Stand, region: Region) -> Plane:
    """(h, w, 2): the pixel of the sheet under every pixel of the region."""
    height, width = region.shape
    rows, columns = max(2, -(-height // COARSE)), max(2, -(-width // COARSE))
    x = (np.arange(columns, dtype=np.float32) + 0.5) * (width / columns) - 0.5
    y = (np.arange(rows, dtype=np.float32) + 0.5) * (height / rows) - 0.5
    targets = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2) + region.corner
    axes = np.column_stack((stand.frame.across, stand.frame.down)) * stand.scale
    back = np.linalg.inv(axes).T.astype(np.float32)
    depth = np.zeros((len(targets), 1), np.float32)
    units = targets
    # The depth of a place is known once the place is: three rounds are nearer than a pixel.
    for _round in range(3):
        units = (targets - stand.frame.origin - depth * stand.toward * stand.scale) @ back
        depth = _depth_at(sheet, units)
    pixels = _to_sheet(sheet, units, sheet.picture.shape[1], sheet.picture.shape[0])
    coarse = pixels.reshape(rows, columns, 2).astype(np.float32)
    return np.asarray(cv2.resize(coarse, (width, height), interpolation=cv2.INTER_LINEAR))


def _depth_at(sheet: PropSheet, units: Plane) -> Plane:
    side = sheet.depths.shape[0]
    left, top, right, bottom = sheet.box
    x = (units[:, 0] - left) / (right - left) * (side - 1)
    y = (units[:, 1] - top) / (bottom - top) * (side - 1)
    seen = cv2.remap(
        sheet.depths,
        x.astype(np.float32)[:, None],
        y.astype(np.float32)[:, None],
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return np.asarray(seen, np.float32).reshape(-1, 1)


def _to_sheet(sheet: PropSheet, units: Plane, width: int, height: int) -> Plane:
    left, top, right, bottom = sheet.box
    x = (units[:, 0] - left) / (right - left) * width - 0.5
    y = (units[:, 1] - top) / (bottom - top) * height - 0.5
    return np.stack((x, y), axis=1)


def _premultiplied(sheet: PropSheet) -> npt.NDArray[np.uint8]:
    cover = sheet.picture[..., 3:].astype(np.float32) / np.float32(255)
    colour = np.round(sheet.picture[..., :3] * cover).astype(np.uint8)
    return np.dstack((colour, sheet.picture[..., 3]))


def _seen_side(sheet: PropSheet, stand: Stand, on: Plane) -> Mask:
    """0 where a sheet on the skin is on the side of the head that is turned away."""
    across = stand.frame.across
    turn = float(stand.toward @ across) / float(across @ across)
    left, _, right, _ = sheet.box
    x = left + (on[..., 0] + 0.5) / sheet.picture.shape[1] * (right - left)
    away = np.clip((turn * np.sign(x) - HIDING) / (HIDDEN - HIDING), 0, 1)
    return np.asarray(1 - away * away * (3 - 2 * away), np.float32)


def _light_around(pixels: Pixels, face: Face) -> Plane:
    """(3,): how bright, and of what colour, the brightest things around the face are."""
    frame = frame_of(face.landmarks)
    near = region_around(frame.to_pixels([(-1.8, -1.9), (1.8, 2.4)]), 0, pixels.shape)
    around = pixels[near.slices][::7, ::7].reshape(-1, 3)
    if not len(around):
        return np.ones(3, np.float32)
    white = np.percentile(around, BRIGHTEST, axis=0) / 255
    return np.asarray(DARKEST + (1 - DARKEST) * white, np.float32)


def _shade(
    result: Pixels, laid: _Laid, stand: Stand, shadow: Mapping[str, Any], share: float
) -> None:
    unit = stand.frame.unit
    fall = stand.frame.down * np.float32(float(shadow.get("reach", 0.06)) * SHADOW_FALL)
    move = np.array([[1, 0, fall[0]], [0, 1, fall[1]]], np.float64)
    dark = cv2.warpAffine(laid.cover, move, laid.cover.shape[::-1])
    soft = cv2.GaussianBlur(dark, (0, 0), max(0.5, float(shadow.get("blur", 0.04)) * unit))
    dark = soft.astype(np.float32) * np.float32(
        float(shadow["amount"]) / 100 * SHADOW_SHARE * share
    )
    at = laid.region.slices
    result[at] = cv2.blendLinear(result[at], np.zeros_like(result[at]), 1 - dark, dark)


def _over(result: Pixels, laid: _Laid, light: Plane, share: float) -> None:
    at = laid.region.slices
    below = result[at].astype(np.float32)
    cover = laid.cover * np.float32(share)
    mixed = below * (1 - cover[..., None]) + laid.colour * (light * np.float32(share))
    result[at] = np.clip(mixed + np.float32(0.5), 0, 255).astype(np.uint8)
