"""Staff pages of accounts: who may do what. Addresses are masked, password hashes never shown."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import ApiToken, User


def masked(email: str) -> str:
    """This function will return an address that one recognises but cannot read off."""
    name, _at, domain = email.partition("@")
    host, _dot, ending = domain.rpartition(".")
    return f"{name[:1]}•••@{host[:1]}•••.{ending}"


@admin.register(User)
class UserAdmin(admin.ModelAdmin[User]):
    """Accounts. Nobody is added here: `createsuperuser` makes the first, sign-up the rest."""

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
        "groups",
        "user_permissions",
        "date_joined",
        "last_login",
    )
    readonly_fields = ("masked_email", "state", "age_band", "locale", "date_joined", "last_login")
    filter_horizontal = ("groups", "user_permissions")

    @admin.display(description=_("e-mail"))
    def masked_email(self, person: User) -> str:
        return masked(person.email)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # An account ends by being cancelled, which also destroys its keys and leaves proof.
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Only a superuser hands out rights: whoever could give them could give them to oneself."""
        rights = ("is_staff", "is_superuser", "groups", "user_permissions")
        return self.readonly_fields + (() if request.user.is_superuser else rights)


@admin.register(ApiToken)
class ApiTokenAdmin(admin.ModelAdmin[ApiToken]):
    """Tokens without anything of the secret; staff may end one."""

    list_display = ("id", "person_id", "created_at", "expires_at", "last_used_at")
    fields = ("id", "person_id", "scopes", "created_at", "expires_at", "last_used_at")
    readonly_fields = fields
    ordering = ("-created_at",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False
