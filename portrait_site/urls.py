"""Every address of the site; each app's own stand in its urls.py."""

from allauth.account import views as allauth_views
from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.generic import RedirectView
from django.views.i18n import set_language

from accounts.urls import contact_urls, guardian_urls, security_urls, settings_urls
from accounts.views.cancel_pages import erasure
from accounts.views.fresh_proof import fresh_proof_required
from portrait_site.health import healthz, readyz
from privacy.views.leaving import LeavingView

# Those of allauth's pages that the site has; the rest (names, several addresses, codes) it has not.
account_pages = [
    path("logout/", allauth_views.logout, name="account_logout"),
    path("inactive/", allauth_views.account_inactive, name="account_inactive"),
    path("reauthenticate/", allauth_views.reauthenticate, name="account_reauthenticate"),
    path(
        "confirm-email/",
        allauth_views.email_verification_sent,
        name="account_email_verification_sent",
    ),
    path("confirm-email/<str:key>/", allauth_views.confirm_email, name="account_confirm_email"),
    path(
        "password/set/",
        fresh_proof_required("settings-security")(allauth_views.password_set),
        name="account_set_password",
    ),
    path("password/change/", allauth_views.password_change, name="account_change_password"),
    path("password/reset/", allauth_views.password_reset, name="account_reset_password"),
    path(
        "password/reset/done/",
        allauth_views.password_reset_done,
        name="account_reset_password_done",
    ),
    path(
        "password/reset/key/done/",
        allauth_views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[-:\w]+)/$",
        allauth_views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
]

# allauth's pages for passkeys, the authenticator app and recovery codes; its index is our own page.
factor_pages: list[URLPattern | URLResolver] = [
    path("", RedirectView.as_view(pattern_name="settings-security"), name="mfa_index"),
    path("", include("allauth.mfa.urls")),
]

# Signing in through another provider exists only where one is configured.
provider_pages: list[URLPattern | URLResolver] = []
if settings.OIDC_PROVIDERS:
    provider_pages = [
        path("providers/", include("allauth.socialaccount.urls")),
        path("", include("allauth.socialaccount.providers.openid_connect.urls")),
    ]

urlpatterns = [
    path("", include("portraits.urls")),
    path("privacy/", include("privacy.urls")),
    path("accounts/", include("accounts.urls")),
    path("accounts/", include(account_pages)),
    path("accounts/factors/", include(factor_pages)),
    path("accounts/", include(provider_pages)),
    path("settings/security/", include(security_urls)),
    path("settings/", include(settings_urls)),
    path("contact/", include(contact_urls)),
    path("guardian/", include(guardian_urls)),
    path("erasures/<str:secret>/", erasure, name="erasure"),
    path("leaving/", LeavingView.as_view(), name="leaving"),
    path("language/", set_language, name="set_language"),
    path("api/", include("portrait_site.api_urls")),
    path("admin/", admin.site.urls),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
]

handler400 = "portrait_site.error_pages.handler400"
handler403 = "portrait_site.error_pages.handler403"
handler404 = "portrait_site.error_pages.handler404"
handler500 = "portrait_site.error_pages.handler500"
