"""Tables of counts that identify nobody: made by our code, tried by somebody, approved by another."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from privacy.models.register import RegisterRecord
from privacy.models.third_party import second_person
from privacy.promises import SMALLEST_GROUP


class DeidRelease(RegisterRecord):
    """One table. Of the rows that it was counted from nothing is kept."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        TRIED = "tried", _("tried")
        APPROVED = "approved", _("approved")
        WITHDRAWN = "withdrawn", _("withdrawn")

    state = models.CharField(max_length=16, choices=State.choices, default=State.DRAFT)
    title = models.CharField(_("title"), max_length=120)
    purpose = models.CharField(_("purpose"), max_length=300)
    columns = models.JSONField(_("columns"))
    # `[[value of each column …, count], …]`, nothing else.
    cells = models.JSONField(_("counts"))
    smallest_group = models.PositiveIntegerField(_("smallest group in it"))
    people_left_out = models.PositiveIntegerField(_("people in groups that were left out"))
    sha256 = models.CharField(max_length=64)
    # Who tried to find a person in it, how, and that it failed.
    tried_by = models.CharField(max_length=32, blank=True)
    attempt = models.TextField(_("attempt to find a person in it"), blank=True)
    approved_by = models.CharField(max_length=32, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)

    class Meta(RegisterRecord.Meta):
        verbose_name = _("release of counts")
        verbose_name_plural = _("releases of counts")
        constraints: ClassVar[list[Any]] = [
            second_person("a_release_is_approved_by_a_second_person", "approved"),
            models.CheckConstraint(
                name="a_release_has_no_small_group",
                condition=Q(smallest_group__gte=SMALLEST_GROUP),
            ),
            models.CheckConstraint(
                name="a_release_was_tried_before",
                condition=~Q(state__in=("tried", "approved"))
                | (~Q(attempt="") & ~Q(tried_by="")),
            ),
        ]

    def __str__(self) -> str:
        return self.title
