"""How the promises about accounts, guardians and whose photos there are can be broken."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

from allauth.socialaccount.models import SocialAccount, SocialToken
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.db import connection

from accounts.models import GuardianLink, User
from portraits.models import Portrait
from privacy.models import ConsentState, PolicyAcceptance
from tests.promises.world import World, breach, replaced, taken_back

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def with_portrait(world: World, change: Callable[[], object]) -> Iterator[None]:
    """Something happens to whoever has a finished portrait."""
    assert world.portrait.status == Portrait.Status.READY
    yield from taken_back(change)


def change_alice(world: World, **columns: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA ignore_check_constraints = ON")
        User.objects.filter(pk=world.person.pk).update(**columns)
        cursor.execute("PRAGMA ignore_check_constraints = OFF")


def a_link(world: World, **columns: Any) -> GuardianLink:
    given = {"sealed_address": b"x", "secret_sha256": uuid4().hex, "created_at": world.now}
    return GuardianLink.objects.create(child=world.person, **(given | columns))


@breach("I-3", "every_photo_came_after_the_policy")
def a_photo_of_somebody_who_never_accepted(world: World) -> Iterator[None]:
    yield from with_portrait(world, PolicyAcceptance.objects.all().delete)


@breach("P-8", "every_face_is_worked_on_with_consent")
def a_portrait_without_a_consent(world: World) -> Iterator[None]:
    yield from with_portrait(world, ConsentState.objects.all().delete)


@breach("M-5", "a_withdrawal_takes_everything_along")
def a_portrait_that_outlives_the_withdrawal(world: World) -> Iterator[None]:
    withdrawn = {"state": "withdrawn", "decided_at": world.now}
    yield from with_portrait(world, lambda: ConsentState.objects.update(**withdrawn))


@breach("C-4", "no_child_gave_a_photo_alone")
def a_portrait_of_a_child_whose_guardian_never_agreed(world: World) -> Iterator[None]:
    alone = {"age_band": "child", "state": "awaiting_guardian", "sealed_birth_date": b"x"}
    yield from with_portrait(world, lambda: change_alice(world, **alone))


@breach("C-4", "no_child_is_active_without_a_guardian")
def a_child_that_waits_for_nobody(world: World) -> Iterator[None]:
    child = {"age_band": "child", "state": "active", "sealed_birth_date": b"x"}
    yield from taken_back(lambda: change_alice(world, **child))


@breach("C-1", "only_minors_have_a_birth_date")
def an_adult_whose_birth_date_is_kept(world: World) -> Iterator[None]:
    yield from taken_back(lambda: change_alice(world, sealed_birth_date=b"x"))


@breach("C-1", "only_minors_have_a_birth_date")
def a_teenager_who_never_comes_of_age(world: World) -> Iterator[None]:
    yield from taken_back(lambda: change_alice(world, age_band="teen"))


@breach("C-5", "silence_of_a_guardian_ends_in_a_week")
def a_guardian_who_was_silent_for_eight_days(world: World) -> Iterator[None]:
    since = world.now - timedelta(days=8)
    yield from taken_back(lambda: a_link(world, invited_at=since))


@breach("G-12", "passwords_must_be_long_and_uncommon")
def short_passwords(world: World) -> Iterator[None]:
    first = world.settings.AUTH_PASSWORD_VALIDATORS[0]
    yield from replaced(first, "OPTIONS", {"min_length": 8})


@breach("G-12", "passwords_must_be_long_and_uncommon")
def passwords_that_everybody_knows(world: World) -> Iterator[None]:
    left = [one for one in world.settings.AUTH_PASSWORD_VALIDATORS if "Common" not in one["NAME"]]
    yield from replaced(world.settings, "AUTH_PASSWORD_VALIDATORS", left)


@breach("U-8", "only_kinds_of_browsers_are_noted")
def a_session_with_the_browsers_whole_line(world: World) -> Iterator[None]:
    session = {"session_key": "k", "ip": "192.0.2.1", "user_agent": FIREFOX}
    yield from taken_back(lambda: UserSession.objects.create(user=world.person, **session))


@breach("U-8", "only_kinds_of_browsers_are_noted")
def a_failed_sign_in_with_the_browsers_whole_line(_world: World) -> Iterator[None]:
    attempt = {"username": "x", "user_agent": FIREFOX, "failures_since_start": 1}
    yield from taken_back(lambda: AccessAttempt.objects.create(**attempt))


@breach("M-11", "nobody_who_cancelled_came_back")
def a_cancelled_account_that_opens_again(world: World) -> Iterator[None]:
    yield from taken_back(lambda: change_alice(world, email="0@erased.invalid"))


@breach("O-2", "a_provider_tells_no_more_than_who")
def a_provider_that_is_asked_for_the_address(world: World) -> Iterator[None]:
    asked = world.settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]
    yield from replaced(asked, "SCOPE", ["openid", "email"])


@breach("O-2", "a_provider_tells_no_more_than_who")
def a_provider_whose_tokens_are_kept(world: World) -> Iterator[None]:
    yield from replaced(world.settings, "SOCIALACCOUNT_STORE_TOKENS", True)


@breach("O-2", "nothing_of_a_provider_is_kept")
def a_profile_from_elsewhere(world: World) -> Iterator[None]:
    told = {"provider": "example", "uid": "1", "extra_data": {"name": "Alice"}}
    yield from taken_back(lambda: SocialAccount.objects.create(user=world.person, **told))


@breach("O-2", "nothing_of_a_provider_is_kept")
def a_token_from_elsewhere(world: World) -> Iterator[None]:
    def keep() -> None:
        linked = SocialAccount.objects.create(user=world.person, provider="example", uid="1")
        SocialToken.objects.create(account=linked, token="x")

    yield from taken_back(keep)
