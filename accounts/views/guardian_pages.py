"""The guardian's own page: read everything, agree or refuse; later withdraw, look, cancel.

The secret in the address is the proof: it was sent to the guardian's address alone. Nothing
happens by opening the page, since mail scanners open links.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.backends import contact_address_hash
from accounts.forms import GuardianForm, GuardianQuestionForm
from accounts.models import GuardianLink
from accounts.services.ask_as_guardian import ask_as_guardian
from accounts.services.decide_as_guardian import (
    agree_as_guardian,
    cancel_as_guardian,
    refuse_as_guardian,
    withdraw_as_guardian,
)
from accounts.services.link_guardian import find_guardian_link
from accounts.services.update_profile import update_profile_of_child
from privacy.models.refusal import Refused
from privacy.policies import parse_policy, summary_of
from privacy.promises import GUARDIAN_SILENCE
from privacy.selectors import current_policy
from privacy.selectors.subject_rows import about_people, rows_of

Decide = Callable[..., None]
OPEN_STATES = (
    GuardianLink.State.INVITED,
    GuardianLink.State.CONSENTED,
    GuardianLink.State.REVOKED,
)


@never_cache
@require_GET
def guardian(request: HttpRequest, secret: str) -> HttpResponse:
    """This function will show the policy and what the guardian can do now."""
    link = _link(secret)
    form = GuardianForm(initial={"policy_version": current_policy(_locale()).version})
    return render(request, "guardian/page.html", _page(link, secret, form))


@never_cache
@require_POST
def agree(request: HttpRequest, secret: str) -> HttpResponse:
    """This function will record the guardian's yes."""
    link, form = _link(secret), GuardianForm(request.POST)
    if form.is_valid():
        try:
            agree_as_guardian(
                link, form.cleaned_data["policy_version"], locale=_locale(), now=timezone.now()
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Thank you. The child can use the site now."))
            return redirect("guardian", secret)
    return render(request, "guardian/page.html", _page(link, secret, form))


@never_cache
@require_POST
def withdraw(request: HttpRequest, secret: str) -> HttpResponse:
    """This function will take the guardian's yes back."""
    _decide(withdraw_as_guardian, _link(secret))
    messages.success(request, _("Withdrawn. Nothing more is done with a photo of the child."))
    return redirect("guardian", secret)


@never_cache
@require_POST
def switch_child_sharing(request: HttpRequest, secret: str) -> HttpResponse:
    """This function will let the guardian switch sharing by link on or off."""
    is_on = request.POST.get("sharing") == "on"
    update_profile_of_child(_link(secret).child, is_sharing_on=is_on)
    messages.success(request, _("Sharing is on.") if is_on else _("Sharing is off."))
    return redirect("guardian", secret)


@never_cache
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, secret: str) -> HttpResponse:
    """This function will take in what a guardian asks about the child's account.

    The secret of the page has shown who asks, so that the promise runs from now on.
    """
    link, form = _link(secret), GuardianQuestionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            opened = ask_as_guardian(
                link,
                **form.cleaned_data,
                address_hash=contact_address_hash(request),
                locale=_locale(),
                now=timezone.now(),
            )
            return render(request, "settings/ticket_sent.html", {"opened": opened})
        except (Refused, ValidationError) as refusal:
            form.add_error(None, getattr(refusal, "messages", str(refusal)))
    return render(request, "guardian/ask.html", {"link": link, "secret": secret, "form": form})


@never_cache
@require_POST
def refuse(request: HttpRequest, secret: str) -> HttpResponse:
    """This function will erase the account because the guardian said no."""
    _decide(refuse_as_guardian, _link(secret))
    return render(request, "guardian/erased.html")


@never_cache
@require_POST
def cancel(request: HttpRequest, secret: str) -> HttpResponse:
    """This function will cancel the child's account for the guardian."""
    link = _link(secret)
    if request.POST.get("confirm") != "on":
        messages.error(request, _("Tick the box first: it cannot be undone."))
        return redirect("guardian", secret)
    _decide(cancel_as_guardian, link)
    return render(request, "guardian/erased.html")


def _link(secret: str) -> GuardianLink:
    link = find_guardian_link(secret)
    if link is None or link.state not in OPEN_STATES:
        raise Http404
    return link


def _decide(decide: Decide, link: GuardianLink) -> None:
    try:
        decide(link, locale=_locale(), now=timezone.now())
    except Refused as refusal:
        raise Http404 from refusal


def _page(link: GuardianLink, secret: str, form: GuardianForm) -> dict[str, Any]:
    policy = current_policy(_locale())
    return {
        "link": link,
        "secret": secret,
        "form": form,
        "policy": policy,
        "document": parse_policy(policy.text),
        "summary": summary_of(policy.version, policy.locale),
        "silent_until": _silent_until(link),
        "held": _held(link),
    }


def _silent_until(link: GuardianLink) -> datetime | None:
    return link.invited_at + GUARDIAN_SILENCE if link.invited_at else None


def _held(link: GuardianLink) -> list[dict[str, Any]]:
    """What is held of the child, by class, from the register."""
    counts = ((one, rows_of(one, link.child).count()) for one in about_people())
    return [{"label": one.label, "count": count} for one, count in counts if count]


def _locale() -> str:
    return get_language() or "en"
