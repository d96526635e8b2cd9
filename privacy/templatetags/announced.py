"""What every page says above its content: announcements in their time, incidents of the reader."""

from typing import Any

from django import template
from django.utils import timezone

from privacy.selectors.announcements import open_announcements, unread_incidents

register = template.Library()
SHOWN = 3


@register.inclusion_tag("components/announcements.html", takes_context=True)
def announcements(context: template.Context) -> dict[str, Any]:
    """This tag will show what is announced now, and notices of incidents not put away yet."""
    person = context.get("user")
    is_known = person is not None and person.is_authenticated
    return {
        "announcements": list(open_announcements(timezone.now())[:SHOWN]),
        "incidents": unread_incidents(person) if is_known else [],
        "request": context.get("request"),
        "csrf_token": context.get("csrf_token"),
    }
