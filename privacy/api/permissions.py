"""What a token may do. A session may do whatever its person may."""

from typing import Any

from rest_framework.permissions import BasePermission
from rest_framework.request import Request


class TokenScope(BasePermission):
    """Lets a token through only with the view's `required_scope`."""

    def has_permission(self, request: Request, view: Any) -> bool:
        scopes = getattr(request.auth, "scopes", None)
        return scopes is None or view.required_scope in scopes
