"""Who of the staff has which rights now."""

from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.utils import timezone

from privacy.models import DutyBreach, StaffAgreement, StaffRole, StaffTraining
from privacy.registry.roles import RIGHTS_OF, Right, Role, roles_with
from privacy.selectors.calendars import today_there


def bound_and_trained(now: datetime) -> QuerySet[Any]:
    """This function will return the staff whose agreement and training are in date.

    Whoever has broken their duty is not among them until that is lifted.
    """
    today = today_there(now)
    agreements = StaffAgreement.objects.filter(signed_on__lte=today, until__gte=today)
    trainings = StaffTraining.objects.filter(passed_on__lte=today, until__gte=today)
    breaches = DutyBreach.objects.filter(lifted_at__isnull=True)
    staff = get_user_model()._default_manager.filter(is_active=True, is_staff=True)
    bound = staff.filter(pk__in=agreements.values("person_number"))
    trained = bound.filter(pk__in=trainings.values("person_number"))
    return trained.exclude(pk__in=breaches.values("person_number"))


def rights_by_role(person: Any, now: datetime) -> frozenset[Right]:
    """This function will return what the person's roles allow, nothing while they are not bound."""
    if not bound_and_trained(now).filter(pk=person.pk).exists():
        return frozenset()
    held = StaffRole.objects.filter(person_number=person.pk, ended_at__isnull=True)
    rights = [RIGHTS_OF[Role(role)] for role in held.values_list("role", flat=True)]
    return frozenset[Right]().union(*rights)


def is_suspended(person: Any) -> bool:
    """This function will say whether a breach of duty is open against somebody."""
    return DutyBreach.objects.filter(person_number=person.pk, lifted_at__isnull=True).exists()


def able_now(now: datetime) -> set[int]:
    """This function will return the numbers of those whose roles give them any right now."""
    held = StaffRole.objects.filter(ended_at__isnull=True).values("person_number")
    return set(bound_and_trained(now).filter(pk__in=held).values_list("pk", flat=True))


def staff_with(right: str) -> list[Any]:
    """This function will return the staff who have a right now, by number.

    A second factor is not looked for: without one nobody comes as far as the admin.
    """
    held = StaffRole.objects.filter(role__in=roles_with(right), ended_at__isnull=True)
    able = bound_and_trained(timezone.now()).filter(pk__in=held.values("person_number"))
    return list(able.order_by("pk"))


def staff_to_tell(right: str) -> list[Any]:
    """This function will return whom to tell that something waits for somebody with a right.

    Where nobody has it yet, the superusers, who can give it, hear of it.
    """
    everybody = get_user_model()._default_manager.filter(is_active=True, is_superuser=True)
    return staff_with(right) or list(everybody.order_by("pk"))
