"""Controls of accounts: ages and guardians, passwords, what is noted of a browser, sign-in."""

from datetime import datetime, timedelta
from typing import Any

from allauth.socialaccount.models import SocialAccount, SocialToken
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Q

from accounts.models import GuardianLink, User
from accounts.services.note_device import BROWSERS, SYSTEMS
from privacy.promises import GUARDIAN_SILENCE
from privacy.registry.control import Finding, Kind, control, tested

PURGED_WITHIN = timedelta(hours=1)
SHORTEST_PASSWORD = 15
SAMPLED_BROWSERS = 500
COMMON = "django.contrib.auth.password_validation.CommonPasswordValidator"
LENGTH = "django.contrib.auth.password_validation.MinimumLengthValidator"
SWITCHES = (
    "SOCIALACCOUNT_AUTO_SIGNUP",
    "SOCIALACCOUNT_EMAIL_AUTHENTICATION",
    "SOCIALACCOUNT_STORE_TOKENS",
)

tested("C-1", "C-2", "C-3", "C-4", "C-5", "E-6", "G-12", "H-12", "H-13", "K-3", "O-2")
tested("U-8", "U-9", "U-10")


@control("C-1", kind=Kind.QUERY)
def only_minors_have_a_birth_date(_now: datetime) -> Finding:
    """Until 18 the date says when somebody comes of age; an adult's is never stored."""
    people = User.objects.filter(is_active=True)
    adults = people.filter(age_band="adult", sealed_birth_date__isnull=False).count()
    minors = people.exclude(age_band="adult").filter(sealed_birth_date__isnull=True).count()
    return Finding(
        is_kept=adults + minors == 0,
        value=f"{adults} adults with a birth date, {minors} minors without",
        target="0 and 0",
    )


@control("C-4", kind=Kind.QUERY)
def no_child_is_active_without_a_guardian(_now: datetime) -> Finding:
    """A child's account waits until a guardian's yes stands."""
    children = User.objects.filter(is_active=True, age_band="child")
    agreed = GuardianLink.objects.filter(state=GuardianLink.State.CONSENTED)
    alone = children.filter(state=User.State.ACTIVE).exclude(pk__in=agreed.values("child"))
    count = alone.count()
    return Finding(is_kept=count == 0, value=f"{count} children without a yes", target="0")


@control("C-5", kind=Kind.QUERY)
def silence_of_a_guardian_ends_in_a_week(now: datetime) -> Finding:
    """Without an answer in seven days the child's data is erased."""
    since = now - GUARDIAN_SILENCE - PURGED_WITHIN
    waiting = GuardianLink.objects.filter(state=GuardianLink.State.INVITED, invited_at__lte=since)
    count = waiting.count()
    return Finding(is_kept=count == 0, value=f"{count} requests older than a week", target="0")


@control("G-12", kind=Kind.SETTINGS)
def passwords_must_be_long_and_uncommon(_now: datetime) -> Finding:
    """Length and a list of common passwords are checked wherever one is set."""
    listed: Any = settings.AUTH_PASSWORD_VALIDATORS
    validators = {one["NAME"]: one.get("OPTIONS", {}) for one in listed}
    shortest = validators.get(LENGTH, {}).get("min_length", 0)
    has_list = COMMON in validators
    return Finding(
        is_kept=shortest >= SHORTEST_PASSWORD and has_list,
        value=f"at least {shortest} characters, common ones {'refused' if has_list else 'taken'}",
        target=f"at least {SHORTEST_PASSWORD} characters, common ones refused",
    )


@control("U-8", kind=Kind.QUERY)
def only_kinds_of_browsers_are_noted(_now: datetime) -> Finding:
    """Of the browser's own line nothing is kept but two words from a short list."""
    noted = [*_newest(UserSession), *_newest(AccessAttempt)]
    told = sum(not _is_coarse(line) for line in noted)
    return Finding(
        is_kept=told == 0,
        value=f"{told} of {len(noted)} sessions and attempts tell more",
        target="0",
    )


def _newest(model: type[UserSession] | type[AccessAttempt]) -> list[str]:
    rows = model.objects.order_by("-id").values_list("user_agent", flat=True)
    return list(rows[:SAMPLED_BROWSERS])


def _is_coarse(line: str) -> bool:
    words = {name for _sign, name in (*BROWSERS, *SYSTEMS)} | {"", "<unknown>"}
    return set(line.split(" · ")) <= words


@control("M-11", kind=Kind.QUERY)
def nobody_who_cancelled_came_back(_now: datetime) -> Finding:
    """An account that lost its name at its cancellation can never be signed in to again."""
    erased = User.objects.filter(email__endswith="@erased.invalid")
    has_password = ~Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    back = erased.filter(Q(is_active=True) | Q(is_staff=True) | has_password)
    count = back.count()
    return Finding(is_kept=count == 0, value=f"{count} cancelled accounts open", target="0")


@control("O-2", kind=Kind.SETTINGS)
def a_provider_tells_no_more_than_who(_now: datetime) -> Finding:
    """Other services are asked for the sign-in alone, and make or merge no account."""
    providers: dict[str, Any] = settings.SOCIALACCOUNT_PROVIDERS
    asked = providers["openid_connect"]["SCOPE"]
    on = [name for name in SWITCHES if getattr(settings, name)]
    return Finding(
        is_kept=asked == ["openid"] and not on,
        value=f"{len(settings.OIDC_PROVIDERS)} services, asked for {', '.join(asked)}, "
        f"{len(on)} shortcuts",
        target="asked for openid alone, 0 shortcuts",
    )


@control("O-2", kind=Kind.QUERY)
def nothing_of_a_provider_is_kept(_now: datetime) -> Finding:
    """Neither tokens nor what the service told about the person."""
    tokens = SocialToken.objects.count()
    told = SocialAccount.objects.exclude(extra_data={}).count()
    return Finding(
        is_kept=tokens + told == 0, value=f"{tokens} tokens, {told} profiles", target="0 and 0"
    )
