"""Open the reviews of last week's looks: one for everybody who looked."""

from datetime import datetime

from privacy.models import AccessReview, Notice
from privacy.registry.roles import Right
from privacy.selectors.look_volumes import WEEK, week_of, weeks_of_looks
from privacy.selectors.staff import staff_to_tell
from privacy.services.give_notice import give_notice
from privacy.services.registers.move_record import file_record
from privacy.services.transitions import SCHEDULE, SCHEDULED


def open_reviews(*, now: datetime) -> int:
    """This function will file the reviews that last week asks for; running it again adds none."""
    monday = week_of(now - WEEK)
    known = set(AccessReview.objects.filter(week=monday).values_list("reviewed", flat=True))
    opened = [one for one in weeks_of_looks(monday) if one.by not in known]
    for one in opened:
        review = AccessReview(
            week=monday, reviewed=one.by, looks=one.looks, cases=one.cases, alerts=one.alerts
        )
        file_record(review, by=SCHEDULE, right=SCHEDULED, now=now)
    if opened:
        for person in staff_to_tell(Right.REVIEW_ACCESS):
            give_notice(person, Notice.Kind.ACCESS_REVIEW, cause=monday.isoformat(), now=now)
    return len(opened)
