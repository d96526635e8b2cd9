"""Write the schedule into django-celery-beat's tables, and take out what has left the code."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_celery_beat.models import CrontabSchedule, IntervalSchedule, PeriodicTask

from portrait_site.celery import MAINTENANCE
from portrait_site.schedule import DailyAt, Entry, Every

# Staff may add entries of their own in the admin; only those with this prefix are ours to remove.
PREFIX = "site: "
DAILY_TICK_EXPIRES = timedelta(hours=6)
# Longer than any interval.
LONG_AGO = timedelta(days=1)


@transaction.atomic
def write_schedule(entries: Iterable[Entry]) -> list[str]:
    """This function will make the tables say what the entries say; returns the names changed.

    Written before every start: what happens at an interval happens first when the copy comes up,
    so that one that is restarted often purges and checks all the same.
    """
    changed = [name for entry in entries for name in _write(entry)]
    ours = PeriodicTask.objects.filter(name__startswith=PREFIX)
    gone = ours.exclude(name__in=[PREFIX + entry.name for entry in entries])
    changed += list(gone.values_list("name", flat=True))
    for row in gone:
        row.delete()
    ours.filter(interval__isnull=False).update(last_run_at=timezone.now() - LONG_AGO)
    return changed


def _write(entry: Entry) -> list[str]:
    name = PREFIX + entry.name
    wanted = _columns(entry)
    row = PeriodicTask.objects.filter(name=name).first()
    if row is not None and all(getattr(row, column) == wanted[column] for column in wanted):
        return []
    row = row or PeriodicTask(name=name)
    for column, value in wanted.items():
        setattr(row, column, value)
    row.save()
    return [name]


def _columns(entry: Entry) -> dict[str, Any]:
    # A tick that nobody took before the next one is due is dropped: a worker that was away
    # for an hour must not come back to 240 sweeps.
    common = {"task": entry.task, "queue": MAINTENANCE, "enabled": True, "one_off": False}
    match entry.rhythm:
        case Every(period):
            return common | {
                "interval": _interval(period),
                "crontab": None,
                "expire_seconds": int(period.total_seconds()),
            }
        case DailyAt(hour, minute):
            return common | {
                "interval": None,
                "crontab": _crontab(hour, minute),
                "expire_seconds": int(DAILY_TICK_EXPIRES.total_seconds()),
            }


def _interval(period: timedelta) -> IntervalSchedule:
    seconds = int(period.total_seconds())
    return IntervalSchedule.objects.get_or_create(every=seconds, period=IntervalSchedule.SECONDS)[0]


def _crontab(hour: int, minute: int) -> CrontabSchedule:
    time = {"hour": str(hour), "minute": str(minute), "timezone": "UTC"}
    return CrontabSchedule.objects.get_or_create(
        **time, day_of_week="*", day_of_month="*", month_of_year="*"
    )[0]
