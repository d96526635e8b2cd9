"""Controls of clips: the longer life of a video on its way, and nothing of it afterwards."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from portraits.models import Clip
from privacy.models import ConsentState
from privacy.promises import CLIP_CEILING
from privacy.registry.control import Finding, Kind, control, tested

# The sweep runs every 15 s; four missed runs are not noise any more.
SWEEP_SLACK = timedelta(minutes=1)
(IMPORT,) = Clip.FURTHER_PURPOSES

tested("P-2")


@control("P-10", kind=Kind.QUERY)
def no_clip_is_waited_for_longer_than_its_video_may_lie(now: datetime) -> Finding:
    """A clip exists, or has failed, before the ceiling of its video."""
    since = now - CLIP_CEILING - SWEEP_SLACK
    late = Clip.objects.unfinished().filter(created_at__lte=since).count()
    return Finding(is_kept=late == 0, value=f"{late} unfinished after the ceiling", target="0")


@control("P-2", kind=Kind.QUERY)
def nothing_is_imported_after_the_permission_was_taken_back(_now: datetime) -> Finding:
    """Every video on its way belongs to somebody who agrees to importing right now."""
    agreed = ConsentState.objects.filter(
        person=OuterRef("owner"), purpose=IMPORT, state=ConsentState.Decision.GRANTED
    )
    count = Clip.objects.unfinished().exclude(Exists(agreed)).count()
    return Finding(is_kept=count == 0, value=f"{count} imported without permission", target="0")
