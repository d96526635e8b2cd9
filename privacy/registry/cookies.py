"""Every cookie of the site: its name, its kind, what it is for and how long it stays.

The page about cookies is made from this list, and a cookie that is not in it is never sent.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from django.conf import settings
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

from privacy.promises import COUNTING_CHOICE_KEPT, REMEMBERED_NAME_KEPT, SESSION_IDLE

# Over TLS a cookie has this prefix: no other host and no plain connection can set it.
HOST_PREFIX = "__Host-"
COUNTING_COOKIE = "counting"


class CookieKind(StrEnum):
    """Needed for what somebody asked for, their own preference, or only with their consent."""

    NECESSARY = "necessary"
    PREFERENCE = "preference"
    OPTIONAL = "optional"


@dataclass(frozen=True, slots=True)
class DeclaredCookie:
    """One cookie; without `kept_for` it goes when the browser closes."""

    name: str
    kind: CookieKind
    purpose: LazyText
    kept_for: timedelta | None = None


COOKIES = (
    DeclaredCookie("sessionid", CookieKind.NECESSARY, _("Keeps you signed in."), SESSION_IDLE),
    DeclaredCookie(
        "csrftoken",
        CookieKind.NECESSARY,
        _("Protects forms from being sent by another site."),
        timedelta(days=364),
    ),
    DeclaredCookie(
        "messages",
        CookieKind.NECESSARY,
        _("Carries a short message to the next page, such as “Saved”."),
    ),
    DeclaredCookie(
        "django_language", CookieKind.PREFERENCE, _("Remembers the language you chose.")
    ),
    DeclaredCookie(
        "uname",
        CookieKind.PREFERENCE,
        _("Remembers your e-mail for signing in, if you ticked the box."),
        REMEMBERED_NAME_KEPT,
    ),
    DeclaredCookie(
        COUNTING_COOKIE,
        CookieKind.PREFERENCE,
        _("Remembers whether you let us count your visits, so that we do not ask again."),
        COUNTING_CHOICE_KEPT,
    ),
)


def is_declared(name: str) -> bool:
    """This function will say whether the list has a cookie of this name."""
    return any(name in (one.name, HOST_PREFIX + one.name) for one in COOKIES)


def names_in_settings() -> set[str]:
    """This function will return the names of the cookies that Django itself sets."""
    return {
        settings.SESSION_COOKIE_NAME,
        settings.CSRF_COOKIE_NAME,
        settings.LANGUAGE_COOKIE_NAME,
    }
