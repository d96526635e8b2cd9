"""Say that a background process lives."""

from datetime import datetime

from privacy.models import Heartbeat


def beat_heartbeat(name: str, *, now: datetime) -> None:
    """This function will note when the process of that name was last alive."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": now})
