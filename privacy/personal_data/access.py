"""Looks of the staff at somebody's data, and the leaves, alerts and reviews about them."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from privacy import promises
from privacy.models import AccessGrant, SubjectPseudonym
from privacy.registry import Category, Clock, OnErasure, PersonalData, register, register_without
from privacy.selectors.calendars import today_there


def _grants(person: Any) -> QuerySet[AccessGrant]:
    names = SubjectPseudonym.objects.filter(person=person).values("pseudonym")
    told = Q(withheld_until__isnull=True) | Q(withheld_until__lte=today_there(timezone.now()))
    return AccessGrant.objects.filter(told, subject__in=names)


register(
    PersonalData(
        model="privacy.AccessGrant",
        label=_("Leaves to look at your data"),
        subject=_grants,
        holds={"subject": Category.PROOF, "is_about_minor": Category.AGE},
        plain=(
            *AccessGrant.PLAIN,
            "case_kind",
            "case",
            "reason",
            "classes",
            "hours",
            "until",
            "approved_by",
            "minor_approved_by",
            "withheld_until",
        ),
        purpose="proof",
        clocks=(Clock("moved_at", promises.LEDGER_KEPT, "G-7"),),
        on_erasure=OnErasure.KEEP,
        because=_("Proof of who could see what; nothing ties it to you once your account is gone."),
    )
)
register(
    PersonalData(
        model="privacy.StaffLook",
        label=_("Looks, by who took them"),
        subject=None,
        holds={"by": Category.ACTIVITY, "is_about_minor": Category.AGE},
        plain=("entry", "at", "model", "case", "grant", "withheld_until"),
        purpose="proof",
        clocks=(Clock("at", promises.LEDGER_KEPT, "G-5"),),
        on_erasure=OnErasure.KEEP,
        because="Counts looks of the staff; of whom, the ledger knows by pseudonym.",
    )
)
register(
    PersonalData(
        model="privacy.AccessAlert",
        label=_("Unusually many looks"),
        subject=None,
        holds={"by": Category.ACTIVITY},
        plain=("id", "period", "starts_at", "raised_at"),
        purpose="proof",
        clocks=(Clock("raised_at", promises.LEDGER_KEPT, "G-8"),),
        on_erasure=OnErasure.KEEP,
        because="Proof that access is watched; staff appear by number.",
    )
)
register_without("privacy.AccessReview", because="Counts of looks by staff, who appear by number.")
register_without("privacy.RuleDocument", because="Documents; owners appear by number.")
register_without("privacy.TeamDuty", because="Teams; staff appear by number.")
