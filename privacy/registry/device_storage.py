"""Everything that our pages keep in a browser beside cookies: its name, its place, what it is for.

The page about cookies is made from this list, and a test finds every such name in the scripts.
`*` stands for an account's number, or for `visitor`, or for a portrait's id.
"""

from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase

from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _


class Place(StrEnum):
    """Where in the browser it lies."""

    LOCAL = "localStorage"
    TAB = "sessionStorage"
    DATABASE = "IndexedDB"
    FILES = "CacheStorage"


@dataclass(frozen=True, slots=True)
class DeclaredStorage:
    """One thing kept on the device; none of it is ever sent."""

    name: str
    place: Place
    purpose: LazyText
    kept_for: LazyText


UNTIL_CLEARED = _("until you switch it off or clear it")
UNTIL_SIGN_OUT = _("until you sign out, unless you keep it on this device")

DEVICE_STORAGE = (
    DeclaredStorage(
        "site:theme", Place.LOCAL, _("Whether you read by day or by night."), UNTIL_CLEARED
    ),
    DeclaredStorage(
        "site:policy-read",
        Place.LOCAL,
        _("Which policy version you opened last, for the line at the foot of the page."),
        UNTIL_CLEARED,
    ),
    DeclaredStorage(
        "site:hand",
        Place.TAB,
        _("Which photo this tab holds while you choose a template."),
        _("until the tab is closed"),
    ),
    DeclaredStorage(
        "device:visitor:hand",
        Place.DATABASE,
        _("A photo that you chose before its template. It lies on this device only."),
        _("one hour"),
    ),
    DeclaredStorage(
        "device:*:history",
        Place.DATABASE,
        _("The photos you used before and the effects you saved. They lie on this device only."),
        UNTIL_SIGN_OUT,
    ),
    DeclaredStorage(
        "device:*:photo-history-off",
        Place.LOCAL,
        _("That you switched the list of photos off."),
        UNTIL_SIGN_OUT,
    ),
    DeclaredStorage(
        "device:*:saved-effects-off",
        Place.LOCAL,
        _("That you switched the list of saved effects off."),
        UNTIL_SIGN_OUT,
    ),
    DeclaredStorage(
        "device:*:recent-searches",
        Place.LOCAL,
        _("The words you searched for. They are never sent."),
        UNTIL_SIGN_OUT,
    ),
    DeclaredStorage(
        "device:*:recent-searches-off",
        Place.LOCAL,
        _("That you switched the list of searches off."),
        UNTIL_SIGN_OUT,
    ),
    DeclaredStorage(
        "device:*:saved:*",
        Place.LOCAL,
        _("That you saved a portrait, so that its page says so."),
        UNTIL_SIGN_OUT,
    ),
    DeclaredStorage(
        "camera-*",
        Place.FILES,
        _(
            "The camera's own programs and drawings, so that it works without a network. None of "
            "it is yours."
        ),
        _("until a newer version comes, or you clear it"),
    ),
)


def is_declared(name: str, place: Place) -> bool:
    """This function will say whether the list has something of this name in this place."""
    return any(one.place is place and fnmatchcase(name, one.name) for one in DEVICE_STORAGE)
