"""Who works here, as what, bound by which agreement and trained until when.

Staff stand in these rows by number: the records outlive an account that is cancelled.
"""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _

from privacy.registry.roles import Role

ROLE_WORDS = {
    Role.SUPPORT: _("support agent"),
    Role.PRIVACY_OFFICER: _("privacy officer"),
    Role.LEGAL_APPROVER: _("legal approver"),
    Role.SECURITY: _("security responder"),
    Role.AUDITOR: _("auditor"),
    Role.TEMPLATE_EDITOR: _("template editor"),
}


_FILED_BY = Cast("filed_by", models.CharField())


def _not_of_oneself(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(name=name, condition=~Q(person_number=F("filed_by")))


class StaffRecord(models.Model):
    """What is on file about one of the staff; somebody else filed it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person_number = models.PositiveBigIntegerField(db_index=True)
    filed_by = models.PositiveBigIntegerField()
    filed_at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering: ClassVar = ["-filed_at"]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} of person {self.person_number}"

    @property
    def state(self) -> str:
        """How it stands, as the steps of registers write it down."""
        return "on_file"


class StaffRole(StaffRecord):
    """One role of one person, until it is ended."""

    role = models.CharField(max_length=24, choices=list(ROLE_WORDS.items()))
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta(StaffRecord.Meta):
        verbose_name = _("role")
        constraints: ClassVar[list[Any]] = [
            _not_of_oneself("nobody_gives_a_role_to_oneself"),
            models.UniqueConstraint(
                name="a_role_is_held_once",
                fields=["person_number", "role"],
                condition=Q(ended_at__isnull=True),
            ),
        ]

    @property
    def state(self) -> str:
        return "ended" if self.ended_at else "held"


class StaffAgreement(StaffRecord):
    """A confidentiality agreement: which text, signed when, good until when."""

    document_sha256 = models.CharField(max_length=64)
    signed_on = models.DateField()
    until = models.DateField(db_index=True)

    class Meta(StaffRecord.Meta):
        verbose_name = _("confidentiality agreement")
        constraints: ClassVar[list[Any]] = [
            _not_of_oneself("nobody_files_an_agreement_of_their_own"),
            models.CheckConstraint(
                name="an_agreement_lasts", condition=Q(until__gt=F("signed_on"))
            ),
        ]


class StaffTraining(StaffRecord):
    """A course about protecting data: passed when, good until when."""

    course = models.CharField(max_length=120)
    passed_on = models.DateField()
    until = models.DateField(db_index=True)

    class Meta(StaffRecord.Meta):
        verbose_name = _("training")
        constraints: ClassVar[list[Any]] = [
            _not_of_oneself("nobody_files_a_training_of_their_own"),
            models.CheckConstraint(name="a_training_lasts", condition=Q(until__gt=F("passed_on"))),
        ]


class DutyBreach(StaffRecord):
    """Somebody broke their duty of confidentiality: they can do nothing until it is lifted."""

    what = models.CharField(max_length=200)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.CharField(max_length=32, blank=True)

    class Meta(StaffRecord.Meta):
        verbose_name = _("breach of duty")
        verbose_name_plural = _("breaches of duty")
        constraints: ClassVar[list[Any]] = [
            _not_of_oneself("nobody_files_a_breach_of_their_own"),
            models.CheckConstraint(
                name="a_breach_is_lifted_by_a_second_person",
                condition=Q(lifted_at__isnull=True)
                | (~Q(lifted_by="") & ~Q(lifted_by=Concat(Value("person "), _FILED_BY))),
            ),
        ]

    @property
    def state(self) -> str:
        return "lifted" if self.lifted_at else "open"
