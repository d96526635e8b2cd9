"""What a token may do; a session may do whatever its person may."""

from typing import Any, Self

from rest_framework.permissions import BasePermission
from rest_framework.request import Request


class HasScope(BasePermission):
    """Lets signed-in people through, and tokens only with the scope.

    Stands in `permission_classes` as `HasScope("portraits")`: the framework calls what stands
    there, and gets this very object.
    """

    code = "scope_missing"

    def __init__(self, scope: str) -> None:
        self.scope = scope

    def __call__(self) -> Self:
        return self

    def has_permission(self, request: Request, _view: Any) -> bool:
        return request.user.is_authenticated and has_scope(request, self.scope)


def has_scope(request: Request, scope: str) -> bool:
    """This function will say whether the request may do what the scope stands for."""
    token: Any = request.auth
    return token is None or scope in token.scopes
