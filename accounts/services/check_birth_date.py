"""How old somebody is, counted where the service is offered."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.user import age_on
from privacy.promises import ADULT_AGE, CHILD_AGE

SHANGHAI = ZoneInfo("Asia/Shanghai")
# The oldest person on record reached 122.
OLDEST = 130

CHILD = User.AgeBand.CHILD


def band_of_age(birth_date: date, now: datetime) -> User.AgeBand:
    """This function will return the band that decides what somebody may do alone."""
    age = age_on(birth_date, now.astimezone(SHANGHAI).date())
    if age < CHILD_AGE:
        return User.AgeBand.CHILD
    return User.AgeBand.TEEN if age < ADULT_AGE else User.AgeBand.ADULT


def check_birth_date(birth_date: date, now: datetime) -> None:
    """This function will refuse a date that nobody living can have.

    :raises ValidationError: when it lies ahead or too far back
    """
    today = now.astimezone(SHANGHAI).date()
    if birth_date > today or age_on(birth_date, today) > OLDEST:
        raise ValidationError(_("This cannot be a birth date."))
