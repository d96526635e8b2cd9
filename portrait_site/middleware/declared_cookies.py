"""No cookie leaves the site that its page about cookies does not name (policy K-1)."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from privacy.registry.cookies import is_declared

GetResponse = Callable[[HttpRequest], HttpResponse]

logger = logging.getLogger(__name__)


class DeclaredCookiesMiddleware:
    """Drops what is not declared, whoever has set it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name in [one for one in response.cookies if not is_declared(one)]:
            del response.cookies[name]
            logger.error("undeclared_cookie_dropped")
        return response
