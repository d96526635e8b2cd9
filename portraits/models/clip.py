"""The job that puts effects on a video clip, and the clip that it made."""

from django.db import models

from portraits.models.job import Job, JobQuerySet, Queue
from portraits.models.upload import ClipUpload
from privacy.promises import CLIP_CEILING, EFFECT_KEPT
from privacy.storage import CLIP, EFFECT


class ClipQuerySet(JobQuerySet["Clip"]):
    """The filters of every job."""


class Clip(Job):
    """A short video that becomes another one, which its owner keeps for ten days."""

    PURPOSE = "face_video"
    FURTHER_PURPOSES = ("media_import",)
    TASK = "portraits.make_clip"
    QUEUE = Queue.CLIPS
    UPLOAD_MODEL = ClipUpload
    UPLOAD_CLASS = CLIP
    UPLOAD_CEILING = CLIP_CEILING
    EFFECT_CLASS = EFFECT
    KEPT = EFFECT_KEPT
    PICTURE_FIELDS = (*Job.PICTURE_FIELDS, "length_ms")

    length_ms = models.PositiveIntegerField(null=True)
    # While it is being made: when it will be ready at the pace so far.
    done_by = models.DateTimeField(null=True)

    objects = ClipQuerySet.as_manager()

    class Meta(Job.Meta):
        indexes = (
            models.Index(fields=("owner", "-created_at"), name="a_persons_newest_clips"),
            models.Index(fields=("status", "created_at"), name="clips_in_order"),
        )

    @property
    def is_marked(self) -> bool:
        """Whether its pictures say that a computer made them."""
        return bool(self.options.get("mark"))
