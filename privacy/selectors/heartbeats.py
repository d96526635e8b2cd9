"""Which background processes live."""

from datetime import datetime, timedelta

from privacy.models import Heartbeat

# Beaten every 15 s; a minute allows for one long maintenance task.
WORKER_SILENCE = timedelta(minutes=1)


def is_alive(name: str, now: datetime) -> bool:
    """This function will say whether the worker of that name has beaten lately."""
    return Heartbeat.objects.filter(name=name, at__gte=now - WORKER_SILENCE).exists()
