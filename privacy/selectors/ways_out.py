"""Which addresses of others our pages may lead to: those of the registers, and those we signed.

Anything else is no way out, so that nobody can borrow our name for a link of their own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote, unquote, urlsplit

from django.core.signing import BadSignature, Signer
from django.utils.functional import Promise as LazyText

from privacy.registry.outside import NETWORKS
from privacy.selectors.third_parties import active_parties

SIGNER = Signer(salt="leaving")
SCHEMES = ("https", "http")


@dataclass(frozen=True, slots=True)
class WayOut:
    """An address of somebody else; `given` is the address of ours that goes along, if any."""

    address: str
    name: str | LazyText
    terms_url: str
    given: str = ""

    @property
    def host(self) -> str:
        return urlsplit(self.address).hostname or ""


@dataclass(frozen=True, slots=True)
class SharingWay:
    """A network to share on, with what the notice on leaving is asked for."""

    name: str | LazyText
    to: str


def find_way_out(to: str, now: datetime) -> WayOut | None:
    """This function will return the way that `to` names, or None when we never named it."""
    listed = (one for one in _listed_ways(now) if one.address == to)
    way = next(listed, None) or _signed_way(to)
    return way if way and urlsplit(way.address).scheme in SCHEMES else None


def sharing_ways(address: str) -> list[SharingWay]:
    """This function will return how an address of ours can be shared on each network."""
    return [
        SharingWay(one.name, SIGNER.sign(one.share_url + quote(address, safe="")))
        for one in NETWORKS
    ]


def _listed_ways(now: datetime) -> Iterator[WayOut]:
    for party in active_parties(now):
        for address in (party.policy_url, party.terms_url):
            yield WayOut(address, party.name, party.terms_url)
    for network in NETWORKS:
        yield WayOut(network.terms_url, network.name, network.terms_url)


def _signed_way(to: str) -> WayOut | None:
    try:
        address = SIGNER.unsign(to)
    except BadSignature:
        return None
    for one in NETWORKS:
        if address.startswith(one.share_url):
            given = unquote(address.removeprefix(one.share_url))
            return WayOut(address, one.name, one.terms_url, given)
    return None
