"""Scheduled work of the whole site."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from portrait_site.canary.walk import walk
from portrait_site.celery import app
from portrait_site.pulse import Pulse
from privacy.services.send_task import send_task

AGAIN_AFTER_S = 60
CANARY = "portrait_site.canary"

app.steps["consumer"].add(Pulse)


@shared_task(name=CANARY)
def send_canaries(**_options: Any) -> None:
    """Send today's canaries and follow all that are on their way, a step a minute."""
    if walk(now=timezone.now()):
        send_task(CANARY, after_s=AGAIN_AFTER_S)
