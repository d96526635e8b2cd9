"""Controls of the live camera: what is drawn there is drawn in the browser, and stays there."""

from datetime import datetime

from django.conf import settings

from privacy.registry.control import Finding, Kind, control, tested

SELF = ["'self'"]

tested("P-4", "P-5", "P-9")


@control("P-9", kind=Kind.SETTINGS)
def a_page_speaks_to_this_site_alone(_now: datetime) -> Finding:
    """The browser lets no script of a page connect to anybody else."""
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    sources = directives.get("connect-src", ["*"])
    return Finding(
        is_kept=list(sources) == SELF, value=" ".join(map(str, sources)), target=" ".join(SELF)
    )
