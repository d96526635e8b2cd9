"""Put the shipped policy and consent texts into the database; texts already there never change."""

import hashlib
from datetime import datetime

from django.conf import settings
from django.db import transaction

from privacy.models import ConsentText, PolicyVersion
from privacy.policies import read_policy
from privacy.policies.consents import CONSENTS

SHIPPED_VERSION = "1"
# Two roles of the operator stand behind the shipped text; the database refuses one for both.
AUTHOR, APPROVER = "privacy-officer", "legal-approver"


def install_policy(*, now: datetime) -> int:
    """This function will install version 1 as approved and in force; returns how many rows it made.

    :raises ValueError: when a text of the same version is installed with other words
    """
    with transaction.atomic():
        locales = [code for code, _name in settings.LANGUAGES]
        return sum(_install_text(locale, now) for locale in locales) + sum(
            _install_consent(purpose, locale, now) for purpose in CONSENTS for locale in locales
        )


def _install_text(locale: str, now: datetime) -> bool:
    source = read_policy(SHIPPED_VERSION, locale)
    row, is_new = PolicyVersion.objects.get_or_create(
        version=SHIPPED_VERSION,
        locale=locale,
        defaults={
            "text": source.text,
            "sha256": source.sha256,
            "state": PolicyVersion.State.EFFECTIVE,
            "author": AUTHOR,
            "approver": APPROVER,
            "notified_at": now,
            "effective_at": now,
            "created_at": now,
        },
    )
    if row.sha256 != source.sha256:
        raise ValueError(f"policy {SHIPPED_VERSION} ({locale}) is installed with other words")
    return is_new


def _install_consent(purpose: str, locale: str, now: datetime) -> bool:
    consent = CONSENTS[purpose]
    text = consent.texts[locale]
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    row, is_new = ConsentText.objects.get_or_create(
        purpose=purpose,
        version=consent.version,
        locale=locale,
        defaults={"text": text, "sha256": sha256, "created_at": now},
    )
    if row.sha256 != sha256:
        raise ValueError(f"consent {purpose} {consent.version} is installed with other words")
    return is_new
