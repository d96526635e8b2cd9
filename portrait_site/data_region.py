"""Where the data lies: every server that the site talks to must be in the region it says.

The operator names the region and its hosts; without a word it is `local`: this machine and its own
network. A name or an address proves no place on a map, but one that nobody has listed stops the
start, so that nothing is sent abroad by a slip in an address.
"""

import ipaddress
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

LOCAL = "local"
# Names that no public server can have (RFC 6761, RFC 6762, and ICANN's reservation of .internal).
PRIVATE_NAMES = (".internal", ".local", ".localhost")


class OutsideRegion(Exception):
    """A server is not in the region; the message says which one and what to do."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One server that data is sent to. Without a host it is a file or a socket of this machine."""

    name: str
    host: str


def endpoints(settings: Mapping[str, Any]) -> Iterator[Endpoint]:
    """This function will name every server of the settings."""
    for alias, entry in settings["DATABASES"].items():
        yield Endpoint(f"database {alias}", _database_host(entry))
    for alias, entry in settings["STORAGES"].items():
        address = entry.get("OPTIONS", {}).get("endpoint_url") or ""
        yield Endpoint(f"storage {alias}", urlsplit(str(address)).hostname or "")
    yield Endpoint("broker", _broker_host(settings["CELERY_BROKER_URL"]))
    if settings["HAS_MAIL"]:
        yield Endpoint("mail", settings["EMAIL_HOST"])
    for provider in settings["OIDC_PROVIDERS"]:
        address = provider["settings"]["server_url"]
        yield Endpoint("sign-in provider", urlsplit(address).hostname or "")


def _database_host(entry: Mapping[str, Any]) -> str:
    host = "" if "sqlite" in entry["ENGINE"] else str(entry.get("HOST") or "")
    # A path is the folder of a socket.
    return "" if host.startswith("/") else host


def _broker_host(address: str) -> str:
    parts = urlsplit(address)
    is_socket = "socket" in parts.scheme or parts.scheme in ("memory", "filesystem")
    return "" if is_socket else parts.hostname or ""


def outside(settings: Mapping[str, Any]) -> list[Endpoint]:
    """This function will return the servers that are not in the region."""
    allowed = settings["DATA_REGION_HOSTS"]
    return [one for one in endpoints(settings) if not _is_inside(one.host, allowed)]


def require_region(settings: Mapping[str, Any]) -> None:
    """This function will let pass settings whose servers are all in the region.

    :raises OutsideRegion: for others
    """
    names = ", ".join(one.name for one in outside(settings))
    if names:
        raise OutsideRegion(
            f"not in the data region {settings['DATA_REGION']!r}: {names}. Correct the address, or "
            "name the region and its hosts: DATA_REGION=cn DATA_REGION_HOSTS=.example.cn,10.0.0.5"
        )


def _is_inside(host: str, allowed: tuple[str, ...]) -> bool:
    name = host.lower().rstrip(".")
    return not name or is_near(name) or any(_fits(name, one) for one in allowed)


def _fits(name: str, listed: str) -> bool:
    return name.endswith(listed) if listed.startswith(".") else name == listed


def is_near(name: str) -> bool:
    """This function will say whether a name or address is this machine's or its own network's."""
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return "." not in name or name.endswith(PRIVATE_NAMES)
    return address.is_loopback or address.is_private
