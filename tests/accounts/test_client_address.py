"""One function says where a request comes from; everybody asks it."""

from typing import Any

import pytest
from allauth.account.adapter import get_adapter
from axes.helpers import get_client_ip_address
from django.test import RequestFactory
from rest_framework.request import Request
from rest_framework.throttling import AnonRateThrottle

from accounts.backends import UNKNOWN_ADDRESS, client_address, signup_address_hash
from portrait_site.middleware.network_log import _visit

PROXY = "192.0.2.1"
# (proxies in front, X-Forwarded-For, whose address counts)
CASES = [
    (0, "", PROXY),
    (0, "6.6.6.6", PROXY),
    (1, "", PROXY),
    (1, "203.0.113.5", "203.0.113.5"),
    (1, "6.6.6.6, 203.0.113.5", "203.0.113.5"),
    (1, "6.6.6.6,7.7.7.7,203.0.113.5", "203.0.113.5"),
    (2, "6.6.6.6, 203.0.113.5, 192.0.2.7", "203.0.113.5"),
    (2, "203.0.113.5", "203.0.113.5"),
    (1, "2001:db8::1", "2001:db8::1"),
]


def request_with(forwarded: str) -> Any:
    more = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    return RequestFactory().get("/", REMOTE_ADDR=PROXY, **more)


@pytest.mark.parametrize(("proxies", "forwarded", "expected"), CASES)
def test_what_the_client_writes_itself_is_not_believed(
    settings: Any, proxies: int, forwarded: str, expected: str
) -> None:
    settings.PROXY_COUNT = proxies

    assert client_address(request_with(forwarded)) == expected


@pytest.mark.parametrize(("proxies", "forwarded", "expected"), CASES)
def test_lockout_sign_in_throttle_and_log_agree(
    settings: Any, proxies: int, forwarded: str, expected: str
) -> None:
    settings.PROXY_COUNT = proxies
    settings.REST_FRAMEWORK = settings.REST_FRAMEWORK | {"NUM_PROXIES": proxies}
    request = request_with(forwarded)

    class Answer:
        status_code = 200

    assert get_client_ip_address(request) == expected
    assert get_adapter().get_client_ip(request) == expected
    assert AnonRateThrottle.get_ident(AnonRateThrottle, Request(request)) == expected
    assert _visit(request, Answer()).address == expected  # type: ignore[arg-type]


@pytest.mark.parametrize("forwarded", ["no address", "203.0.113.5:4711", "<script>", ", ,"])
def test_a_proxy_that_writes_nonsense_counts_as_itself(settings: Any, forwarded: str) -> None:
    settings.PROXY_COUNT = 1

    assert client_address(request_with(forwarded)) == PROXY


def test_an_ipv4_address_in_ipv6_clothes_is_the_same_address(settings: Any) -> None:
    settings.PROXY_COUNT = 1

    assert client_address(request_with("::ffff:203.0.113.5")) == "203.0.113.5"


def test_a_unix_socket_has_an_address_that_is_nobodys() -> None:
    assert client_address(RequestFactory().get("/", REMOTE_ADDR="")) == UNKNOWN_ADDRESS


def test_a_household_of_ipv6_is_one_address_for_sign_ups(settings: Any) -> None:
    settings.PROXY_COUNT = 1

    one, same, other = (
        signup_address_hash(request_with(address))
        for address in ("2001:db8:0:1::1", "2001:db8:0:1:ffff::9", "2001:db8:0:2::1")
    )

    assert one == same != other
    assert "2001" not in one
