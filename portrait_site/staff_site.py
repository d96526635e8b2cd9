"""The admin's door: staff come in with a second factor, on every way there is.

Only pages of our own stand behind it: those that packages bring show addresses, factors and
sessions to whoever may see them at all, and leave no trace.

The check stands in `has_permission`, which every page of the admin asks, and not in the sign-in
page alone: a session that was opened elsewhere would walk around that.
"""

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.gates import has_proven_factor
from accounts.selectors import has_second_factor

OUR_APPS = ("accounts", "portraits", "privacy", "portrait_site")


class StaffSite(admin.AdminSite):
    """Every page asks for a staff account whose session holds a fresh second factor."""

    site_header = site_title = gettext_lazy("Portrait Studio, staff")
    index_title = gettext_lazy("Registers and desks")

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """This function will take in a page that one of our apps made, and pass over any other."""
        if admin_class is not None and admin_class.__module__.partition(".")[0] in OUR_APPS:
            super().register(model_or_iterable, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        return super().has_permission(request) and has_proven_factor(request)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """This function will send whoever lacks something to where they get it."""
        target = _target(request)
        if not request.user.is_authenticated:
            return redirect_to_login(target)
        if not super().has_permission(request):
            raise PermissionDenied
        if has_proven_factor(request):
            return redirect(target)
        return _ask_for_factor(request, target)


def _ask_for_factor(request: HttpRequest, target: str) -> HttpResponse:
    if has_second_factor(request.user):
        query = urlencode({"next": target})
        return redirect(f"{reverse('account_reauthenticate')}?{query}")
    messages.warning(request, _("Staff need a second factor. Add a passkey or an app first."))
    return redirect("settings-security")


def _target(request: HttpRequest) -> str:
    asked = request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if is_ours and asked.startswith("/admin/") else reverse("admin:index")
