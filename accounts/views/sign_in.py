"""Coming back: signing in, and the name that this device remembers or not."""

from typing import Any

from allauth.account.views import LoginView
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from privacy.promises import REMEMBERED_NAME_KEPT

NAME_COOKIE = "__Host-uname" if settings.SESSION_COOKIE_SECURE else "uname"


@method_decorator(never_cache, name="dispatch")
class SignInView(LoginView):
    """allauth's sign-in, with the remembered name."""

    template_name = "account/login.html"

    def get_initial(self) -> dict[str, Any]:
        name = remembered_name(self.request)
        return super().get_initial() | {"login": name, "remember_name": bool(name)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            remembered_name=remembered_name(self.request),
            providers=settings.OIDC_PROVIDERS,
            **kwargs,
        )

    def form_valid(self, form: Any) -> HttpResponse:
        response = self._sign_in(form)
        if form.cleaned_data["remember_name"]:
            _remember_name(response, form.cleaned_data["login"])
        else:
            _forget_name(response)
        return response

    @transaction.atomic
    def _sign_in(self, form: Any) -> HttpResponse:
        """The password has been checked: all that is written now costs one commit, not seven."""
        response: HttpResponse = super().form_valid(form)
        self.request.session.save()
        return response


@require_POST
def forget_name(request: HttpRequest) -> HttpResponse:
    """This function will drop the remembered name and go back to the sign-in page."""
    response = redirect("account_login")
    _forget_name(response)
    return response


def remembered_name(request: HttpRequest) -> str:
    """This function will return the e-mail kept on this device, or nothing."""
    name = request.get_signed_cookie(NAME_COOKIE, default="", max_age=REMEMBERED_NAME_KEPT)
    return name or ""


def _remember_name(response: HttpResponse, name: str) -> None:
    response.set_signed_cookie(
        NAME_COOKIE,
        name,
        max_age=REMEMBERED_NAME_KEPT,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _forget_name(response: HttpResponse) -> None:
    # A `__Host-` cookie is only replaced, and so removed, by one that is Secure too.
    response.set_cookie(
        NAME_COOKIE,
        max_age=0,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
