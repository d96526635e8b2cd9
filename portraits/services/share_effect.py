"""Make a link under which others see a portrait or a clip, and take it back.

A link ends with what it shows at the latest. Whether it opens is asked anew at every request, so
that taking it back, deleting the picture or switching sharing off holds at once.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from accounts.gates import require_guardian_consent, require_sharing
from accounts.services.token_format import stored_form
from portraits.models import Clip, Job, Portrait, ShareLink, ShareWarning
from portraits.models.share import named
from portraits.selectors import has_read_share_warning, links_of
from privacy.models.refusal import Refused
from privacy.policies.consents import SHARE_WARNING

# Enough for everybody one wants to show it to; each can be taken back alone.
MOST_LINKS = 20


@dataclass(frozen=True, slots=True)
class NewShare:
    """A link just made, with the secret that is known only now."""

    row: ShareLink
    secret: str


def share_effect(
    job: Portrait | Clip, *, is_warned: bool, method: str, now: datetime, days: int | None = None
) -> NewShare:
    """This function will make a link to a finished portrait or clip, for days or until its end.

    `is_warned` says that the warning was shown and acknowledged this time, `method` where.

    :raises Refused: `guardian_required` or `sharing_off` 403, `not_ready` 409, `gone` 410,
        `mark_required` 409 for a clip without the mark, `share_warning_required` 403 before the
        first link, `too_many_links` 409
    """
    require_guardian_consent(job.owner)
    require_sharing(job.owner)
    ends_at = _end_of(job, now)
    _require_mark(job)
    _require_warning(job.owner, is_warned, method, now)
    if links_of(job, now).count() >= MOST_LINKS:
        raise Refused("too_many_links", 409)
    secret = secrets.token_urlsafe(32)
    row = ShareLink.objects.create(
        **named(job),
        sha256=stored_form(secret),
        created_at=now,
        expires_at=min(ends_at, now + timedelta(days=days)) if days else ends_at,
    )
    return NewShare(row, secret)


def revoke_share(share: ShareLink, *, now: datetime) -> None:
    """This function will take a link back; repeating it changes nothing."""
    ShareLink.objects.filter(pk=share.pk, revoked_at=None).update(revoked_at=now)


def _end_of(job: Job, now: datetime) -> datetime:
    if job.status in Job.UNFINISHED:
        raise Refused("not_ready", 409)
    shown = type(job).objects.servable(now).filter(pk=job.pk)
    ends_at: datetime | None = shown.values_list("expires_at", flat=True).first()
    if ends_at is None:
        raise Refused("gone", 410)
    return ends_at


def _require_mark(job: Job) -> None:
    """A portrait gets its mark when it is shown; a clip has it in its pictures, or nowhere."""
    if isinstance(job, Clip) and not job.is_marked:
        raise Refused("mark_required", 409)


def _require_warning(person: Any, is_warned: bool, method: str, now: datetime) -> None:
    if has_read_share_warning(person):
        return
    if not is_warned:
        raise Refused("share_warning_required", 403)
    ShareWarning.objects.get_or_create(
        person=person,
        defaults={
            "text_version": SHARE_WARNING.version,
            "method": method,
            "acknowledged_at": now,
        },
    )
