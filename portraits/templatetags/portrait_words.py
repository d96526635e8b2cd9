"""Words about portraits: the time left, where the work is, what the photo was like."""

from datetime import datetime, timedelta
from typing import Any

from django import template
from django.utils import timezone
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portraits.selectors import reminders_of

register = template.Library()

# From here on a portrait's time is short (its last two days, policy F-10).
SOON = timedelta(days=2)

STAGES: dict[str, LazyText] = {
    "": gettext_lazy("Waiting for its turn"),
    "open": gettext_lazy("Unlocking your photo"),
    "decode": gettext_lazy("Reading your photo"),
    "detect": gettext_lazy("Looking for the face"),
    "landmarks": gettext_lazy("Finding eyes, nose and outline"),
    "align": gettext_lazy("Placing the face"),
    "paint": gettext_lazy("Painting the portrait"),
    "encode": gettext_lazy("Developing the picture"),
    "seal": gettext_lazy("Locking the portrait away"),
}
CATEGORIES: dict[str, LazyText] = {
    "adventure": gettext_lazy("Adventure"),
    "history": gettext_lazy("History"),
    "costume": gettext_lazy("Clothes"),
    "stage": gettext_lazy("On stage"),
    "work": gettext_lazy("At work"),
    "painting": gettext_lazy("Old masters"),
    "studio": gettext_lazy("Backdrops"),
    "place": gettext_lazy("Places"),
    "light": gettext_lazy("Light"),
    "avatar": gettext_lazy("Avatars"),
    "frame": gettext_lazy("Frames"),
    "id": gettext_lazy("ID photos"),
    "colour": gettext_lazy("Colour"),
    "makeup": gettext_lazy("Makeup"),
    "props": gettext_lazy("Props"),
    "drawn": gettext_lazy("Drawn and painted"),
}


@register.filter
def time_left(until: datetime | None, now: datetime) -> str:
    """This filter will say how long something still stays: the two largest units that count."""
    left = until - now if until else timedelta(0)
    days, hours, minutes = left.days, left.seconds // 3600, left.seconds % 3600 // 60
    if left <= timedelta(0):
        return _("Over")
    if days:
        return _("%(days)s d %(hours)s h left") % {"days": days, "hours": hours}
    if hours:
        return _("%(hours)s h %(minutes)s min left") % {"hours": hours, "minutes": minutes}
    return ngettext("%(minutes)s minute left", "%(minutes)s minutes left", minutes or 1) % {
        "minutes": minutes or 1
    }


@register.filter
def is_soon(until: datetime | None, now: datetime) -> bool:
    """This filter will say whether the time left is short."""
    return until is not None and until - now <= SOON


@register.filter
def stage_words(stage: str) -> str:
    """This filter will name the stage that the work is in."""
    return str(STAGES.get(stage, STAGES[""]))


@register.filter
def category_name(category: str) -> str:
    """This filter will name a category; one that staff made up stands as it was written."""
    return str(CATEGORIES.get(category, category.replace("-", " ").capitalize()))


@register.filter
def percent(share: float) -> int:
    """This filter will give a share of 1 as a whole number of per cent."""
    return round(share * 100)


@register.inclusion_tag("components/reminders.html", takes_context=True)
def reminders(context: template.Context) -> dict[str, Any]:
    """This tag will show the person's unread reminders, if there are any."""
    person, now = context.get("user"), timezone.now()
    is_known = person is not None and person.is_authenticated
    notices = reminders_of(person, now) if is_known else []
    return {
        "notices": notices,
        "soonest": notices[0] if notices else None,
        "now": now,
        "request": context.get("request"),
        "csrf_token": context.get("csrf_token"),
    }
