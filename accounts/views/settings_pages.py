"""Settings: profile, choices, permissions, notifications, and the policy that one agreed to."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.forms import AddressForm, ProfileForm
from accounts.gates import signed_in_person
from accounts.models import User
from accounts.services.change_address import request_new_address
from accounts.services.update_profile import update_profile
from accounts.views.fresh_proof import fresh_proof_required
from accounts.views.refusals import refusals_shown
from privacy.models import Notice, PolicyAcceptance
from privacy.models.refusal import Refused
from privacy.policies import parse_policy
from privacy.policies.consents import CONSENTS
from privacy.selectors import consent_rows, current_policy, has_consent
from privacy.selectors.announcements import NOTICE_GROUPS
from privacy.services.decide_consent import grant_consent, withdraw_consent
from privacy.services.give_notice import mark_shown

NOTICES_SHOWN = 50


@login_required
@require_GET
def landing(request: HttpRequest) -> HttpResponse:
    """This function will show where everything is."""
    return render(request, "settings/landing.html")


@login_required
@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """This function will show and change what is known about the person."""
    person = signed_in_person(request)
    form = ProfileForm(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        update_profile(person, locale=form.cleaned_data["locale"])
        messages.success(request, _("Saved."))
        response = redirect("settings-profile")
        _speak(response, person.locale)
        return response
    context = {"form": form, "address_form": AddressForm()}
    return render(request, "settings/profile.html", context)


def _speak(response: HttpResponse, locale: str) -> None:
    """The pages follow the cookie; without this the choice would show only in mails."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        locale,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )


@fresh_proof_required("settings-profile")
@require_POST
def change_address(request: HttpRequest) -> HttpResponse:
    """This function will begin the change of the e-mail address."""
    person = signed_in_person(request)
    form = AddressForm(request.POST)
    if form.is_valid() and _changes(person, form):
        words = _("Open the link that we sent to the new address.") if settings.HAS_MAIL else None
        messages.success(request, words or _("Your address is changed."))
        return redirect("settings-profile")
    context = {"form": ProfileForm(instance=person), "address_form": form}
    return render(request, "settings/profile.html", context)


def _changes(person: User, form: AddressForm) -> bool:
    try:
        request_new_address(person, form.cleaned_data["email"], now=timezone.now())
    except (ValidationError, Refused) as refusal:
        form.add_error("email", refusal if isinstance(refusal, ValidationError) else str(refusal))
        return False
    return True


@login_required
@require_GET
def choices(request: HttpRequest) -> HttpResponse:
    """This function will show every consent with its words, and the switches."""
    return render(request, "settings/privacy_choices.html", {"rows": _rows(request)})


def _rows(request: HttpRequest) -> list[dict[str, Any]]:
    rows = consent_rows(request.user, get_language() or "en")
    return [{**row, "is_granted": row["state"] == "granted"} for row in rows]


@login_required
@require_POST
@refusals_shown("settings-privacy-choices")
def decide(request: HttpRequest, purpose: str) -> HttpResponse:
    """This function will give or withdraw one consent: the same press, either way."""
    if purpose not in CONSENTS:
        raise Refused("not_found", 404)
    person, now, locale = signed_in_person(request), timezone.now(), get_language() or "en"
    if request.POST.get("decision") == "withdraw":
        withdraw_consent(person, purpose, locale=locale, now=now, method="settings")
        messages.success(request, _("Withdrawn. What rested on it has stopped."))
    else:
        version = request.POST.get("text_version", "")
        grant_consent(
            person, purpose, text_version=version, locale=locale, now=now, method="settings"
        )
        messages.success(request, _("Agreed. You can withdraw at any time, here."))
    return redirect("settings-privacy-choices")


@login_required
@require_POST
@refusals_shown("settings-privacy-choices")
def switch_sharing(request: HttpRequest) -> HttpResponse:
    """This function will switch sharing by link on or off."""
    is_on = request.POST.get("sharing") == "on"
    update_profile(signed_in_person(request), is_sharing_on=is_on)
    messages.success(request, _("Sharing is on.") if is_on else _("Sharing is off."))
    return redirect("settings-privacy-choices")


@login_required
@require_GET
def permissions(request: HttpRequest) -> HttpResponse:
    """This function will show the page whose script reads the browser's own state."""
    return render(request, "settings/permissions.html")


@login_required
@require_GET
def notifications(request: HttpRequest) -> HttpResponse:
    """This function will show the notices; what was shown counts as delivered."""
    notices = Notice.objects.filter(person=signed_in_person(request)).order_by("-created_at")
    context = {
        "notices": list(notices[:NOTICES_SHOWN]),
        "has_mail": settings.HAS_MAIL,
        "groups": NOTICE_GROUPS,
        "has_offers": has_consent(request.user, "promotions"),
    }
    response = render(request, "settings/notifications.html", context)
    mark_shown(request.user, now=timezone.now())
    return response


@login_required
@require_GET
def policy(request: HttpRequest) -> HttpResponse:
    """This function will show the policy in full, and which version the person agreed to."""
    current = current_policy(get_language() or "en")
    accepted = PolicyAcceptance.objects.filter(
        person=signed_in_person(request), agreed_at__isnull=False
    )
    context = {
        "policy": current,
        "document": parse_policy(current.text),
        "accepted": accepted.order_by("-agreed_at").first(),
    }
    return render(request, "settings/policy.html", context)
