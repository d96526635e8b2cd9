"""The job that cuts a person out of a photo, and the cutout while it waits to be fetched."""

from django.db import models

from portraits.models.job import Job, JobQuerySet
from privacy.promises import CUTOUT_KEPT
from privacy.storage import CUTOUT


class CutoutQuerySet(JobQuerySet["Cutout"]):
    """The filters of every job."""


class Cutout(Job):
    """A photo that becomes a person without a background.

    Whatever is made of it is made in the browser, so the cutout is kept until it was fetched.
    """

    PURPOSE = "face_cutout"
    TASK = "portraits.make_cutout"
    EFFECT_CLASS = CUTOUT
    KEPT = CUTOUT_KEPT

    # From here on its end is less than a minute away.
    fetched_at = models.DateTimeField(null=True)

    objects = CutoutQuerySet.as_manager()

    class Meta(Job.Meta):
        indexes = (
            models.Index(fields=("owner", "-created_at"), name="a_persons_newest_cutouts"),
            models.Index(fields=("status", "created_at"), name="cutouts_in_order"),
        )
