"""Somebody may have the password: shut every door at once, then let the owner in again."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from accounts.models import User
from accounts.services.end_sessions import end_all_sessions
from accounts.services.queue_mail import queue_mail
from accounts.services.revoke_token import revoke_all_tokens
from privacy.models import Notice, Ticket
from privacy.services.give_notice import give_notice
from privacy.services.open_ticket import open_ticket


@transaction.atomic
def secure_account(person: User, *, now: datetime) -> Ticket:
    """This function will end all sessions and tokens, void the password, and open a ticket.

    The owner gets the mail that lets them choose a new password; passkeys go on working, since
    nobody can have read them.
    """
    person.set_unusable_password()
    person.save(update_fields=["password"])
    revoke_all_tokens(person.pk)
    end_all_sessions(person)
    give_notice(person, Notice.Kind.ACCOUNT_SECURED, cause=now.isoformat(), now=now)
    queue_mail("accounts.send_security_notice", person, kind=Notice.Kind.ACCOUNT_SECURED)
    queue_mail("accounts.send_password_reset", person)
    return open_ticket(
        kind=Ticket.Kind.SECURITY,
        subject=gettext("My password may be known to somebody"),
        body=gettext("Reported with the button in Settings, Security."),
        person=person,
        locale=person.locale,
        now=now,
    ).row
