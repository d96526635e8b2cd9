"""How far a job is, told to its row, and how long its stages took."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from portraits.services.lease import Lease

# How far along a job is when it enters a stage; measured shares of a scene's time.
SHARES = {
    "open": 0.05,
    "decode": 0.1,
    "detect": 0.35,
    "landmarks": 0.5,
    "align": 0.55,
    "paint": 0.6,
    "encode": 0.85,
}
# Nobody sees a stage that lasts a blink, and each note is a commit.
NOTE_EVERY_S = 0.15


@dataclass(slots=True)
class JobProgress:
    """Measures the stages and tells the row where the work is."""

    lease: Lease
    began: float = field(default_factory=time.perf_counter)
    noted: float = 0.0
    note_every_s: float = field(default_factory=lambda: NOTE_EVERY_S)
    own_ms: dict[str, float] = field(default_factory=dict)

    def enter(self, stage: str) -> None:
        """This function will say that a stage of a photo's way begins.

        :raises LeaseLost: when the job is no longer ours
        """
        if stage in SHARES:
            self.note(stage, SHARES[stage])

    def note(self, stage: str, share: float, **also: Any) -> None:
        """This function will say how far a stage is, unless something was said just now.

        :raises LeaseLost: when the job is no longer ours
        """
        at = time.perf_counter()
        if at - self.noted >= self.note_every_s:
            self.noted = at
            self.lease.note(stage=stage, progress=share, **also)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """This function will measure the block as a stage."""
        began = time.perf_counter()
        self.enter(name)
        yield
        self.own_ms[name] = (time.perf_counter() - began) * 1000

    def timings_ms(self, engine_ms: dict[str, float]) -> dict[str, float]:
        """This function will return what each stage took, and all of them together."""
        total = (time.perf_counter() - self.began) * 1000
        stages = self.own_ms | engine_ms | {"total": total}
        return {name: round(spent, 1) for name, spent in stages.items()}
