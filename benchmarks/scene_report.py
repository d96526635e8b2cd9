"""Tables of the scene measures: all pairs, then by skin tone."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from benchmarks.likeness import GOOD_DISTANCE
from benchmarks.scene_measures import SceneRow
from benchmarks.skin_tone import GROUPS

Measure = Callable[[Sequence[SceneRow]], float]
# Smaller groups say more about a person than about a skin tone.
LEAST_GROUP = 4


def _median(name: str, *, absolute: bool = False) -> Measure:
    def measure(rows: Sequence[SceneRow]) -> float:
        values = np.array([getattr(row, name) for row in rows])
        return float(np.nanmedian(np.abs(values) if absolute else values))

    return measure


def _share(holds: Callable[[SceneRow], bool]) -> Measure:
    return lambda rows: 100 * sum(map(holds, rows)) / len(rows)


# (words, measure, goal as written in docs/engine.md)
MEASURES: tuple[tuple[str, Measure, str], ...] = (
    ("nearest of the gallery is right, %", _share(lambda row: row.nearest), ">= 99"),
    (
        "nearer to the person than to the template's, %",
        _share(lambda row: row.to_person < row.to_template),
        "100",
    ),
    ("distance to the person, median", _median("to_person"), "<= 0.30"),
    ("distance <= 0.45, %", _share(lambda row: row.to_person <= GOOD_DISTANCE), ">= 97"),
    ("tone shift, degrees, median of absolutes", _median("tone_shift", absolute=True), "<= 8"),
    ("tone shift within 8 degrees, %", _share(lambda row: abs(row.tone_shift) <= 8), "100"),
    ("tone shift, signed median (+ is paler)", _median("tone_shift"), "0"),
    ("face against own cheeks, dE00", _median("color_shift"), "<= 4"),
    ("face against neck and ears, dE00", _median("neck_gap"), "<= 4"),
    ("the same beyond the template's shading", _median("neck_gap_beyond"), "<= 4"),
    ("seam ratio", _median("seam"), "<= 1.10"),
    ("detail ratio", _median("detail"), "0.6-1.4"),
)


def print_report(title: str, rows: Sequence[SceneRow]) -> None:
    """This function will print every measure, then medians for each group of skin tones."""
    print(f"\n{title}: {len(rows)} pairs")
    for words, measure, goal in MEASURES:
        print(f"  {words:48} {measure(rows):8.3f}   goal {goal}")
    _print_groups(rows)
    _print_worst(rows)


def _print_groups(rows: Sequence[SceneRow]) -> None:
    names = ("to_person", "tone_shift", "color_shift", "neck_gap", "neck_gap_beyond", "seam")
    print("  by skin tone:  people " + " ".join(f"{name:>15}" for name in names))
    for group, _ in GROUPS:
        chosen = [row for row in rows if row.group == group]
        people = len({row.person for row in chosen})
        if people < LEAST_GROUP:
            continue
        medians = [_median(name)(chosen) for name in names]
        print(f"  {group:14} {people:6} " + " ".join(f"{value:15.3f}" for value in medians))


def _print_worst(rows: Sequence[SceneRow], count: int = 8) -> None:
    print("  farthest from the person:")
    for row in sorted(rows, key=lambda row: -row.to_person)[:count]:
        print(
            f"    {row.person} in {row.template}: {row.to_person:.3f}, "
            f"pose gap {row.pose_gap:.0f} degrees"
        )
    shifted = sorted(rows, key=lambda row: -abs(row.tone_shift))[:count]
    print("  largest tone shifts: " + ", ".join(_tone(row) for row in shifted))


def _tone(row: SceneRow) -> str:
    return f"{row.person} in {row.template} {row.tone_shift:+.0f}"


__all__ = ["print_report"]
