"""Controls of cutouts: the same short life as a portrait's photo, and a shorter end."""

from datetime import datetime, timedelta

from django.db.models import Q

from portraits.models import Cutout
from privacy.models import DataKey
from privacy.promises import CUTOUT_KEPT, IMMEDIATELY, UPLOAD_CEILING
from privacy.registry.control import Finding, Kind, control, tested
from privacy.storage import CUTOUT

# The sweep runs every 15 s; four missed runs are not noise any more.
SWEEP_SLACK = timedelta(minutes=1)

tested("P-10", "P-11")


@control("P-10", kind=Kind.QUERY)
def no_cutout_is_waited_for_longer_than_its_photo_may_lie(now: datetime) -> Finding:
    """A cutout exists, or has failed, before the ceiling of its photo; then the photo is gone."""
    waiting = Q(status__in=Cutout.UNFINISHED, created_at__lte=now - UPLOAD_CEILING - SWEEP_SLACK)
    late = Cutout.objects.filter(waiting).count()
    kept = Cutout.objects.filter(ready_at__lte=now - IMMEDIATELY, upload_deleted_at=None).count()
    return Finding(
        is_kept=late + kept == 0,
        value=f"{late} unfinished after the ceiling, {kept} photos left after the cutout",
        target="0 and 0",
    )


@control("P-11", kind=Kind.QUERY)
def nothing_of_a_cutout_outlives_its_use(now: datetime) -> Finding:
    """A minute after it was fetched, and in any case after 15, a cutout has no key any more."""
    since = now - IMMEDIATELY - SWEEP_SLACK
    used = Cutout.objects.filter(status=Cutout.Status.READY, fetched_at__lte=since).count()
    forgotten = now - CUTOUT_KEPT - SWEEP_SLACK
    keys = DataKey.objects.filter(object_class=CUTOUT, created_at__lte=forgotten).count()
    return Finding(
        is_kept=used + keys == 0,
        value=f"{used} kept after they were fetched, {keys} older than 15 minutes",
        target="0 and 0",
    )
