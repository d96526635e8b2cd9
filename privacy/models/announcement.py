"""What is said to everybody, and news and offers to those who asked for them."""

from datetime import datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from privacy.models.incident import Incident
from privacy.models.register import RegisterRecord


class AnnouncementQuerySet(models.QuerySet["Announcement"]):
    """Which announcements the public sees."""

    def public(self) -> Self:
        """Said to everybody, now or before: news and offers are for those who asked for them."""
        said = (Announcement.State.PUBLISHED, Announcement.State.ENDED)
        return self.filter(state__in=said).exclude(kind=Announcement.Kind.PROMO)

    def open(self, now: datetime) -> Self:
        """Those whose time it is."""
        return self.public().filter(
            state=Announcement.State.PUBLISHED, starts_at__lte=now, ends_at__gt=now
        )


class Announcement(RegisterRecord):
    """One announcement in both languages; its kind says whether it can be unsubscribed."""

    class Kind(models.TextChoices):
        SERVICE = "service", _("service")
        INCIDENT = "incident", _("incident")
        POLICY = "policy", _("policy")
        TERMINATION = "termination", _("end of the service")
        PROMO = "promo", _("news and offers")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        APPROVED = "approved", _("approved")
        PUBLISHED = "published", _("published")
        ENDED = "ended", _("ended")

    state = models.CharField(max_length=16, choices=State.choices, default=State.DRAFT)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    incident = models.ForeignKey(
        Incident,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="announcements",
        verbose_name=_("incident"),
    )
    title_en = models.CharField(_("title, English"), max_length=120)
    title_zh = models.CharField(_("title, Chinese"), max_length=120)
    text_en = models.TextField(_("text, English"), max_length=4000)
    text_zh = models.TextField(_("text, Chinese"), max_length=4000)
    starts_at = models.DateTimeField(_("from"), db_index=True)
    ends_at = models.DateTimeField(_("until"))
    approved_by = models.CharField(_("approved by"), max_length=32, blank=True)
    # --- the delivery of news and offers: the last person it has reached
    told_to = models.PositiveBigIntegerField(default=0)
    told_at = models.DateTimeField(null=True, blank=True)

    objects = AnnouncementQuerySet.as_manager()

    class Meta(RegisterRecord.Meta):
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                name="an_announcement_is_approved_by_a_second_person",
                condition=Q(state="draft")
                | (~Q(approved_by="") & ~Q(approved_by=F("filed_by"))),
            ),
            models.CheckConstraint(
                name="an_announcement_ends_after_it_begins",
                condition=Q(ends_at__gt=F("starts_at")),
            ),
            models.CheckConstraint(
                name="an_announcement_is_written_in_both_languages",
                condition=~Q(title_en="") & ~Q(title_zh="") & ~Q(text_en="") & ~Q(text_zh=""),
            ),
            models.CheckConstraint(
                name="an_announcement_of_an_incident_names_it",
                condition=Q(kind="incident", incident__isnull=False)
                | (~Q(kind="incident") & Q(incident__isnull=True)),
            ),
        ]

    @property
    def title(self) -> str:
        """This property will return the title in the reader's language."""
        return self.title_zh if _is_chinese() else self.title_en

    @property
    def text(self) -> str:
        """This property will return the text in the reader's language."""
        return self.text_zh if _is_chinese() else self.text_en


def _is_chinese() -> bool:
    return (get_language() or "en").startswith("zh")
