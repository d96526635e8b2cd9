"""What becomes due among the staff by itself: warnings, ends of leaves, reviews."""

from datetime import datetime

from privacy.services.access.end_grant import expire_grants
from privacy.services.access.open_reviews import open_reviews
from privacy.services.staff.warn_of_lapses import warn_of_lapses


def tend_staff(*, now: datetime) -> None:
    """This function will do what is due; running it again does nothing more."""
    expire_grants(now=now)
    open_reviews(now=now)
    warn_of_lapses(now=now)
