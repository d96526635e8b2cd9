"""Background work of the accounts app: an id in, one service call, nothing out."""

from functools import partial
from typing import Any

from celery import shared_task
from django.utils import timezone

from accounts.models import GuardianLink, User
from accounts.services import send_mail
from accounts.services.cancel_account import finish_cancellation, resume_cancellations
from accounts.services.follow_age import follow_age
from accounts.services.send_notices import send_waiting_notices
from accounts.services.write_to_guardian import write_to_guardian
from privacy.models import Erasure, Ticket

# A mail server that is down is asked again: after 1, 2, 4 ... minutes, six times.
retried = partial(shared_task, autoretry_for=(OSError,), retry_backoff=60, max_retries=6)


@retried(name="accounts.send_confirmation")
def send_confirmation(person_id: int, **_options: Any) -> None:
    """Send the link that confirms an address."""
    for person in User.objects.filter(pk=person_id):
        send_mail.send_confirmation(person)


@retried(name="accounts.send_address_taken")
def send_address_taken(person_id: int, **_options: Any) -> None:
    """Tell somebody that their address was used to sign up again."""
    for person in User.objects.filter(pk=person_id):
        send_mail.send_address_taken(person)


@retried(name="accounts.send_password_reset")
def send_password_reset(person_id: int, **_options: Any) -> None:
    """Send the link to choose a new password."""
    for person in User.objects.filter(pk=person_id):
        send_mail.send_password_reset(person)


@retried(name="accounts.send_security_notice")
def send_security_notice(person_id: int, kind: str, **_options: Any) -> None:
    """Say by mail that something about an account's security was changed."""
    for person in User.objects.filter(pk=person_id):
        send_mail.send_security_notice(person, kind)


@retried(name="accounts.send_ticket_notice")
def send_ticket_notice(ticket_id: str, **_options: Any) -> None:
    """Say by mail that a request has news."""
    for ticket in Ticket.objects.filter(pk=ticket_id).select_related("person"):
        send_mail.send_ticket_notice(ticket)


@shared_task(name="accounts.send_notices")
def send_notices(**_options: Any) -> None:
    """Send the mails of notices that wait for it."""
    send_waiting_notices(now=timezone.now())


@retried(name="accounts.invite_guardian")
def invite_guardian(link_id: str, **_options: Any) -> None:
    """Write to a guardian who has not decided yet."""
    waiting = GuardianLink.objects.filter(pk=link_id, state=GuardianLink.State.INVITED)
    for link in waiting.select_related("child"):
        write_to_guardian(link)


@shared_task(name="accounts.finish_cancellation")
def finish(erasure_id: str, **_options: Any) -> None:
    """Carry one cancellation to its verified end."""
    for erasure in Erasure.objects.filter(pk=erasure_id, verified_at__isnull=True):
        finish_cancellation(erasure)


@shared_task(name="accounts.resume_cancellations")
def resume(**_options: Any) -> None:
    """Go on with every cancellation that is not verified yet."""
    resume_cancellations()


@shared_task(name="accounts.follow_age")
def follow_minors(**_options: Any) -> None:
    """Bring minors' age bands up to date."""
    follow_age(now=timezone.now())
