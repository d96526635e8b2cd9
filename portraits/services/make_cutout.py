"""Cut the person out of one photo."""

from uuid import UUID

from django.utils import timezone

from portraits.engine.codec import Photo
from portraits.engine.cutout_picture import LONG_SIDE, cut_photo
from portraits.engine.pipeline import Report
from portraits.models import Cutout
from portraits.services.do_job import Made, Work, do_job
from portraits.services.lease import Now


def make_cutout(cutout_id: UUID, *, now: Now = timezone.now) -> None:
    """This function will make the cutout if it waits to be made."""
    do_job(Cutout, cutout_id, _plan, now=now)


def _plan(cutout: Cutout) -> Work:
    def cut(photo: Photo, report: Report) -> Made:
        picture = cut_photo(photo, cutout.options, report=report)
        return Made(picture.content, picture.width, picture.height, picture.timings_ms)

    return Work(LONG_SIDE, cut)
