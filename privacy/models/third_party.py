"""Who else could receive anything: the register that the gate and the public page are made from.

A face can be given to nobody: the database itself refuses a recipient the category.
"""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from privacy.models.register import RegisterRecord
from privacy.registry.declaration import Category
from privacy.registry.sharing import Shareable

CATEGORY_WORDS = {
    Shareable.IDENTITY: _("who you are here: account number, pseudonyms"),
    Shareable.CONTACT: _("how to reach you"),
    Shareable.AGE: _("your age"),
    Shareable.CHOICE: _("what you chose"),
    Shareable.ACTIVITY: _("what you did here"),
    Shareable.PROOF: _("proof of agreements"),
    Shareable.TECHNICAL: _("technical data"),
}


def second_person(name: str, *states: str) -> models.CheckConstraint:
    """This function will refuse rows in these states that nobody else than the filer approved."""
    return models.CheckConstraint(
        name=name,
        condition=~Q(state__in=states) | (~Q(approved_by="") & ~Q(approved_by=F("filed_by"))),
    )


class ThirdParty(RegisterRecord):
    """One recipient: what it is, what it may get, what for, where, and for how long."""

    class Kind(models.TextChoices):
        PAYMENT = "payment", _("payment provider")
        DATA = "data", _("data provider: monitoring, statistics, analysis")
        ADVERTISING = "advertising", _("advertising provider")
        PROVIDER = "provider", _("other provider")
        AFFILIATE = "affiliate", _("affiliate")
        PROMOTION = "promotion", _("promotion partner")
        SDK = "sdk", _("software kit")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        ACTIVE = "active", _("active")
        SUSPENDED = "suspended", _("suspended")
        ENDED = "ended", _("ended")

    state = models.CharField(max_length=16, choices=State.choices, default=State.DRAFT)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=120)
    purpose = models.CharField(_("purpose, in English"), max_length=300, blank=True)
    purpose_zh = models.CharField(_("purpose, in Chinese"), max_length=300, blank=True)
    region = models.CharField(_("region where it keeps the data"), max_length=16, blank=True)
    kept_days = models.PositiveIntegerField(_("days that it keeps the data"), null=True, blank=True)
    policy_url = models.URLField(_("address of its privacy policy"), blank=True)
    terms_url = models.URLField(_("address of its terms"), blank=True)
    # Hosts that the site or a browser reaches it at, one a line; nightly compared with reality.
    hosts = models.TextField(_("its hosts, one a line"), blank=True)
    approved_by = models.CharField(max_length=32, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)

    class Meta(RegisterRecord.Meta):
        verbose_name = _("third party")
        verbose_name_plural = _("third parties")
        constraints: ClassVar[list[Any]] = [
            second_person("a_third_party_is_approved_by_a_second_person", "active"),
            models.CheckConstraint(
                name="an_active_third_party_is_complete",
                condition=~Q(state="active")
                | (
                    ~Q(purpose="")
                    & ~Q(purpose_zh="")
                    & ~Q(region="")
                    & Q(kept_days__isnull=False)
                    & ~Q(policy_url="")
                    & ~Q(terms_url="")
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ThirdPartyCategory(models.Model):
    """One category of data that a third party may get; never a face."""

    party = models.ForeignKey(ThirdParty, on_delete=models.CASCADE, related_name="categories")
    category = models.CharField(max_length=16, choices=list(CATEGORY_WORDS.items()))

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="nobody_receives_a_face",
                condition=~Q(category__in=(Category.FACE.value, Category.SECRET.value)),
            ),
            models.UniqueConstraint(
                fields=("party", "category"), name="a_category_is_listed_once"
            ),
        )

    def __str__(self) -> str:
        return self.category


class Agreement(models.Model):
    """What binds a third party: which text, who signed, when, good until when.

    `subject` is the pseudonym of a user, where the agreement is one that they signed (S-10).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    party = models.ForeignKey(ThirdParty, on_delete=models.PROTECT, related_name="agreements")
    document_sha256 = models.CharField(max_length=64)
    parties = models.CharField(max_length=300)
    signed_on = models.DateField()
    until = models.DateField(db_index=True)
    subject = models.UUIDField(null=True, blank=True)
    filed_by = models.CharField(max_length=32)
    filed_at = models.DateTimeField()

    class Meta:
        ordering = ("-until",)
        constraints = (
            models.CheckConstraint(
                name="a_sharing_agreement_lasts", condition=Q(until__gt=F("signed_on"))
            ),
            models.CheckConstraint(
                name="a_sharing_agreement_has_text_and_parties",
                condition=~Q(document_sha256="") & ~Q(parties=""),
            ),
        )

    def __str__(self) -> str:
        return f"agreement until {self.until}"


class AgreementWarning(models.Model):
    """One warning that an agreement ends in so many days; each is given once."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="warnings")
    days_before = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("agreement", "days_before"), name="each_warning_is_given_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.days_before} days before"
