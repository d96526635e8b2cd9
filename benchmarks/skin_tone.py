"""Skin tone as dermatology counts it, from pixels alone.

References: A. Chardon et al., "Skin colour typology and suntanning pathways", 1991 (individual
typology angle); G. Sharma et al., "The CIEDE2000 Color-Difference Formula", 2005.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from skimage.color import deltaE_ciede2000

from portraits.engine.geometry import Landmarks, Mask, Pixels, bounding_box
from portraits.engine.mask import skin_patches
from portraits.engine.raster import to_lab

Lab = npt.NDArray[np.float32]
# Lower bounds of the typology's groups, in degrees.
GROUPS = (
    ("very light", 55.0),
    ("light", 41.0),
    ("intermediate", 28.0),
    ("tan", 10.0),
    ("brown", -30.0),
    ("dark", -90.0),
)


def median_lab(pixels: Pixels, mask: Mask) -> Lab:
    """This function will return the median L*a*b* of the pixels whose mask is over a half."""
    chosen = pixels[mask > 0.5]
    return np.asarray(np.median(to_lab(chosen[None])[0], axis=0), np.float32)


def cheek_lab(pixels: Pixels, landmarks: Landmarks) -> Lab:
    """This function will return the median L*a*b* of cheeks and nose."""
    region = bounding_box(landmarks).grown(0.1).inside(pixels.shape[1], pixels.shape[0])
    corner = np.array([region[1].start, region[0].start], np.float32)
    face = pixels[region]
    return median_lab(face, skin_patches(landmarks - corner, *face.shape[:2]))


def typology_angle(lab: Lab) -> float:
    """This function will return the individual typology angle in degrees: high is light."""
    return float(np.degrees(np.arctan2(lab[0] - 50, max(float(lab[2]), 0.1))))


def tone_group(angle: float) -> str:
    """This function will name the group of a typology angle."""
    return next(name for name, least in GROUPS if angle > least or least == -90.0)


def difference(a: Lab, b: Lab) -> float:
    """This function will return the CIEDE2000 difference of two colours."""
    return float(deltaE_ciede2000(a, b))
