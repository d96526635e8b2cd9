"""Run by itself in the folder of a copy: Alice gets canaries everywhere, then cancels.

Prints as JSON in which files each word stands before and after, when every database has written
its log into its file, and what went through the broker.
"""

import json
import os
import sys
from base64 import b64decode
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.small_copy.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.db import connections  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402
from kombu.transport.memory import Channel  # noqa: E402

from accounts.models import User  # noqa: E402
from accounts.services.cancel_account import cancel_account, finish_cancellation  # noqa: E402
from accounts.services.mark_name import mark_name  # noqa: E402
from accounts.services.register_user import register_user  # noqa: E402
from portrait_site.preparation import (  # noqa: E402
    make_cache_table,
    make_folders,
    migrate_databases,
)
from privacy.encryption import create_missing_keys  # noqa: E402
from privacy.services.install_policy import install_policy  # noqa: E402
from privacy.services.request_export import request_export  # noqa: E402
from tests.canaries import Canaries  # noqa: E402
from tests.conftest import ADULT_BIRTH_DATE, PASSWORD  # noqa: E402


def main() -> None:
    _prepare()
    canaries = Canaries(_alice(), "f1").fill()
    _visit(canaries.person)
    words = {*canaries.words, mark_name(canaries.person.email)}
    before = _found(words)
    request_export(canaries.person, now=timezone.now())
    finish_cancellation(cancel_account(canaries.person, now=timezone.now()).erasure)
    report = {
        "before": before,
        "after": _found(words),
        "kept": sorted(canaries.words_of(kept=True)),
        "broker": _messages(),
    }
    json.dump(report, sys.stdout)


def _prepare() -> None:
    make_folders(settings.DATA_DIR)
    create_missing_keys(settings.KEYS_DIR)
    migrate_databases(lambda _words: None)
    make_cache_table()
    install_policy(now=timezone.now())


def _alice() -> User:
    return register_user(
        email="alice@example.org",
        password=PASSWORD,
        birth_date=ADULT_BIRTH_DATE,
        guardian_email=None,
        accept_policy="1",
        locale="en",
        now=timezone.now(),
        address_hash="of alice",
    )


def _visit(person: User) -> None:
    """What a browser leaves: a wrong password, a session, a page, a line in the network log."""
    browser = Client(SERVER_NAME="127.0.0.1")
    for password in ("not the password at all", PASSWORD):
        browser.post("/accounts/login/", {"login": person.email, "password": password})
    browser.get("/settings/my-data/")


def _found(words: set[str]) -> dict[str, list[str]]:
    """Each word that stands in a file, and the files."""
    for alias in settings.DATABASES:
        with connections[alias].cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    files = [path for path in Path(settings.DATA_DIR).rglob("*") if path.is_file()]
    contents = {path.relative_to(settings.DATA_DIR): path.read_bytes() for path in files}
    places = {
        word: [str(path) for path, content in contents.items() if word.encode() in content]
        for word in sorted(words)
    }
    return {word: paths for word, paths in places.items() if paths}


def _messages() -> list[str]:
    """What was put into the queues, in the clear."""
    waiting = [message for queue in Channel.queues.values() for message in queue.queue]
    return [b64decode(message["body"]).decode() for message in waiting]


if __name__ == "__main__":
    main()
