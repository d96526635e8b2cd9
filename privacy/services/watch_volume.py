"""Raise an alert when one of the staff looks unusually often."""

from datetime import datetime

from privacy.models import AccessAlert, Notice, StaffLook
from privacy.registry.roles import Right
from privacy.selectors.look_volumes import MOST_LOOKS, period_of
from privacy.selectors.staff import staff_to_tell
from privacy.services.give_notice import give_notice
from privacy.services.transitions import name_of_staff


def watch_volume(by: str, *, now: datetime) -> None:
    """This function will tell those who review access, once for each hour and day over its most."""
    for period, most in MOST_LOOKS.items():
        starts_at, ends_at = period_of(now, period)
        looks = StaffLook.objects.filter(by=by, at__gte=starts_at, at__lt=ends_at)
        if looks.count() > most:
            _raise_alert(by, period, starts_at, now)


def _raise_alert(by: str, period: str, starts_at: datetime, now: datetime) -> None:
    alert, is_new = AccessAlert.objects.get_or_create(
        by=by, period=period, starts_at=starts_at, defaults={"raised_at": now}
    )
    if not is_new:
        return
    for person in staff_to_tell(Right.REVIEW_ACCESS):
        if name_of_staff(person) != by:
            cause = f"alert {alert.pk}"
            give_notice(person, Notice.Kind.ACCESS_VOLUME, cause=cause, now=now)
