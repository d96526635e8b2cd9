"""Controls of what binds the staff: agreements, trainings, duty, documents, teams."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model

from privacy.models import (
    DutyBreach,
    RuleDocument,
    StaffAgreement,
    StaffTraining,
    TeamDuty,
)
from privacy.registry.control import Finding, Kind, control
from privacy.registry.roles import RIGHTS_OF, SUPERUSER_RIGHTS, Right
from privacy.selectors.calendars import today_there
from privacy.selectors.staff import able_now
from privacy.services.transitions import name_of_staff

REACHED_WITHIN = timedelta(days=90)
# What opens a person's data, or lets others do so: never a superuser's by itself.
PERSONAL = frozenset(
    {
        Right.WORK_ON_TICKETS,
        Right.DECIDE_TICKETS,
        Right.FIND_ACCOUNTS,
        Right.REVEAL_DATA,
        Right.GRANT_ACCESS,
        Right.GRANT_ACCESS_TO_CHILDREN,
    }
)


@control("E-7", kind=Kind.SETTINGS)
def rights_come_from_roles_alone(_now: datetime) -> Finding:
    """A superuser has no right to anybody's data, and no right is outside the table."""
    loose = SUPERUSER_RIGHTS & PERSONAL
    unknown = frozenset[str]().union(*RIGHTS_OF.values()) - set(Right)
    return Finding(
        is_kept=not loose and not unknown,
        value=f"{len(loose)} rights of superusers to personal data, {len(unknown)} unknown",
        target="0 and 0",
    )


@control("G-4", kind=Kind.RECORD)
def nobody_acts_without_an_agreement(now: datetime) -> Finding:
    """Whoever has a right now has signed an agreement that is in date."""
    return _bound_by(StaffAgreement, "signed_on", "agreement", now)


@control("G-6", kind=Kind.RECORD)
def nobody_acts_without_a_training(now: datetime) -> Finding:
    """Whoever has a right now has passed a training that is in date."""
    return _bound_by(StaffTraining, "passed_on", "training", now)


@control("G-9", kind=Kind.RECORD)
def a_breach_of_duty_suspends(now: datetime) -> Finding:
    """Whoever broke their duty has no right until somebody else lifts that."""
    open_ = set(DutyBreach.objects.filter(lifted_at=None).values_list("person_number", flat=True))
    able = open_ & able_now(now)
    return Finding(
        is_kept=not able,
        value=f"{len(open_)} open breaches, {len(able)} of them not suspended",
        target="0 not suspended",
        # The duty itself is what an agreement says.
        records=StaffAgreement.objects.count(),
    )


def _bound_by(model: Any, since: str, word: str, now: datetime) -> Finding:
    today = today_there(now)
    in_date = model.objects.filter(**{f"{since}__lte": today}, until__gte=today)
    bound = set(in_date.values_list("person_number", flat=True))
    able = able_now(now)
    return Finding(
        is_kept=able <= bound,
        value=f"{len(able)} with rights, {len(able - bound)} of them without {word}",
        target=f"0 without {word}",
        records=len(bound),
    )


@control("E-2", kind=Kind.RECORD)
def rules_are_written_down(now: datetime) -> Finding:
    """System rules and techniques are on file, and looked at again in time."""
    return _documents(RuleDocument.Kind.RULES, now)


@control("G-2", kind=Kind.RECORD)
def security_management_is_written_down(now: datetime) -> Finding:
    """So is how data is kept and used."""
    return _documents(RuleDocument.Kind.SECURITY, now)


@control("G-3", kind=Kind.RECORD)
def secure_development_is_written_down(now: datetime) -> Finding:
    """So is how the service is built."""
    return _documents(RuleDocument.Kind.DEVELOPMENT, now)


def _documents(kind: RuleDocument.Kind, now: datetime) -> Finding:
    documents = RuleDocument.objects.filter(kind=kind, state=RuleDocument.State.IN_FORCE)
    late = documents.filter(review_on__lt=today_there(now)).count()
    return Finding(
        is_kept=late == 0,
        value=f"{documents.count()} in force, {late} past their review",
        target="0 past their review",
        records=documents.count(),
    )


@control("R-9", kind=Kind.RECORD)
def the_security_team_has_members(_now: datetime) -> Finding:
    """Somebody is on duty, and everybody on duty still works here."""
    numbers, gone = _on_duty(TeamDuty.Team.SECURITY)
    return Finding(
        is_kept=not gone,
        value=f"{len(numbers)} on duty, {len(gone)} of them no longer of the staff",
        target="0 no longer of the staff",
        records=len(numbers),
    )


@control("H-2", kind=Kind.RECORD)
def the_emergency_team_can_be_reached(now: datetime) -> Finding:
    """Everybody on duty still works here and answered a test within the last three months."""
    numbers, gone = _on_duty(TeamDuty.Team.EMERGENCY)
    since = today_there(now) - REACHED_WITHIN
    duties = TeamDuty.objects.filter(team=TeamDuty.Team.EMERGENCY, state=TeamDuty.State.ON_DUTY)
    reached = duties.filter(reached_on__gte=since).count()
    return Finding(
        is_kept=not gone and reached == len(numbers),
        value=f"{len(numbers)} on duty, {reached} reached, {len(gone)} no longer of the staff",
        target="all reached within 90 days",
        records=len(numbers),
    )


def _on_duty(team: TeamDuty.Team) -> tuple[set[str], set[str]]:
    """Who is on duty, and who of them may no longer enter."""
    duties = TeamDuty.objects.filter(team=team, state=TeamDuty.State.ON_DUTY)
    members = set(duties.values_list("member", flat=True))
    here = get_user_model()._default_manager.filter(is_active=True, is_staff=True)
    return members, members - {name_of_staff(one) for one in here}
