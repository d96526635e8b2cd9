"""The figures of benchmarks/speed.py as a picture."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import matplotlib

from benchmarks.speed_rows import Row

matplotlib.use("Agg")

from matplotlib import pyplot

COLOURS = {"floor": "#8a8f98", "scene": "#1f6f5c", "look": "#3c8dbc", "studio": "#a0662c"}


def save_plot(rows: Sequence[Row], path: Path) -> None:
    """This function will draw time over size of photo, both logarithmic."""
    # Same bytes for same figures, and no date inside.
    pyplot.rcParams["svg.hashsalt"] = "speed"
    figure, axes = pyplot.subplots(figsize=(7.2, 4.4))
    sizes = [row.megapixels for row in rows]
    axes.plot(sizes, [row.floor for row in rows], "--", color=COLOURS["floor"], label="floor")
    for kind in rows[0].kinds:
        times = [row.kinds[kind] for row in rows]
        axes.plot(sizes, times, "o-", color=COLOURS[kind], label=kind)
    for name, color in (("textbook", "#c0392b"), ("face_recognition", "#8e44ad")):
        known = [(row.megapixels, getattr(row, name)) for row in rows if getattr(row, name)]
        axes.plot(*zip(*known, strict=True), "s:", color=color, label=name.replace("_", " "))
    axes.set(
        xscale="log", yscale="log", xlabel="photo, megapixels", ylabel="milliseconds, one core"
    )
    axes.set_xticks(sizes, [f"{size:g}" for size in sizes])
    axes.minorticks_off()
    axes.grid(alpha=0.25)
    axes.legend(frameon=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else None)
    pyplot.close(figure)
