"""Exceptions to consent: each use of one is a record with an end, and mostly two people."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from privacy.models.deid_release import DeidRelease
from privacy.models.register import RegisterRecord
from privacy.registry.declaration import Category

DOCUMENTED = ("X-1", "X-2", "X-3", "X-4")


class BasisInvocation(RegisterRecord):
    """Something is done without consent, on one ground of the law, for one purpose, until a day.

    `evidence` is what its ground asks for: the public address and the day it was seen, the source,
    the contract's number, the citation, the number of a disclosure request.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("asked for")
        LIVE = "live", _("in force")
        ENDED = "ended", _("ended")
        REFUSED = "refused", _("refused")

    class Ground(models.TextChoices):
        DEFENCE = "X-1", _("national security or defence")
        PUBLIC_SAFETY = "X-2", _("public safety, health or major public interest")
        PROSECUTION = "X-3", _("criminal investigation, prosecution, trial or enforcement")
        LIFE = "X-4", _("life or property, where consent is out of reach")
        PUBLISHED = "X-5", _("published by the person")
        PUBLIC_SOURCE = "X-6", _("lawful public sources")
        CONTRACT = "X-7", _("a contract that the person asked for")
        OPERATION = "X-8", _("safe and stable operation")
        NEWS = "X-9", _("lawful news reporting")
        RESEARCH = "X-10", _("research in the public interest, de-identified")
        OTHER_LAW = "X-11", _("another case that a law names")

    state = models.CharField(max_length=16, choices=State.choices, default=State.ASKED)
    ground = models.CharField(_("ground"), max_length=8, choices=Ground.choices)
    purpose = models.CharField(_("purpose"), max_length=120)
    # By name, with commas between them.
    categories = models.CharField(_("kinds of data"), max_length=120)
    # Whom it is about, under the name that the ledger knows; empty when about no one person.
    subject = models.UUIDField(_("pseudonym of the person"), null=True, blank=True, db_index=True)
    reason = models.CharField(_("reason"), max_length=300)
    evidence = models.CharField(_("evidence that the ground asks for"), max_length=300, blank=True)
    document_sha256 = models.CharField(_("SHA-256 of the document"), max_length=64, blank=True)
    release = models.ForeignKey(
        DeidRelease,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("release of counts"),
    )
    starts_at = models.DateTimeField(_("from"))
    until = models.DateTimeField(_("until"), db_index=True)
    # Only an order by law keeps it from the person, and only until this day.
    secret_until = models.DateTimeField(_("secret by order until"), null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.CharField(max_length=32, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)

    class Meta(RegisterRecord.Meta):
        verbose_name = _("exception to consent")
        verbose_name_plural = _("exceptions to consent")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                name="grave_exceptions_need_a_second_person",
                condition=~Q(state="live", ground__in=DOCUMENTED)
                | (~Q(approved_by="") & ~Q(approved_by=F("filed_by"))),
            ),
            models.CheckConstraint(
                name="grave_exceptions_need_a_document",
                condition=~Q(ground__in=DOCUMENTED) | ~Q(document_sha256=""),
            ),
            models.CheckConstraint(
                name="an_exception_ends", condition=Q(until__gt=F("starts_at"))
            ),
            models.CheckConstraint(
                name="an_exception_never_covers_a_face",
                condition=~Q(categories__contains=Category.FACE.value),
            ),
            models.CheckConstraint(
                name="secrecy_rests_on_a_document",
                condition=Q(secret_until__isnull=True) | ~Q(document_sha256=""),
            ),
        ]
