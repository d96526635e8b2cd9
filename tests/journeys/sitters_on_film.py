"""Films of several people at once, made of the two portraits that tests may use."""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from portraits.engine.geometry import Pixels
from tests.engine.photos import astronaut, hopper
from tests.journeys.fake_camera import HEIGHT, WIDTH

RATE = 30
# Middle of the eyes and their distance in the two portraits, in pixels.
EYES = {"astronaut": ((226, 101), 44), "hopper": ((268, 187), 82)}
STILL_S, CROSSING_S = 2, 1


@dataclass(frozen=True)
class Sitter:
    """Somebody on a film: who, the middle of the eyes, the distance between them, the card."""

    who: str
    x: float
    y: float
    between_eyes: float
    card: tuple[int, int]
    is_flipped: bool = False

    @property
    def eyes_strip(self) -> tuple[slice, slice]:
        """Where the eyes are, rows and columns."""
        high, wide = round(self.between_eyes * 0.15), round(self.between_eyes * 0.8)
        x, y = round(self.x), round(self.y)
        return slice(y - high, y + high), slice(x - wide, x + wide)

    @property
    def mouth(self) -> tuple[slice, slice]:
        """Where the mouth is, rows and columns."""
        high, wide = round(self.between_eyes * 0.2), round(self.between_eyes * 0.3)
        x, y = round(self.x), round(self.y + self.between_eyes * 1.05)
        return slice(y - high, y + high), slice(x - wide, x + wide)


def side_by_side() -> list[Sitter]:
    return [
        Sitter("astronaut", 160, 190, 60, (320, 480)),
        Sitter("hopper", 480, 190, 60, (320, 480)),
    ]


def four_in_a_square() -> list[Sitter]:
    card = (320, 240)
    return [
        Sitter("astronaut", 160, 100, 38, card),
        Sitter("hopper", 480, 100, 38, card),
        Sitter("hopper", 160, 340, 38, card, is_flipped=True),
        Sitter("astronaut", 480, 340, 38, card, is_flipped=True),
    ]


def crossing(share: float) -> list[Sitter]:
    """Two who have gone this share of each other's way; the second one passes in front."""
    left, right = 150 + 340 * share, 490 - 340 * share
    card = (210, 320)
    return [Sitter("hopper", right, 200, 50, card), Sitter("astronaut", left, 200, 50, card)]


def crossing_film() -> Iterator[tuple[float, Pixels]]:
    """They stand, cross, stand, cross back; how far they have gone, and the picture."""
    stand, cross = STILL_S * RATE, CROSSING_S * RATE
    way = [0.0] * stand + [step / cross for step in range(cross)]
    for share in (*way, *(1 - one for one in way)):
        yield share, picture_of(crossing(share))


def picture_of(sitters: list[Sitter]) -> Pixels:
    """The frame with everybody on it, whoever comes last in front, before a plain wall."""
    slope = np.linspace(150, 190, WIDTH).astype(np.uint8)
    frame = np.repeat(np.tile(slope, (HEIGHT, 1))[..., None], 3, axis=2)
    for sitter in sitters:
        _place(frame, sitter)
    return frame


def _place(frame: Pixels, sitter: Sitter) -> None:
    portrait = astronaut() if sitter.who == "astronaut" else hopper()
    (x, y), eyes = EYES[sitter.who]
    if sitter.is_flipped:
        portrait, x = np.ascontiguousarray(portrait[:, ::-1]), portrait.shape[1] - 1 - x
    scale = sitter.between_eyes / eyes
    place = np.array([[scale, 0, sitter.x - scale * x], [0, scale, sitter.y - scale * y]])
    size = (WIDTH, HEIGHT)
    shown = cv2.warpAffine(portrait, place, size, borderMode=cv2.BORDER_REPLICATE)
    wide, high = sitter.card
    left = max(0, round(sitter.x - wide / 2))
    # A head has more under the eyes than over them.
    top = max(0, round(sitter.y - high * 0.42))
    part = np.s_[top : top + high, left : left + wide]
    frame[part] = shown[part]
