"""The policy's figures for templates, so that no page writes a number of its own."""

from datetime import timedelta

from django import template
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from privacy.promises import CHILD_AGE, CLIP_CEILING, EFFECT_KEPT, UPLOAD_CEILING
from privacy.registry import declaration_of

register = template.Library()


@register.simple_tag
def effect_days() -> int:
    """This tag will give the days a portrait is kept."""
    return EFFECT_KEPT // timedelta(days=1)


@register.simple_tag
def upload_minutes() -> int:
    """This tag will give the minutes after which a photo is gone in any case."""
    return UPLOAD_CEILING // timedelta(minutes=1)


@register.simple_tag
def clip_minutes() -> int:
    """This tag will give the minutes after which a video is gone in any case."""
    return CLIP_CEILING // timedelta(minutes=1)


@register.simple_tag
def guardian_age() -> int:
    """This tag will give the age under which a guardian decides."""
    return CHILD_AGE


@register.filter
def period(kept_for: timedelta | None) -> str:
    """This filter will say a period in the largest unit that it fills, in words."""
    if kept_for is None:
        return str(_("as long as your account"))
    days = kept_for // timedelta(days=1)
    if days >= 2:
        return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}
    minutes = kept_for // timedelta(minutes=1)
    if minutes >= 120:
        hours = minutes // 60
        return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
    if minutes == 0:
        return str(_("until its date"))
    return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}


@register.filter
def class_label(model: str) -> str:
    """This filter will name a class of data in the reader's words."""
    declaration = declaration_of(model)
    return str(declaration.label) if declaration else model
