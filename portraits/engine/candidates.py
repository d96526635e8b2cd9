"""Several ways to place and to light a face, and which of them is the best.

Nothing here knows who the person is: places are judged by how little the face is bent, lights by
the seam, the colour and the detail that they leave. All of it at reduced size.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from .align import place_face, sampling_points
from .blend import blend_pyramids
from .color import SkinView, compare_light, light_gain
from .geometry import Landmarks, Mask, Plane, Points, bounding_box
from .raster import blur, grow, to_lab
from .warp import Warp, bending, plan_warp

Chosen: TypeAlias = npt.NDArray[np.bool_]
# Two bands along the mask's edge: just inside it, just outside.
Edge: TypeAlias = tuple[Chosen, Chosen]

# How much of the person's own geometry to keep, and what giving a part of it up costs: as much as
# so much bending.
KEEPS = (1.0, 0.85, 0.65, 0.4)
COST_OF_LOSS = 0.6
# Shares of the light that was asked for.
LIGHT_SHARES = (1.0, 0.6, 0.25)
# A step of one L* at the seam weighs as much as this much colour error or lost detail.
COLOR_WEIGHT, DETAIL_WEIGHT = 0.5, 12.0


@dataclass(frozen=True, slots=True)
class Placement:
    """The map into the template's region, and the person's points (78, 2) in it."""

    warp: Warp
    points: Points


def best_placement(
    person: Landmarks, template: Landmarks, region: tuple[slice, slice]
) -> Placement:
    """The placement that keeps most of the person and bends the face least."""
    source = sampling_points(person)
    face = bounding_box(template).inside(region[1].stop, region[0].stop)
    targets = {keep: place_face(person, template, keep) for keep in KEEPS}
    costs = {
        keep: bending(target, source, face) + COST_OF_LOSS * (1 - keep)
        for keep, target in targets.items()
    }
    target = targets[min(costs, key=lambda keep: costs[keep])]
    corner = np.array([region[1].start, region[0].start], np.float32)
    return Placement(plan_warp(target, source, region), target - corner)


def best_light(view: SkinView, alpha: Mask, wanted: float) -> Plane:
    """The gains (H, W, 3) among LIGHT_SHARES of `wanted` that leave the best picture.

    `alpha` (H, W) is how much of the face will show.
    """
    light = compare_light(view)
    gains = [light_gain(light, wanted * share) for share in LIGHT_SHARES]
    edge = _edge(alpha, view.unit)
    costs = [_cost(view, gain, alpha, edge) for gain in gains]
    return gains[int(np.argmin(costs))]


def _edge(alpha: Mask, unit: float) -> Edge:
    shown = (alpha > 0.5).astype(np.float32)
    inside = (shown - grow(shown, -unit * 0.08)) > 0.5
    outside = (grow(shown, unit * 0.08) - shown) > 0.5
    return inside, outside


def _cost(view: SkinView, gain: Plane, alpha: Mask, edge: Edge) -> float:
    """Seam, colour and detail of one candidate, in steps of L*a*b*."""
    difference = np.asarray(view.face * gain - view.template, np.float32)
    lab = to_lab(blend_pyramids(view.template, difference, alpha))
    seam = _step(lab, to_lab(view.template), edge)
    shown = view.face_skin > 0.5
    if not shown.any():
        return seam
    own = to_lab(view.face)
    color = float(np.linalg.norm(np.median(lab[shown], axis=0) - np.median(own[shown], axis=0)))
    detail = abs(float(np.log(_fine(lab, shown) / _fine(own, shown))))
    return seam + COLOR_WEIGHT * color + DETAIL_WEIGHT * detail


def _step(lab: Plane, before: Plane, edge: Edge) -> float:
    """How much the colours on both sides of the edge differ beyond what the template's did."""
    inside, outside = edge
    if not inside.any() or not outside.any():
        return 0.0
    new = np.median(lab[inside], axis=0) - np.median(lab[outside], axis=0)
    old = np.median(before[inside], axis=0) - np.median(before[outside], axis=0)
    return float(np.linalg.norm(new - old))


def _fine(lab: Plane, shown: Chosen) -> float:
    lightness = np.ascontiguousarray(lab[..., 0])
    return float((lightness - blur(lightness, 1.0))[shown].std()) + 0.05
