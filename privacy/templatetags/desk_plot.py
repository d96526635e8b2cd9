"""A plot of the desk's weeks, drawn as plain SVG: bars of what came in, bars of what was missed."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import template

from privacy.selectors.ticket_figures import Week

register = template.Library()

WIDTH, HEIGHT = 720.0, 240.0
LEFT, BOTTOM, TOP = 40.0, 36.0, 12.0
LABEL_EVERY = 4
GRID_LINES = 4


@dataclass(frozen=True, slots=True)
class Bar:
    """One week's place in the plot, in units of the view box."""

    x: float
    width: float
    received_y: float
    received_height: float
    breaches_y: float
    breaches_height: float
    label: date | None


@dataclass(frozen=True, slots=True)
class Grid:
    """One line across, and the count it stands for."""

    y: float
    count: int


@register.inclusion_tag("privacy/_desk_plot.html")
def desk_plot(weeks: list[Week]) -> dict[str, Any]:
    """This function will place every week's bars; the table beside it holds the same numbers."""
    top = _round_up(max((max(one.received, one.breaches) for one in weeks), default=0))
    step = (WIDTH - LEFT) / max(1, len(weeks))
    return {
        "weeks": weeks,
        "bars": [_bar(index, one, step, top) for index, one in enumerate(weeks)],
        "grid": [
            Grid(_y(top * line / GRID_LINES, top), round(top * line / GRID_LINES))
            for line in range(GRID_LINES + 1)
        ],
        "width": WIDTH,
        "height": HEIGHT,
        "left": LEFT,
        "label_y": HEIGHT - BOTTOM / 2 + 6,
    }


def _bar(index: int, week: Week, step: float, top: int) -> Bar:
    received_y, breaches_y = _y(week.received, top), _y(week.breaches, top)
    floor = HEIGHT - BOTTOM
    return Bar(
        x=round(LEFT + index * step + step * 0.15, 1),
        width=round(step * 0.35, 1),
        received_y=received_y,
        received_height=round(floor - received_y, 1),
        breaches_y=breaches_y,
        breaches_height=round(floor - breaches_y, 1),
        label=None if index % LABEL_EVERY else week.monday,
    )


def _y(count: float, top: int) -> float:
    return round(HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * count / top, 1)


def _round_up(count: int) -> int:
    """To a multiple of the grid, so that its lines stand for whole numbers."""
    return max(GRID_LINES, -(-count // GRID_LINES) * GRID_LINES)
