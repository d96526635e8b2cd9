"""Who of the staff has a right."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q


def staff_with(right: str) -> list[Any]:
    """This function will return the staff to whom a right was given, by group or by name.

    Superusers have every right and are nobody's colleagues at a desk: only where nobody else has
    the right do they stand in.
    """
    codename = right.rpartition(".")[2]
    staff = get_user_model()._default_manager.filter(is_active=True, is_staff=True).order_by("pk")
    given = staff.filter(
        Q(groups__permissions__codename=codename) | Q(user_permissions__codename=codename)
    ).distinct()
    return list(given) or list(staff.filter(is_superuser=True))
