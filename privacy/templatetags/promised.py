"""The policy's figures for templates, so that no page writes a number of its own."""

from datetime import timedelta

from django import template

from privacy.promises import CHILD_AGE, EFFECT_KEPT, UPLOAD_CEILING

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
def guardian_age() -> int:
    """This tag will give the age under which a guardian decides."""
    return CHILD_AGE
