"""Settings, Security: password, factors, sign-ins, access tokens, the emergency button."""

from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.forms import TokenForm
from accounts.gates import signed_in_person
from accounts.models import ApiToken
from accounts.services.create_token import NewToken, create_token
from accounts.services.end_sessions import end_other_sessions, end_session, live_sessions
from accounts.services.note_device import describe_browser
from accounts.services.revoke_token import revoke_token
from accounts.services.secure_account import secure_account
from accounts.views.fresh_proof import fresh_proof_required
from accounts.views.refusals import refusals_shown
from privacy.models import Notice
from privacy.models.refusal import Refused
from privacy.services.give_notice import give_notice

PAGE = "settings-security"


@login_required
@never_cache
@require_GET
def security(request: HttpRequest) -> HttpResponse:
    """This function will show everything that opens the account."""
    return render(request, "settings/security.html", _page(request))


def _page(request: HttpRequest, **more: Any) -> dict[str, Any]:
    person = signed_in_person(request)
    factors = list(Authenticator.objects.filter(user=person).order_by("created_at"))
    return {
        "passkeys": [one.wrap() for one in factors if one.type == Authenticator.Type.WEBAUTHN],
        "app": next((one for one in factors if one.type == Authenticator.Type.TOTP), None),
        "codes": next(
            (one for one in factors if one.type == Authenticator.Type.RECOVERY_CODES), None
        ),
        "sessions": [
            {
                "id": one.pk,
                "browser": describe_browser(one.user_agent) or _("Unknown browser"),
                "address": one.ip,
                "created_at": one.created_at,
                "is_current": one.session_key == request.session.session_key,
            }
            for one in live_sessions(person)
        ],
        "tokens": ApiToken.objects.live(timezone.now()).filter(person=person),
        "token_form": TokenForm(),
        "providers": settings.OIDC_PROVIDERS,
        "linked": SocialAccount.objects.filter(user=person) if settings.OIDC_PROVIDERS else [],
    } | more


@login_required
@require_POST
@refusals_shown(PAGE)
def end_one_session(request: HttpRequest, session_id: int) -> HttpResponse:
    """This function will sign out one other browser."""
    end_session(signed_in_person(request), session_id)
    messages.success(request, _("That browser is signed out."))
    return redirect(PAGE)


@login_required
@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """This function will sign out every browser but this one."""
    end_other_sessions(signed_in_person(request), but=str(request.session.session_key))
    messages.success(request, _("Every other browser is signed out."))
    return redirect(PAGE)


@fresh_proof_required(PAGE)
@never_cache
@require_http_methods(["POST"])
def make_token(request: HttpRequest) -> HttpResponse:
    """This function will make an access token and show it this once."""
    form = TokenForm(request.POST)
    if not form.is_valid():
        return render(request, "settings/security.html", _page(request, token_form=form))
    try:
        new = _make_token(request, form)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return render(request, "settings/security.html", _page(request, token_form=form))
    return render(request, "settings/token_made.html", {"new": new})


def _make_token(request: HttpRequest, form: TokenForm) -> NewToken:
    now, given = timezone.now(), form.cleaned_data
    new = create_token(
        signed_in_person(request),
        scopes=given["scopes"],
        name=given["name"],
        days=given["days"],
        now=now,
    )
    give_notice(request.user, Notice.Kind.TOKEN_MADE, cause=str(new.row.id), now=now)
    return new


@login_required
@require_POST
@refusals_shown(PAGE)
def end_token(request: HttpRequest, token_id: UUID) -> HttpResponse:
    """This function will end one access token."""
    revoke_token(signed_in_person(request), token_id)
    messages.success(request, _("The token has ended."))
    return redirect(PAGE)


@login_required
@require_POST
def secure(request: HttpRequest) -> HttpResponse:
    """This function will shut every door, because somebody may have the password."""
    ticket = secure_account(signed_in_person(request), now=timezone.now())
    logout(request)
    return render(request, "settings/secured.html", {"ticket": ticket})
