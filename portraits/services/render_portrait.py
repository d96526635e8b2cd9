"""Make one portrait of a photo and a template."""

from uuid import UUID

from django.utils import timezone

from portraits.engine import pipeline
from portraits.models import Portrait
from portraits.services.do_job import Made, do_job
from portraits.services.job_progress import JobProgress
from portraits.services.lease import Now
from portraits.services.open_photo import open_photo
from portraits.services.template_store import load_pack


def render_portrait(portrait_id: UUID, *, now: Now = timezone.now) -> None:
    """This function will render the portrait if it waits to be rendered."""
    do_job(Portrait, portrait_id, _make, now=now)


def _make(portrait: Portrait, progress: JobProgress) -> Made:
    photo = open_photo(portrait, progress, long_side=pipeline.WORKING_LONG_SIDE)
    effect = pipeline.render_photo(
        photo,
        load_pack(portrait.template),
        portrait.options,
        face=portrait.chosen_face,
        report=progress.enter,
    )
    return Made(
        content=effect.jpeg,
        width=effect.width,
        height=effect.height,
        timings_ms=effect.timings_ms,
        columns={"quality": effect.quality},
    )
