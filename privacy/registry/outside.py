"""Networks that a page of ours shows the way to, beside the register of third parties.

None of them receives anything from us or runs anything here: whoever presses twice brings them the
address of a shared picture, as by pasting it there.
"""

from dataclasses import dataclass

from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Network:
    """One network; `share_url` is its page for writing a post, up to the address to be shared.

    X documents its own (docs.x.com, X for Websites, Web Intents); Weibo's and Facebook's are those
    that sites link to.
    """

    name: str | LazyText
    terms_url: str
    share_url: str


NETWORKS = (
    Network(
        _("Weibo"),
        "https://weibo.com/signup/v5/protocol",
        "https://service.weibo.com/share/share.php?url=",
    ),
    Network("X", "https://x.com/tos", "https://x.com/intent/tweet?url="),
    Network(
        "Facebook",
        "https://www.facebook.com/legal/terms",
        "https://www.facebook.com/sharer/sharer.php?u=",
    ),
)
