"""Cancel Account: what it does, the proof, the phrase, and the page that is left afterwards."""

import json

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, override
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.forms import CancelForm
from accounts.models import User
from accounts.services.cancel_account import cancel_account
from accounts.services.cancel_phrase import cancel_phrase, require_phrase
from accounts.services.prove_again import mail_code, prove_again
from accounts.views.refusals import refusals_shown
from privacy.models import Erasure
from privacy.models.refusal import Refused
from privacy.selectors.erasures import erasure_by_secret
from privacy.selectors.inventory import consequences_of, is_kept

FIELD_OF_REFUSAL = {
    "phrase_wrong": "confirm",
    "invalid_credentials": "password",
    "otp_required": "otp",
}


@sensitive_post_parameters()
@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest) -> HttpResponse:
    """This function will say what cancelling does, and do it."""
    person = _person(request)
    form = CancelForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        secret = _cancelled(request, person, form)
        if secret:
            return _left(request, secret)
    held = consequences_of(person)
    context = {
        "form": form,
        "phrase": cancel_phrase(),
        "going": [one for one in held if not is_kept(one)],
        "staying": [one for one in held if is_kept(one)],
    }
    return render(request, "settings/cancel.html", context)


def _cancelled(request: HttpRequest, person: User, form: CancelForm) -> str:
    given = form.cleaned_data
    try:
        require_phrase(given["confirm"])
        proof = {name: given.get(name, "") for name in ("password", "code", "otp")}
        prove_again(request, person, **proof)
        return cancel_account(person, now=timezone.now()).secret
    except Refused as refusal:
        field = FIELD_OF_REFUSAL.get(refusal.code)
        form.add_error(field if field in form.fields else None, str(refusal))
        return ""


def _left(request: HttpRequest, secret: str) -> HttpResponse:
    logout(request)
    answer = redirect("erasure", secret)
    answer["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return answer


@login_required
@require_POST
@refusals_shown("settings-cancel")
def send_code(request: HttpRequest) -> HttpResponse:
    """This function will mail the code to whoever has no password."""
    mail_code(_person(request))
    return redirect("settings-cancel")


@never_cache
@require_GET
def erasure(request: HttpRequest, secret: str) -> HttpResponse:
    """This function will show how far a cancellation is, to whoever has its secret."""
    try:
        found = erasure_by_secret(secret)
    except Refused:
        return render(request, "errors/404.html", status=404)
    certificate = json.loads(found.certificate) if found.certificate else None
    context = {
        "erasure": found,
        "secret": secret,
        "certificate": certificate,
        "document": found.certificate,
    }
    with override(_language(request, found)):
        return render(request, "settings/erasure.html", context)


def _language(request: HttpRequest, erasure: Erasure) -> str | None:
    """The account's own: the browser has just been told to forget every cookie of ours."""
    is_chosen = settings.LANGUAGE_COOKIE_NAME in request.COOKIES
    return get_language() if is_chosen else erasure.locale


def _person(request: HttpRequest) -> User:
    person = request.user
    assert isinstance(person, User)  # noqa: S101 login_required stands before every view
    return person
