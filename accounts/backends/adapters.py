"""Our rules inside the flows of allauth: sign-up, sign-in, mails, second factors, providers."""

from base64 import b64decode, b64encode
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.backends.addresses import client_address
from accounts.models import BEGUN_BY, User
from accounts.services.change_address import set_address
from accounts.services.confirm_address import confirm_address
from accounts.services.list_session import list_session, unlist_session
from accounts.services.note_device import describe_browser, note_device
from accounts.services.queue_mail import queue_mail
from accounts.services.revoke_token import revoke_all_tokens
from accounts.services.send_mail import own_address
from privacy.encryption import open_field, seal_field
from privacy.models import Notice
from privacy.selectors.service_end import is_end_announced
from privacy.services.give_notice import give_notice

BEGUN_WITH = "password_that_sign_in_began_with"
FACTOR_CONTEXT = "mfa.authenticator.data"
# What allauth would mail about, and the notice it becomes.
NOTICES = {
    "account/email/password_changed": Notice.Kind.PASSWORD_CHANGED,
    "account/email/password_set": Notice.Kind.PASSWORD_CHANGED,
    "account/email/password_reset": Notice.Kind.PASSWORD_CHANGED,
    "mfa/email/totp_activated": Notice.Kind.FACTOR_CHANGED,
    "mfa/email/totp_deactivated": Notice.Kind.FACTOR_CHANGED,
    "mfa/email/webauthn_added": Notice.Kind.FACTOR_CHANGED,
    "mfa/email/webauthn_removed": Notice.Kind.FACTOR_CHANGED,
    "mfa/email/recovery_codes_generated": Notice.Kind.FACTOR_CHANGED,
    "socialaccount/email/account_connected": Notice.Kind.FACTOR_CHANGED,
    "socialaccount/email/account_disconnected": Notice.Kind.FACTOR_CHANGED,
}


class AccountAdapter(DefaultAccountAdapter):
    """Our rules inside allauth's flows."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return settings.SIGNUPS_PER_HOUR > 0 and not is_end_announced()

    def is_safe_url(self, url: str) -> bool:
        # Our own paths only; no other host has a reason to appear here.
        return url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Nothing: axes counts. allauth's own limit locks a name from everywhere."""

    def format_email_subject(self, subject: str) -> str:
        return f"{subject} · {settings.SITE_NAME}"

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        template: str | None = None,
        *more: Any,
        **options: Any,
    ) -> None:
        """Nothing at a sign-in: its text is empty, and rendering it would ask the database."""
        if template != "account/messages/logged_in.txt":
            super().add_message(request, level, template, *more, **options)

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        super().set_password(user, password)
        revoke_all_tokens(user.pk)

    def confirm_email(self, request: HttpRequest, email_address: Any) -> bool:
        is_confirmed = super().confirm_email(request, email_address)
        person, now = _person(email_address.user), timezone.now()
        if is_confirmed and email_address.email != person.email:
            set_address(person, email_address.email, now=now)
        elif is_confirmed:
            confirm_address(person, now=now)
        return is_confirmed

    def send_confirmation_mail(
        self, request: HttpRequest, emailconfirmation: Any, signup: bool
    ) -> None:
        queue_mail("accounts.send_confirmation", emailconfirmation.email_address.user)

    # Links in mails never follow a request's Host header.

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        return own_address("account_confirm_email", emailconfirmation.key)

    def get_reset_password_from_key_url(self, key: str) -> str:
        uid, _dash, secret = key.partition("-")
        return own_address("account_reset_password_from_key", uid, secret)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Where there is a second factor, the password alone is no proof; a passkey comes first."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        factors = [one for one in reversed(methods) if one["id"] != "reauthenticate"]
        return factors or methods

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("settings-security")

    def send_password_reset_mail(
        self, user: AbstractBaseUser, email: str, context: dict[str, Any]
    ) -> None:
        # In the worker: the answer takes as long for an address that nobody has.
        queue_mail("accounts.send_password_reset", _person(user))

    def send_notification_mail(
        self,
        template_prefix: str,
        user: AbstractBaseUser,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """A notice in the pages and a mail that says the same, without address or browser."""
        kind, now = NOTICES[template_prefix], timezone.now()
        give_notice(user, kind, cause=now.isoformat(), now=now)
        queue_mail("accounts.send_security_notice", _person(user), kind=kind)

    def pre_login(self, request: HttpRequest, user: AbstractBaseUser, **hooks: Any) -> Any:
        request.session[BEGUN_BY] = user.pk
        request.session[BEGUN_WITH] = user.get_session_auth_hash()
        return super().pre_login(request, user, **hooks)

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """A sign-in that waits for its second step ends when the password changes meanwhile."""
        request.session.pop(BEGUN_BY, None)
        if request.session.pop(BEGUN_WITH, None) != user.get_session_auth_hash():
            raise ImmediateHttpResponse(redirect("account_login"))
        super().login(request, user)

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **hooks: Any) -> Any:
        browser = {
            "user_agent": request.headers.get("User-Agent", ""),
            "address": client_address(request),
        }
        note_device(_person(user), **browser, now=timezone.now())
        list_session(_person(user), **browser, session_key=str(request.session.session_key))
        return super().post_login(request, user, **hooks)

    def logout(self, request: HttpRequest) -> None:
        unlist_session(str(request.session.session_key))
        super().logout(request)


class FactorAdapter(DefaultMFAAdapter):
    """Second factors: their secrets are sealed, and passkeys belong to the site's own origin."""

    def encrypt(self, text: str) -> str:
        return b64encode(seal_field(text, context=FACTOR_CONTEXT)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return open_field(b64decode(encrypted_text), context=FACTOR_CONTEXT)

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Any) -> str:
        agent = context.request.headers.get("User-Agent", "")
        return describe_browser(agent) or super().generate_authenticator_name(user, type)

    def get_totp_issuer(self) -> str:
        return str(settings.SITE_NAME)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": settings.PASSKEY_HOST, "name": str(settings.SITE_NAME)}


class ProviderAdapter(DefaultSocialAccountAdapter):
    """Sign-in through another provider: only for accounts that linked it themselves.

    An account begins on our own form, with birth date and policy; an address that a provider
    claims opens nothing. What the provider tells about the person is not kept.
    """

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        sociallogin.account.extra_data = {}

    def send_notification_mail(self, *given: Any, **options: Any) -> None:
        AccountAdapter().send_notification_mail(*given, **options)


def _person(user: AbstractBaseUser) -> User:
    """The site has one kind of user."""
    assert isinstance(user, User)  # noqa: S101 a fact for the type checker
    return user
