"""Scheduled work of the privacy app: ids in, one service call, nothing out."""

from typing import Any
from uuid import UUID

from celery import shared_task
from django.utils import timezone

from privacy.models import Heartbeat
from privacy.services.ask_person import end_silent_pauses
from privacy.services.build_export import build_export
from privacy.services.close_ticket import close_silent_tickets
from privacy.services.disclosures.tell_person import tell_of_disclosures
from privacy.services.empty_journals import empty_journals
from privacy.services.publish_policy import put_in_force
from privacy.services.purge_expired import purge_expired
from privacy.services.recompute_deadlines import recompute_deadlines
from privacy.services.run_checks import run_checks
from privacy.services.sign_ledger_head import sign_ledger_head
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


@shared_task(name="privacy.sign_ledger_head")
def sign_head(**_options: Any) -> None:
    """Sign the day's ledger head."""
    sign_ledger_head(now=timezone.now())


@shared_task(name="privacy.beat_heartbeat")
def beat_heartbeat(**_options: Any) -> None:
    """Say that scheduler, broker and worker are alive."""
    Heartbeat.objects.update_or_create(name="worker", defaults={"at": timezone.now()})
