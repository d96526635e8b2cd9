"""Phones film in HLG or PQ, which nobody asked for: brought to the range of an ordinary screen.

References: ITU-R BT.2100 (HLG and PQ), BT.2087 (BT.2020 to BT.709), BT.2408 (where white lies).
"""

from __future__ import annotations

from functools import cache

import numpy as np
from PIL import Image, ImageFilter

from portraits.engine.geometry import Pixels, Plane
from portraits.engine.linear import from_linear

PQ, HLG = 16, 18  # ISO/IEC 23091-2, transfer characteristics
TABLE_SIDE = 33
# Nits of a white sheet, and of the brightest highlight of HLG.
WHITE, PEAK = 203.0, 1000.0
# Share of white from which on highlights are bent.
KNEE = 0.7
_TO_709 = np.array(
    [[1.6605, -0.5876, -0.0728], [-0.1246, 1.1329, -0.0083], [-0.0182, -0.1006, 1.1187]],
    np.float32,
)


def to_standard_range(pixels: Pixels, transfer: int) -> Pixels:
    """RGB (H, W, 3) in BT.2020 and `transfer` (PQ or HLG) as sRGB."""
    return np.asarray(Image.fromarray(pixels).filter(_table(transfer)))


@cache
def _table(transfer: int) -> ImageFilter.Color3DLUT:
    axis = np.linspace(0, 1, TABLE_SIDE, dtype=np.float32)
    blue, green, red = np.meshgrid(axis, axis, axis, indexing="ij")
    coded = np.stack((red, green, blue), axis=-1).reshape(-1, 3)
    nits = _pq_nits(coded) if transfer == PQ else _hlg_nits(coded)
    light = np.clip(nits / WHITE @ _TO_709.T, 0, None).astype(np.float32)
    seen = from_linear(_bent(light).reshape(1, -1, 3)).reshape(-1, 3)
    return ImageFilter.Color3DLUT(TABLE_SIDE, (seen / 255.0).ravel().tolist())


def _bent(light: Plane) -> Plane:
    """Highlights bent below 1 by the brightest channel, so that hues stay and faces are as bright
    as they were."""
    most = np.maximum(light.max(axis=1, keepdims=True), np.float32(1e-6))
    above = np.maximum(most - KNEE, 0)
    bent = np.minimum(most, KNEE) + (1 - KNEE) * (1 - np.exp(-above / (1 - KNEE)))
    return np.asarray(light / most * bent, np.float32)


def _pq_nits(coded: Plane) -> Plane:
    root = coded ** np.float32(1 / 78.84375)
    above = np.maximum(root - 0.8359375, 0)
    return np.asarray(10000 * (above / (18.8515625 - 18.6875 * root)) ** (1 / 0.1593017578), float)


def _hlg_nits(coded: Plane) -> Plane:
    a, b, c = 0.17883277, 0.28466892, 0.55991073
    scene = np.where(coded <= 0.5, coded**2 / 3, (np.exp((coded - c) / a) + b) / 12)
    luma = scene @ np.array([0.2627, 0.6780, 0.0593])
    return np.asarray(PEAK * scene * np.maximum(luma, 1e-9)[:, None] ** 0.2, float)
