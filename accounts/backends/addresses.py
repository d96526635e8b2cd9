"""Where a request comes from: one function for axes, allauth, throttles and the network log."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest

from privacy.encryption import keyed_hash

UNKNOWN_ADDRESS = "0.0.0.0"  # noqa: S104 no socket: a unix socket has no address


def client_address(request: HttpRequest) -> str:
    """This function will return the address that the outermost proxy of ours saw.

    Each proxy appends to X-Forwarded-For what it saw; with N proxies in front the Nth entry from
    the right is the first that the client could not write itself.
    """
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    if settings.PROXY_COUNT and forwarded:
        hops = forwarded.split(",")
        seen = _address(hops[-min(settings.PROXY_COUNT, len(hops))])
        if seen:
            return seen
    return _address(request.META.get("REMOTE_ADDR", "")) or UNKNOWN_ADDRESS


def _address(text: str) -> str:
    try:
        address = ipaddress.ip_address(text.strip())
    except ValueError:
        return ""
    mapped = getattr(address, "ipv4_mapped", None)
    return str(mapped or address)


def signup_address_hash(request: HttpRequest) -> str:
    """This function will return the mark under which an address's sign-ups are counted."""
    return keyed_hash(_network(request), purpose="signup_address")


def contact_address_hash(request: HttpRequest) -> str:
    """This function will return the mark under which an address's messages are counted."""
    return keyed_hash(_network(request), purpose="contact_address")


def share_address_hash(request: HttpRequest) -> str:
    """This function will return the mark under which an address's unknown links are counted."""
    return keyed_hash(_network(request), purpose="share_address")


def _network(request: HttpRequest) -> str:
    """One household has a whole /64 of IPv6: counting single addresses would count nothing."""
    address = ipaddress.ip_address(client_address(request))
    bits = 64 if address.version == 6 else 32
    return str(ipaddress.ip_network((address, bits), strict=False))
