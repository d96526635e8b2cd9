"""Warn 30 and 7 days before somebody's agreement or training ends, since all rights end with it."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Max

from privacy.models import Notice, StaffAgreement, StaffTraining
from privacy.registry.roles import Right
from privacy.selectors.calendars import today_there
from privacy.selectors.staff import staff_to_tell
from privacy.services.give_notice import give_notice

WARNED_BEFORE = (timedelta(days=30), timedelta(days=7))


def warn_of_lapses(*, now: datetime) -> int:
    """This function will tell whoever it is about, and those who can file the next; once each."""
    filers, given = staff_to_tell(Right.FILE_STAFF), 0
    for model in (StaffAgreement, StaffTraining):
        for person, cause in _lapsing(model, now):
            given += sum(_tell(one, cause, now) for one in {person, *filers})
    return given


def _lapsing(model: Any, now: datetime) -> list[tuple[Any, str]]:
    """Whoever has a later record of the same kind is not warned about the earlier one."""
    today, people = today_there(now), get_user_model()._default_manager
    latest = model.objects.values_list("person_number").annotate(Max("until")).order_by()
    ends = dict(latest.filter(until__max__range=(today, today + max(WARNED_BEFORE))))
    staff = people.filter(pk__in=ends, is_active=True, is_staff=True)
    return [(one, _cause(model, one, ends[one.pk], today)) for one in staff]


def _cause(model: Any, person: Any, until: Any, today: Any) -> str:
    """One for each record and each of the two warnings."""
    nearest = min(one for one in WARNED_BEFORE if until - today <= one)
    return f"{model._meta.model_name}:{person.pk}:{until.isoformat()}:{nearest.days}"


def _tell(person: Any, cause: str, now: datetime) -> bool:
    return give_notice(person, Notice.Kind.STAFF_LAPSE, cause=cause, now=now)
