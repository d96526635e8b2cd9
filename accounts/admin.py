"""Staff pages of accounts: who may do what. Addresses are masked, password hashes never shown."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import ApiToken, User
from privacy.admin.by_right import ByRightAdmin, has_any
from privacy.registry.roles import Right


def masked(email: str) -> str:
    """This function will return an address that one recognises but cannot read off."""
    name, _at, domain = email.partition("@")
    host, _dot, ending = domain.rpartition(".")
    return f"{name[:1]}•••@{host[:1]}•••.{ending}"


@admin.register(User)
class UserAdmin(ByRightAdmin):
    """Accounts. Nobody is added here: `createsuperuser` makes the first, sign-up the rest."""

    reads = (Right.FIND_ACCOUNTS,)
    changes = (Right.MANAGE_STAFF_FLAGS,)
    list_display = ("id", "masked_email", "state", "age_band", "is_staff", "is_active")
    list_filter = ("state", "age_band", "is_staff", "is_active")
    # The whole address or nothing: parts of it would let staff browse.
    search_fields = ("=email",)
    search_help_text = _("The whole e-mail address")
    fields = (
        "masked_email",
        "state",
        "age_band",
        "locale",
        "is_active",
        "is_staff",
        "is_superuser",
        "date_joined",
        "last_login",
    )
    readonly_fields = ("masked_email", "state", "age_band", "locale", "date_joined", "last_login")

    @admin.display(description=_("e-mail"))
    def masked_email(self, person: User) -> str:
        return masked(person.email)

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        """Whoever only says who belongs to the staff does so by number."""
        return self._without_address(request, self.list_display)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return self._without_address(request, self.fields)

    def _without_address(self, request: HttpRequest, names: tuple[str, ...]) -> tuple[str, ...]:
        may_see = has_any(request, self.reads)
        return names if may_see else tuple(name for name in names if name != "masked_email")


@admin.register(ApiToken)
class ApiTokenAdmin(ByRightAdmin):
    """Tokens without anything of the secret; whoever works on an incident may end one."""

    reads = (Right.READ_RECORDS,)
    list_display = ("id", "person_id", "created_at", "expires_at", "last_used_at")
    fields = ("id", "person_id", "scopes", "created_at", "expires_at", "last_used_at")
    readonly_fields = fields
    ordering = ("-created_at",)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return has_any(request, (Right.WORK_ON_INCIDENTS,))
