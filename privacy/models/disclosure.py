"""Requests of authorities for somebody's data, and what became of each.

A request says whose data by pseudonym: when that person cancels, the pseudonym leads nowhere, and
the record stays as proof that names nobody.
"""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from privacy.models.register import RegisterRecord


class DisclosureRequest(RegisterRecord):
    """One request: on which document it rests, what it asks, what was released, when it is told."""

    class State(models.TextChoices):
        RECEIVED = "received", _("received")
        DOCUMENTED = "documented", _("its document is on file")
        REVIEWED = "reviewed", _("reviewed")
        APPROVED = "approved", _("approved")
        REFUSED = "refused", _("refused")
        RELEASED = "released", _("released")
        CLOSED = "closed", _("closed")

    class Ground(models.TextChoices):
        LAW = "law", _("a law compels us")
        CONSENT = "consent", _("the person named what to disclose")

    class Refusal(models.TextChoices):
        NO_BASIS = "no_basis", _("no legal basis")
        NO_DOCUMENT = "no_document", _("no legal document")
        TOO_WIDE = "too_wide", _("wider than its purpose")
        NO_PURPOSE = "no_purpose", _("no specific purpose")
        NO_DATA = "no_data", _("nothing is held")

    state = models.CharField(max_length=16, choices=State.choices, default=State.RECEIVED)
    ground = models.CharField(max_length=16, choices=Ground.choices, default=Ground.LAW)
    authority = models.CharField(max_length=120)
    reference = models.CharField(max_length=80, blank=True)
    legal_basis = models.CharField(max_length=160, blank=True)
    purpose = models.CharField(max_length=200, blank=True)
    # What the document says. Sealed, since it can name people.
    sealed_document = models.BinaryField(null=True, blank=True)
    document_sha256 = models.CharField(max_length=64, blank=True)
    # The entry of the consent ledger, where the person named fields and manner.
    consent_entry = models.BigIntegerField(null=True, blank=True)
    subject = models.UUIDField(null=True, blank=True)
    # Names of fields of the register: asked for, found lawful, handed over.
    requested = models.JSONField(default=list, blank=True)
    scope = models.JSONField(default=list, blank=True)
    released = models.JSONField(default=list, blank=True)
    reviewed_by = models.CharField(max_length=32, blank=True)
    approved_by = models.CharField(max_length=32, blank=True)
    refusal = models.CharField(max_length=16, choices=Refusal.choices, blank=True)
    # Until when an order forbids to tell the person; there is no gag without an end.
    gag_until = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    # The recipient's X.509 certificate (PEM): the package opens with its private key alone.
    certificate = models.TextField(blank=True)
    package = models.UUIDField(null=True, blank=True)
    package_sha256 = models.CharField(max_length=64, blank=True)
    package_ends_at = models.DateTimeField(null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)

    class Meta(RegisterRecord.Meta):
        verbose_name = _("disclosure request")
        verbose_name_plural = _("disclosure requests")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                name="no_disclosure_without_its_document",
                condition=Q(state__in=("received", "refused"))
                | (~Q(document_sha256="") & ~Q(reference="") & ~Q(legal_basis="")),
            ),
            models.CheckConstraint(
                name="a_disclosure_is_approved_by_a_second_person",
                condition=Q(approved_by="") | ~Q(approved_by=F("reviewed_by")),
            ),
            models.CheckConstraint(
                name="what_is_released_is_approved_and_encrypted",
                condition=~Q(state="released")
                | (~Q(approved_by="") & ~Q(package_sha256="") & ~Q(certificate="")),
            ),
            models.CheckConstraint(
                name="a_refusal_gives_its_reason",
                condition=~Q(state="refused") | ~Q(refusal=""),
            ),
        ]
