"""What the frameworks ask of us about accounts: addresses, hashes, lockout, allauth's rules."""

import ipaddress
import threading
from collections.abc import Mapping
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from accounts.services.confirm_address import confirm_address
from accounts.services.mark_name import mark_name
from accounts.services.normalize_password import normalize_password
from accounts.services.queue_mail import queue_mail
from accounts.services.revoke_token import revoke_all_tokens
from accounts.services.send_mail import own_address
from privacy.api.problems import Problem
from privacy.encryption import keyed_hash
from privacy.models.refusal import explain

# --- the client's address: one function for axes, allauth, throttles and the network log

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
    """This function will return the mark under which an address's sign-ups are counted.

    One household has a whole /64 of IPv6, so that counting single addresses would count nothing.
    """
    address = ipaddress.ip_address(client_address(request))
    network = ipaddress.ip_network((address, 64 if address.version == 6 else 32), strict=False)
    return keyed_hash(str(network), purpose="signup_address")


# --- axes

NAME_FIELDS = ("username", "email", "login")


def axes_username(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str | None:
    """This function will return the mark under which failed sign-ins are counted: no address."""
    given = credentials or getattr(request, "POST", {})
    name = next((given[field] for field in NAME_FIELDS if given.get(field)), None)
    return None if name is None else mark_name(str(name))


def lockout_response(
    request: HttpRequest,
    original_response: HttpResponse | None = None,
    credentials: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """This function will answer an attempt that was not even looked at: 429 and when to return.

    The attempt that fills the count was looked at, and keeps its own answer.
    """
    was_looked_at = getattr(request, "axes_failures_since_start", None) is not None
    if was_looked_at and original_response is not None:
        return original_response
    wait = str(_lock_left_s(request, credentials))
    if request.path_info.startswith("/api/"):
        return Problem("too_many_attempts", 429, headers={"Retry-After": wait}).response()
    page = render(
        request,
        "errors/429.html",
        {"code": "too_many_attempts", "sentence": explain("too_many_attempts")},
        status=429,
    )
    page["Retry-After"] = wait
    return page


def _lock_left_s(request: HttpRequest, credentials: Mapping[str, Any] | None) -> int:
    attempts = AccessAttempt.objects.filter(
        username=axes_username(request, credentials), ip_address=client_address(request)
    )
    last = attempts.order_by("-attempt_time").values_list("attempt_time", flat=True).first()
    if last is None:
        return int(settings.AXES_COOLOFF_TIME.total_seconds())
    left = last + settings.AXES_COOLOFF_TIME - timezone.now()
    return max(1, int(left.total_seconds()) + 1)


# --- passwords


class MaximumLengthValidator:
    """Refuses what no person types: hashing a megabyte would be work for nothing."""

    def __init__(self, max_length: int = 128) -> None:
        self.max_length = max_length

    def validate(self, password: str, user: object = None) -> None:
        if len(password) > self.max_length:
            raise ValidationError(
                _("This password is too long. It may have at most %(max_length)d characters."),
                code="password_too_long",
                params={"max_length": self.max_length},
            )

    def get_help_text(self) -> str:
        return _("At most %(max_length)d characters.") % {"max_length": self.max_length}


# Each hash takes 19 MiB and a core: more at once would only push pages aside.
_hash_slots = threading.BoundedSemaphore(2)


class Argon2idHasher(Argon2PasswordHasher):
    """Argon2id with 19 MiB, two passes, one lane (OWASP's first choice).

    The text is brought to Unicode NFKC first: the same letters may arrive composed or not,
    depending on the keyboard (NIST SP 800-63B-4, 3.1.1.2).
    """

    memory_cost = 19_456
    time_cost = 2
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        with _hash_slots:
            return super().encode(normalize_password(password), salt)

    def verify(self, password: str, encoded: str) -> bool:
        with _hash_slots:
            return super().verify(normalize_password(password), encoded)


# --- allauth


class AccountAdapter(DefaultAccountAdapter):
    """Our rules inside allauth's flows."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return settings.SIGNUPS_PER_HOUR > 0

    def is_safe_url(self, url: str) -> bool:
        # Our own paths only; no other host has a reason to appear here.
        return url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Nothing: axes counts. allauth's own limit locks a name from everywhere."""

    def format_email_subject(self, subject: str) -> str:
        return f"{subject} · {settings.SITE_NAME}"

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        super().set_password(user, password)
        revoke_all_tokens(user.pk)

    def confirm_email(self, request: HttpRequest, email_address: Any) -> bool:
        is_confirmed = super().confirm_email(request, email_address)
        if is_confirmed:
            confirm_address(email_address.user)
        return is_confirmed

    def send_confirmation_mail(
        self, request: HttpRequest, emailconfirmation: Any, signup: bool
    ) -> None:
        queue_mail("accounts.send_confirmation", emailconfirmation.email_address.user)

    # Links in mails never follow a request's Host header.

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        return own_address("account_confirm_email", emailconfirmation.key)

    def get_reset_password_from_key_url(self, key: str) -> str:
        uid, _dash, secret = key.partition("-")
        return own_address("account_reset_password_from_key", uid, secret)
