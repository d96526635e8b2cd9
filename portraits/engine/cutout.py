"""Cut a person out, hair included: how opaque every pixel is, and its colour without background.

segment -> trimap -> matte at no more than MATTE_SIDE px (only the unknown band is solved) ->
enlarged along the photo's own edges -> foreground colours.

References: Levin, Lischinski, Weiss, A closed-form solution to natural image matting, TPAMI 2008;
He, Sun, Tang, Fast matting using large kernel matting Laplacian matrices, CVPR 2010;
He, Sun, Fast guided filter, 2015; Forte, Approximate fast foreground colour estimation, ICIP 2021.
"""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np

from .geometry import BoundingBox, Mask, Pixels, Plane
from .raster import fit_within, grow, resize
from .segment import segment_person
from .side_colors import Flags, estimate_alpha
from .smoothing import ColourGuide, box, coefficients, colour_guide, guided_by_colour

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
    alpha = upsample_matte(pixels, matte(pixels, mask))
    return alpha, foreground_colours(pixels, alpha)


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


def upsample_matte(pixels: Pixels, alpha: Mask) -> Mask:
    """A reduced matte at the picture's size, its edges drawn by the picture's own edges."""
    height, width = pixels.shape[:2]
    if alpha.shape == (height, width):
        return alpha
    small = resize(pixels, alpha.shape[1], alpha.shape[0]).astype(np.float32) / np.float32(255)
    prepared = colour_guide(small, 2, 1e-4)
    slope, offset = coefficients(prepared, alpha)
    fit = box(np.dstack((slope, offset)), 1)
    plain = cv2.resize(alpha, (width, height), interpolation=cv2.INTER_LINEAR)
    band = (plain > 0.004) & (plain < 0.996)
    edge = _along_edges(pixels, fit, band)
    out = (plain > 0.5).astype(np.float32)
    out[band] = edge
    return out


def _along_edges(pixels: Pixels, fit: Plane, band: Flags) -> Plane:
    """The fits enlarged and evaluated at the band's pixels alone: (N,)."""
    height, width = band.shape
    y, x = np.nonzero(band)
    scale_x, scale_y = fit.shape[1] / width, fit.shape[0] / height
    map_x = ((x + 0.5) * scale_x - 0.5).astype(np.float32)
    map_y = ((y + 0.5) * scale_y - 0.5).astype(np.float32)
    near = _sampled(fit, map_x, map_y)
    colours = pixels[y, x].astype(np.float32) / np.float32(255)
    value = (near[:, :3] * colours).sum(axis=1) + near[:, 3]
    return np.asarray(np.clip(value, 0, 1), np.float32)


def _sampled(values: Plane, x: Plane, y: Plane) -> Plane:
    """Bilinear values at points; remap wants a picture, so the points are folded into rows."""
    side = 4096
    if len(x) == 0:
        return np.zeros((0, values.shape[2]), np.float32)
    pad = -len(x) % side
    fold_x = np.pad(x, (0, pad)).reshape(-1, side)
    fold_y = np.pad(y, (0, pad)).reshape(-1, side)
    found = cv2.remap(values, fold_x, fold_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(found.reshape(-1, values.shape[2])[: len(x)], np.float32)


def foreground_colours(pixels: Pixels, alpha: Mask) -> Pixels:
    """Colours (H, W, 3) of the person alone: what soft pixels would show without a background."""
    height, width = alpha.shape
    small = fit_within(pixels, COLOUR_SIDE).astype(np.float32)
    weight = resize(alpha, small.shape[1], small.shape[0])
    front, behind = small, small
    for radius in (max(small.shape) // 12, 3):
        front, behind = _unmixed(small, weight, front, behind, radius)
    soft = (alpha > 0) & (alpha < 1)
    y, x = np.nonzero(soft)
    map_x = ((x + 0.5) * small.shape[1] / width - 0.5).astype(np.float32)
    map_y = ((y + 0.5) * small.shape[0] / height - 0.5).astype(np.float32)
    near = _sampled(np.dstack((front, behind)), map_x, map_y)
    share = alpha[soft][:, None]
    seen = pixels[soft].astype(np.float32)
    colour = near[:, :3] + share * (seen - share * near[:, :3] - (1 - share) * near[:, 3:])
    result = pixels.copy()
    result[soft] = np.clip(colour + 0.5, 0, 255).astype(np.uint8)
    return result


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
