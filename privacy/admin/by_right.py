"""The base of every page of the admin: it opens by a right of a role, and never deletes."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest


class ByRightAdmin(admin.ModelAdmin[Any]):
    """Rows that some may look at; adding and changing are for the rights that a page names."""

    reads: ClassVar[tuple[str, ...]] = ()
    adds: ClassVar[tuple[str, ...]] = ()
    changes: ClassVar[tuple[str, ...]] = ()

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return has_any(request, (*self.reads, *self.adds, *self.changes))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return has_any(request, self.adds)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return has_any(request, self.changes)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Rows end by the purge or by an act that leaves proof, never by a click."""
        return False


def has_any(request: HttpRequest, rights: tuple[str, ...]) -> bool:
    """This function will say whether whoever asks has one of the rights."""
    return any(request.user.has_perm(right) for right in rights)
