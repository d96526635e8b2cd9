"""The job that makes a portrait, and the portrait."""

from django.db import models

from portraits.models.job import Job, JobQuerySet
from privacy.promises import EFFECT_KEPT
from privacy.storage import EFFECT


class PortraitQuerySet(JobQuerySet["Portrait"]):
    """The filters of every job."""


class Portrait(Job):
    """A photo and a template that become a picture, which its owner keeps for ten days."""

    PURPOSE = "face_portrait"
    TASK = "portraits.render_portrait"
    EFFECT_CLASS = EFFECT
    KEPT = EFFECT_KEPT
    CHOSEN_FIELDS = (*Job.CHOSEN_FIELDS, "template_id", "chosen_face")
    PICTURE_FIELDS = (*Job.PICTURE_FIELDS, "quality", "faces", "faces_until")

    template = models.ForeignKey(
        "portraits.Template", on_delete=models.PROTECT, related_name="portraits"
    )
    chosen_face = models.PositiveSmallIntegerField(null=True)
    # [{"index": 0, "box": [x, y, w, h]}], 15 minutes at most, while a person chooses.
    faces = models.JSONField(null=True)
    faces_until = models.DateTimeField(null=True, db_index=True)
    # Words only, no coordinates.
    quality = models.JSONField(null=True)

    objects = PortraitQuerySet.as_manager()

    class Meta(Job.Meta):
        indexes = (
            models.Index(fields=("owner", "-created_at"), name="a_persons_newest_first"),
            models.Index(fields=("status", "created_at"), name="queue_in_order"),
        )
