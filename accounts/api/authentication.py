"""How an API client proves who it is: a bearer token first, else the session with CSRF."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from rest_framework import authentication
from rest_framework.request import Request

from accounts.models import ApiToken, User
from accounts.services.find_token import find_token, note_use
from privacy.api.problems import CHALLENGE, Problem
from privacy.models.refusal import Refused

SCHEME = "bearer"


class BearerAuthentication(authentication.BaseAuthentication):
    """`Authorization: Bearer pst_...`; a token in an address or a form is never read.

    It takes Django's request too: the gate in front of uploads asks before anything is parsed.
    """

    def authenticate(self, request: Request | HttpRequest) -> tuple[User, ApiToken] | None:
        """This function will return the person and the token, or None without such a header.

        :raises Refused: `invalid_token`, when the header names no live token
        """
        scheme, _space, secret = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
        if scheme.lower() != SCHEME:
            return None
        token = find_token(secret.strip(), now=timezone.now())
        if token is None:
            raise Refused("invalid_token", 401)
        note_use(token, now=timezone.now())
        _speak_their_language(request, token.person)
        return token.person, token

    def authenticate_header(self, _request: Request) -> str:
        return CHALLENGE


def _speak_their_language(request: Request | HttpRequest, person: User) -> None:
    """A program sends no Accept-Language; the sentences are for its owner."""
    if "HTTP_ACCEPT_LANGUAGE" not in request.META:
        translation.activate(person.locale)


def _no_view(_request: HttpRequest) -> HttpResponse:
    """The check wants something to stand before; it never calls it."""
    return HttpResponse()


class SessionAuthentication(authentication.SessionAuthentication):
    """The browser's session; what changes something needs the CSRF token."""

    def enforce_csrf(self, request: Request) -> None:
        check = authentication.CSRFCheck(_no_view)
        check.process_request(request)
        if check.process_view(request, _no_view, (), {}):
            raise Problem("csrf_failed", 403)
