"""What a link opens: the one gate before the shared page and its file, however little is asked."""

from datetime import datetime

from accounts.services.count_use import HourlyLimit, count_use, require_room
from accounts.services.token_format import stored_form
from portraits.models import Clip, Portrait, ShareLink
from privacy.models.refusal import Refused

# Nobody mistypes so many links of 43 characters in an hour; guessing one is hopeless anyway.
UNKNOWN_LINKS = HourlyLimit(30, "too_many_guesses")


def open_share(secret: str, *, address_hash: str, now: datetime) -> Portrait | Clip:
    """This function will return the portrait or clip that a link shows now.

    :raises Refused: `not_found` 404 for an unknown link, `share_ended` 410 for one that is over,
        `too_many_guesses` 429 for an address that has tried too many unknown ones
    """
    require_room(address_hash, UNKNOWN_LINKS, now=now)
    links = ShareLink.objects.filter(sha256=stored_form(secret))
    link = links.live(now).select_related("portrait__template", "clip").first()
    if link is not None:
        return link.shown
    if links.exists():
        raise Refused("share_ended", 410)
    count_use(address_hash, UNKNOWN_LINKS, now=now)
    raise Refused("not_found", 404)
