"""After the end of the service: nothing new is taken in, and every right still works (policy 5).

What may still be written is listed by the names of the addresses; whatever is not listed is
refused, so that a new page is closed until somebody decides otherwise.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils import timezone

from portraits.gates import drain
from privacy.api.problems import refusal_problem
from privacy.models.refusal import Refused
from privacy.selectors.service_end import is_frozen

GetResponse = Callable[[HttpRequest], HttpResponse]
READS = ("GET", "HEAD", "OPTIONS")
# Signing in and out, second factors, and the staff's pages; `mfa_` are allauth's own names.
OPEN_PREFIXES = ("admin:", "mfa_", "openid_connect_", "socialaccount_")
OPEN = frozenset(
    {
        # come in, go out, keep the account safe
        "account_login",
        "account_logout",
        "account_reauthenticate",
        "account_confirm_email",
        "account_set_password",
        "account_change_password",
        "account_reset_password",
        "account_reset_password_from_key",
        "api_tokens",
        "api_token",
        "forget-name",
        "settings-end-session",
        "settings-end-others",
        "settings-make-token",
        "settings-end-token",
        "settings-secure",
        # ask, complain, appeal
        "contact",
        "ticket-messages",
        "ticket-object",
        "ticket-take-back",
        "api_tickets",
        "api_ticket",
        "api_ticket_messages",
        "api_ticket_appeal",
        # take a copy, correct, delete, cancel
        "settings-copy",
        "api_exports",
        "settings-profile",
        "settings-address",
        "api_me",
        "settings-delete-class",
        "settings-cancel",
        "settings-cancel-code",
        "api_cancel",
        "delete-portrait",
        "delete-clip",
        "revoke-share",
        "revoke-clip-share",
        "guardian-refuse",
        "guardian-withdraw",
        "guardian-cancel",
        # take a consent back
        "settings-decide",
        "api_consents",
        "settings-sharing",
        "guardian-sharing",
        "choose-counting",
        "unsubscribe",
        # read in one's language, put notices away, verify
        "set_language",
        "dismiss-notices",
        "policy-accept",
        "api_verify_receipt",
    }
)


class ServiceEndMiddleware:
    """Answers 410 to whatever would take something new in."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in READS or is_open(request) or not is_frozen(timezone.now()):
            return self.get_response(request)
        refused = Refused("service_ended", 410)
        drain(request)
        if request.path_info.startswith("/api/"):
            return refusal_problem(refused).response()
        return render(request, "service_ended.html", {"refused": refused}, status=refused.status)


def is_open(request: HttpRequest) -> bool:
    """This function will say whether a write is a right, or a deletion of one's own."""
    try:
        route = resolve(request.path_info).view_name
    except Resolver404:
        return True
    return route in OPEN or route.startswith(OPEN_PREFIXES) or request.method == "DELETE"
