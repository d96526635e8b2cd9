"""Count people by columns so that nobody can be found in the table.

Design. Rows, one a person, go in; counts come out, and nothing else. A group of fewer than 20 is
left out, and so is the next smallest of its line while what is left out of that line is somebody
and fewer than 20: whoever knows the line's sum could otherwise work them out. A group that is left
out looks like one that nobody is in. No sums are given.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from privacy.models.refusal import Refused
from privacy.promises import SMALLEST_GROUP
from privacy.registry import declarations
from privacy.registry.declaration import Category

Cell = tuple[str, ...]
IDENTIFYING = (Category.IDENTITY, Category.CONTACT, Category.SECRET, Category.FACE)
DIRECT = re.compile(
    r"(^|_)(id|uuid|name|mail|email|phone|telephone|address|ip|token|user|person|owner|account|"
    r"birth|birthday|face|photo|picture|pseudonym|subject|serial|imei|mac)(_|$)"
)
LOOKS_DIRECT = re.compile(r"@|\d{6,}|^[0-9a-f]{8}-")


@dataclass(frozen=True, slots=True)
class Counts:
    """The groups that may be told, and how many people were left out."""

    cells: dict[Cell, int]
    people_left_out: int

    @property
    def smallest(self) -> int:
        return min(self.cells.values())


def count_cells(rows: Sequence[Mapping[str, str]], columns: Sequence[str]) -> Counts:
    """This function will count the rows by the columns and leave small groups out.

    :raises Refused: `release_identifies`, 400, on a direct identifier; `release_too_small`, 400,
        when nothing is left
    """
    require_anonymous_columns(columns)
    counted = Counter(tuple(str(row[name]) for name in columns) for row in rows)
    if any(LOOKS_DIRECT.search(value) for cell in counted for value in cell):
        raise Refused("release_identifies", 400)
    kept = {cell: count for cell, count in counted.items() if count >= SMALLEST_GROUP}
    while lone := _told_by_its_line(counted, kept):
        del kept[lone]
    if not kept:
        raise Refused("release_too_small", 400)
    return Counts(kept, sum(counted.values()) - sum(kept.values()))


def require_anonymous_columns(columns: Sequence[str]) -> None:
    """This function will let pass columns of which none says by itself who somebody is.

    :raises Refused: `release_identifies`, 400
    """
    declared = {
        name
        for one in declarations()
        for name, category in one.holds.items()
        if category in IDENTIFYING
    }
    if not columns or any(name in declared or DIRECT.search(name.lower()) for name in columns):
        raise Refused("release_identifies", 400)


def _told_by_its_line(counted: Counter[Cell], kept: dict[Cell, int]) -> Cell | None:
    """The smallest group left in a line whose left out people are too few, if there is one."""
    for place in range(len(next(iter(counted), ()))):
        lines: dict[Cell, int] = Counter()
        for cell, count in counted.items():
            lines[_line(cell, place)] += 0 if cell in kept else count
        for line, left_out in lines.items():
            rest = [cell for cell in kept if _line(cell, place) == line]
            if 0 < left_out < SMALLEST_GROUP and rest:
                return min(rest, key=lambda cell: (kept[cell], cell))
    return None


def _line(cell: Cell, place: int) -> Cell:
    return cell[:place] + cell[place + 1 :]
