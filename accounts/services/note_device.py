"""Notice when an account is entered from a browser that was not seen with it before."""

import re
from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import KnownDevice, User
from accounts.services.queue_mail import queue_mail
from privacy.encryption import keyed_hash
from privacy.models import Notice
from privacy.services.give_notice import give_notice

# Devices are kept by the month: a date to the day is enough, and one write less at a sign-in.
SEEN_AGAIN = timedelta(days=1)
# The first word that fits names the browser; Edge and Opera call themselves Chrome as well. The
# names stand among the words: what was described once is described the same again.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Opera", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("CriOS", "Chrome"),
    ("FxiOS", "Firefox"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS X", "macOS"),
    ("macOS", "macOS"),
    ("CrOS", "ChromeOS"),
    ("ChromeOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def note_device(person: User, *, user_agent: str, address: str, now: datetime) -> bool:
    """This function will remember the browser, and tell the person if it is a new one.

    The very first one is where the account was made: nothing to tell.
    """
    mark = _mark(person, user_agent, address)
    known = dict(KnownDevice.objects.filter(person=person).values_list("mark", "last_seen_at"))
    if mark in known:
        if known[mark] < now - SEEN_AGAIN:
            KnownDevice.objects.filter(person=person, mark=mark).update(last_seen_at=now)
        return False
    return _remember(person, mark, is_first=not known, now=now)


@transaction.atomic
def _remember(person: User, mark: str, *, is_first: bool, now: datetime) -> bool:
    _device, is_new = KnownDevice.objects.get_or_create(
        person=person, mark=mark, defaults={"last_seen_at": now}
    )
    if not is_new or is_first:
        return False
    give_notice(person, Notice.Kind.NEW_DEVICE, cause=now.isoformat(), now=now)
    queue_mail("accounts.send_security_notice", person, kind=Notice.Kind.NEW_DEVICE)
    return True


def describe_browser(user_agent: str) -> str:
    """This function will return browser and system in words, without any version."""
    return " · ".join(filter(None, (_named(user_agent, BROWSERS), _named(user_agent, SYSTEMS))))


def _named(user_agent: str, names: tuple[tuple[str, str], ...]) -> str:
    return next((name for sign, name in names if sign in user_agent), "")


def _mark(person: User, user_agent: str, address: str) -> str:
    """A phone's address changes by the hour within its network, a browser's version by the week."""
    network = re.split(r"[.:]", address)[:2]
    text = f"{person.pk}|{describe_browser(user_agent)}|{'.'.join(network)}"
    return keyed_hash(text, purpose="known_device")
