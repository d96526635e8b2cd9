"""A look into a running copy's folder."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tests.runtime.processes import eventually
from tests.small_copy.stop_here import GO_ON, PLAN


@dataclass
class Folder:
    """What lies in a copy's DATA_DIR, read as somebody with the disk in hand would."""

    path: Path

    def plan(self, words: str) -> None:
        """Have the next process that reaches the step carry it out: `kill decoded`."""
        (self.path / "run" / GO_ON).unlink(missing_ok=True)
        (self.path / "run" / PLAN).write_text(words, encoding="ascii")

    def plan_is_carried_out(self) -> bool:
        return not (self.path / "run" / PLAN).exists()

    def go_on(self) -> None:
        """Release whoever waits at a step; back when it has gone on, or was killed."""
        signal_file = self.path / "run" / GO_ON
        signal_file.touch()
        eventually(lambda: not signal_file.exists(), within_s=5)

    def objects(self, object_class: str) -> list[str]:
        """The sealed objects of a class, by id."""
        store = self.path / "store" / object_class
        return sorted(path.name for path in store.rglob("*") if path.is_file())

    def rows(self, query: str, database: str = "main") -> list[tuple[object, ...]]:
        """What the database answers, read beside the running copy."""
        address = f"file:{self.path}/db/{database}.sqlite3?mode=ro"
        with closing(sqlite3.connect(address, uri=True, timeout=10)) as connection:
            return connection.execute(query).fetchall()

    def named_effects(self, kind: str = "portrait") -> list[str]:
        """The ids of the portraits, or cutouts, that a row names."""
        query = f"SELECT effect_object FROM portraits_{kind} WHERE effect_object IS NOT NULL"  # noqa: S608
        return sorted(str(row[0]) for row in self.rows(query))

    def keys(self, object_class: str) -> list[str]:
        """The ids of the objects that still have a key."""
        query = f"SELECT object_id FROM privacy_datakey WHERE object_class = '{object_class}'"  # noqa: S608
        return sorted(str(row[0]) for row in self.rows(query, "keys"))
