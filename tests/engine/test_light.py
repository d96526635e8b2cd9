"""The lamp moves, the person's own brightness stays."""

from typing import Any

import numpy as np
import pytest

from portraits.engine.frame import frame_of
from portraits.engine.geometry import Pixels
from portraits.engine.light import relight, rim
from portraits.engine.raster import gray, to_lab
from tests.engine.sitters import Found, skin_of, smiling, uniformed

LAMPS: dict[str, dict[str, Any]] = {
    "rembrandt": {"from": [-0.9, -0.75, 0.85], "amount": 64, "ambient": 0.32, "shadow": 0.8},
    "butterfly": {"from": [0, -1.0, 0.85], "amount": 62, "ambient": 0.36, "shadow": 0.75},
    "split": {"from": [1.3, -0.2, 0.36], "amount": 88, "ambient": 0.16, "shadow": 0.85},
}


def lit(found: Found, lamp: dict[str, Any]) -> Pixels:
    return relight(found.pixels, found.landmarks, None, {"step": "light", **lamp})


def side_ratio(pixels: Pixels, found: Found) -> float:
    """Brightness of the picture's left cheek over that of the right one."""
    left, right = (
        gray(pixels)[int(y) - 6 : int(y) + 7, int(x) - 6 : int(x) + 7].mean()
        for x, y in frame_of(found.landmarks).to_pixels([(-0.55, 0.55), (0.55, 0.55)])
    )
    return float(left / right)


@pytest.mark.parametrize("lamp", sorted(LAMPS))
@pytest.mark.parametrize("found", [smiling, uniformed])
def test_the_lit_side_of_a_face_is_as_bright_as_the_face_was(found: Any, lamp: str) -> None:
    person = found()
    skin = skin_of(person) > 0.9
    before, after = (
        np.percentile(to_lab(pixels)[skin][:, 0], 75)
        for pixels in (person.pixels, lit(person, LAMPS[lamp]))
    )
    assert abs(after - before) < 8


def test_the_cheek_towards_the_lamp_is_the_brighter_one() -> None:
    found = smiling()
    before = side_ratio(found.pixels, found)
    assert side_ratio(lit(found, LAMPS["rembrandt"]), found) > before * 1.1
    assert side_ratio(lit(found, LAMPS["split"]), found) < before / 1.1


def test_a_lamp_at_zero_changes_nothing() -> None:
    found = smiling()
    assert np.array_equal(lit(found, LAMPS["split"] | {"amount": 0}), found.pixels)


def test_the_wall_darkens_only_when_asked_and_only_behind_the_person() -> None:
    found = smiling()
    person = np.zeros(found.pixels.shape[:2], np.float32)
    person[:, 300:700] = 1
    step = {"step": "light", **LAMPS["butterfly"], "background": -50}
    result = relight(found.pixels, found.landmarks, person, step)
    assert gray(result)[:, 900:].mean() < 0.8 * gray(found.pixels)[:, 900:].mean()
    below = slice(900, None), slice(420, 580)
    assert np.abs(result[below].astype(int) - found.pixels[below]).max() <= 1


def test_a_rim_lights_the_edge_towards_the_lamp_and_never_the_wall() -> None:
    found = smiling()
    person = np.zeros(found.pixels.shape[:2], np.float32)
    person[:, 300:700] = 1
    result = rim(found.pixels, person, {"from": [1, 0], "amount": 90, "width": 1.6})
    gain = gray(result).astype(int) - gray(found.pixels)
    assert gain[:, 680:699].mean() > 10
    assert gain[:, 301:320].mean() < 1
    assert np.abs(gain[:, 720:]).max() <= 1
