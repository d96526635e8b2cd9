"""Controls of what keeps data in: transport, separation, the admin's door, logs, no way out."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import admin
from django.db import connections, router

from accounts.models import User
from portrait_site.staff_site import StaffSite
from privacy.models import DataKey, NetworkLogEntry
from privacy.registry.control import Finding, Kind, control, tested

THIS_MACHINE = {"127.0.0.1", "localhost", "::1"}
LONGEST_FACTOR_H = 8
PRODUCT_PACKAGES = ("privacy", "accounts", "portraits", "portrait_site")
# Libraries that open connections to other machines; storage, mail and databases are Django's.
CLIENT = re.compile(
    r"^\s*(?:import|from)\s+(?:aiohttp|boto3|ftplib|grpc|http\.client|httpx|imaplib|paramiko|poplib"
    r"|pycurl|requests|smtplib|telnetlib|tornado|urllib\.request|urllib3|websockets?)\b",
    re.MULTILINE,
)

tested("E-3", "E-5", "E-7", "E-8", "G-10", "M-16", "S-0", "U-13", "U-16")


@control("E-3", kind=Kind.SETTINGS)
def the_way_to_us_is_encrypted(_now: datetime) -> Finding:
    """Plain requests are redirected, browsers insist on TLS, cookies travel on it alone."""
    host = urlsplit(settings.SITE_ORIGIN).hostname
    if not settings.IS_TLS and host in THIS_MACHINE:
        return Finding(is_kept=True, value="served on this machine alone", target="TLS elsewhere")
    switches = {
        "redirect": settings.SECURE_SSL_REDIRECT,
        "a year of HSTS": settings.SECURE_HSTS_SECONDS >= 31_536_000,
        "secure session": settings.SESSION_COOKIE_SECURE,
        "secure forms": settings.CSRF_COOKIE_SECURE,
    }
    off = [name for name, is_on in switches.items() if not is_on]
    return Finding(is_kept=not off, value=f"missing: {', '.join(off) or 'nothing'}", target="TLS")


@control("E-5", kind=Kind.SETTINGS)
def kinds_of_data_lie_apart(_now: datetime) -> Finding:
    """Keys, log and everything else have a database each; sealed objects a store of their own."""
    aliases = [router.db_for_read(model) for model in (User, DataKey, NetworkLogEntry)]
    homes = {_home(alias) for alias in aliases}
    stores = [settings.STORAGES[name]["OPTIONS"] for name in ("default", "sealed")]
    return Finding(
        is_kept=len(homes) == len(aliases) and stores[0] != stores[1],
        value=f"{len(homes)} databases, {1 + (stores[0] != stores[1])} stores",
        target="3 databases, 2 stores",
    )


def _home(alias: str) -> tuple[str, str, str]:
    entry = connections[alias].settings_dict
    return str(entry["HOST"]), str(entry["PORT"]), str(entry["NAME"])


@control("E-8", kind=Kind.SETTINGS)
def the_admin_asks_for_a_second_factor(_now: datetime) -> Finding:
    """The one door of the admin is ours, and a factor once shown opens it for a working day."""
    hours = settings.STAFF_FACTOR_AGE.total_seconds() / 3600
    is_ours = admin.site.__class__ is StaffSite
    return Finding(
        is_kept=is_ours and hours <= LONGEST_FACTOR_H,
        value=f"{'our own door' if is_ours else 'another door'}, {hours:g} hours",
        target=f"our own door, at most {LONGEST_FACTOR_H} hours",
    )


@control("U-13", kind=Kind.SETTINGS)
def every_log_line_is_redacted(_now: datetime) -> Finding:
    """All handlers write fixed fields through the filter, and no other logger has one."""
    logging: dict[str, Any] = settings.LOGGING
    open_ = sum("redact" not in one.get("filters", ()) for one in logging["handlers"].values())
    apart = sum(bool(one.get("handlers")) for one in logging["loggers"].values())
    return Finding(
        is_kept=open_ + apart == 0,
        value=f"{open_} handlers without the filter, {apart} loggers beside it",
        target="0 and 0",
    )


@control("U-16", kind=Kind.SETTINGS)
def crash_reports_hold_nothing(_now: datetime) -> Finding:
    """Neither variables nor bodies in a report, no report by mail, no page with a trace."""
    reporter = settings.DEFAULT_EXCEPTION_REPORTER_FILTER
    is_empty = reporter == "portrait_site.logs.NothingReporterFilter"
    leaks = [settings.DEBUG, bool(settings.ADMINS), bool(settings.MANAGERS), not is_empty]
    return Finding(is_kept=not any(leaks), value=f"{sum(leaks)} ways to leak", target="0")


@control("S-0", kind=Kind.SETTINGS)
def no_code_calls_another_machine(_now: datetime) -> Finding:
    """Nothing is shared because nothing can be sent: no module opens a connection to a host."""
    callers = [path for path in _product_files() if CLIENT.search(path.read_text("utf-8"))]
    return Finding(is_kept=not callers, value=f"{len(callers)} modules", target="0")


def _product_files() -> Iterator[Path]:
    for package in PRODUCT_PACKAGES:
        yield from (Path(settings.BASE_DIR) / package).rglob("*.py")
