"""Every address of the site; each app's own stand in its urls.py."""

from allauth.account import views as allauth_views
from django.contrib import admin
from django.urls import include, path, re_path
from django.views.i18n import set_language

from portrait_site.health import healthz, readyz

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

urlpatterns = [
    path("", include("portraits.urls")),
    path("privacy/", include("privacy.urls")),
    path("accounts/", include("accounts.urls")),
    path("accounts/", include(account_pages)),
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
