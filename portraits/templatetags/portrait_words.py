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
# What was measured of the photo, and in which words it is told.
QUALITY: dict[str, tuple[LazyText, dict[str, LazyText]]] = {
    "size": (
        gettext_lazy("Size of the face"),
        {
            "good": gettext_lazy("Large enough for every detail"),
            "small": gettext_lazy("A little small: come closer next time"),
        },
    ),
    "light": (
        gettext_lazy("Light"),
        {
            "good": gettext_lazy("Even and clear"),
            "dim": gettext_lazy("A little dark: turn towards a window"),
            "glaring": gettext_lazy("Very bright: step out of the glare"),
        },
    ),
    "sharpness": (
        gettext_lazy("Sharpness"),
        {
            "good": gettext_lazy("Crisp"),
            "soft": gettext_lazy("A little soft: hold still, or clean the lens"),
        },
    ),
    "pose": (
        gettext_lazy("Pose"),
        {
            "good": gettext_lazy("Looking at the camera"),
            "turned": gettext_lazy("Turned away a little: face the camera next time"),
        },
    ),
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
def percent(share: float) -> int:
    """This filter will give a share of 1 as a whole number of per cent."""
    return round(share * 100)


@register.filter
def quality_lines(quality: dict[str, str] | None) -> list[dict[str, Any]]:
    """This filter will give a line for each thing measured: its name, its words, whether good."""
    return [
        {"name": name, "words": words[quality[key]], "is_good": quality[key] == "good"}
        for key, (name, words) in QUALITY.items()
        if quality and quality.get(key) in words
    ]


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
