"""Give news and offers to whoever agreed to them, and to nobody else; in batches."""

from datetime import datetime

from django.db import transaction

from privacy.models import Announcement, ConsentState, Notice
from privacy.policies.consents import CONSENTS
from privacy.services.give_notice import give_notices

BATCH_PEOPLE = 500
PURPOSE = "promotions"


def deliver_promotion(announcement: Announcement, *, now: datetime) -> None:
    """This function will leave a notice with everybody who agrees now; it goes on where it was."""
    if not is_deliverable(announcement):
        return
    while announcement.told_at is None:
        _deliver_batch(announcement, now)
        announcement.refresh_from_db()


def deliver_promotions(*, now: datetime) -> None:
    """This function will go on with every delivery that was broken off."""
    for announcement in Announcement.objects.filter(
        kind=Announcement.Kind.PROMO, state=Announcement.State.PUBLISHED, told_at__isnull=True
    ):
        deliver_promotion(announcement, now=now)


def is_deliverable(announcement: Announcement) -> bool:
    """This function will say whether it is an offer that may go out."""
    is_offer = announcement.kind == Announcement.Kind.PROMO
    return is_offer and announcement.state == Announcement.State.PUBLISHED


def _deliver_batch(announcement: Announcement, now: datetime) -> None:
    agreed = ConsentState.objects.filter(
        purpose=PURPOSE,
        state=ConsentState.Decision.GRANTED,
        text_version=CONSENTS[PURPOSE].version,
        person__gt=announcement.told_to,
    )
    people = list(agreed.order_by("person").values_list("person_id", flat=True)[:BATCH_PEOPLE])
    mine = Announcement.objects.filter(pk=announcement.pk, told_to=announcement.told_to)
    with transaction.atomic():
        if not people:
            mine.update(told_at=now)
        elif mine.update(told_to=people[-1]):
            give_notices(people, Notice.Kind.PROMOTION, cause=str(announcement.pk), now=now)
