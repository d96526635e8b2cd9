"""Props worn in the photo: they turn with the head, stand in its light and cast a shadow on it.

A prop is drawn from shapes in face units with depth (x right, y down, z to the camera); the head's
pose carries depth into the picture. The photo's own white, black, blur and grain finish it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import cv2
import numpy as np

from .frame import Region, filled, frame_of, region_around
from .geometry import Landmarks, Mask, Pixels, Plane, Points
from .paper import paper
from .prop_light import PhotoLight, falloff, light_of
from .prop_shapes import Layer, Shape, draw_part
from .prop_stand import Stand, expanded, kept_inside, points_of, stand_of
from .raster import blur, gray, to_lab
from .skin import SkinColour, face_outline

Step: TypeAlias = Mapping[str, Any]
# Where a shape can be seen: behind the person, on bare skin only (hair covers it), or in front.
PLACES = ("behind", "skin", "front")


def wear(
    pixels: Pixels,
    landmarks: Landmarks,
    skin: SkinColour,
    person: Callable[[], Mask],
    step: Step,
) -> Pixels:
    """The photo (H, W, 3) with the prop put on; the input stays unchanged.

    `person` gives the mask (H, W) of the person, asked only when a shape lies behind them or a
    shadow falls. Raises: BadPack, for a shape of an unknown kind.
    """
    stand = stand_of(landmarks, person, step)
    shapes = list(expanded(step["shapes"], step.get("symbols", {})))
    every = np.concatenate([stand.place(points_of(shape)) for shape in shapes])
    stand, every = kept_inside(stand, every, float(step.get("inside", 0)))
    region = region_around(every, 0.4 * stand.frame.unit, pixels.shape)
    if min(region.shape) < 4:
        return pixels
    scene = _Scene(pixels, landmarks, skin, person, region, stand, light_of(pixels, landmarks))
    result = pixels.copy()
    result[region.slices] = scene.worn(step, shapes)
    return result


@dataclass(frozen=True, eq=False)
class _Scene:
    """A photo, the region of it that the prop covers, and what the prop needs to know of it."""

    pixels: Pixels
    landmarks: Landmarks
    skin: SkinColour
    person: Callable[[], Mask]
    region: Region
    stand: Stand
    light: PhotoLight

    @property
    def crop(self) -> Pixels:
        return self.pixels[self.region.slices]

    def worn(self, step: Step, shapes: Sequence[Shape]) -> Pixels:
        """The region with a solid prop in it."""
        below = self.crop.astype(np.float32)
        layers = {place: self._layer(shapes, place) for place in PLACES}
        solid = 1 - (1 - layers["skin"].cover) * (1 - layers["front"].cover)
        if "shadow" in step:
            below *= self._shadow(step["shadow"], solid)
        for place in PLACES:
            below = self._over(below, layers[place])
        return np.asarray(np.clip(below + 0.5, 0, 255), np.uint8)

    def _layer(self, shapes: Sequence[Shape], place: str) -> Layer:
        layer = Layer.clear(self.region.shape)
        chosen = [shape for shape in shapes if shape.get("where", "front") == place]
        for shape in chosen:
            self._draw(layer, shape)
        if not chosen or place == "front":
            return layer
        seen = self._bare_skin() if place == "skin" else 1 - self.person()[self.region.slices]
        return Layer(layer.colour * seen[..., None], layer.cover * seen)

    def _bare_skin(self) -> Mask:
        likeness = self.skin.likeness(to_lab(self.crop))
        return blur(likeness, 0.02 * self.stand.frame.unit)

    def _draw(self, layer: Layer, shape: Shape) -> None:
        unit = self.stand.frame.unit * self.stand.scale
        if shape.get("colour") == "brow":
            shape = {**shape, "colour": brow_colour(self.pixels, self.landmarks)}
        draw_part(layer, shape, self._local, unit, self.light.direction)

    def _local(self, points: Sequence[Sequence[float]]) -> Points:
        return np.asarray(self.stand.place(points) - self.region.corner, np.float32)

    def _over(self, below: Plane, layer: Layer) -> Plane:
        """The layer in the photo's light, blurred and grained as the photo is."""
        left, top, width, height = cv2.boundingRect((layer.cover > 0).astype(np.uint8))
        if not width:
            return below
        part = Region(left, top, left + width, top + height)
        light, at = self.light, part.slices
        gain = falloff(light, frame_of(self.landmarks), self.region)[at]
        lit = layer.colour[at] * (gain[..., None] * (light.white - light.black))
        colour = blur((lit + layer.cover[at][..., None] * light.black) * 255, light.softness)
        cover = blur(layer.cover[at], light.softness)
        grain = paper(cover.shape, 0.4, 13) * np.float32(light.grain)
        below[at] = below[at] * (1 - cover[..., None]) + colour + (grain * cover)[..., None]
        return below

    def _shaded(self, where: str) -> Mask:
        """What the shadow can fall on: the face alone, or the whole person."""
        if where == "person":
            return self.person()[self.region.slices]
        outline = face_outline(self.landmarks, 1.2) - self.region.corner
        return filled(self.region.shape, outline, 0.03 * self.stand.frame.unit)

    def _shadow(self, shadow: Mapping[str, Any], solid: Mask) -> Plane:
        """Gain (h, w, 3) of the soft shadow on the person; skin keeps some red in its shadows."""
        unit, lamp = self.stand.frame.unit, self.light.direction
        reach = float(shadow.get("reach", 0.06)) * unit
        move = np.array([[1, 0, -lamp[0] * reach], [0, 1, (0.4 - lamp[1]) * reach]], np.float64)
        moved = cv2.warpAffine(solid, move, solid.shape[::-1]).astype(np.float32)
        dark = blur(moved, float(shadow.get("blur", 0.04)) * unit)
        dark = dark * self._shaded(shadow.get("on", "person")) * (float(shadow["amount"]) / 100)
        return np.asarray(1 - dark[..., None] * np.array([0.86, 1, 1], np.float32), np.float32)


def brow_colour(pixels: Pixels, landmarks: Landmarks) -> list[float]:
    """The person's own hair colour as their brows show it, [r, g, b]."""
    frame = frame_of(landmarks)
    region = region_around(landmarks[17:27], 0.04 * frame.unit, pixels.shape)
    if min(region.shape) < 4:
        return [60.0, 45.0, 36.0]
    band = np.zeros(region.shape, np.uint8)
    for brow in (landmarks[17:22], landmarks[22:27]):
        line = np.round((brow - region.corner + frame.down * 0.03) * 16).astype(np.int32)
        cv2.polylines(band, [line], False, 255, max(1, round(0.07 * frame.unit)), shift=4)
    crop = pixels[region.slices]
    chosen = crop[band > 0]
    dark = gray(crop)[band > 0]
    hair = chosen[dark <= np.percentile(dark, 35)] if len(chosen) > 20 else chosen
    return [float(value) for value in np.median(hair, axis=0)] if len(hair) else [60.0, 45.0, 36.0]
