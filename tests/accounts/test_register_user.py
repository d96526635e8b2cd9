"""The rules of sign-up below the API."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress

from accounts.models import GuardianLink, SignupTally, User
from accounts.services import register_user as sign_up
from accounts.services.check_birth_date import band_of_age
from accounts.services.confirm_address import confirm_address
from accounts.services.count_signup import count_signup, require_signup_room
from accounts.services.follow_age import follow_age
from accounts.services.register_user import register_user
from privacy.models.refusal import Refused
from tests.conftest import PASSWORD


def apply(policy: str, now: datetime, **changes: Any) -> User:
    application = {
        "email": "carol@example.org",
        "password": PASSWORD,
        "birth_date": date(1990, 5, 17),
        "guardian_email": None,
        "accept_policy": policy,
        "locale": "en",
        "now": now,
        "address_hash": "somewhere",
    }
    return register_user(**application | changes)


# --- age

NOON = datetime(2026, 5, 20, 12, tzinfo=UTC)
EVENING = datetime(2026, 5, 20, 16, 30, tzinfo=UTC)


@pytest.mark.promise("C-4")
@pytest.mark.parametrize(
    ("birth_date", "now", "band"),
    [
        (date(2012, 5, 20), NOON, "teen"),
        (date(2012, 5, 21), NOON, "child"),
        # Half past midnight in Shanghai: the 21st has begun.
        (date(2012, 5, 21), EVENING, "teen"),
        (date(2008, 5, 20), NOON, "adult"),
        (date(2008, 5, 21), NOON, "teen"),
        (date(2008, 5, 21), EVENING, "adult"),
        (date(2012, 2, 29), datetime(2026, 2, 28, 12, tzinfo=UTC), "child"),
        (date(2012, 2, 29), datetime(2026, 3, 1, 12, tzinfo=UTC), "teen"),
    ],
)
def test_age_counts_in_shanghai_to_the_day(birth_date: date, now: datetime, band: str) -> None:
    assert band_of_age(birth_date, now) == band


@pytest.mark.promise("C-2")
def test_a_teenager_who_comes_of_age_loses_the_stored_birth_date(
    policy: str, now: datetime
) -> None:
    carol = apply(policy, now, birth_date=date(2008, 5, 21))

    assert follow_age(now=now) == 0
    assert follow_age(now=now + timedelta(days=1)) == 1

    carol.refresh_from_db()
    assert (carol.age_band, carol.sealed_birth_date) == ("adult", None)


def test_a_child_who_turns_fourteen_waits_for_nobody(policy: str, now: datetime) -> None:
    carol = apply(policy, now, birth_date=date(2012, 5, 21), guardian_email="mother@example.org")
    assert carol.has_guardian_pending

    follow_age(now=now + timedelta(days=1))

    carol.refresh_from_db()
    assert (carol.age_band, carol.state) == ("teen", "active")
    assert carol.sealed_birth_date is not None
    assert GuardianLink.objects.get().state == "aged_out"


# --- mail


@pytest.fixture
def with_mail(settings: Any) -> None:
    settings.HAS_MAIL = True


@pytest.mark.usefixtures("with_mail")
def test_an_account_opens_when_its_address_is_confirmed(policy: str, now: datetime) -> None:
    carol = apply(policy, now)
    assert carol.state == "confirm_email"

    confirm_address(carol, now=now)

    assert User.objects.get(pk=carol.pk).state == "active"


@pytest.mark.usefixtures("with_mail")
def test_a_child_still_awaits_its_guardian_when_the_address_is_confirmed(
    policy: str, now: datetime
) -> None:
    carol = apply(policy, now, birth_date=date(2016, 1, 1), guardian_email="mother@example.org")
    assert carol.state == "confirm_email"

    confirm_address(carol, now=now)

    assert User.objects.get(pk=carol.pk).state == "awaiting_guardian"


@pytest.mark.usefixtures("with_mail")
def test_the_answer_to_a_taken_address_is_no_account(
    policy: str, now: datetime, alice: User
) -> None:
    answer = apply(policy, now, email="alice@example.org")

    assert answer.pk is None
    assert answer.state == "confirm_email"


@pytest.mark.usefixtures("with_mail")
def test_whoever_is_a_moment_slower_with_an_address_gets_the_answer_for_a_taken_one(
    policy: str, now: datetime, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = iter([None, alice])
    monkeypatch.setattr(sign_up, "_owner_of", lambda _email: next(looks))

    answer = apply(policy, now, email="alice@example.org")

    assert answer.pk is None
    assert User.objects.count() == 1


def test_every_account_has_one_address_that_allauth_knows(policy: str, now: datetime) -> None:
    carol = apply(policy, now)

    address = EmailAddress.objects.get(user=carol)
    assert (address.email, address.primary, address.verified) == (carol.email, True, False)


# --- the limit


def test_the_limit_counts_to_the_last_one(db: None, now: datetime, settings: Any) -> None:
    settings.SIGNUPS_PER_HOUR = 3
    for _ in range(3):
        require_signup_room("somewhere", now=now)
        count_signup("somewhere", now=now)

    with pytest.raises(Refused) as refused:
        count_signup("somewhere", now=now + timedelta(minutes=20))

    assert (refused.value.code, refused.value.status) == ("too_many_signups", 429)
    assert refused.value.retry_after == 40 * 60
    assert SignupTally.objects.get().count == 3


def test_the_hour_starts_with_the_first_sign_up(db: None, now: datetime, settings: Any) -> None:
    settings.SIGNUPS_PER_HOUR = 1
    count_signup("somewhere", now=now)

    with pytest.raises(Refused):
        require_signup_room("somewhere", now=now + timedelta(minutes=59, seconds=59))
    require_signup_room("somewhere", now=now + timedelta(hours=1))
    count_signup("somewhere", now=now + timedelta(hours=1))


def test_a_site_that_takes_nobody_says_so(db: None, now: datetime, settings: Any) -> None:
    settings.SIGNUPS_PER_HOUR = 0

    with pytest.raises(Refused):
        require_signup_room("somewhere", now=now)
