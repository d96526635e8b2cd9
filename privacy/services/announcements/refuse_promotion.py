"""Keep offers out of what cannot be unsubscribed (policy 9, V-7).

A list of words cannot know every offer; a second person reads each announcement too. What it
must never miss are links to somebody else, links that count who followed them, and the plain
words of selling.
"""

import re

from django.conf import settings

from privacy.models import Announcement
from privacy.models.refusal import Refused

LINK = re.compile(r"(?:https?:)?//[^\s<>\"']+", re.IGNORECASE)
MARKERS = re.compile(
    r"[?&](?:utm_|ref=|aff|campaign)"
    r"|\b(?:discounts?|coupons?|promo(?:tion|tional)?s?|vouchers?|special offers?"
    r"|limited offers?|buy now|upgrade now|best price|\d+ ?% off)\b"
    r"|优惠|折扣|促销|特价|红包|代金券|立减|抢购|限时购|立即购买|立即升级",
    re.IGNORECASE,
)


def carries_promotion(announcement: Announcement) -> bool:
    """This function will say whether a text sells something or leads to somebody else."""
    texts = (
        announcement.title_en,
        announcement.title_zh,
        announcement.text_en,
        announcement.text_zh,
    )
    return any(MARKERS.search(text) or _leads_away(text) for text in texts)


def refuse_promotion(announcement: Announcement) -> None:
    """This function will let pass offers as such, and everything else that is free of them.

    :raises Refused: `promotion_in_service`, 400
    """
    is_offer = announcement.kind == Announcement.Kind.PROMO
    if not is_offer and carries_promotion(announcement):
        raise Refused("promotion_in_service", 400)


def _leads_away(text: str) -> bool:
    own = settings.SITE_ORIGIN
    return any(found != own and not found.startswith(f"{own}/") for found in LINK.findall(text))
