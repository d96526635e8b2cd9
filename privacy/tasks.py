"""Scheduled work of the privacy app: ids in, one service call, nothing out."""

from typing import Any
from uuid import UUID

from celery import shared_task
from django.utils import timezone

from privacy.models import Announcement, Incident
from privacy.services.announcements.deliver_promotion import (
    deliver_promotion,
    deliver_promotions,
)
from privacy.services.announcements.publish_announcement import end_past_announcements
from privacy.services.ask_person import end_silent_pauses
from privacy.services.beat_heartbeat import beat_heartbeat
from privacy.services.build_export import build_export
from privacy.services.close_ticket import close_silent_tickets
from privacy.services.disclosures.tell_person import tell_of_disclosures
from privacy.services.empty_journals import empty_journals
from privacy.services.exceptions.use_exception import tend_exceptions
from privacy.services.incidents import tend_incidents as incidents
from privacy.services.incidents.deliver_notice import deliver_notice
from privacy.services.incidents.open_incident import search_soon
from privacy.services.incidents.search_affected import search_affected
from privacy.services.incidents.write_notice import deliver_soon
from privacy.services.publish_policy import put_in_force
from privacy.services.purge_expired import purge_expired
from privacy.services.recompute_deadlines import recompute_deadlines
from privacy.services.run_checks import run_checks
from privacy.services.sharing.tend_agreements import tend_agreements
from privacy.services.sign_ledger_head import sign_ledger_head
from privacy.services.tend_staff import tend_staff
from privacy.services.transfers.cross_border import close_past_transfers
from privacy.services.warn_of_deadlines import warn_of_deadlines


@shared_task(name="privacy.purge")
def purge(**_options: Any) -> None:
    """Remove what is due, from the journals of the databases too."""
    purge_expired(now=timezone.now(), trigger="schedule")
    empty_journals()


@shared_task(name="privacy.run_checks")
def check_promises(**_options: Any) -> None:
    """Run the checks behind the promises."""
    run_checks(now=timezone.now())


@shared_task(name="privacy.put_policies_in_force")
def put_policies_in_force(**_options: Any) -> None:
    """Put announced policies in force on their day."""
    put_in_force(now=timezone.now())


@shared_task(name="privacy.build_export")
def make_copy(export_id: str, **_options: Any) -> None:
    """Build the copy of their data that somebody asked for."""
    build_export(UUID(export_id), now=timezone.now())


@shared_task(name="privacy.tell_of_disclosures")
def tell_people_of_disclosures(**_options: Any) -> None:
    """Tell whoever may be told by now that something of theirs was disclosed."""
    tell_of_disclosures(now=timezone.now())


@shared_task(name="privacy.tend_tickets")
def tend_tickets(**_options: Any) -> None:
    """Bring deadlines to the newest holidays, end pauses and silence, and warn the desk."""
    now = timezone.now()
    recompute_deadlines(now=now)
    end_silent_pauses(now=now)
    close_silent_tickets(now=now)
    warn_of_deadlines(now=now)


@shared_task(name="privacy.tend_staff")
def tend_the_staff(**_options: Any) -> None:
    """End leaves to look, open reviews, warn of agreements and trainings that end."""
    tend_staff(now=timezone.now())


@shared_task(name="privacy.tend_sharing")
def tend_sharing(**_options: Any) -> None:
    """Warn of agreements that end, shut what is over, and tell whom no order keeps it from."""
    now = timezone.now()
    tend_agreements(now=now)
    close_past_transfers(now=now)
    tend_exceptions(now=now)


@shared_task(name="privacy.search_affected")
def search_people(incident_id: str, **_options: Any) -> None:
    """Go on with the search for the people of an incident, a piece at a time."""
    for incident in Incident.objects.filter(pk=incident_id):
        if not search_affected(incident, now=timezone.now(), most_batches=incidents.MOST_BATCHES):
            search_soon(incident)


@shared_task(name="privacy.deliver_incident")
def deliver_incident(incident_id: str, **_options: Any) -> None:
    """Go on with the delivery of the notice of an incident, a piece at a time."""
    for incident in Incident.objects.filter(pk=incident_id, is_drill=False):
        if not deliver_notice(incident, now=timezone.now(), most_batches=incidents.MOST_BATCHES):
            deliver_soon(incident)


@shared_task(name="privacy.tend_incidents")
def tend_incidents(**_options: Any) -> None:
    """Go on with what was broken off, and warn of reports that come due."""
    incidents.tend_incidents(now=timezone.now())


@shared_task(name="privacy.deliver_promotion")
def deliver_offer(announcement_id: str, **_options: Any) -> None:
    """Give an offer to whoever agreed to offers."""
    for announcement in Announcement.objects.filter(pk=announcement_id):
        deliver_promotion(announcement, now=timezone.now())


@shared_task(name="privacy.tend_announcements")
def tend_announcements(**_options: Any) -> None:
    """End announcements whose time is over; go on with offers that were broken off."""
    now = timezone.now()
    end_past_announcements(now=now)
    deliver_promotions(now=now)


@shared_task(name="privacy.sign_ledger_head")
def sign_head(**_options: Any) -> None:
    """Sign the day's ledger head."""
    sign_ledger_head(now=timezone.now())


@shared_task(name="privacy.beat_heartbeat")
def beat_for_schedule(**_options: Any) -> None:
    """Say that scheduler, broker and maintenance worker are alive."""
    beat_heartbeat("worker", now=timezone.now())
