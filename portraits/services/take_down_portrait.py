"""Take down a portrait that shows somebody who did not agree: its links, then the picture.

A reference is what somebody from outside has: the address of a shared page, or of the portrait.
"""

import re
from datetime import datetime
from uuid import UUID

from accounts.services.token_format import stored_form
from portraits.models import Portrait, ShareLink
from portraits.services.end_effect import delete_effect
from portraits.services.share_portrait import revoke_share
from privacy.models import Notice
from privacy.services.give_notice import give_notice

SHARED = re.compile(r"(?:^|/s/)([A-Za-z0-9_-]{43})(?=$|[/?#\s])")
NUMBER = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)


def take_down_links(reference: str, now: datetime) -> int:
    """This function will end every link to the portrait and return how many there were."""
    portrait = portrait_named(reference)
    links = ShareLink.objects.filter(portrait=portrait, revoked_at=None) if portrait else ()
    for link in links:
        revoke_share(link, now=now)
    return len(links)


def take_down_portrait(reference: str, now: datetime) -> int:
    """This function will delete the portrait, tell its owner, and say whether there was one."""
    portrait = portrait_named(reference)
    if portrait is None or portrait.status == Portrait.Status.DELETED:
        return 0
    delete_effect(portrait, now=now)
    give_notice(
        portrait.owner,
        Notice.Kind.PICTURE_TAKEN_DOWN,
        cause=str(portrait.pk),
        parameters={"portrait": str(portrait.pk)},
        now=now,
    )
    return 1


def portrait_named(reference: str) -> Portrait | None:
    """This function will find a portrait by the address of its shared or its own page."""
    text = reference.strip()
    shared, number = SHARED.search(text), NUMBER.search(text)
    if shared is not None:
        found = Portrait.objects.filter(share_links__sha256=stored_form(shared[1]))
    elif number is not None:
        found = Portrait.objects.filter(pk=UUID(number[0]))
    else:
        return None
    return found.select_related("owner").first()
