"""Announcements: written by one, approved by another, published, ended."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from privacy.admin.register_admin import RegisterAdmin
from privacy.models import Announcement, Notice
from privacy.models.refusal import Refused
from privacy.registry.roles import Right
from privacy.services.announcements.publish_announcement import (
    approve_announcement,
    draft_announcement,
    end_announcement,
    publish_announcement,
)
from privacy.services.announcements.refuse_promotion import refuse_promotion
from privacy.services.announcements.steps import STEPS
from privacy.services.transitions import Actor

WRITTEN = (
    "kind",
    "incident",
    "title_en",
    "text_en",
    "title_zh",
    "text_zh",
    "starts_at",
    "ends_at",
)


class AnnouncementForm(forms.ModelForm[Announcement]):
    """An announcement in both languages; an offer is refused where it cannot be unsubscribed."""

    class Meta:
        model = Announcement
        fields = WRITTEN

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors:
            try:
                refuse_promotion(Announcement(**given))
            except Refused as refused:
                raise forms.ValidationError(str(refused), code=refused.code) from refused
        return given


@admin.register(Announcement)
class AnnouncementAdmin(RegisterAdmin):
    """What everybody is told, and news and offers for those who agreed to them."""

    reads = (Right.ANNOUNCE, Right.READ_REGISTERS)
    adds = (Right.ANNOUNCE,)
    form = AnnouncementForm
    list_display = ("title_en", "kind", "state", "starts_at", "ends_at")
    list_filter = ("state", "kind")
    steps = STEPS
    doings: ClassVar = {
        "approve": approve_announcement,
        "publish": publish_announcement,
        "end": end_announcement,
    }
    step_words: ClassVar = {
        "approve": _("Approve, as the second person"),
        "publish": _("Publish"),
        "end": _("End"),
    }
    facts = (*WRITTEN, "approved_by", "progress")

    def file(self, given: dict[str, Any], *, by: Actor) -> Announcement:
        """This function will file a draft."""
        return draft_announcement(Announcement(**given), by=by, now=timezone.now())

    @admin.display(description=_("delivery"))
    def progress(self, announcement: Announcement) -> str:
        if announcement.kind != Announcement.Kind.PROMO:
            return _now("stands on every page in its time")
        sent = Notice.objects.filter(kind=Notice.Kind.PROMOTION, cause=str(announcement.pk))
        return _now("%(count)d people have it") % {"count": sent.count()}
