"""Moving pictures of somebody, and a look painted on them."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import cv2
import numpy as np
from skimage import data

from portraits.engine.clip.look import ClipLook
from portraits.engine.clip.paint import ClipPainter
from portraits.engine.geometry import Pixels
from portraits.services.choose_clip_look import look_of, parse_clip_options

WIDTH, HEIGHT, RATE = 480, 360, 30


@cache
def still() -> Pixels:
    """Somebody in the middle of a picture."""
    return moved(0, 0)


def moved(right: float, down: float, turn: float = 0.0) -> Pixels:
    """The same somebody elsewhere, in front of the same kind of wall."""
    picture = data.astronaut()
    place = cv2.getRotationMatrix2D((223, 120), turn, 0.9)
    place[:, 2] += (WIDTH / 2 - 223 + right, 150 - 120 + down)
    return np.asarray(
        cv2.warpAffine(picture, place, (WIDTH, HEIGHT), borderMode=cv2.BORDER_REFLECT), np.uint8
    )


def nobody() -> Pixels:
    slope = np.linspace(40, 200, WIDTH).astype(np.uint8)
    return np.repeat(np.tile(slope, (HEIGHT, 1))[..., None], 3, axis=2)


def noisy(picture: Pixels, number: int, sigma: float = 2.0) -> Pixels:
    """The picture as a camera gives it, with another noise each time."""
    noise = np.random.default_rng(number).normal(0, sigma, picture.shape)
    return np.clip(picture + noise, 0, 255).astype(np.uint8)


def look(**options: object) -> ClipLook:
    return look_of(parse_clip_options(options))


def painted(shown: Iterator[Pixels] | list[Pixels], **options: object) -> list[Pixels]:
    painter = ClipPainter(look(**options), WIDTH, HEIGHT)
    return [painter.paint(one, number / RATE) for number, one in enumerate(shown)]


def changed(before: Pixels, after: Pixels, least: int = 12) -> Any:
    """Where a pixel is another by more than a little."""
    return np.abs(before.astype(int) - after).max(axis=2) > least


def middle_of(mask: Any) -> Any:
    return np.argwhere(mask).mean(axis=0)
