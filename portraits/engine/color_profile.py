"""Any Pillow mode and ICC profile to 8-bit sRGB on white."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache

import numpy as np
from PIL import Image, ImageCms

from .geometry import Pixels

Shrink = Callable[[Pixels], Pixels]
# Modes that ICC profiles of photos are made for.
PROFILED_MODES = {"RGB", "L", "CMYK"}


def to_srgb_array(image: Image.Image, shrink: Shrink) -> Pixels:
    """Pixels (H, W, 3) of a loaded Pillow image; `shrink` makes them smaller before the colours
    are converted, since conversion costs by the pixel."""
    flat = _flatten(_eight_bit(image))
    small = shrink(np.asarray(flat, np.uint8))
    profile = image.info.get("icc_profile")
    if not profile and flat.mode == "RGB":
        return small
    shown = Image.fromarray(small, flat.mode)
    converted = _convert(shown, profile) if profile else shown
    return np.array(converted.convert("RGB"), np.uint8)


def _eight_bit(image: Image.Image) -> Image.Image:
    """16-bit, float and 1-bit modes to 'L': Pillow's own conversion would clip instead of scale."""
    if image.mode.startswith("I"):
        deep = np.asarray(image).astype(np.int64)
        return Image.fromarray((deep.clip(0, 65535) >> 8).astype(np.uint8))
    if image.mode in {"F", "1"}:
        return image.convert("L")
    return image


def _flatten(image: Image.Image) -> Image.Image:
    """One of PROFILED_MODES; transparency is laid on white."""
    if image.mode in PROFILED_MODES and "transparency" not in image.info:
        return image
    if not image.has_transparency_data:
        return image.convert("RGB")
    shown = image.convert("RGBA")
    paper = Image.new("RGBA", shown.size, "white")
    return Image.alpha_composite(paper, shown).convert("RGB")


def _convert(image: Image.Image, profile: bytes) -> Image.Image:
    """sRGB by the file's own profile; a damaged or foreign profile is as good as none."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if _is_srgb(source):
            return image
        return ImageCms.profileToProfile(image, source, _srgb(), outputMode="RGB") or image
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return image


def _is_srgb(profile: ImageCms.ImageCmsProfile) -> bool:
    return "srgb" in (profile.profile.profile_description or "").lower()


@cache
def _srgb() -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
