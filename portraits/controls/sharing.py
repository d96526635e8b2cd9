"""Controls of what people share: links that end in time, made by people who were warned."""

from datetime import datetime

from django.db.models import Exists, OuterRef
from django.db.models.functions import Coalesce

from portraits.models import ShareLink, ShareWarning
from privacy.registry.control import Finding, Kind, control, tested

tested("U-3", "U-4", "M-19", "M-20", "M-21", "O-1", "O-3")


@control("M-19", kind=Kind.QUERY)
def no_link_outlives_its_portrait(_now: datetime) -> Finding:
    """A link that is not taken back ends with its portrait or clip at the latest."""
    count = ShareLink.objects.outliving().count()
    return Finding(is_kept=count == 0, value=f"{count} links that end too late", target="0")


@control("U-4", kind=Kind.QUERY)
def everybody_was_warned_before_sharing(_now: datetime) -> Finding:
    """Nobody has a link who had not read the warning when it was made."""
    warned = ShareWarning.objects.filter(
        person=OuterRef("made_by"), acknowledged_at__lte=OuterRef("created_at")
    )
    links = ShareLink.objects.annotate(made_by=Coalesce("portrait__owner", "clip__owner"))
    count = links.exclude(Exists(warned)).count()
    return Finding(is_kept=count == 0, value=f"{count} links without the warning", target="0")
