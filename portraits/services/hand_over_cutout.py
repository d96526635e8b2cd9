"""Give a cutout to its owner, and let it end: what is made of it is made in the browser."""

from datetime import datetime

from portraits.models import Cutout
from portraits.selectors import effect_bytes
from portraits.services.sweep_jobs import SWEEP_EVERY
from privacy.promises import IMMEDIATELY

# Policy P-11: a minute from the first fetch to the last byte destroyed. Until the sweep comes, who
# lost the connection half way can ask once more.
KEPT_AFTER_FETCH = IMMEDIATELY - SWEEP_EVERY


def hand_over_cutout(cutout: Cutout, *, now: datetime) -> bytes:
    """This function will return the cutout's picture; from the first time on its end is near.

    :raises Refused: `not_ready` 409 while it is being made, `gone` 410 ever after
    """
    picture = effect_bytes(cutout, now)
    unfetched = Cutout.objects.servable(now).filter(pk=cutout.pk, fetched_at=None)
    soon = now + KEPT_AFTER_FETCH
    unfetched.filter(expires_at__gt=soon).update(expires_at=soon)
    unfetched.update(fetched_at=now)
    return picture
