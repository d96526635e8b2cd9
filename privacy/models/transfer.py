"""Data that would cross a border, and a company that would take over the whole service."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from privacy.models.register import RegisterRecord
from privacy.models.third_party import ThirdParty, second_person


class CrossBorderTransfer(RegisterRecord):
    """Why data may go to one receiver in another region, and what protects it there.

    The receiver is a third party of the register or, for a single case, the record that names it.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        ACTIVE = "active", _("active")
        ENDED = "ended", _("ended")

    class Ground(models.TextChoices):
        LAW = "law", _("a law or treaty")
        CONSENT = "consent", _("each person's consent")
        FUNCTION = "function", _("a function that people use across the border")

    state = models.CharField(max_length=16, choices=State.choices, default=State.DRAFT)
    ground = models.CharField(_("ground"), max_length=16, choices=Ground.choices)
    party = models.ForeignKey(
        ThirdParty,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="transfers",
        verbose_name=_("third party"),
    )
    reference = models.CharField(_("record of the single case"), max_length=64, blank=True)
    region = models.CharField(_("region"), max_length=16)
    citation = models.CharField(_("law, consent text or function"), max_length=300)
    assessment_sha256 = models.CharField(_("SHA-256 of the assessment"), max_length=64)
    contract_sha256 = models.CharField(_("SHA-256 of the contract"), max_length=64)
    until = models.DateField(_("until"))
    approved_by = models.CharField(max_length=32, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)

    class Meta(RegisterRecord.Meta):
        verbose_name = _("cross-border transfer")
        verbose_name_plural = _("cross-border transfers")
        constraints: ClassVar[list[Any]] = [
            second_person("a_transfer_is_approved_by_a_second_person", "active"),
            models.CheckConstraint(
                name="a_transfer_has_one_receiver",
                condition=Q(party__isnull=False, reference="")
                | (Q(party__isnull=True) & ~Q(reference="")),
            ),
            models.CheckConstraint(
                name="a_transfer_is_protected",
                condition=~Q(assessment_sha256="") & ~Q(contract_sha256="") & ~Q(citation=""),
            ),
        ]


class ControllerTransfer(RegisterRecord):
    """Somebody else becomes responsible: everybody is told before, and asked again if need be."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        NOTICED = "noticed", _("everybody is told")
        DONE = "done", _("done")
        CANCELLED = "cancelled", _("cancelled")

    state = models.CharField(max_length=16, choices=State.choices, default=State.PLANNED)
    receiver = models.CharField(_("receiver"), max_length=200)
    contact = models.CharField(_("contact of the receiver"), max_length=200)
    is_bound = models.BooleanField(_("the receiver stays bound by the policy"), default=False)
    approved_by = models.CharField(max_length=32, blank=True)
    noticed_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta(RegisterRecord.Meta):
        verbose_name = _("transfer of the service")
        verbose_name_plural = _("transfers of the service")
        constraints: ClassVar[list[Any]] = [
            second_person("a_takeover_is_approved_by_a_second_person", "noticed", "done"),
            models.CheckConstraint(
                name="a_takeover_names_receiver_and_contact",
                condition=~Q(receiver="") & ~Q(contact=""),
            ),
            models.CheckConstraint(
                name="a_takeover_is_told_before_it_is_done",
                condition=~Q(state="done")
                | Q(noticed_at__isnull=False, done_at__gt=models.F("noticed_at")),
            ),
        ]
