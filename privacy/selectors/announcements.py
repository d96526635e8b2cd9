"""Which announcements a page shows, and which notices a person can do without."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

from privacy.models import Announcement, Notice

PAST_SHOWN = 50


def open_announcements(now: datetime) -> QuerySet[Announcement]:
    """This function will return what is announced to everybody now, the newest first."""
    return Announcement.objects.open(now).order_by("-starts_at")


def past_announcements(now: datetime) -> list[Announcement]:
    """This function will return what was announced before."""
    began = Announcement.objects.public().filter(starts_at__lte=now)
    over = began.exclude(pk__in=open_announcements(now).values("pk"))
    return list(over.order_by("-starts_at")[:PAST_SHOWN])


def announcement_for(person: Any, announcement_id: UUID, now: datetime) -> Announcement | None:
    """This function will return what the public may read, or an offer that the person was sent."""
    found = Announcement.objects.filter(pk=announcement_id).first()
    if found is None or found.kind != Announcement.Kind.PROMO:
        public = Announcement.objects.public().filter(pk=announcement_id, starts_at__lte=now)
        return public.first()
    was_sent = person.is_authenticated and Notice.objects.filter(
        person=person, kind=Notice.Kind.PROMOTION, cause=str(announcement_id)
    )
    return found if was_sent and was_sent.exists() else None


def unread_incidents(person: Any) -> list[Notice]:
    """This function will return the notices of incidents that the person has not put away."""
    return list(Notice.objects.filter(person=person, kind=Notice.Kind.INCIDENT, read_at=None)[:3])


@dataclass(frozen=True, slots=True)
class NoticeGroup:
    """Some kinds of notices in words, and why they come. `purpose` is the consent they need."""

    label: LazyText
    why: LazyText
    kinds: tuple[Notice.Kind, ...]
    purpose: str = ""


_Kind = Notice.Kind
# Only what has a purpose can be switched off: the rest is owed to the person.
NOTICE_GROUPS = (
    NoticeGroup(
        _("Security of your account"),
        _("You would not learn that somebody else got in."),
        (
            _Kind.NEW_DEVICE,
            _Kind.PASSWORD_CHANGED,
            _Kind.ADDRESS_CHANGED,
            _Kind.FACTOR_CHANGED,
            _Kind.TOKEN_MADE,
            _Kind.ACCOUNT_SECURED,
        ),
    ),
    NoticeGroup(
        _("Incidents with your data"),
        _("The law says that you hear of them."),
        (_Kind.INCIDENT,),
    ),
    NoticeGroup(
        _("What was done with your data without asking you"),
        _("The law says that you hear of it, at the latest when an order not to tell you ends."),
        (_Kind.ACTED_WITHOUT_CONSENT, _Kind.DISCLOSED),
    ),
    NoticeGroup(
        _("Your portraits and clips: before one is deleted, or taken down"),
        _("Afterwards nobody can bring it back."),
        (_Kind.EFFECT_REMINDER_DAY_7, _Kind.EFFECT_REMINDER_DAY_9, _Kind.PICTURE_TAKEN_DOWN),
    ),
    NoticeGroup(
        _("Answers to your requests"),
        _("You asked us."),
        (_Kind.TICKET_CHANGED,),
    ),
    NoticeGroup(
        _("Changes to the policy, and to the service"),
        _("You can only decide about what you know."),
        (_Kind.POLICY_CHANGE, _Kind.SERVICE, _Kind.CONTROLLER_TRANSFER, _Kind.SERVICE_ENDS),
    ),
    NoticeGroup(
        _("For minors and their guardians"),
        _("They protect whoever is under 18."),
        (_Kind.ADVICE_FOR_MINORS, _Kind.GUARDIAN_DECIDED),
    ),
    NoticeGroup(
        _("News and offers"),
        _("They come only while you agree to them."),
        (_Kind.PROMOTION,),
        purpose="promotions",
    ),
)
# What only the staff get.
STAFF_KINDS = (
    _Kind.TICKET_DUE,
    _Kind.CALENDAR_ENDS,
    _Kind.INCIDENT_REPORT_DUE,
    _Kind.STAFF_LAPSE,
    _Kind.ACCESS_VOLUME,
    _Kind.ACCESS_REVIEW,
    _Kind.AGREEMENT_ENDS,
)
