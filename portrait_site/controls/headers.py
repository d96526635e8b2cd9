"""Controls of the headers: what a page may ask a device for, and whom it may load from."""

import re
from collections.abc import Iterator
from datetime import datetime

from django.conf import settings

from portrait_site.middleware import security_headers
from privacy.registry.control import Finding, Kind, control, tested

SHOOTING = {"create", "camera", "settings-permissions"}
FOREIGN = re.compile(r"[\w-]+\.[a-z]{2,}|^(https?:|\*)")
SILENT = ("no-referrer", "same-origin")

tested("E-1", "K-9", "O-4", "P-3", "U-7")


@control("U-7", kind=Kind.SETTINGS)
def no_page_may_ask_for_a_place(_now: datetime) -> Finding:
    """The browser itself refuses location, on every route."""
    routes = ("", *security_headers.DEVICES)
    asking = [one for one in routes if "geolocation=()" not in _features(one)]
    return Finding(is_kept=not asking, value=f"{len(asking)} kinds of pages may ask", target="0")


def _features(route: str) -> list[str]:
    return security_headers.permissions_policy(route).split(", ")


@control("P-3", kind=Kind.SETTINGS)
def few_pages_may_ask_for_the_camera(_now: datetime) -> Finding:
    """Only pages that shoot, and the one that shows the permission's state."""
    routes = set(security_headers.DEVICES) - SHOOTING
    is_open = "camera=()" not in _features("")
    return Finding(
        is_kept=not routes and not is_open,
        value=f"{len(routes) + is_open} other kinds of pages may ask",
        target="0",
    )


@control("K-9", kind=Kind.SETTINGS)
@control("O-1", kind=Kind.SETTINGS)
@control("O-4", kind=Kind.SETTINGS)
def pages_load_from_here_alone(_now: datetime) -> Finding:
    """No host of anybody else may give a script, a picture or a frame, or be sent anything."""
    policies = (settings.CONTENT_SECURITY_POLICY, settings.ADMIN_CONTENT_SECURITY_POLICY)
    foreign = {source for policy in policies for source in _foreign_sources(policy["DIRECTIVES"])}
    return Finding(is_kept=not foreign, value=f"{len(foreign)} foreign hosts", target="0")


@control("O-3", kind=Kind.SETTINGS)
def no_page_tells_where_a_reader_comes_from(_now: datetime) -> Finding:
    """Whatever a link says of itself, the browser names no page of ours to another site."""
    told = security_headers.HEADERS.get("Referrer-Policy", "nothing")
    return Finding(is_kept=told in SILENT, value=told, target=" or ".join(SILENT))


def _foreign_sources(directives: dict[str, object]) -> Iterator[str]:
    for name, sources in directives.items():
        if name.endswith("-src") and isinstance(sources, list):
            yield from (one for one in sources if isinstance(one, str) and FOREIGN.search(one))
