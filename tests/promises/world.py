"""A small world in which every promise is kept, and the list of ways to break each one.

`@breach("F-6", "photos_go_at_once")` stands over a generator: what it does before its `yield`
breaks the rule that this control watches, what it does after mends it again.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accounts.models import User
from portraits.models import Portrait
from privacy.promises import PROMISES


@dataclass
class World:
    """A person with a finished portrait whose photo is gone, at a moment an hour later."""

    person: User
    portrait: Portrait
    now: datetime
    settings: Any
    folder: Any


Breach = Callable[[World], Iterator[None]]
BREACHES: dict[tuple[str, str], list[Breach]] = defaultdict(list)


def breach(promise: str, control: str) -> Callable[[Breach], Breach]:
    """Add a way to break what a control watches."""

    def add(act: Breach) -> Breach:
        BREACHES[promise, control].append(act)
        return act

    return add


def everything_passed() -> dict[str, Any]:
    """A test run in which every promise's tests passed."""
    return {"results": {key: {"passed": 1, "failed": 0} for key in PROMISES}}


def nothing_on_record() -> None:
    """No test run of this tree."""
    return
