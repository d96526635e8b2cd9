"""What left the site, or was let out: one row each; and what people agreed to give to others."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from privacy.models.basis import BasisInvocation
from privacy.models.deid_release import DeidRelease
from privacy.models.third_party import ThirdParty
from privacy.models.transfer import CrossBorderTransfer
from privacy.registry.declaration import Category
from privacy.registry.sharing import Ground

GROUND_WORDS = {
    Ground.SERVICE: _("a provider's task"),
    Ground.AFFILIATE: _("one account for affiliated services"),
    Ground.FIRST_SECTION: _("the purposes of section 1"),
    Ground.DUTY: _("a duty or right under an agreement"),
    Ground.PROMOTION: _("counts for promotion partners"),
    Ground.AUTHORITY: _("an authority acting under law"),
    Ground.CONSENT: _("the person's own consent"),
    Ground.GUARDIAN: _("a guardian's request"),
    Ground.SIGNED: _("an agreement that the person signed"),
    Ground.RESEARCH: _("research in the public interest"),
    Ground.OTHER_LAW: _("another case that a law names"),
}


class SharingConsent(models.Model):
    """A person's yes to one recipient and these fields: for once, or until a day."""

    class Kind(models.TextChoices):
        SHARE = "share"
        TRANSFER = "transfer"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sharing_consents"
    )
    kind = models.CharField(max_length=16, choices=Kind.choices)
    recipient = models.CharField(max_length=120)
    region = models.CharField(max_length=16)
    purpose = models.CharField(max_length=120)
    # Names of the fields, and how they are handed over.
    fields = models.JSONField()
    manner = models.CharField(max_length=120)
    given_at = models.DateTimeField()
    until = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    entry = models.ForeignKey("privacy.LedgerEntry", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-given_at",)

    def __str__(self) -> str:
        return f"sharing consent {self.id}"


class SharingEvent(models.Model):
    """One permit of the gate: to whom, what kinds of fields, on which ground, by which record."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField(db_index=True)
    ground = models.CharField(max_length=8, choices=list(GROUND_WORDS.items()))
    purpose = models.CharField(max_length=120)
    party = models.ForeignKey(ThirdParty, on_delete=models.PROTECT, null=True, related_name="+")
    region = models.CharField(max_length=16)
    # Names and categories of the fields, never their contents.
    fields = models.JSONField()
    categories = models.CharField(max_length=120, blank=True)
    payload_sha256 = models.CharField(max_length=64)
    # Whom it is about, under the name that the ledger knows; empty for sums about nobody.
    subject = models.UUIDField(null=True, db_index=True)
    # The id of the record that the ground rests on.
    reference = models.CharField(max_length=64, blank=True)
    release = models.ForeignKey(DeidRelease, on_delete=models.PROTECT, null=True, related_name="+")
    basis = models.ForeignKey(
        BasisInvocation, on_delete=models.PROTECT, null=True, related_name="+"
    )
    transfer = models.ForeignKey(
        CrossBorderTransfer, on_delete=models.PROTECT, null=True, related_name="+"
    )
    entry = models.OneToOneField(
        "privacy.LedgerEntry", on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("-at",)
        constraints = (
            models.CheckConstraint(
                name="sharing_has_a_ground", condition=Q(ground__in=[str(one) for one in Ground])
            ),
            models.CheckConstraint(
                name="what_is_shared_names_no_face",
                condition=~Q(categories__contains=Category.FACE.value),
            ),
        )

    def __str__(self) -> str:
        return f"{self.ground} {str(self.id)[:8]}"
