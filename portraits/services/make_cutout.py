"""Cut the person out of one photo."""

from uuid import UUID

from django.utils import timezone

from portraits.engine.cutout_picture import LONG_SIDE, cut_photo
from portraits.models import Cutout
from portraits.services.do_job import Made, do_job
from portraits.services.job_progress import JobProgress
from portraits.services.lease import Now
from portraits.services.open_photo import open_photo


def make_cutout(cutout_id: UUID, *, now: Now = timezone.now) -> None:
    """This function will make the cutout if it waits to be made."""
    do_job(Cutout, cutout_id, _make, now=now)


def _make(cutout: Cutout, progress: JobProgress) -> Made:
    photo = open_photo(cutout, progress, long_side=LONG_SIDE)
    picture = cut_photo(photo, cutout.options, report=progress.enter)
    return Made(picture.content, picture.width, picture.height, picture.timings_ms)
