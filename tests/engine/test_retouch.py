"""Retouched skin stays skin: pores and features remain, blotches go, the tone is the person's."""

from typing import Any

import numpy as np
import pytest

from portraits.engine.frame import frame_of
from portraits.engine.geometry import Pixels
from portraits.engine.raster import blur, gray
from portraits.engine.retouch import retouch
from portraits.engine.skin import skin_colour
from tests.engine.sitters import (
    Found,
    face_region,
    skin_lab,
    skin_of,
    smiling,
    typology_angle,
    uniformed,
)

STRONG = {"step": "retouch", "amount": 100, "keep_pores": 55, "tone": 60}


def retouched(found: Found, step: dict[str, Any], pixels: Pixels | None = None) -> Pixels:
    photo = found.pixels if pixels is None else pixels
    return retouch(photo, found.landmarks, skin_colour(found.pixels, found.landmarks), step)


def fine_energy(pixels: Pixels, found: Found) -> float:
    """Energy of what is finer than the retouch's own radius, on bare skin."""
    plane = gray(pixels).astype(np.float32)
    fine = plane - blur(plane, 0.02 * frame_of(found.landmarks).unit)
    return float((fine[skin_of(found) > 0.9] ** 2).mean())


@pytest.mark.parametrize("found", [smiling, uniformed])
def test_pores_keep_most_of_their_energy(found: Any) -> None:
    person = found()
    share = fine_energy(retouched(person, STRONG), person) / fine_energy(person.pixels, person)
    assert 0.55 < share < 1.0


def test_more_pores_are_kept_when_more_are_asked_for() -> None:
    found = smiling()
    kept = [fine_energy(retouched(found, STRONG | {"keep_pores": k}), found) for k in (20, 60, 95)]
    assert kept == sorted(kept)


@pytest.mark.parametrize("found", [smiling, uniformed])
def test_nobody_is_paler_or_darker_after_it(found: Any) -> None:
    person = found()
    before, after = skin_lab(person.pixels, person), skin_lab(retouched(person, STRONG), person)
    assert abs(typology_angle(after) - typology_angle(before)) < 2
    assert abs(after[0] - before[0]) < 1


@pytest.mark.parametrize("share", [0.25, 0.5, 1.0])
def test_every_skin_tone_is_kept(share: float) -> None:
    found = smiling()
    photo = (found.pixels * share).astype(np.uint8)
    darker = Found(photo, found.landmarks, found.box)
    before, after = skin_lab(photo, darker), skin_lab(retouched(darker, STRONG), darker)
    assert np.abs(after - before).max() < 1.5


def test_a_blotch_on_the_cheek_goes() -> None:
    found = smiling()
    cheek = (found.landmarks[2] * 0.5 + found.landmarks[31] * 0.5).astype(int)
    y, x = np.mgrid[: found.pixels.shape[0], : found.pixels.shape[1]]
    spot = np.exp(-((x - cheek[0]) ** 2 + (y - cheek[1]) ** 2) / (2 * 3.0**2))[..., None]
    photo = np.clip(found.pixels - spot * (30, 50, 46), 0, 255).astype(np.uint8)
    centre = (cheek[1], cheek[0])
    clean = retouched(found, STRONG)[centre].astype(int)
    left = np.abs(retouched(found, STRONG, photo)[centre] - clean).max()
    assert left < 0.75 * np.abs(photo[centre].astype(int) - found.pixels[centre]).max()


def test_eyes_lips_hair_and_the_wall_stay_as_they_are() -> None:
    found = smiling()
    result = retouched(found, STRONG)
    outside = np.ones(found.pixels.shape[:2], bool)
    outside[face_region(found, 0.2).slices] = False
    assert np.array_equal(result[outside], found.pixels[outside])
    for group in (slice(37, 39), slice(43, 45), slice(61, 64)):
        x, y = found.landmarks[group].mean(axis=0).astype(int)
        change = np.abs(
            result[y - 2 : y + 3, x - 2 : x + 3].astype(int)
            - found.pixels[y - 2 : y + 3, x - 2 : x + 3]
        )
        assert change.max() <= 3
