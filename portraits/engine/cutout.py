"""Cut a person out, hair included: how opaque every pixel is, and its colour without background.

segment -> trimap -> matte at no more than MATTE_SIDE px (only the unknown band is solved) ->
enlarged along the photo's own edges -> foreground colours.

References: Levin, Lischinski, Weiss, A closed-form solution to natural image matting, TPAMI 2008;
He, Sun, Tang, Fast matting using large kernel matting Laplacian matrices, CVPR 2010;
He, Sun, Fast guided filter, 2015; Forte, Approximate fast foreground colour estimation, ICIP 2021.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from .geometry import BoundingBox, Mask, Pixels, Plane
from .raster import fit_within, grow, resize
from .segment import segment_person
from .side_colors import Flags, estimate_alpha
from .smoothing import ColourGuide, box, coefficients, colour_guide, guided_by_colour

Places: TypeAlias = npt.NDArray[np.intp]

MATTE_SIDE = 560
# Half width of the band in which the network's mask is not believed, as share of the long side.
BAND = 0.018
KERNEL = 2
# Share of the window variance taken for noise: smaller follows JPEG blocks, larger loses hair.
EPS = 3e-5
STEPS = 8  # conjugate gradients; more changes alpha by less than 0.005 on average
TRUST = 0.06  # weight of the colour estimate against the matting Laplacian
COLOUR_SIDE = 640
# Alpha below and above these is haze that the solver leaves, not hair.
HAZE, SOLID = 0.05, 0.95


def cut_out(pixels: Pixels, box: BoundingBox | None = None) -> tuple[Mask, Pixels]:
    """Alpha (H, W) in 0..1 and foreground colours (H, W, 3) uint8 of the person in the picture.

    `box` is the face, if it is known; see `segment_person`.
    """
    return refine(pixels, segment_person(pixels, box))


def refine(pixels: Pixels, mask: Mask) -> tuple[Mask, Pixels]:
    """As `cut_out`, for a rough mask (h, w) of the same view that is known already."""
    opacity = upsample_matte(pixels, matte(pixels, mask))
    return opacity.astype(np.float32) / np.float32(255), foreground_colours(pixels, opacity)


def matte(pixels: Pixels, mask: Mask) -> Mask:
    """Refined alpha at the reduced size (long side <= MATTE_SIDE) for a rough person mask."""
    small = fit_within(pixels, MATTE_SIDE)
    height, width = small.shape[:2]
    rough = resize(mask, width, height)
    guide = small.astype(np.float32) / np.float32(255)
    inside, outside = trimap(rough)
    unknown = ~(inside | outside)
    rows, columns = _band_slices(unknown, round(2 * BAND * max(height, width)))
    alpha = inside.astype(np.float32)
    local = rows, columns
    if unknown.any():
        solved = _solve(guide[local], rough[local], inside[local], outside[local])
        alpha[local] = np.where(unknown[local], solved, alpha[local])
    return alpha


def trimap(rough: Mask) -> tuple[Flags, Flags]:
    """(inside for sure, outside for sure), both bool (H, W)."""
    radius = BAND * max(rough.shape)
    solid = _without_holes((rough > 0.5).astype(np.uint8))
    certain = np.maximum(solid * (rough > 0.2), rough > 0.9).astype(np.float32)
    inside = grow(certain, -radius) > 0.5
    outside = grow((rough < 0.1).astype(np.float32), -radius) > 0.5
    # Something half believed that lies apart from the person is furniture, or another person.
    apart = grow(solid.astype(np.float32), 2 * radius) < 0.5
    return inside, (outside | apart) & ~inside


def _without_holes(solid: Pixels) -> Pixels:
    """The largest piece, with holes smaller than a 400th of the picture filled."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(solid)
    if count > 1:
        solid = (labels == 1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA]))).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(1 - solid)
    small = np.flatnonzero(stats[:, cv2.CC_STAT_AREA] < solid.size / 400)
    return np.asarray(np.where(np.isin(labels, small), 1, solid), np.uint8)


def _band_slices(unknown: Flags, margin: int) -> tuple[slice, slice]:
    def span(flags: Flags) -> slice:
        hit = np.flatnonzero(flags)
        if len(hit) == 0:
            return slice(0, 0)
        return slice(max(0, int(hit[0]) - margin), int(hit[-1]) + 1 + margin)

    return span(np.asarray(unknown.any(axis=1))), span(np.asarray(unknown.any(axis=0)))


def _solve(guide: Plane, rough: Mask, inside: Flags, outside: Flags) -> Mask:
    """Conjugate gradients on (L + trust) alpha = trust * estimate inside the unknown band."""
    unknown = (~(inside | outside)).astype(np.float32)
    estimate, sure = _by_colour(guide, rough, inside, outside)
    fixed = inside.astype(np.float32)
    trust = TRUST * sure * unknown
    prepared = colour_guide(guide, KERNEL, EPS)
    start = np.where(unknown > 0, estimate, fixed).astype(np.float32)

    def residual_of(alpha: Plane) -> Plane:
        return np.asarray(unknown * _laplacian(prepared, alpha) + trust * alpha, np.float32)

    solved = _descend(residual_of, trust * estimate, start)
    return np.asarray(np.clip((solved - HAZE) / (SOLID - HAZE), 0, 1), np.float32)


def _laplacian(prepared: ColourGuide, alpha: Plane) -> Plane:
    """The matting Laplacian times alpha: alpha minus its own local colour fit."""
    return alpha - guided_by_colour(prepared, alpha)


def _descend(system: Callable[[Plane], Plane], wanted: Plane, start: Plane) -> Plane:
    x = start
    residual = wanted - system(x)
    direction = residual
    energy = float(np.vdot(residual, residual))
    for _ in range(STEPS):
        ahead = system(direction)
        step = energy / max(float(np.vdot(direction, ahead)), 1e-12)
        x = x + np.float32(step) * direction
        residual = residual - np.float32(step) * ahead
        remaining = float(np.vdot(residual, residual))
        direction = residual + np.float32(remaining / max(energy, 1e-12)) * direction
        energy = remaining
    return x


def _by_colour(guide: Plane, rough: Mask, inside: Flags, outside: Flags) -> tuple[Plane, Plane]:
    """Alpha by the colours around and, where they tell little, by the network's mask; trust."""
    radius = round(BAND * 1.6 * max(rough.shape))
    coloured, sure = estimate_alpha(guide, inside, outside, radius)
    believed = 0.08 + 2 * (2 * rough - 1) ** 4
    estimate = (coloured * sure + rough * believed) / (sure + believed)
    return np.asarray(estimate, np.float32), np.asarray(sure + believed, np.float32)


def upsample_matte(pixels: Pixels, alpha: Mask) -> Pixels:
    """Opacity (H, W) 0..255 at the picture's size of a reduced matte 0..1, its edges drawn by the
    picture's own edges. Bytes, because a photo's worth of floats is four times as large."""
    height, width = pixels.shape[:2]
    steps = np.asarray(alpha * 255 + np.float32(0.5), np.uint8)
    if alpha.shape == (height, width):
        return steps
    small = resize(pixels, alpha.shape[1], alpha.shape[0]).astype(np.float32) / np.float32(255)
    prepared = colour_guide(small, 2, 1e-4)
    slope, offset = coefficients(prepared, alpha)
    fit = box(np.dstack((slope, offset)), 1)
    opacity = np.asarray(cv2.resize(steps, (width, height)), np.uint8)
    band = soft_places(opacity)
    opacity.reshape(-1)[band] = _along_edges(pixels, fit, band)
    return opacity


def soft_places(opacity: Pixels) -> Places:
    """Where an opacity (H, W) is neither none nor full: indices (N,) into the picture's pixels."""
    return np.flatnonzero(cv2.inRange(opacity, 1, 254))


def _along_edges(pixels: Pixels, fit: Plane, band: Places) -> Pixels:
    """The fits enlarged and evaluated at the band's pixels alone: (N,) 0..255."""
    near = _sampled(fit, band, pixels.shape[:2])
    colours = pixels.reshape(-1, 3)[band].astype(np.float32) / np.float32(255)
    value = np.einsum("nc,nc->n", near[:, :3], colours) + near[:, 3]
    return np.asarray(np.clip(value, 0, 1) * 255 + np.float32(0.5), np.uint8)


def _sampled(values: Plane, places: Places, shape: tuple[int, ...]) -> Plane:
    """Bilinear values of a reduced picture at places of one of that shape: (N, channels).

    `remap` wants a picture, so the places are folded into rows.
    """
    side = 4096
    if len(places) == 0:
        return np.zeros((0, values.shape[2]), np.float32)
    folded = np.pad(places, (0, -len(places) % side), mode="edge").reshape(-1, side)
    y, x = np.divmod(folded.astype(np.int32), np.int32(shape[1]))
    map_x = _reduced(x, values.shape[1] / shape[1])
    map_y = _reduced(y, values.shape[0] / shape[0])
    found = cv2.remap(values, map_x, map_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(found.reshape(-1, values.shape[2])[: len(places)], np.float32)


def _reduced(places: npt.NDArray[np.int32], scale: float) -> Plane:
    return (places.astype(np.float32) + np.float32(0.5)) * np.float32(scale) - np.float32(0.5)


def foreground_colours(pixels: Pixels, opacity: Pixels) -> Pixels:
    """Colours (H, W, 3) of the person alone: what soft pixels would show without a background."""
    places = soft_places(opacity)
    result = pixels.copy()
    result.reshape(-1, 3)[places] = soft_colours(pixels, opacity, places)
    return result


def soft_colours(pixels: Pixels, opacity: Pixels, places: Places) -> Pixels:
    """The person's colours (N, 3) at the soft places alone; `opacity` is (H, W) 0..255."""
    small = fit_within(pixels, COLOUR_SIDE).astype(np.float32)
    weight = resize(opacity, small.shape[1], small.shape[0]).astype(np.float32) / np.float32(255)
    front, behind = _unmixed(small, weight, small, small, max(max(small.shape) // 12, 3))
    near = _sampled(np.dstack((front, behind)), places, opacity.shape)
    share = opacity.reshape(-1)[places, None].astype(np.float32) / np.float32(255)
    seen = pixels.reshape(-1, 3)[places].astype(np.float32)
    colour = near[:, :3] + share * (seen - share * near[:, :3] - (1 - share) * near[:, 3:])
    return np.asarray(np.clip(colour + np.float32(0.5), 0, 255), np.uint8)


def _unmixed(
    seen: Plane, alpha: Mask, front: Plane, behind: Plane, radius: int
) -> tuple[Plane, Plane]:
    share, rest = alpha[..., None], 1 - alpha[..., None]
    # Cubed: a pixel that is half background knows little of either colour.
    front = _mean_by(front, share**3, radius)
    behind = _mean_by(behind, rest**3, radius)
    front = np.clip(front + share * (seen - share * front - rest * behind), 0, 255)
    return front.astype(np.float32), behind.astype(np.float32)


def _mean_by(colour: Plane, weight: Plane, radius: int) -> Plane:
    total = box(weight[..., 0], radius)[..., None] + np.float32(1e-4)
    return np.asarray(
        (box(colour * weight, radius) + np.float32(1e-4) * colour) / total, np.float32
    )
