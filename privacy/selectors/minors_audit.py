"""What was looked at of minors in one year, in counts: the yearly audit."""

from datetime import UTC, datetime
from typing import Any

from django.db.models import Count

from privacy.models import AccessGrant, StaffLook


def audit_of_minors(year: int) -> dict[str, Any]:
    """This function will count a year's looks at data of people under 18, and the leaves for them.

    Staff appear by number; whose data it was is not in it.
    """
    start, end = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    looks = StaffLook.objects.filter(is_about_minor=True, at__gte=start, at__lt=end)
    grants = AccessGrant.objects.filter(is_about_minor=True, filed_at__gte=start, filed_at__lt=end)
    leaves = grants.values("filed_by", "minor_approved_by", "approved_by", "state", "reason")
    return {
        "year": year,
        "looks": looks.count(),
        "looks_by_staff": _counted(looks, "by"),
        "looks_by_class": _counted(looks, "model"),
        "looks_without_leave": looks.filter(grant__isnull=True).count(),
        "leaves": list(leaves.order_by("filed_at")),
    }


def _counted(looks: Any, column: str) -> dict[str, int]:
    return dict(looks.values_list(column).annotate(Count("entry")).order_by(column))
