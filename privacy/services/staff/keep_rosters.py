"""Who stands ready in the security and the emergency team, and whether they can be reached."""

from datetime import datetime
from types import MappingProxyType

from privacy.models import TeamDuty
from privacy.registry.roles import Right
from privacy.selectors.calendars import today_there
from privacy.services.registers.move_record import file_record, move_record
from privacy.services.staff.file_record import PERSON, require_fileable
from privacy.services.transitions import Actor, Steps, step

State = TeamDuty.State
DUTY_STEPS: Steps = MappingProxyType(
    {
        "reach": step({State.ON_DUTY}, None, Right.FILE_STAFF, not_by=("member",)),
        "leave": step({State.ON_DUTY}, State.LEFT, Right.FILE_STAFF),
    }
)


def put_on_duty(person_number: int, team: str, *, by: Actor, now: datetime) -> TeamDuty:
    """This function will put somebody of the staff into a team.

    :raises Refused: as `require_fileable`
    :raises ValidationError: when they are in it already
    """
    require_fileable(person_number, by=by)
    duty = TeamDuty(team=team, member=f"{PERSON}{person_number}")
    return file_record(duty, by=by, right=Right.FILE_STAFF, now=now)


def note_reached(duty: TeamDuty, *, by: Actor, now: datetime) -> None:
    """This function will note that they answered a test call today.

    :raises Refused: as `move_record`
    """
    today = today_there(now)
    move_record(duty, "reach", steps=DUTY_STEPS, by=by, now=now, reached_on=today)


def leave_team(duty: TeamDuty, *, by: Actor, now: datetime) -> None:
    """This function will end their place in the team.

    :raises Refused: as `move_record`
    """
    move_record(duty, "leave", steps=DUTY_STEPS, by=by, now=now)
