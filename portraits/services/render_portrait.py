"""Make one portrait of a photo and a template."""

from uuid import UUID

from django.utils import timezone

from portraits.engine import pipeline
from portraits.engine.codec import Photo
from portraits.engine.pipeline import Report
from portraits.models import Portrait
from portraits.services.do_job import Made, Work, do_job
from portraits.services.lease import Now
from portraits.services.template_store import load_pack


def render_portrait(portrait_id: UUID, *, now: Now = timezone.now) -> None:
    """This function will render the portrait if it waits to be rendered."""
    do_job(Portrait, portrait_id, _plan, now=now)


def _plan(portrait: Portrait) -> Work:
    pack = load_pack(portrait.template)

    def render(photo: Photo, report: Report) -> Made:
        effect = pipeline.render_photo(
            photo, pack, portrait.options, face=portrait.chosen_face, report=report
        )
        return Made(
            content=effect.jpeg,
            width=effect.width,
            height=effect.height,
            timings_ms=effect.timings_ms,
            columns={"quality": effect.quality},
        )

    return Work(pipeline.WORKING_LONG_SIDE, render)
