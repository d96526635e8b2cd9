"""The register against reality: hosts that pages or servers really reach, and those listed."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from portrait_site.data_region import endpoints, is_near
from privacy.registry.control import Finding, Kind, control
from privacy.registry.cookies import COOKIES, CookieKind
from privacy.selectors.third_parties import active_parties, registered_hosts

SOURCE = re.compile(r"^(?:[a-z]+://)?(?P<host>\*?[\w.-]+\.[a-z]{2,})(?:[:/].*)?$")
# Databases and broker are the operator's own machines; these may be somebody else's service.
OF_OTHERS = ("storage", "mail", "sign-in provider")
NAMES = ("DATABASES", "STORAGES", "CELERY_BROKER_URL", "HAS_MAIL", "EMAIL_HOST", "OIDC_PROVIDERS")


@control("K-9", kind=Kind.QUERY)
@control("O-4", kind=Kind.QUERY)
def the_register_is_what_really_happens(now: datetime) -> Finding:
    """Hosts of the content policy, mail, store and sign-in are the register's, no more, no fewer.

    A cookie that needs a consent is nobody's unless a third party is listed.
    """
    used, listed = set(hosts_in_use()), registered_hosts(now)
    unlisted, unused = used - listed, listed - used
    foreign = [one for one in COOKIES if one.kind is CookieKind.OPTIONAL]
    lone = 0 if active_parties(now).exists() else len(foreign)
    return Finding(
        is_kept=not unlisted and not unused and lone == 0,
        value=f"{len(unlisted)} hosts not listed, {len(unused)} listed but not used, "
        f"{lone} cookies of nobody listed",
        target="0, 0 and 0",
    )


def hosts_in_use() -> Iterator[str]:
    """This function will name every host of others that a browser or a server is sent to."""
    own = urlsplit(settings.SITE_ORIGIN).hostname or ""
    for host in (*_policy_hosts(), *_server_hosts()):
        if host and host != own and not is_near(host):
            yield host


def _policy_hosts() -> Iterator[str]:
    for policy in (settings.CONTENT_SECURITY_POLICY, settings.ADMIN_CONTENT_SECURITY_POLICY):
        for sources in policy["DIRECTIVES"].values():
            for source in sources if isinstance(sources, list) else ():
                found = SOURCE.match(source.lower()) if isinstance(source, str) else None
                if found:
                    yield found["host"]


def _server_hosts() -> Iterator[str]:
    now_set: dict[str, Any] = {name: getattr(settings, name) for name in NAMES}
    for one in endpoints(now_set):
        if one.name.startswith(OF_OTHERS):
            yield one.host.lower()
