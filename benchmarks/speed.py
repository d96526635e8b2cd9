"""How fast portraits are: `python -m benchmarks.speed [--photos DIR] [--plot FILE]`.

Everything is measured in one run, on one core, warm, and given as a ratio: to the floor (full
decode of the photo and encode of the effect, which nobody can avoid with these libraries), to
face_recognition's own calls, and to the pipeline that tutorials teach. Times are processor time,
the least of several runs, so that a busy machine changes little.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from functools import cache
from multiprocessing import get_context
from pathlib import Path

import cv2

from benchmarks.photo_sizes import photo_of_size, two_pictures
from benchmarks.speed_plot import save_plot
from benchmarks.speed_rows import CutoutRow, Row, measure, measure_cutout
from benchmarks.subjects import painted_scenes
from portraits.engine import pipeline
from portraits.engine.template_pack import TemplatePack
from portraits.engine.weights import warm_up
from portraits.starter.catalogue import read_catalogue

MEGAPIXELS = (0.3, 1, 3, 12, 24, 50)
# One template of each kind, none of them the cheapest of its kind.
SLUGS = {"scene": "explorer", "look": "golden-afternoon", "studio": "claret-muslin"}
WORKERS = (1, 2, 4)
PORTRAITS_EACH = 6
# What a worker does before its first job.
START_A_WORKER = (
    "import time; from portraits.services.prepare_worker import prepare_worker; prepare_worker();"
    "from benchmarks.memory import resident_mb; print(time.process_time(), resident_mb())"
)


def main() -> None:
    """This function will measure, print the tables and draw the plot."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=Path, help="folder whose first two portraits are used")
    parser.add_argument("--plot", type=Path, help="where to draw the figures (SVG or PNG)")
    parser.add_argument("--sizes", type=float, nargs="+", default=MEGAPIXELS, help="megapixels")
    wanted = parser.parse_args()
    cv2.setNumThreads(1)
    warm_up()
    person, other = two_pictures(wanted.photos)
    rows = [measure(size, person, other, _packs()) for size in wanted.sizes]
    _print_rows(rows)
    _print_cutouts(measure_cutout(person, 12))
    _print_start()
    _print_workers(photo_of_size(person, 12))
    if wanted.plot:
        save_plot(rows, wanted.plot)


@cache
def _packs() -> dict[str, TemplatePack]:
    pieces = {piece.slug: piece for piece in read_catalogue()}
    packs = {"scene": next(iter(painted_scenes([SLUGS["scene"]])))}
    for kind in ("look", "studio"):
        packs[kind] = TemplatePack(SLUGS[kind], kind, pieces[SLUGS[kind]].recipe)
    return packs


def _print_rows(rows: Sequence[Row]) -> None:
    print("  MP  file MB   floor ms   scene        look         studio      peak MB   textbook")
    for row in rows:
        kinds = "  ".join(f"{ms:5.0f} x{ms / row.floor:4.1f}" for ms in row.kinds.values())
        against = f"x{row.textbook / row.kinds['scene']:.0f} of scene" if row.textbook else "-"
        print(
            f"{row.megapixels:4g}  {row.file_mb:7.2f}  {row.floor:9.0f}  {kinds}"
            f"  {row.peak_mb:7.0f}   {row.textbook or 0:6.0f} ms {against}"
        )
    print("\nstages of the scene, ms; face_recognition's load, find and points alone")
    for row in rows:
        stages = "  ".join(f"{name} {ms:.0f}" for name, ms in row.stages.items())
        alone = f"{row.face_recognition:.0f} ms" if row.face_recognition else "-"
        print(f"{row.megapixels:4g}  {stages}  |  face_recognition {alone}")


def _print_cutouts(rows: Mapping[str, CutoutRow]) -> None:
    print("\ncutout of 12 MP: ms, times its own floor, times a JPEG's floor, MB")
    for kind, row in rows.items():
        own, jpeg = row.total / row.own_floor, row.total / row.jpeg_floor
        print(f"{kind:5} {row.total:5.0f}  x{own:4.1f}  x{jpeg:4.1f}  {row.file_mb:5.2f}")


def _print_start() -> None:
    done = subprocess.run(
        [sys.executable, "-c", START_A_WORKER], capture_output=True, check=True, text=True
    )
    seconds, megabytes = map(float, done.stdout.split())
    print(f"\nmodels ready after {seconds:.1f} s of a new process, {megabytes:.0f} MB resident")


def _print_workers(photo: bytes) -> None:
    """Portraits a second by the wall clock: meaningful on an otherwise idle machine only."""
    context = get_context("spawn")
    alone = 0.0
    for count in WORKERS:
        with context.Pool(count, cv2.setNumThreads, (1,)) as pool:
            pool.map(_render_some, [photo] * count, chunksize=1)
            began = time.perf_counter()
            pool.map(_render_some, [photo] * count, chunksize=1)
            rate = count * PORTRAITS_EACH / (time.perf_counter() - began)
        alone = alone or rate
        print(f"{count} workers: {rate:.1f} portraits of 12 MP a second, x{rate / alone:.2f}")


def _render_some(photo: bytes) -> None:
    for _ in range(PORTRAITS_EACH):
        pipeline.render(photo, _packs()["scene"])


if __name__ == "__main__":
    main()
