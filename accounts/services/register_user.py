"""Make an account: the rules of sign-up, for the page and the API alike.

With mail, the answer is the same whether or not the address has an account: the address itself
learns of it by mail. Without mail nobody could, so that the answer says it (`email_taken`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.services.check_birth_date import CHILD, band_of_age, check_birth_date
from accounts.services.check_password import check_password
from accounts.services.count_signup import count_signup, require_signup_room
from accounts.services.link_guardian import invite_guardian, link_guardian
from accounts.services.queue_mail import queue_mail
from privacy.encryption import seal_field
from privacy.models import Notice
from privacy.models.refusal import Refused
from privacy.selectors import current_policy
from privacy.selectors.service_end import is_end_announced
from privacy.services.accept_policy import accept_policy as record_acceptance
from privacy.services.give_notice import give_notice

BIRTH_DATE_CONTEXT = "accounts.user.birth_date"


@dataclass(frozen=True, slots=True)
class _Application:
    """What somebody asks for, checked and in its final form."""

    email: str
    password: str
    birth_date: date
    age_band: str
    guardian_email: str
    locale: str
    policy_version: str


def register_user(
    *,
    email: str,
    password: str,
    birth_date: date,
    guardian_email: str | None,
    accept_policy: str,
    locale: str,
    now: datetime,
    address_hash: str,
) -> User:
    """This function will make the account and return it.

    With mail and an address that has an account, the answer is a user that was never saved and
    looks the same; its owner gets a mail instead.

    :raises ValidationError: by field, when an entry breaks the rules
    :raises Refused: `policy_outdated`, `too_many_signups`, `service_ends`, 410, or `email_taken`
        where there is no mail
    """
    if is_end_announced():
        raise Refused("service_ends", 410)
    require_signup_room(address_hash, now=now)
    application = _Application(
        email=normalised(email),
        password=password,
        birth_date=birth_date,
        age_band=band_of_age(birth_date, now),
        guardian_email=normalised(guardian_email or ""),
        locale=locale,
        policy_version=accept_policy,
    )
    _check(application, now)
    if accept_policy != current_policy(locale).version:
        raise Refused("policy_outdated", 409)
    count_signup(address_hash, now=now)
    return _create_unless_taken(application, now)


def normalised(email: str) -> str:
    """This function will return an address as it is stored and compared."""
    return email.strip().lower()


def _check(application: _Application, now: datetime) -> None:
    rules = {
        "email": lambda: validate_email(application.email),
        "password": lambda: check_password(application.password, application.email),
        "birth_date": lambda: check_birth_date(application.birth_date, now),
    }
    wrong = {field: words for field, rule in rules.items() if (words := _broken(rule))}
    # Without a birth date that can be one, nobody knows whether a guardian is needed.
    if "birth_date" not in wrong and (words := _broken(lambda: _check_guardian(application))):
        wrong["guardian_email"] = words
    if wrong:
        raise ValidationError(wrong)


def _broken(rule: Callable[[], None]) -> list[str]:
    try:
        rule()
    except ValidationError as error:
        return list(error.messages)
    return []


def _check_guardian(application: _Application) -> None:
    if application.age_band != CHILD:
        return
    if not application.guardian_email:
        raise ValidationError(_("We need the e-mail address of your guardian."))
    validate_email(application.guardian_email)
    if application.guardian_email == application.email:
        raise ValidationError(_("Your guardian needs an address of their own."))


def _create_unless_taken(application: _Application, now: datetime) -> User:
    owner = _owner_of(application.email)
    if owner is not None:
        return _answer_as_if_new(application, owner)
    try:
        return _create(application, now)
    except IntegrityError:
        # Somebody may have been faster with the same address.
        owner = _owner_of(application.email)
        if owner is None:
            raise
        return _answer_as_if_new(application, owner)


def _owner_of(email: str) -> User | None:
    return User.objects.filter(email=email).first()


def _answer_as_if_new(application: _Application, owner: User) -> User:
    if not settings.HAS_MAIL:
        raise Refused("email_taken", 409)
    # The same work as for a new account, so that the time tells nothing either.
    make_password(application.password)
    queue_mail("accounts.send_address_taken", owner)
    return User(email=application.email, state=User.State.CONFIRM_EMAIL)


@transaction.atomic
def _create(application: _Application, now: datetime) -> User:
    user = User.objects.create_user(
        application.email,
        application.password,
        state=_first_state(application),
        age_band=application.age_band,
        sealed_birth_date=_sealed_birth_date(application),
        is_sharing_on=application.age_band == User.AgeBand.ADULT,
        locale=application.locale,
        date_joined=now,
    )
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=False)
    record_acceptance(
        user, application.policy_version, locale=application.locale, now=now, method="sign-up"
    )
    if user.is_minor:
        give_notice(user, Notice.Kind.ADVICE_FOR_MINORS, cause="sign-up", now=now)
    if application.age_band == CHILD:
        link_guardian(user, application.guardian_email, now=now)
    if settings.HAS_MAIL:
        queue_mail("accounts.send_confirmation", user)
    elif application.age_band == CHILD:
        # Nobody can confirm an address without mail: the guardian is asked at once.
        invite_guardian(user, now=now)
    return user


def _first_state(application: _Application) -> User.State:
    if settings.HAS_MAIL:
        return User.State.CONFIRM_EMAIL
    return User.State.AWAITING_GUARDIAN if application.age_band == CHILD else User.State.ACTIVE


def _sealed_birth_date(application: _Application) -> bytes | None:
    if application.age_band == User.AgeBand.ADULT:
        return None
    return seal_field(application.birth_date.isoformat(), context=BIRTH_DATE_CONTEXT)
