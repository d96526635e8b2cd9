"""Take down what shows somebody who did not agree, a portrait or a clip: links, then picture.

A reference is what somebody from outside has: the address of a shared page, or of the picture.
"""

import re
from datetime import datetime
from uuid import UUID

from accounts.services.token_format import stored_form
from portraits.models import KEPT_JOBS, Job, ShareLink
from portraits.services.end_effect import delete_effect
from portraits.services.share_effect import revoke_share
from privacy.models import Notice
from privacy.services.give_notice import give_notice

SHARED_PAGE = re.compile(r"(?:^|/s/)([A-Za-z0-9_-]{43})(?=$|[/?#\s])")
NUMBER = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)


def take_down_links(reference: str, now: datetime) -> int:
    """This function will end every link to the picture and return how many there were."""
    job = effect_named(reference)
    links = ShareLink.objects.to(job).filter(revoked_at=None) if job else ()
    for link in links:
        revoke_share(link, now=now)
    return len(links)


def take_down_effect(reference: str, now: datetime) -> int:
    """This function will delete the picture, tell its owner, and say whether there was one."""
    job = effect_named(reference)
    if job is None or job.status == Job.Status.DELETED:
        return 0
    delete_effect(job, now=now)
    give_notice(
        job.owner,
        Notice.Kind.PICTURE_TAKEN_DOWN,
        cause=str(job.pk),
        parameters={str(job._meta.model_name): str(job.pk)},
        now=now,
    )
    return 1


def effect_named(reference: str) -> Job | None:
    """This function will find a portrait or clip by the address of its shared or its own page."""
    text = reference.strip()
    shared, number = SHARED_PAGE.search(text), NUMBER.search(text)
    if shared is not None:
        link = ShareLink.objects.filter(sha256=stored_form(shared[1])).first()
        return link.shown if link is not None else None
    if number is None:
        return None
    found = (kind.objects.filter(pk=UUID(number[0])).first() for kind in KEPT_JOBS)
    return next((job for job in found if job is not None), None)
