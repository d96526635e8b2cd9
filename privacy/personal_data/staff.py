"""The staff: roles, agreements, trainings, and every step that they took in a register."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from privacy import promises
from privacy.models import DutyBreach, StaffAgreement, StaffRole, StaffTraining
from privacy.registry import Category, Clock, OnErasure, PersonalData, register, register_without


def _about(model: Any) -> Callable[[Any], QuerySet[Any]]:
    return lambda person: model.objects.filter(person_number=person.pk)


def _register_staff(
    model: Any, label: Any, anchor: str, *facts: str, plain: tuple[str, ...] = ()
) -> None:
    register(
        PersonalData(
            model=model._meta.label,
            label=label,
            subject=_about(model),
            holds={"person_number": Category.IDENTITY, **dict.fromkeys(facts, Category.PROOF)},
            plain=("id", "filed_by", "filed_at", *plain),
            purpose="proof",
            clocks=(Clock(anchor, promises.LEDGER_KEPT, "G-4"),),
            on_erasure=OnErasure.KEEP,
            because=_("Proof of who could see personal data, and what bound them."),
        )
    )


_register_staff(StaffRole, _("Your roles in the staff"), "ended_at", "role", "ended_at")
_register_staff(
    StaffAgreement,
    _("Your confidentiality agreements"),
    "until",
    "document_sha256",
    "signed_on",
    "until",
)
_register_staff(StaffTraining, _("Your trainings"), "until", "course", "passed_on", "until")
_register_staff(
    DutyBreach,
    _("Breaches of duty on your file"),
    "lifted_at",
    "what",
    "lifted_at",
    plain=("lifted_by",),
)
register_without("privacy.RegisterEvent", because="Steps of registers; staff appear by number.")
