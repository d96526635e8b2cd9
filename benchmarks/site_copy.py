"""A copy of the site in a folder of its own, inside this process, with the real settings.

Databases are files with the real pragmas and every commit is synced; only the broker is replaced,
so that nothing is done behind a measurement's back.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from accounts.models import User

PASSWORD = "four words nobody guesses"  # noqa: S105 of people who do not exist
BIRTH_DATE = date(1990, 5, 17)


@contextmanager
def site_copy() -> Iterator[Path]:
    """This function will prepare the copy and give its folder, which goes at the end.

    Call it once in a process, before anything of the site is imported.
    """
    folder = Path(tempfile.mkdtemp(prefix="portrait-benchmark-"))
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "portrait_site.settings",
        "DATA_DIR": str(folder),
        "BROKER_URL": "memory://",
    }
    try:
        _prepare(folder)
        yield folder
    finally:
        shutil.rmtree(folder)


def _prepare(folder: Path) -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from portrait_site.preparation import make_cache_table, make_folders, migrate_databases
    from privacy.encryption import create_missing_keys

    make_folders(folder)
    create_missing_keys(settings.KEYS_DIR)
    migrate_databases(lambda _words: None)
    make_cache_table()
    call_command("load_policy", verbosity=0)


def make_person(name: str) -> User:
    """This function will make an account as the sign-up page does."""
    from django.utils import timezone

    from accounts.services.register_user import register_user

    return register_user(
        email=f"{name}@example.org",
        password=PASSWORD,
        birth_date=BIRTH_DATE,
        guardian_email=None,
        accept_policy="1",
        locale="en",
        now=timezone.now(),
        address_hash=name,
    )
