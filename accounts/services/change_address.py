"""Change the e-mail address that somebody signs in with.

With mail the new address is confirmed first, and the answer is the same whether or not another
account has it. Without mail nothing can be confirmed, so that it changes at once.
"""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from accounts.models import User
from accounts.services.queue_mail import queue_mail
from accounts.services.register_user import normalised
from accounts.services.send_mail import send_security_notice
from privacy.models import Notice
from privacy.models.refusal import Refused
from privacy.services.give_notice import give_notice


@transaction.atomic
def request_new_address(person: User, email: str, *, now: datetime) -> None:
    """This function will begin the change, or make it where there is no mail.

    :raises ValidationError: when it is no address
    :raises Refused: `email_taken` where there is no mail
    """
    wanted = normalised(email)
    validate_email(wanted)
    if wanted == person.email:
        return
    owner = User.objects.filter(email=wanted).first()
    if not settings.HAS_MAIL:
        if owner is not None:
            raise Refused("email_taken", 409)
        set_address(person, wanted, now=now)
    elif owner is not None:
        queue_mail("accounts.send_address_taken", owner)
    else:
        EmailAddress.objects.filter(user=person, verified=False).delete()
        EmailAddress.objects.create(user=person, email=wanted, primary=False, verified=False)
        queue_mail("accounts.send_confirmation", person)


def set_address(person: User, email: str, *, now: datetime) -> None:
    """This function will make the address the one to sign in with, and write to the old one.

    :raises Refused: `email_taken` when somebody else took it meanwhile
    """
    before = person.email
    try:
        with transaction.atomic():
            person.email = email
            person.save(update_fields=["email"])
    except IntegrityError:
        raise Refused("email_taken", 409) from None
    EmailAddress.objects.filter(user=person).exclude(email=email).delete()
    EmailAddress.objects.update_or_create(
        user=person, email=email, defaults={"primary": True, "verified": settings.HAS_MAIL}
    )
    give_notice(person, Notice.Kind.ADDRESS_CHANGED, cause=now.isoformat(), now=now)
    # The owner of the old address must learn of it; no queue may hold an address.
    transaction.on_commit(
        lambda: send_security_notice(person, Notice.Kind.ADDRESS_CHANGED, to=before)
    )
