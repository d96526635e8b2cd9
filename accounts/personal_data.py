"""What accounts, sign-in and the packages behind them hold about people, why, and until when."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from axes.models import AccessAttempt, AccessAttemptExpiration, AccessFailureLog, AccessLog
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import GuardianLink, User
from accounts.selectors import is_guardian_of
from accounts.services.count_signup import WINDOW
from accounts.services.erase_child import erase_unanswered
from accounts.services.link_guardian import GUARDIAN_CONTEXT
from accounts.services.mark_name import mark_name
from accounts.services.register_user import BIRTH_DATE_CONTEXT
from privacy import promises
from privacy.registry import Category, Clock, OnErasure, PersonalData, register, register_without
from privacy.registry.declaration import Text
from privacy.registry.sharing import Ground, register_record

NOW = timedelta(0)
# Whoever has not opened the link in a week made a slip in the address, or was not asked.
UNCONFIRMED_KEPT = timedelta(days=7)

Rows = Callable[[Any], QuerySet[Any]]


def _marked(model: type[Model], field: str = "username") -> Rows:
    """axes knows no person, only the keyed hash of the name they sign in with."""
    return lambda person: model._default_manager.filter(**{field: mark_name(person.email)})


# --- accounts

register(
    PersonalData(
        model="accounts.User",
        label=_("Your account"),
        subject="pk",
        holds={
            "email": Category.CONTACT,
            "password": Category.SECRET,
            "age_band": Category.AGE,
            "sealed_birth_date": Category.AGE,
            "last_login": Category.ACTIVITY,
            "date_joined": Category.ACTIVITY,
            "locale": Category.CHOICE,
            "is_sharing_on": Category.CHOICE,
        },
        plain=(
            "id",
            "state",
            "is_active",
            "is_staff",
            "is_superuser",
            "groups",
            "user_permissions",
        ),
        purpose="account",
        clocks=(
            Clock(
                "date_joined",
                UNCONFIRMED_KEPT,
                "R-0",
                where=Q(state=User.State.CONFIRM_EMAIL),
                is_of_unfinished=True,
            ),
        ),
        sealed={"sealed_birth_date": BIRTH_DATE_CONTEXT},
        on_erasure=OnErasure.DELETE,
    )
)
register(
    PersonalData(
        model="accounts.ApiToken",
        label=_("Your access tokens"),
        subject="person",
        holds={
            "person": Category.IDENTITY,
            "name": Category.CHOICE,
            "sha256": Category.SECRET,
            "last_used_at": Category.ACTIVITY,
        },
        plain=("id", "scopes", "created_at", "expires_at"),
        purpose="security",
        clocks=(Clock("expires_at", NOW, "R-0"),),
        is_deletable=True,
        on_erasure=OnErasure.DELETE,
    )
)
# A guardian may ask that something of their child is given to somebody.
register_record(Ground.GUARDIAN, is_guardian_of)
register(
    PersonalData(
        model="accounts.GuardianLink",
        label=_("Your guardian and their decision"),
        subject="child",
        holds={
            "child": Category.IDENTITY,
            "sealed_address": Category.CONTACT,
            "secret_sha256": Category.SECRET,
            "state": Category.PROOF,
        },
        plain=("id", "created_at", "invited_at", "decided_at"),
        purpose="account",
        clocks=(
            Clock(
                "invited_at",
                promises.GUARDIAN_SILENCE,
                "C-5",
                where=Q(state=GuardianLink.State.INVITED),
                is_of_unfinished=True,
                purge=erase_unanswered,
            ),
        ),
        sealed={"sealed_address": GUARDIAN_CONTEXT},
        on_erasure=OnErasure.DELETE,
    )
)
register(
    PersonalData(
        model="accounts.KnownDevice",
        label=_("Browsers you have signed in from"),
        subject="person",
        holds={"person": Category.IDENTITY, "mark": Category.TECHNICAL},
        plain=("id", "last_seen_at"),
        purpose="security",
        clocks=(Clock("last_seen_at", promises.DEVICE_KEPT, "R-0"),),
        on_erasure=OnErasure.DELETE,
        is_deletable=True,
    )
)
register(
    PersonalData(
        model="accounts.Session",
        label=_("Your sessions"),
        subject="person",
        holds={
            "person": Category.IDENTITY,
            "session_key": Category.SECRET,
            "session_data": Category.SECRET,
        },
        plain=("expire_date",),
        purpose="security",
        clocks=(Clock("expire_date", NOW, "R-0"),),
        on_erasure=OnErasure.DELETE,
    )
)
register(
    PersonalData(
        model="accounts.SignupTally",
        label=_("How many accounts an address has made lately"),
        subject=None,
        holds={"address_hash": Category.IDENTITY},
        plain=("started_at", "count"),
        purpose="security",
        clocks=(Clock("started_at", WINDOW, "R-0"),),
        on_erasure=OnErasure.KEEP,
        because="A count by keyed hash of an address, tied to no account, for an hour.",
    )
)
for through in ("User_groups", "User_user_permissions"):
    register(
        PersonalData(
            model=f"accounts.{through}",
            label=_("Your staff roles"),
            subject="user",
            holds={"user": Category.IDENTITY},
            plain=("id", "group" if through == "User_groups" else "permission"),
            purpose="account",
            on_erasure=OnErasure.DELETE,
        )
    )

# --- allauth

register(
    PersonalData(
        model="account.EmailAddress",
        label=_("Your e-mail address"),
        subject="user",
        holds={"user": Category.IDENTITY, "email": Category.CONTACT},
        plain=("id", "verified", "primary"),
        purpose="account",
        on_erasure=OnErasure.DELETE,
    )
)
register(
    PersonalData(
        model="account.EmailConfirmation",
        label=_("Links that confirm an address"),
        subject="email_address__user",
        holds={"email_address": Category.CONTACT, "key": Category.SECRET},
        plain=("id", "created", "sent"),
        purpose="account",
        clocks=(Clock("created", UNCONFIRMED_KEPT, "R-0"),),
        on_erasure=OnErasure.DELETE,
    )
)
register(
    PersonalData(
        model="mfa.Authenticator",
        label=_("Your second factors"),
        subject="user",
        holds={
            "user": Category.IDENTITY,
            "data": Category.SECRET,
            "last_used_at": Category.ACTIVITY,
        },
        plain=("id", "type", "created_at"),
        purpose="security",
        on_erasure=OnErasure.DELETE,
    )
)
register(
    PersonalData(
        model="usersessions.UserSession",
        label=_("Your devices that are signed in"),
        subject="user",
        holds={
            "user": Category.IDENTITY,
            "ip": Category.IDENTITY,
            "session_key": Category.SECRET,
            "user_agent": Category.TECHNICAL,
            "last_seen_at": Category.ACTIVITY,
            "data": Category.ACTIVITY,
        },
        plain=("id", "created_at"),
        purpose="security",
        clocks=(Clock("last_seen_at", promises.SESSION_IDLE, "R-0"),),
        on_erasure=OnErasure.DELETE,
    )
)
register(
    PersonalData(
        model="socialaccount.SocialAccount",
        label=_("Accounts elsewhere that you sign in with"),
        subject="user",
        holds={
            "user": Category.IDENTITY,
            "uid": Category.IDENTITY,
            "extra_data": Category.IDENTITY,
            "last_login": Category.ACTIVITY,
        },
        plain=("id", "provider", "date_joined"),
        purpose="account",
        on_erasure=OnErasure.DELETE,
    )
)
register(
    PersonalData(
        model="socialaccount.SocialToken",
        label=_("Tokens of accounts elsewhere"),
        subject="account__user",
        holds={
            "account": Category.IDENTITY,
            "token": Category.SECRET,
            "token_secret": Category.SECRET,
        },
        plain=("id", "app", "expires_at"),
        purpose="account",
        on_erasure=OnErasure.DELETE,
    )
)
register_without("socialaccount.SocialApp", because="The operator's keys at another provider.")

# --- axes: failed sign-ins

ATTEMPT_HOLDS = {
    "username": Category.IDENTITY,
    "ip_address": Category.IDENTITY,
    "user_agent": Category.TECHNICAL,
    "http_accept": Category.TECHNICAL,
    "path_info": Category.ACTIVITY,
    "attempt_time": Category.ACTIVITY,
}
ATTEMPT_MODELS: tuple[tuple[type[Model], Text, dict[str, Category], tuple[str, ...]], ...] = (
    (
        AccessAttempt,
        _("Failed sign-ins that are counted"),
        {"get_data": Category.ACTIVITY, "post_data": Category.ACTIVITY},
        ("id", "failures_since_start"),
    ),
    (AccessFailureLog, _("Failed sign-ins"), {}, ("id", "locked_out")),
    (
        AccessLog,
        _("Sign-ins"),
        {"logout_time": Category.ACTIVITY, "session_hash": Category.SECRET},
        ("id",),
    ),
)
for model, label, more, plain in ATTEMPT_MODELS:
    register(
        PersonalData(
            model=model._meta.label,
            label=label,
            subject=_marked(model),
            holds=ATTEMPT_HOLDS | more,
            plain=plain,
            purpose="security",
            clocks=(Clock("attempt_time", promises.ATTEMPT_LOG_KEPT, "R-0"),),
            on_erasure=OnErasure.DELETE,
        )
    )
register(
    PersonalData(
        model="axes.AccessAttemptExpiration",
        label=_("When a failed sign-in is forgotten"),
        subject=_marked(AccessAttemptExpiration, "access_attempt__username"),
        holds={"access_attempt": Category.ACTIVITY},
        plain=("expires_at",),
        purpose="security",
        on_erasure=OnErasure.DELETE,
    )
)

# --- Django

register(
    PersonalData(
        model="admin.LogEntry",
        label=_("What you did in the admin"),
        subject="user",
        holds={
            "user": Category.IDENTITY,
            "object_id": Category.ACTIVITY,
            "object_repr": Category.ACTIVITY,
            "change_message": Category.ACTIVITY,
        },
        plain=("id", "action_time", "content_type", "action_flag"),
        purpose="security",
        clocks=(Clock("action_time", promises.LEDGER_KEPT, "G-5"),),
        on_erasure=OnErasure.DELETE,
    )
)
register_without("auth.Group", because="Names of staff roles.")
register_without("auth.Permission", because="Names of what staff may do.")
register_without("auth.Group_permissions", because="What a role may do.")
