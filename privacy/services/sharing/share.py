"""The one gate. Whatever leaves for anybody outside asks here first, and mostly is refused.

Design. Shut by default: a ground must be one of the policy's, the recipient of the kind that it
names, active and bound today, every category listed for it, the record that the ground rests on in
force, and a transfer on file where the recipient sits in another region. A payload cannot hold a
face (`registry.sharing`). What was let out stands in the log of sharing and in the ledger before
the permit is given; without that commit there is none. The product itself sends nothing to anybody.
"""

import hashlib
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from privacy.models import CrossBorderTransfer, LedgerEntry, SharingEvent
from privacy.models.refusal import Refused
from privacy.registry.sharing import Ground
from privacy.selectors.calendars import today_there
from privacy.selectors.third_parties import active_parties, is_abroad
from privacy.services.append_ledger import append_ledger, canonical
from privacy.services.name_subject import name_subject
from privacy.services.sharing.grounds import require_ground
from privacy.services.sharing.outgoing import Outgoing, Permit

SHARING_STREAM = "sharing"
Abroad = CrossBorderTransfer.Ground


def share(outgoing: Outgoing, *, now: datetime) -> Permit:
    """This function will log what may leave and give the permit for it.

    :raises Refused: `sharing_denied`, `sharing_record_missing` or `transfer_missing`, 403
    """
    with transaction.atomic():
        require_recipient(outgoing, now)
        require_release(outgoing)
        require_ground(outgoing, now)
        transfer = require_transfer(outgoing, now)
        return _log(outgoing, transfer, now)


def require_recipient(outgoing: Outgoing, now: datetime) -> None:
    """This function will let pass a registered recipient that is active, and only its categories.

    :raises Refused: `sharing_denied`, 403
    """
    party = outgoing.party
    if party is None:
        return
    listed = set(party.categories.values_list("category", flat=True))
    is_open = active_parties(now).filter(pk=party.pk, region=outgoing.region).exists()
    if not is_open or not outgoing.payload.categories <= listed:
        raise Refused("sharing_denied", 403)


def require_release(outgoing: Outgoing) -> None:
    """This function will let pass a release that a second person has approved.

    :raises Refused: `sharing_record_missing`, 403
    """
    release = outgoing.release
    if release is None:
        return
    release.refresh_from_db()
    if release.state != release.State.APPROVED:
        raise Refused("sharing_record_missing", 403)


def require_transfer(outgoing: Outgoing, now: datetime) -> CrossBorderTransfer | None:
    """This function will return what allows the way across the border, or None within it.

    :raises Refused: `transfer_missing`, 403
    """
    if not is_abroad(outgoing.region):
        return None
    to = {"party": outgoing.party} if outgoing.party else {"reference": outgoing.reference}
    allowed = CrossBorderTransfer.objects.filter(
        state=CrossBorderTransfer.State.ACTIVE,
        region=outgoing.region,
        until__gte=today_there(now),
        **to,
    )
    if outgoing.ground != Ground.CONSENT:
        # Where the transfer rests on consent, each person's own yes must be what opens the gate.
        allowed = allowed.exclude(ground=Abroad.CONSENT)
    transfer = allowed.first()
    if transfer is None:
        raise Refused("transfer_missing", 403)
    return transfer


def _log(outgoing: Outgoing, transfer: CrossBorderTransfer | None, now: datetime) -> Permit:
    digest = _digest(outgoing)
    subject = name_subject(outgoing.subject, now=now) if outgoing.subject is not None else None
    number = uuid4()
    entry = _chain(outgoing, number, digest, subject, now)
    SharingEvent.objects.create(
        id=number,
        at=now,
        ground=outgoing.ground,
        purpose=outgoing.purpose,
        party=outgoing.party,
        region=outgoing.region,
        fields=sorted(outgoing.payload.fields),
        categories=",".join(sorted(outgoing.payload.categories)),
        payload_sha256=digest,
        subject=subject,
        reference=outgoing.reference,
        release=outgoing.release,
        basis=outgoing.basis,
        transfer=transfer,
        entry=entry,
    )
    return Permit(number, digest, now)


def _chain(
    outgoing: Outgoing, number: UUID, digest: str, subject: UUID | None, now: datetime
) -> LedgerEntry:
    told = {
        "event": str(number),
        "ground": outgoing.ground,
        "party": str(outgoing.party.pk) if outgoing.party else "",
        "categories": sorted(outgoing.payload.categories),
        "payload_sha256": digest,
    }
    return append_ledger(SHARING_STREAM, told, now=now, subject=subject)


def _digest(outgoing: Outgoing) -> str:
    if outgoing.release is not None:
        return outgoing.release.sha256
    return hashlib.sha256(canonical(dict(outgoing.payload.fields)).encode()).hexdigest()
