"""Props worn in the photo: they turn with the head, stand in its light and cast a shadow on it.

A prop is drawn from shapes in face units with depth (x right, y down, z to the camera); the head's
pose carries depth into the picture. The photo's own white, black, blur and grain finish it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import cv2
import numpy as np

from .errors import BadPack
from .frame import FaceFrame, Region, anchored, filled, frame_of, region_around, smooth_curve
from .geometry import Landmarks, Mask, Pixels, Plane, Points
from .paper import paper
from .pose import head_pose
from .prop_light import PhotoLight, falloff, light_of
from .prop_shapes import Layer, Shape, draw_hairs, draw_shape
from .raster import blur, gray, to_lab
from .skin import SkinColour, face_outline

Step: TypeAlias = Mapping[str, Any]
# Jaw end to jaw end over eye distance on an average head seen from the front.
HEAD_WIDTH = 2.3
# Sixty-eight points tell yaw well and pitch badly: it is believed by a third.
PITCH_SHARE = 0.33
# Where a shape can be seen: behind the person, on bare skin only (hair covers it), or in front.
PLACES = ("behind", "skin", "front")


@dataclass(frozen=True, eq=False)
class Stand:
    """Where the prop's own coordinates lie in the picture."""

    frame: FaceFrame
    toward: Points
    scale: float

    def place(self, points: Any) -> Points:
        """Pixels (N, 2) of points [x, y] or [x, y, z] in face units."""
        full = np.array([(*point, 0.0)[:3] for point in points], np.float32)
        full *= np.float32(self.scale)
        placed = full[:, :1] * self.frame.across + full[:, 1:2] * self.frame.down
        return np.asarray(self.frame.origin + placed + full[:, 2:] * self.toward, np.float32)


def stand_of(landmarks: Landmarks, person: Callable[[], Mask], step: Step) -> Stand:
    """The prop's place on the head: `anchor`, `depth` of the anchor, `fit` to the width of the
    "head" (its jaw) or the "hair" (the person's outline at the anchor)."""
    frame, pose = frame_of(landmarks), head_pose(landmarks)
    along = frame.across / max(float(np.hypot(*frame.across)), 1e-3)
    below = frame.down / max(float(np.hypot(*frame.down)), 1e-3)
    yaw, pitch = np.radians(np.clip((pose.yaw, pose.pitch * PITCH_SHARE), -40, 40))
    toward = (along * np.sin(yaw) + below * np.sin(pitch)) * np.float32(frame.unit)
    origin = anchored(landmarks, frame, step["anchor"]) if "anchor" in step else frame.origin
    scale = 1.0
    if step.get("fit") == "head":
        wide = float(np.hypot(*(landmarks[16] - landmarks[0])))
        seen = max(float(np.hypot(*frame.across)), 1e-3)
        scale = float(np.clip(wide / seen / HEAD_WIDTH, 0.88, 1.15))
    elif step.get("fit") == "hair":
        middle, wide = hair_at(person(), frame.moved(origin))
        scale = float(np.clip(wide / HEAD_WIDTH, 0.95, 1.4))
        origin = origin + frame.across * np.float32(middle)
    else:
        origin = origin + toward * np.float32(step.get("depth", 0))
    return Stand(frame.moved(origin), toward.astype(np.float32), scale)


def hair_at(person: Mask, frame: FaceFrame) -> tuple[float, float]:
    """(middle, width) in face units of the person's outline along the frame's x axis."""
    x = np.linspace(-2, 2, 81, dtype=np.float32)
    places = np.round(frame.to_pixels(np.stack((x, np.zeros_like(x)), axis=1))).astype(int)
    height, width = person.shape
    column, row = np.clip(places[:, 0], 0, width - 1), np.clip(places[:, 1], 0, height - 1)
    outside = np.flatnonzero(person[row, column] < 0.5)
    left = outside[outside < 40].max(initial=0)
    right = outside[outside > 40].min(initial=80)
    return float(x[left] + x[right]) / 2, float(x[right] - x[left])


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
    shapes = list(_expanded(step["shapes"], step.get("symbols", {})))
    every = np.concatenate([stand.place(_points(shape)) for shape in shapes])
    stand, every = _kept_inside(stand, every, float(step.get("inside", 0)))
    region = region_around(every, 0.4 * stand.frame.unit, pixels.shape)
    if min(region.shape) < 4:
        return pixels
    scene = _Scene(pixels, landmarks, skin, person, region, stand, light_of(pixels, landmarks))
    result = pixels.copy()
    if step.get("emits"):
        result[region.slices] = scene.shining(step, shapes)
    else:
        result[region.slices] = scene.worn(step, shapes)
    return result


def _kept_inside(stand: Stand, every: Points, most: float) -> tuple[Stand, Points]:
    """Lowered by at most `most` face units where the picture ends close above the head."""
    missing = 0.03 * stand.frame.unit - float(every[:, 1].min())
    lower = stand.frame.down * np.float32(np.clip(missing / stand.frame.unit, 0, most))
    return replace(stand, frame=stand.frame.moved(stand.frame.origin + lower)), every + lower


def _expanded(shapes: Sequence[Shape], symbols: Mapping[str, Sequence[Shape]]) -> list[Shape]:
    """Symbols replaced by their shapes, mirrored shapes by both of them."""
    flat: list[Shape] = []
    for shape in shapes:
        if "use" in shape:
            flat += [_used(part, shape) for part in symbols[shape["use"]]]
        elif not {"outline", "line", "roots"} & set(shape):
            raise BadPack("a shape of a prop has neither outline, line, roots nor symbol")
        else:
            flat.append(shape)
    return [each for shape in flat for each in _both_sides(shape)]


CURVES = ("outline", "line", "roots", "tips")


def _moved(shape: Shape, move: Callable[[Plane], Plane]) -> dict[str, Any]:
    changed = dict(shape)
    for key in CURVES:
        if key in shape:
            full = [[*point, 0.0][:3] for point in shape[key]]
            changed[key] = move(np.asarray(full, np.float32)).tolist()
    return changed


def _both_sides(shape: Shape) -> list[Shape]:
    if not shape.get("mirror"):
        return [shape]
    other = _moved(shape, lambda points: points * np.array([-1, 1, 1], np.float32))
    if "bend" in shape:
        other["bend"] = [-shape["bend"][0], shape["bend"][1]]
    return [shape, other]


def _used(part: Shape, use: Shape) -> dict[str, Any]:
    """A symbol's shape, turned, scaled, moved and tinted as the use says."""
    turn, scale = np.radians(float(use.get("turn", 0))), float(use.get("scale", 1))
    cos, sin = np.cos(turn) * scale, np.sin(turn) * scale
    matrix = np.array([[cos, sin, 0], [-sin, cos, 0], [0, 0, 1]], np.float32)
    at = np.asarray([*use["at"], 0.0][:3], np.float32)
    changed = _moved(part, lambda points: points @ matrix + at)
    for key in ("width", "bevel", "lift", "feather"):
        if key in part:
            changed[key] = part[key] * scale
    if "tint" in use and not part.get("own_colour"):
        changed["colour"] = [c * t / 255 for c, t in zip(part["colour"], use["tint"], strict=True)]
    return changed | ({"mirror": True} if use.get("mirror") else {})


def _points(shape: Shape) -> list[Any]:
    return [point for key in CURVES for point in shape.get(key, ())]


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

    def shining(self, step: Step, shapes: Sequence[Shape]) -> Pixels:
        """The region with a prop made of light: it adds to the photo, and glows."""
        light = sum(self._layer(shapes, place).colour for place in PLACES)
        glow = blur(
            np.asarray(light, np.float32), float(step.get("glow", 0.12)) * self.stand.frame.unit
        )
        wide = blur(
            np.asarray(light, np.float32),
            3.5 * float(step.get("glow", 0.12)) * self.stand.frame.unit,
        )
        total = np.clip(light + 0.9 * glow + 0.7 * wide, 0, 1)
        return np.asarray(255 - (255 - self.crop) * (1 - total) + 0.5, np.uint8)

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
        if "roots" in shape:
            roots, tips = (self._local(shape[key]) for key in ("roots", "tips"))
            draw_hairs(layer, shape, roots, tips, unit)
            return
        points = self._local(shape.get("outline") or shape["line"])
        if shape.get("smooth"):
            points = smooth_curve(points, closed="outline" in shape)
        draw_shape(layer, shape, points, unit, self.light.direction)

    def _local(self, points: Sequence[Sequence[float]]) -> Points:
        return np.asarray(self.stand.place(points) - self.region.corner, np.float32)

    def _over(self, below: Plane, layer: Layer) -> Plane:
        """The layer in the photo's light, blurred and grained as the photo is."""
        rows, columns = (
            np.flatnonzero(layer.cover.any(axis=1)),
            np.flatnonzero(layer.cover.any(axis=0)),
        )
        if not len(rows):
            return below
        part = Region(int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1)
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
