"""Which part of a clip is kept."""

from __future__ import annotations

from dataclasses import dataclass

MAX_SECONDS = 60
# Containers round; a clip that says "60 s" may end a few pictures later.
SLACK_S = 0.5


@dataclass(frozen=True, slots=True)
class Part:
    """What is kept of a clip: milliseconds of its own time, an end of 0 for all the rest."""

    start_ms: int = 0
    end_ms: int = 0
    with_sound: bool = True

    @property
    def longest_s(self) -> float:
        """The most seconds that may follow its first picture."""
        if self.end_ms:
            return (self.end_ms - self.start_ms) / 1000
        return MAX_SECONDS + SLACK_S
