"""What stands before a photo on every page that takes one: the obstacle, and the question."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from portraits.forms import ConsentForm
from portraits.gates import PHOTO_BYTES, require_permission
from privacy.models.refusal import Refused, sentences_of
from privacy.policies.consents import ATTESTATION
from privacy.selectors import consent_rows
from privacy.services.decide_consent import grant_consent


def photo_context(
    request: HttpRequest,
    *purposes: str,
    refused: Refused | None = None,
    form: ConsentForm | None = None,
) -> dict[str, Any]:
    """This function will return what a page shows before and around the choice of a photo.

    Of several purposes that nobody agreed to yet, the first is asked for.
    """
    obstacle, purpose = _first_obstacle(request.user, purposes)
    context = {
        "obstacle": obstacle,
        "obstacle_sentences": sentences_of(obstacle) if obstacle else (),
        "refusal_sentences": sentences_of(refused.code) if refused else (),
        "too_large_sentences": sentences_of("too_large"),
        "photo_bytes": PHOTO_BYTES,
    }
    if obstacle == "consent_required":
        context |= _question(request, purpose, form)
    return context


def give_consent(request: HttpRequest, purpose: str, form: ConsentForm) -> None:
    """This function will write down the yes that was given on the page.

    :raises Refused: `consent_text_outdated`, 409, when the words changed meanwhile
    """
    grant_consent(
        request.user,
        purpose,
        text_version=form.cleaned_data["text_version"],
        locale=get_language() or "en",
        now=timezone.now(),
        method="page",
        attestation=ATTESTATION.version,
    )


def _first_obstacle(person: Any, purposes: Sequence[str]) -> tuple[str, str]:
    """What this person has to do before a photo can be taken, empty when nothing; for what."""
    if not person.is_authenticated:
        return "not_authenticated", purposes[0]
    for purpose in purposes:
        try:
            require_permission(person, purpose)
        except Refused as refused:
            return refused.code, purpose
    return "", purposes[0]


def _question(request: HttpRequest, purpose: str, form: ConsentForm | None) -> dict[str, Any]:
    locale = get_language() or "en"
    row = next(row for row in consent_rows(request.user, locale) if row["purpose"] == purpose)
    return {
        "consent": row,
        "consent_form": form or ConsentForm(initial={"text_version": row["text_version"]}),
        "attestation": ATTESTATION.words(locale),
    }
