"""The limit of sign-ups that one address may make in an hour."""

from datetime import datetime

from django.conf import settings

from accounts.services.count_use import WINDOW, HourlyLimit, count_use, require_room

__all__ = ["WINDOW", "count_signup", "require_signup_room"]


def require_signup_room(address_hash: str, *, now: datetime) -> None:
    """This function will stop an address that has used up its hour.

    :raises Refused: `too_many_signups`, 429
    """
    require_room(address_hash, _limit(), now=now)


def count_signup(address_hash: str, *, now: datetime) -> None:
    """This function will count one sign-up, unless the address's hour is full.

    :raises Refused: `too_many_signups`, 429
    """
    count_use(address_hash, _limit(), now=now)


def _limit() -> HourlyLimit:
    return HourlyLimit(settings.SIGNUPS_PER_HOUR, "too_many_signups")
