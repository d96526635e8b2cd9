"""Background work of the accounts app: an id in, one service call, nothing out."""

from functools import partial
from typing import Any

from celery import shared_task
from django.utils import timezone

from accounts.models import User
from accounts.services import send_mail
from accounts.services.follow_age import follow_age

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


@shared_task(name="accounts.follow_age")
def follow_minors(**_options: Any) -> None:
    """Bring minors' age bands up to date."""
    follow_age(now=timezone.now())
