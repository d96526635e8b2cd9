"""What is kept in the browser, and the choice about being counted."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from privacy.gates import counting_choice_of, counting_cookie_name, has_privacy_signal
from privacy.policies.consents import CONSENTS
from privacy.promises import COUNTING_CHOICE_KEPT, SMALLEST_GROUP
from privacy.registry.cookies import COOKIES, CookieKind
from privacy.registry.device_storage import DEVICE_STORAGE
from privacy.selectors.counting_choice import PURPOSE, Choice, cookie_value, page_figures
from privacy.services.decide_consent import grant_consent, withdraw_consent

FIGURES_OF = timedelta(days=30)


class CookiesView(TemplateView):
    """Every cookie and every other thing kept on a device, from the declarations."""

    template_name = "privacy/cookies.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            kinds=[(kind, [one for one in COOKIES if one.kind is kind]) for kind in CookieKind],
            stored=DEVICE_STORAGE,
            choice=counting_choice_of(self.request),
            has_signal=has_privacy_signal(self.request),
            words=_words(),
            figures=page_figures(timezone.now() - FIGURES_OF),
            smallest=SMALLEST_GROUP,
            **kwargs,
        )


def _words() -> str:
    texts = CONSENTS[PURPOSE].texts
    return texts.get(get_language() or "") or texts["en"]


@require_POST
def choose_counting(request: HttpRequest) -> HttpResponse:
    """This function will keep a yes or a no: in the ledger, or in a visitor's own browser."""
    choice = Choice.YES if request.POST.get("choice") == Choice.YES else Choice.NO
    response = redirect(_page_before(request))
    if request.user.is_authenticated:
        _decide(request.user, choice)
    else:
        _remember(response, choice)
    messages.success(
        request,
        _("Thank you. Your visits are counted, in sums only.")
        if choice is Choice.YES
        else _("Your visits are not counted."),
    )
    return response


def _decide(person: Any, choice: Choice) -> None:
    now, locale = timezone.now(), get_language() or "en"
    if choice is Choice.NO:
        withdraw_consent(person, PURPOSE, locale=locale, now=now, method="banner")
        return
    version = CONSENTS[PURPOSE].version
    grant_consent(person, PURPOSE, text_version=version, locale=locale, now=now, method="banner")


def _remember(response: HttpResponse, choice: Choice) -> None:
    response.set_cookie(
        counting_cookie_name(),
        cookie_value(choice),
        max_age=COUNTING_CHOICE_KEPT,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _page_before(request: HttpRequest) -> str:
    asked = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()})
    return asked if is_ours else "cookies"
