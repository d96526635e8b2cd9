"""Steps of a table: from which states, into which, by whom, and what must be true before.

Each kind of record has one table of these beside its services. There is no engine: whoever moves
a record asks `require_step`, then changes the row under the state it was checked in.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from privacy.models.refusal import Refused

# Lets pass a record that is ready for the step; raises Refused with what is missing.
Need = Callable[[Any, datetime], None]
SCHEDULED = "schedule"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: by number or as a role, never by name; and with which rights."""

    name: str
    rights: frozenset[str]


SCHEDULE = Actor("schedule", frozenset({SCHEDULED}))


def staff_actor(person: Any) -> Actor:
    """This function will return a member of the staff with all their rights."""
    return Actor(name_of_staff(person), frozenset(person.get_all_permissions()))


def name_of_staff(person: Any) -> str:
    """This function will return how staff appear in records: by number."""
    return f"person {person.pk}"


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a table.

    `ends` None leaves the state as it is. `not_by` names columns that hold who did an earlier
    half: four eyes means that none of them is the one who acts.
    """

    starts: frozenset[str]
    ends: str | None
    rights: frozenset[str]
    not_by: tuple[str, ...] = ()
    needs: tuple[Need, ...] = field(default=())


Steps = Mapping[str, Step]


def step(
    starts: Any, ends: str | None, *rights: str, not_by: tuple[str, ...] = (), needs: Any = ()
) -> Step:
    """This function will write one line of a table."""
    return Step(frozenset(starts), ends, frozenset(rights), not_by, tuple(needs))


def require_step(
    step: Step, record: Any, *, by: Actor, now: datetime, wrong_state: str = "record_state"
) -> None:
    """This function will let pass a step that the actor may do now.

    :raises Refused: `permission_denied`, 403, without the right; `wrong_state`, 409, out of
        another state; `second_person_needed`, 403, for whoever did the first half; or what the
        step's own needs raise
    """
    if not by.rights & step.rights:
        raise Refused("permission_denied", 403)
    if record.state not in step.starts:
        raise Refused(wrong_state, 409)
    if by.name in {getattr(record, column) for column in step.not_by}:
        raise Refused("second_person_needed", 403)
    for need in step.needs:
        need(record, now)


def may_step(step: Step, record: Any, *, by: Actor) -> bool:
    """This function will say whether the step is worth showing: its needs may still be open."""
    is_open = record.state in step.starts and bool(by.rights & step.rights)
    return is_open and by.name not in {getattr(record, column) for column in step.not_by}
