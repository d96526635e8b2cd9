"""The link that ends news and offers by one press, without signing in (policy 9, V-7).

It names the account by number, signed; it can do nothing but this, so it needs no end.
"""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from privacy.models import ConsentState, Notice
from privacy.models.refusal import Refused
from privacy.services.announcements.deliver_promotion import PURPOSE
from privacy.services.decide_consent import withdraw_consent

SIGNER = Signer(salt="privacy.unsubscribe")


def unsubscribe_path(person: Any) -> str:
    """This function will return the path that belongs to every offer to the person."""
    return reverse("unsubscribe", args=[SIGNER.sign(str(person.pk))])


def unsubscribe_link(person: Any) -> str:
    """This function will return the same as an address for mail."""
    return f"{settings.SITE_ORIGIN}{unsubscribe_path(person)}"


def person_of(token: str) -> Any:
    """This function will return whom a link belongs to.

    :raises Refused: `not_found`, 404, for a link that is not ours or of an account that is gone
    """
    try:
        number = int(SIGNER.unsign(token))
    except (BadSignature, ValueError) as forged:
        raise Refused("not_found", 404) from forged
    person = get_user_model()._default_manager.filter(pk=number, is_active=True).first()
    if person is None:
        raise Refused("not_found", 404)
    return person


def unsubscribe(token: str, *, now: datetime) -> None:
    """This function will withdraw the consent to offers and drop those not read; once is enough.

    :raises Refused: as `person_of`
    """
    person = person_of(token)
    agreed = ConsentState.objects.filter(
        person=person, purpose=PURPOSE, state=ConsentState.Decision.GRANTED
    )
    if agreed.exists():
        withdraw_consent(person, PURPOSE, locale=person.locale, now=now, method="unsubscribe")
    Notice.objects.filter(person=person, kind=Notice.Kind.PROMOTION, read_at=None).delete()
