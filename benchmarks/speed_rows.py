"""What is measured for one size of photo."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from unittest.mock import patch

import face_recognition
import numpy as np
from PIL import Image

from benchmarks.memory import peak_above_mb
from benchmarks.photo_sizes import photo_of_size
from benchmarks.textbook import swap_by_the_book
from portraits.engine import codec, pipeline
from portraits.engine.cutout_picture import (
    ENCODERS,
    LONG_SIDE,
    CutoutPicture,
    cut_photo,
)
from portraits.engine.geometry import Pixels
from portraits.engine.template_pack import TemplatePack

# Beyond it the textbook's enlarged picture takes minutes and tens of gigabytes.
MOST_BY_THE_BOOK = 12
RUNS = 5


@dataclass(frozen=True)
class Row:
    """One size of photo; milliseconds of one core, `kinds` by kind of template."""

    megapixels: float
    file_mb: float
    floor: float
    kinds: dict[str, float]
    stages: dict[str, float]
    peak_mb: float
    face_recognition: float | None
    textbook: float | None


def measure(
    megapixels: float, person: Pixels, other: Pixels, packs: Mapping[str, TemplatePack]
) -> Row:
    """This function will measure every pipeline on the same photo."""
    photo = photo_of_size(person, megapixels)
    effect = pipeline.render(photo, packs["scene"])
    can_by_the_book = megapixels <= MOST_BY_THE_BOOK
    template = photo_of_size(other, megapixels) if can_by_the_book else b""
    return Row(
        megapixels=megapixels,
        file_mb=len(photo) / 1e6,
        floor=_floor(photo, effect.jpeg),
        kinds={kind: least_ms(_rendering(photo, pack)) for kind, pack in packs.items()},
        stages=_stages(photo, packs["scene"]),
        peak_mb=peak_above_mb(_rendering(photo, packs["scene"])),
        face_recognition=least_ms(lambda: _find_by_package(photo), 1) if can_by_the_book else None,
        textbook=least_ms(lambda: swap_by_the_book(photo, template), 1)
        if can_by_the_book
        else None,
    )


@dataclass(frozen=True)
class CutoutRow:
    """A whole cutout in one format; milliseconds of one core, the file in MB."""

    total: float
    own_floor: float
    jpeg_floor: float
    file_mb: float


def measure_cutout(person: Pixels, megapixels: float) -> dict[str, CutoutRow]:
    """This function will return what a whole cutout takes, by format.

    Its own floor is the decode of the photo and the encode of the cutout. JPEG's encodes the photo:
    what the same pixels would take without transparency.
    """
    photo = photo_of_size(person, megapixels)
    return {kind: _cutout_row(photo, kind) for kind in ENCODERS}


def _cutout_row(photo: bytes, kind: str) -> CutoutRow:
    def cut() -> CutoutPicture:
        return cut_photo(codec.decode(photo, long_side=LONG_SIDE), {"format": kind, "crop": False})

    content = cut().content
    shown = np.asarray(_decode_fully(content), np.uint8)
    pixels = np.asarray(_decode_fully(photo), np.uint8)
    total, decode, own, jpeg = medians_ms(
        cut,
        lambda: _decode_fully(photo),
        lambda: ENCODERS[kind](shown),
        lambda: codec.encode_jpeg(pixels),
    )
    return CutoutRow(total, decode + own, decode + jpeg, len(content) / 1e6)


def medians_ms(*works: Callable[[], object]) -> list[float]:
    """This function will return the median processor time of each work, done in turn: a shared
    machine's pace changes from second to second, and a ratio must not."""
    rounds = [[least_ms(work, runs=1) for work in works] for _ in range(RUNS)]
    return [float(median) for median in np.median(rounds, axis=0)]


def least_ms(work: Callable[[], object], runs: int = RUNS) -> float:
    """This function will return the least processor time of some runs."""
    times = []
    for _ in range(runs):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return min(times) * 1000


def _rendering(photo: bytes, pack: TemplatePack) -> Callable[[], object]:
    return lambda: pipeline.render(photo, pack)


def _floor(photo: bytes, effect: bytes) -> float:
    """Full decode of the photo, and encode of the effect as it is."""
    shown = np.asarray(_decode_fully(effect), np.uint8)
    return least_ms(lambda: _decode_fully(photo)) + least_ms(lambda: codec.encode_jpeg(shown))


def _decode_fully(file: bytes) -> Image.Image:
    """No more than that: not even the copy into an array."""
    image = Image.open(io.BytesIO(file))
    image.load()
    return image


def _stages(photo: bytes, pack: TemplatePack) -> dict[str, float]:
    """The engine's own clock, told processor time; the least of each stage."""
    with patch.object(time, "perf_counter", time.process_time):
        timings = [pipeline.render(photo, pack).timings_ms for _ in range(RUNS)]
    return {stage: min(timing[stage] for timing in timings) for stage in timings[0]}


def _find_by_package(photo: bytes) -> object:
    """What face_recognition's examples do before anything is made: load, find, place points."""
    pixels = face_recognition.load_image_file(io.BytesIO(photo))
    places = face_recognition.face_locations(pixels)
    return face_recognition.face_landmarks(pixels, places)
