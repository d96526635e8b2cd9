"""Where a prop stands in the picture, and its shapes as the recipe writes them, spelled out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import numpy as np

from .errors import BadPack
from .frame import FaceFrame, anchored, frame_of
from .geometry import Landmarks, Mask, Plane, Points
from .pose import head_pose
from .prop_shapes import Shape

Step: TypeAlias = Mapping[str, Any]
CURVES = ("outline", "line", "roots", "tips")
# Jaw end to jaw end over eye distance on an average head seen from the front.
HEAD_WIDTH = 2.3
# Sixty-eight points tell yaw well and pitch badly: it is believed by a third.
PITCH_SHARE = 0.33


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


def kept_inside(stand: Stand, every: Points, most: float) -> tuple[Stand, Points]:
    """Lowered by at most `most` face units where the picture ends close above the head."""
    missing = 0.03 * stand.frame.unit - float(every[:, 1].min())
    lower = stand.frame.down * np.float32(np.clip(missing / stand.frame.unit, 0, most))
    return replace(stand, frame=stand.frame.moved(stand.frame.origin + lower)), every + lower


def expanded(shapes: Sequence[Shape], symbols: Mapping[str, Sequence[Shape]]) -> list[Shape]:
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


def points_of(shape: Shape) -> list[Any]:
    """Every point of a shape, in the prop's own coordinates."""
    return [point for key in CURVES for point in shape.get(key, ())]
