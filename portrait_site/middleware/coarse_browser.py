"""Of the browser's own line only its kind and system are let in (policy U-8).

Stands before everything that could keep the line: the list of sessions, the count of failed
sign-ins, the name of a passkey. None of them ever sees versions, models or languages.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from accounts.services.note_device import describe_browser

GetResponse = Callable[[HttpRequest], HttpResponse]


class CoarseBrowserMiddleware:
    """Puts two words in the place of the line."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.META["HTTP_USER_AGENT"] = describe_browser(request.META.get("HTTP_USER_AGENT", ""))
        return self.get_response(request)
