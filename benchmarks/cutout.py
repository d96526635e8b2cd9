"""Cutouts against known alpha, side by side: the raw network mask, GrabCut, and ours.

    python -m benchmarks.cutout --photos DIR [--count N] [--sheet FILE.png]

Truth comes twice. People drawn by our own code over textures have an exact alpha. Photos before a
plain backdrop are cut out by ours and set on textures; their alpha is a matte of our own making,
a small bias in its favour, for which reason the two tables stay apart. Speed is given as a ratio
to the floor, the full decode and encode of the same 12 MP photo, in the same run.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import cv2
import numpy as np

from benchmarks.drawn_people import TEXTURES, draw_person, paint_texture
from portraits.engine import segment
from portraits.engine.codec import decode, encode_jpeg
from portraits.engine.cutout import cut_out
from portraits.engine.detect import find_faces
from portraits.engine.geometry import BoundingBox, Mask, Pixels
from portraits.engine.raster import grow, resize

DRAWN = 18
PHOTO_SIDE = 1024
# Colours behind a person scatter less than this (in 8-bit steps) where the backdrop is plain.
PLAIN = 14.0
PHONE = (4000, 3000)
Method = Callable[[Pixels, BoundingBox], tuple[Mask, Pixels]]


@dataclass(frozen=True)
class Case:
    """A picture whose alpha and foreground colours are known."""

    name: str
    picture: Pixels
    alpha: Mask
    colours: Pixels
    face: BoundingBox


def network(pixels: Pixels, face: BoundingBox) -> tuple[Mask, Pixels]:
    """The mask as the network gives it, the photo's own colours."""
    return segment.segment_person(pixels, face), pixels


def grabcut(pixels: Pixels, face: BoundingBox) -> tuple[Mask, Pixels]:
    """GrabCut from the face alone, the photo's own colours."""
    height, width = pixels.shape[:2]
    return resize(segment.by_grabcut(pixels, face), width, height), pixels


METHODS: dict[str, Method] = {"network": network, "GrabCut": grabcut, "ours": cut_out}


def drawn_cases() -> Iterator[Case]:
    """People drawn by code, over textures."""
    for seed in range(DRAWN):
        person = draw_person(seed)
        face = BoundingBox(*person.face)
        yield Case(person.name, person.picture, person.alpha, person.colours, face)


def photo_cases(folder: Path, count: int) -> Iterator[Case]:
    """Photos before a plain backdrop, their people set on textures."""
    found = 0
    for path in sorted(folder.glob("*.jpg")):
        pixels = decode(path.read_bytes(), long_side=PHOTO_SIDE).pixels
        faces = find_faces(pixels)
        if len(faces) != 1 or found >= count or not _is_plain(pixels, faces[0]):
            continue
        alpha, colours = cut_out(pixels, faces[0])
        random = np.random.default_rng(found)
        kind = TEXTURES[found % len(TEXTURES)]
        behind = paint_texture(kind, PHOTO_SIDE, random)[: pixels.shape[0], : pixels.shape[1]]
        mixed = behind + (colours - behind) * alpha[..., None]
        picture = np.clip(mixed + random.normal(0, 1.5, mixed.shape) + 0.5, 0, 255)
        found += 1
        name = f"{path.stem} over {kind}"
        yield Case(name, picture.astype(np.uint8), alpha, colours, faces[0])


def _is_plain(pixels: Pixels, face: BoundingBox) -> bool:
    outside = grow((segment.segment_person(pixels, face) < 0.1).astype(np.float32), -12) > 0.5
    fine = pixels.astype(np.float32) - cv2.GaussianBlur(pixels, (0, 0), 24)
    return bool(outside.mean() > 0.15 and np.abs(fine[outside]).std() < PLAIN)


def judge(case: Case, alpha: Mask, colours: Pixels) -> dict[str, float]:
    """IoU, alpha errors and what is seen on black and on white."""
    solid, true = alpha > 0.5, case.alpha > 0.5
    difference = np.abs(alpha - case.alpha)
    measured = {
        "IoU": float((solid & true).sum() / (solid | true).sum()),
        "mean": float(difference.mean()),
        "MSE": float((difference**2).mean()),
        "SAD k": float(difference.sum() / 1000),
        "gradient": float(np.abs(_edges(alpha) - _edges(case.alpha)).sum() / 1000),
    }
    for name, level in (("on black", 0.0), ("on white", 255.0)):
        shown, wanted = (
            level + (picture.astype(np.float32) - level) * share[..., None]
            for picture, share in ((colours, alpha), (case.colours, case.alpha))
        )
        measured[name] = float(np.abs(shown - wanted).mean())
    return measured


def _edges(alpha: Mask) -> Mask:
    soft = cv2.GaussianBlur(alpha, (0, 0), 1.4)
    return np.hypot(cv2.Sobel(soft, -1, 1, 0), cv2.Sobel(soft, -1, 0, 1)).astype(np.float32)


def compare(title: str, cases: list[Case]) -> None:
    """Print one table: a row for each method, means over the cases, and the worst IoU."""
    print(f"\n{title}: {len(cases)} pictures")
    for index, (name, method) in enumerate(METHODS.items()):
        results, seconds = [], 0.0
        for case in cases:
            begun = time.process_time()
            alpha, colours = method(case.picture, case.face)
            seconds += time.process_time() - begun
            results.append(judge(case, alpha, colours))
        if index == 0:
            print(f"{'':10}" + "".join(f"{key:>10}" for key in results[0]) + "     worst   ms CPU")
        means = "".join(f"{np.mean([r[key] for r in results]):10.4f}" for key in results[0])
        worst = min(result["IoU"] for result in results)
        print(f"{name:10}{means}{worst:10.4f}{seconds / len(cases) * 1000:9.0f}")


def measure_speed(photo: Pixels) -> None:
    """A 12 MP photo: cutout with its decode, over the floor of decode and encode; memory."""
    data = encode_jpeg(cv2.resize(photo, PHONE, interpolation=cv2.INTER_CUBIC))
    with get_context("spawn").Pool(1) as pool:
        floor, whole, megabytes = pool.apply(_speed_of, (data,))
    print(f"\n12 MP: floor {floor * 1000:.0f} ms CPU, cutout {whole * 1000:.0f} ms")
    print(f"ratio {whole / floor:.2f} (goal 8), peak memory above the decoded photo {megabytes} MB")


def _speed_of(data: bytes) -> tuple[float, float, int]:
    cv2.setNumThreads(1)
    pixels = decode(data, long_side=max(PHONE)).pixels
    face = find_faces(pixels)[0]
    cut_out(np.ascontiguousarray(pixels[::4, ::4]), face.scaled(0.25))
    cut_out(pixels, face)
    before = _restart_peak()
    cut_out(pixels, face)
    grown = _peak() - before
    floor, whole = [], []
    for _ in range(3):
        start = time.process_time()
        pixels = decode(data, long_side=max(PHONE)).pixels
        read = time.process_time()
        cut_out(pixels, face)
        cut = time.process_time()
        encode_jpeg(pixels)
        end = time.process_time()
        floor.append(read - start + end - cut)
        whole.append(end - start)
    return min(floor), min(whole), grown // 1024


def _restart_peak() -> int:
    """Forget the peak so far; what is resident now, in kB."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return _peak()


def _peak() -> int:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("VmHWM")))


def save_sheet(cases: list[Case], path: Path) -> None:
    """Picture, truth and every method on black and white, one row for each case."""
    rows = []
    for case in cases:
        tiles = [case.picture, _on(case.colours, case.alpha, 255)]
        for method in METHODS.values():
            alpha, colours = method(case.picture, case.face)
            tiles += [_on(colours, alpha, 0), _on(colours, alpha, 255)]
        rows.append(np.hstack([resize(tile, 240, 240) for tile in tiles]))
    cv2.imwrite(str(path), np.vstack(rows)[..., ::-1])


def _on(colours: Pixels, alpha: Mask, level: int) -> Pixels:
    shown = level + (colours.astype(np.float32) - level) * alpha[..., None]
    return np.asarray(shown + 0.5, np.uint8)


def main() -> None:
    """Measure, print, and draw the sheet if it is wanted."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--photos", type=Path)
    parser.add_argument("--count", type=int, default=12)
    parser.add_argument("--sheet", type=Path)
    chosen = parser.parse_args()
    cv2.setNumThreads(1)
    drawn = list(drawn_cases())
    compare("Drawn people, exact alpha", drawn)
    photos = list(photo_cases(chosen.photos, chosen.count)) if chosen.photos else []
    if photos:
        compare("Photos on textures, alpha by ours (a bias in its favour)", photos)
        measure_speed(photos[0].picture)
    if chosen.sheet:
        save_sheet(drawn + photos, chosen.sheet)


if __name__ == "__main__":
    main()
