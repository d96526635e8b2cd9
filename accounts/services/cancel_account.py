"""Cancel an account: one commit after which nothing of it opens any more, then real deletion.

Policy 6(1): "irreversible". The commit ends sign-ins, tokens and names in one transaction; what
takes longer (sealed objects and their rows) follows at once in a worker and is verified. There is
no grace period after the commit: one would make the promise false.
"""

import logging
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.services.send_certificate import send_certificate
from privacy.encryption import open_field
from privacy.models import Erasure
from privacy.models.refusal import Refused
from privacy.services.commit_erasure import ADDRESS_CONTEXT, commit_erasure
from privacy.services.finish_erasure import finish_erasure, unfinished_erasures
from privacy.services.send_task import send_task

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Cancellation:
    """A committed cancellation and the secret of its status page."""

    erasure: Erasure
    secret: str


def cancel_account(person: User, *, now: datetime) -> Cancellation:
    """This function will cancel the account for good.

    :raises Refused: `account_gone`, 410, when it is cancelled already
    """
    with transaction.atomic():
        account = User.objects.select_for_update().filter(pk=person.pk, is_active=True).first()
        if account is None:
            raise Refused("account_gone", 410)
        address = account.email
        committed = commit_erasure(account, address=address, locale=account.locale, now=now)
        _forget_who(account)
        transaction.on_commit(lambda: _send_rest(committed.erasure))
    return Cancellation(committed.erasure, committed.secret)


def _send_rest(erasure: Erasure) -> None:
    # A message that is lost costs a minute: the schedule goes on with what is not verified.
    send_task("accounts.finish_cancellation", erasure_id=str(erasure.pk))


def finish_cancellation(erasure: Erasure) -> None:
    """This function will remove what is left, verify it, and send the certificate.

    :raises StillStored, NotYetGone: when something is still there; the next call goes on
    """
    address = _address_of(erasure)
    erasure = finish_erasure(erasure, now=timezone.now())
    if address and erasure.verified_at is not None:
        send_certificate(address, erasure)


def resume_cancellations() -> int:
    """This function will go on with every cancellation that is not verified yet."""
    return sum(_resume(erasure) for erasure in unfinished_erasures())


def _resume(erasure: Erasure) -> bool:
    try:
        finish_cancellation(erasure)
    except Exception as error:
        # The text could quote a row; one that fails must not stop the others.
        logger.error("cancellation_not_finished", extra={"kind": type(error).__name__})
        return False
    return True


def _forget_who(account: User) -> None:
    account.email = f"{uuid4().hex}@erased.invalid"
    account.sealed_birth_date = None
    account.is_active = account.is_staff = account.is_superuser = False
    account.set_unusable_password()
    account.save()


def _address_of(erasure: Erasure) -> str:
    if erasure.sealed_address is None:
        return ""
    return open_field(bytes(erasure.sealed_address), context=ADDRESS_CONTEXT)
