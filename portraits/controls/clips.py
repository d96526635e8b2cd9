"""Controls of clips: the longer life of a video on its way, and nothing of it afterwards."""

from datetime import datetime, timedelta

from portraits.models import Clip
from privacy.promises import CLIP_CEILING
from privacy.registry.control import Finding, Kind, control

# The sweep runs every 15 s; four missed runs are not noise any more.
SWEEP_SLACK = timedelta(minutes=1)


@control("P-10", kind=Kind.QUERY)
def no_clip_is_waited_for_longer_than_its_video_may_lie(now: datetime) -> Finding:
    """A clip exists, or has failed, before the ceiling of its video."""
    since = now - CLIP_CEILING - SWEEP_SLACK
    late = Clip.objects.unfinished().filter(created_at__lte=since).count()
    return Finding(is_kept=late == 0, value=f"{late} unfinished after the ceiling", target="0")
