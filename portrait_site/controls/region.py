"""Controls of where the data lies and of what pages load: the register is what really happens."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from portrait_site.data_region import endpoints, outside
from privacy.registry.control import Finding, Kind, control, tested

NAMES = ("DATABASES", "STORAGES", "CELERY_BROKER_URL", "HAS_MAIL", "OIDC_PROVIDERS")
HOST = r"""["'`]?(?:https?:)?//[\w.-]"""
# What makes a browser fetch from somewhere; a link that somebody may follow is none of it.
LOADS = re.compile(
    rf"\bsrc\s*=\s*{HOST}|<link\b[^>]*href\s*=\s*{HOST}|\burl\(\s*{HOST}"
    rf"|\b(?:import|from|fetch\(|import\(|Worker\(|importScripts\(|sendBeacon\()\s*{HOST}"
)
KINDS = (".js", ".css", ".html", ".svg")

tested("R-6")


@control("R-6", kind=Kind.SETTINGS)
def every_server_is_in_the_region(_now: datetime) -> Finding:
    """Databases, store, broker, mail and sign-in providers, as they are configured now."""
    now_set = {name: getattr(settings, name) for name in NAMES}
    now_set |= {
        "DATA_REGION_HOSTS": settings.DATA_REGION_HOSTS,
        "EMAIL_HOST": settings.EMAIL_HOST,
    }
    away = [one.name for one in outside(now_set)]
    return Finding(
        is_kept=not away,
        value=f"{len(list(endpoints(now_set)))} servers, not in the region: "
        f"{', '.join(away) or 'none'}",
        target=f"all in the region {settings.DATA_REGION}",
    )


@control("K-9", kind=Kind.SETTINGS)
def pages_name_no_other_host(_now: datetime) -> Finding:
    """No template, script, style or picture of the site makes a browser fetch from elsewhere."""
    naming = [path for path in _page_files() if LOADS.search(path.read_text("utf-8"))]
    return Finding(is_kept=not naming, value=f"{len(naming)} files load from elsewhere", target="0")


def _page_files() -> Iterator[Path]:
    templates: Any = settings.TEMPLATES[0]
    folders = [Path(one) for one in templates["DIRS"]]
    folders.append(Path(settings.BASE_DIR) / "static")
    for folder in folders:
        yield from (path for path in folder.rglob("*") if path.suffix in KINDS)
