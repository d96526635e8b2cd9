"""Go on with what was broken off, note who was reached, and warn of what comes due."""

from datetime import datetime

from privacy.models import Incident
from privacy.services.incidents.deliver_notice import deliver_notice
from privacy.services.incidents.note_reach import note_reach
from privacy.services.incidents.search_affected import search_affected
from privacy.services.incidents.send_report import warn_of_reports

# What one run does of each: ten thousand people, some seconds.
MOST_BATCHES = 20


def tend_incidents(*, now: datetime) -> None:
    """This function will bring every open incident a piece further; a later run goes on."""
    for incident in Incident.objects.filter(is_drill=False).exclude(state=Incident.State.CLOSED):
        search_affected(incident, now=now, most_batches=MOST_BATCHES)
        deliver_notice(incident, now=now, most_batches=MOST_BATCHES)
        note_reach(incident, now=now)
    warn_of_reports(now=now)
