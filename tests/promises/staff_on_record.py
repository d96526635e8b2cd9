"""What the staff have filed in the world of the promises: everything that rests on a record."""

from datetime import date, datetime, timedelta

from accounts.models import User
from privacy.models import RuleDocument, StaffRole, TeamDuty
from privacy.registry.roles import Role
from tests.staff import FILED_BY, make_staff

FILED = f"person {FILED_BY}"
AHEAD = timedelta(days=200)


def make_guard(now: datetime) -> User:
    """Somebody of the security team, with all that is needed to act, and the documents on file."""
    guard = make_staff(User.objects.create(email="guard@example.org"), Role.SECURITY)
    for team in TeamDuty.Team:
        put_on_duty(guard, team, now)
    for kind in RuleDocument.Kind:
        file_document(kind, (now + AHEAD).date(), now)
    return guard


def put_on_duty(person: User, team: str, now: datetime, **columns: object) -> TeamDuty:
    filed = {"filed_by": FILED, "filed_at": now, "moved_at": now, "reached_on": now.date()}
    return TeamDuty.objects.create(team=team, member=f"person {person.pk}", **filed | columns)


def file_document(kind: str, review_on: date, now: datetime) -> RuleDocument:
    filed = {"filed_by": FILED, "filed_at": now, "moved_at": now}
    return RuleDocument.objects.create(
        kind=kind, title=kind, sha256="0" * 64, owner_number=7, review_on=review_on, **filed
    )


def guard_of() -> User:
    """The one in the security team."""
    return User.objects.get(pk=StaffRole.objects.get(role=Role.SECURITY).person_number)
