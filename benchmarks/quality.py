"""How good the portraits are: `python -m benchmarks.quality --photos DIR`, see `--help`.

Every person goes into every painted scene, and into the photos of some of the others. Goals and
figures stand in docs/engine.md. Embeddings are computed here alone, never in the product.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator, Sequence
from dataclasses import asdict, fields
from pathlib import Path

import cv2

from benchmarks.scene_measures import SceneRow, measure_composite
from benchmarks.scene_report import print_report
from benchmarks.sheets import head_tile, labelled, save_sheet
from benchmarks.subjects import Subject, load_people, painted_scenes, scene_of
from portraits.engine.errors import EngineError
from portraits.engine.gate import check_photo
from portraits.engine.geometry import Pixels
from portraits.engine.options import parse_options
from portraits.engine.scene import compose_scene, prepare_scene
from portraits.engine.template_pack import TemplatePack

# Other people's photos that each person is put into; steps through the list, coprime to it.
PARTNERS, PARTNER_STEP = 4, 23
SHEET_ROWS = 12


def main() -> None:
    """This function will measure, print the tables and write sheets and rows."""
    wanted = _arguments()
    cv2.setNumThreads(1)
    people = load_people(wanted.photos, wanted.people)
    usable = [person for person in people[:: wanted.every] if _is_accepted(person)]
    print(f"gallery of {len(people)}; {len(usable)} people accepted by the photo check")
    painted = _measure_painted(usable, people, wanted.scenes, wanted.out)
    print_report("Painted scenes", painted)
    others = _measure_others(usable, people, wanted.out)
    print_report("Photos of others as templates", others)
    if wanted.out:
        _write_rows(painted + others, wanted.out / "scenes.csv")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=Path, required=True, help="folder of portraits")
    parser.add_argument("--people", type=int, help="only the first N photos")
    parser.add_argument("--scenes", nargs="*", help="only these painted scenes")
    parser.add_argument("--every", type=int, default=1, help="measure every N-th person only")
    parser.add_argument("--out", type=Path, help="folder for contact sheets and rows")
    wanted = parser.parse_args()
    if wanted.out:
        wanted.out.mkdir(parents=True, exist_ok=True)
    return wanted


def _is_accepted(person: Subject) -> bool:
    try:
        check_photo(person.pixels, person.box, person.landmarks)
    except EngineError as refusal:
        print(f"{person.name}: refused, {refusal.code}")
        return False
    return True


def _measure_painted(
    people: Sequence[Subject], gallery: Sequence[Subject], only: list[str] | None, out: Path | None
) -> list[SceneRow]:
    rows: list[SceneRow] = []
    tiles = [[labelled(head_tile(one.pixels, one.landmarks), one.name)] for one in people]
    for pack in painted_scenes(only):
        for person, line in zip(people, tiles, strict=True):
            row, tile = _measure(person, pack, gallery)
            rows.append(row)
            line.append(tile)
        prepare_scene.cache_clear()
    _save_sheets(tiles, out, "painted")
    return rows


def _measure_others(
    people: Sequence[Subject], gallery: Sequence[Subject], out: Path | None
) -> list[SceneRow]:
    rows: list[SceneRow] = []
    tiles = {one.name: [labelled(head_tile(one.pixels, one.landmarks), one.name)] for one in people}
    for host, guests in _pairs(people):
        pack = scene_of(host)
        for person in guests:
            row, tile = _measure(person, pack, gallery)
            rows.append(row)
            tiles[person.name].append(tile)
    _save_sheets(list(tiles.values()), out, "others")
    return rows


def _pairs(people: Sequence[Subject]) -> Iterator[tuple[Subject, list[Subject]]]:
    """Each template with the people that go into it: everybody goes into PARTNERS templates."""
    count = len(people)
    shifts = {PARTNER_STEP * k % count for k in range(1, PARTNERS + 1)} - {0}
    for index, host in enumerate(people):
        yield host, [people[(index - shift) % count] for shift in sorted(shifts)]


def _measure(
    person: Subject, pack: TemplatePack, gallery: Sequence[Subject]
) -> tuple[SceneRow, Pixels]:
    options = parse_options("scene", {})
    composite = compose_scene(person.pixels, person.landmarks, pack, options)
    row = measure_composite(person, pack, composite, gallery)
    words = f"{row.template} {row.to_person:.2f}" + ("" if row.nearest else " NOT NEAREST")
    return row, labelled(head_tile(composite.picture, prepare_scene(pack).landmarks), words)


def _save_sheets(tiles: list[list[Pixels]], out: Path | None, name: str) -> None:
    if out is None:
        return
    for start in range(0, len(tiles), SHEET_ROWS):
        save_sheet(tiles[start : start + SHEET_ROWS], out / f"{name}-{start // SHEET_ROWS:02}.jpg")


def _write_rows(rows: Sequence[SceneRow], path: Path) -> None:
    with path.open("w", newline="") as stream:
        writer = csv.DictWriter(stream, [field.name for field in fields(SceneRow)])
        writer.writeheader()
        writer.writerows(asdict(row) for row in rows)


if __name__ == "__main__":
    main()
