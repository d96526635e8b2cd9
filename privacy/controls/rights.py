"""Controls of the rights: copies that are made and go, deletions and cancellations that finish."""

import json
from datetime import datetime, timedelta

from privacy.models import Erasure, Export, Receipt
from privacy.promises import EXPORT_KEPT
from privacy.registry import declarations
from privacy.registry.control import Finding, Kind, control, tested
from privacy.registry.declaration import OnErasure

# What takes seconds and is resumed every minute; an hour is far beyond any noise.
FINISHED_WITHIN = timedelta(hours=1)
SAMPLED_CERTIFICATES = 50

tested("M-1", "M-2", "M-3", "M-4", "M-6", "M-9", "M-10", "M-11", "M-12", "M-13")


@control("M-2", kind=Kind.QUERY)
def copies_are_made_and_go(now: datetime) -> Finding:
    """Nobody waits an hour for a copy, and none can be had past its 72 hours."""
    waiting = Export.objects.unfinished().filter(created_at__lte=now - FINISHED_WITHIN).count()
    ready = Export.objects.filter(state=Export.State.READY)
    kept = ready.filter(ready_at__lte=now - EXPORT_KEPT - FINISHED_WITHIN).count()
    return Finding(
        is_kept=waiting + kept == 0,
        value=f"{waiting} not made within an hour, {kept} kept beyond 72 hours",
        target="0 and 0",
    )


@control("M-4", kind=Kind.QUERY)
def deletions_come_to_their_receipt(now: datetime) -> Finding:
    """A key that was destroyed leads to verified absence and a signed receipt."""
    begun = Receipt.objects.filter(key_destroyed_at__lte=now - FINISHED_WITHIN)
    open_ = begun.filter(absent_verified_at__isnull=True).count()
    return Finding(is_kept=open_ == 0, value=f"{open_} deletions without a receipt", target="0")


@control("M-6", kind=Kind.QUERY)
@control("M-12", kind=Kind.QUERY)
def cancellations_are_carried_through(now: datetime) -> Finding:
    """An hour after somebody cancelled, everything is verified gone and certified."""
    committed = Erasure.objects.filter(committed_at__lte=now - FINISHED_WITHIN)
    unfinished = committed.filter(verified_at__isnull=True).count()
    bare = Erasure.objects.filter(verified_at__isnull=False, certificate="").count()
    return Finding(
        is_kept=unfinished + bare == 0,
        value=f"{unfinished} not finished, {bare} without a certificate",
        target="0 and 0",
    )


@control("M-13", kind=Kind.QUERY)
def certificates_name_what_stays(_now: datetime) -> Finding:
    """Each certificate lists exactly what is kept, and everything kept has its ground declared."""
    kept = {
        one.model
        for one in declarations()
        if one.on_erasure is OnErasure.KEEP and one.holds and str(one.because)
    }
    verified = Erasure.objects.filter(verified_at__isnull=False).order_by("-verified_at")
    texts = list(verified[:SAMPLED_CERTIFICATES].values_list("certificate", flat=True))
    silent = sum(not _names(text, kept) for text in texts)
    return Finding(
        is_kept=silent == 0,
        value=f"{silent} of the last {len(texts)} certificates leave something out",
        target="0",
    )


def _names(certificate: str, kept: set[str]) -> bool:
    said = json.loads(certificate or "{}").get("retained", [])
    return {one["class"] for one in said} <= kept and bool(said)
