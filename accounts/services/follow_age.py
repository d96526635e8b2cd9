"""Minors grow up: from 14 nobody else decides, from 18 the birth date is dropped."""

from datetime import date, datetime

from django.db import transaction

from accounts.models import GuardianLink, User
from accounts.services.check_birth_date import band_of_age
from accounts.services.register_user import BIRTH_DATE_CONTEXT
from privacy.encryption import open_field


def follow_age(*, now: datetime) -> int:
    """This function will bring every minor's band up to date and say how many changed."""
    minors = User.objects.filter(sealed_birth_date__isnull=False)
    return sum(_follow(person, now) for person in minors.iterator())


def _follow(person: User, now: datetime) -> bool:
    birth_date = date.fromisoformat(
        open_field(bytes(person.sealed_birth_date or b""), context=BIRTH_DATE_CONTEXT)
    )
    band = band_of_age(birth_date, now)
    if band == person.age_band:
        return False
    with transaction.atomic():
        _leave_guardian(person)
        person.age_band = band
        if band == User.AgeBand.ADULT:
            person.sealed_birth_date = None
        person.save(update_fields=["age_band", "sealed_birth_date", "state"])
    return True


def _leave_guardian(person: User) -> None:
    if person.state == User.State.AWAITING_GUARDIAN:
        person.state = User.State.ACTIVE
    person.guardian_links.update(state=GuardianLink.State.AGED_OUT)
