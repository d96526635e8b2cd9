"""Add visits to the sums of their page and day."""

from collections.abc import Mapping
from datetime import datetime, time

from django.db import transaction
from django.db.models import F

from privacy.models import PageCount

# A page's route and the midnight of the day.
PageDay = tuple[str, datetime]


def page_day(route: str, now: datetime) -> PageDay:
    """This function will return what a visit is counted under: no more of the time than the day."""
    return route, datetime.combine(now.date(), time.min, tzinfo=now.tzinfo)


@transaction.atomic
def count_visits(sums: Mapping[PageDay, int]) -> None:
    """This function will add sums; nothing else of a visit reaches the database."""
    for (route, day), visits in sums.items():
        PageCount.objects.get_or_create(route=route, day=day)
        PageCount.objects.filter(route=route, day=day).update(count=F("count") + visits)
