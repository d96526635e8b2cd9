"""Making an account, in pages."""

from typing import Any

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, resolve_url
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView

from accounts.backends import signup_address_hash
from accounts.forms import SignupForm
from accounts.models import User
from accounts.services.register_user import register_user
from privacy.models.refusal import Refused
from privacy.policies import summary_of
from privacy.promises import ADULT_AGE
from privacy.selectors import current_policy

# Where on the form a refusal of the service belongs; the others stand above it.
FIELD_OF_REFUSAL = {"email_taken": "email"}


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class SignUpView(FormView[SignupForm]):
    """A new account."""

    template_name = "account/signup.html"
    form_class = SignupForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            return redirect(settings.LOGIN_REDIRECT_URL)
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        return {"policy_version": current_policy(_locale()).version}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        version = current_policy(_locale())
        summary = summary_of(version.version, version.locale)
        return super().get_context_data(adult=ADULT_AGE, summary=summary, **kwargs)

    def form_valid(self, form: SignupForm) -> HttpResponse:
        try:
            user = self._register(form.cleaned_data)
        except ValidationError as problem:
            form.add_error(None, problem)
        except Refused as refusal:
            form.add_error(FIELD_OF_REFUSAL.get(refusal.code), str(refusal))
        else:
            return self._welcome(user)
        return self.form_invalid(form)

    def _register(self, answers: dict[str, Any]) -> User:
        return register_user(
            email=answers["email"],
            password=answers["password"],
            birth_date=answers["birth_date"],
            guardian_email=answers["guardian_email"],
            accept_policy=answers["policy_version"],
            locale=_locale(),
            now=timezone.now(),
            address_hash=signup_address_hash(self.request),
        )

    def _welcome(self, user: User) -> HttpResponse:
        # With mail the answer is the same for a taken address: nobody learns who has an account.
        if settings.HAS_MAIL:
            return redirect("account_email_verification_sent")
        if user.has_guardian_pending:
            messages.info(self.request, _("Your guardian decides next: a letter is on its way."))
        begun = Login(user=user, redirect_url=_next_page(self.request), signup=True)
        return perform_password_login(self.request, {}, begun)


def _next_page(request: HttpRequest) -> str:
    asked = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return asked if is_ours else resolve_url(settings.LOGIN_REDIRECT_URL)


def _locale() -> str:
    return get_language() or "en"
