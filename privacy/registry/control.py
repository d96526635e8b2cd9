"""Controls: the checks that show whether a promise is kept.

Each app declares its controls in `controls.py`, loaded like `personal_data`. A promise may have
several; it is as good as its worst. Kinds: `query` counts rows that break the rule, `metric`
measures, `settings` looks at configuration or source, `test` reads what the test run of this very
tree found, `record` looks at what the staff filed: nothing on file proves nothing, a record in date
is shown as their word, and one that is out of date or lacks something is a broken promise.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from privacy.promises import PROMISES


class Kind(StrEnum):
    """How a control knows."""

    QUERY = "query"
    METRIC = "metric"
    SETTINGS = "settings"
    TEST = "test"
    RECORD = "record"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check saw: `value` beside `target`, in words that a person can read.

    `records` is how many records in date it found; only controls of kind `record` say so.
    """

    is_kept: bool
    value: str
    target: str
    records: int = 0


Check = Callable[[datetime], Finding]


@dataclass(frozen=True, slots=True)
class Control:
    """One check of one promise; a control of kind `test` has no check of its own."""

    promise: str
    kind: Kind
    name: str
    check: Check | None = None


class UnknownPromise(Exception):
    """A control names a key that no promise has."""


_controls: list[Control] = []


def control(promise: str, *, kind: Kind) -> Callable[[Check], Check]:
    """This function will bind a check to a promise.

    :raises UnknownPromise: when the key is none of the register's
    """

    def bind(check: Check) -> Check:
        _add(Control(promise, kind, check.__name__, check))
        return check

    return bind


def tested(*promises: str) -> None:
    """This function will bind promises to the tests marked with their keys."""
    for promise in promises:
        _add(Control(promise, Kind.TEST, "tests"))


def _add(bound: Control) -> None:
    if bound.promise not in PROMISES:
        raise UnknownPromise(bound.promise)
    _controls.append(bound)


def controls_of(promise: str) -> list[Control]:
    """This function will return the controls of a promise."""
    return [bound for bound in _controls if bound.promise == promise]


def all_controls() -> Iterator[Control]:
    """This function will go through every control, in the order of the promises."""
    for key in PROMISES:
        yield from controls_of(key)
