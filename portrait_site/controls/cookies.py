"""Controls of cookies: all are declared, kept from scripts, and none needs a consent."""

from datetime import datetime

from django.conf import settings

from privacy.registry.control import Finding, Kind, control, tested
from privacy.registry.cookies import COOKIES, CookieKind, is_declared, names_in_settings

HIDDEN_FROM_SCRIPTS = (
    "SESSION_COOKIE_HTTPONLY",
    "CSRF_COOKIE_HTTPONLY",
    "LANGUAGE_COOKIE_HTTPONLY",
)

tested("K-1", "K-4", "K-6", "K-7")


@control("K-1", kind=Kind.SETTINGS)
def every_cookie_is_declared(_now: datetime) -> Finding:
    """What Django sets by its settings is in the list, kept from scripts and from other sites."""
    undeclared = [name for name in names_in_settings() if not is_declared(name)]
    open_ = [name for name in HIDDEN_FROM_SCRIPTS if not getattr(settings, name)]
    return Finding(
        is_kept=not undeclared and not open_,
        value=f"{len(COOKIES)} declared, {len(undeclared)} not, {len(open_)} open to scripts",
        target="0 undeclared, 0 open to scripts",
    )


@control("K-6", kind=Kind.SETTINGS)
@control("K-7", kind=Kind.SETTINGS)
def no_cookie_waits_for_a_consent(_now: datetime) -> Finding:
    """All cookies are necessary or a preference; there is none that somebody could refuse."""
    optional = [one.name for one in COOKIES if one.kind is CookieKind.OPTIONAL]
    return Finding(is_kept=not optional, value=f"{len(optional)} optional cookies", target="0")
