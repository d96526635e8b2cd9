"""Addresses of joining, coming back, settings, contact and the guardian's page."""

from django.urls import path

from accounts.views import (
    cancel_pages,
    contact_pages,
    guardian_pages,
    look_pages,
    my_data_pages,
    security_pages,
    settings_pages,
)
from accounts.views.joining import SignUpView
from accounts.views.sign_in import SignInView, forget_name

# Under /accounts/; those of allauth's own pages that the site has follow them.
urlpatterns = [
    path("signup/", SignUpView.as_view(), name="account_signup"),
    path("login/", SignInView.as_view(), name="account_login"),
    path("forget-name/", forget_name, name="forget-name"),
]

security_urls = [
    path("", security_pages.security, name="settings-security"),
    path(
        "sessions/<int:session_id>/end/",
        security_pages.end_one_session,
        name="settings-end-session",
    ),
    path("sessions/end-others/", security_pages.end_others, name="settings-end-others"),
    path("tokens/make/", security_pages.make_token, name="settings-make-token"),
    path("tokens/<uuid:token_id>/end/", security_pages.end_token, name="settings-end-token"),
    path("secure/", security_pages.secure, name="settings-secure"),
]

settings_urls = [
    path("", settings_pages.landing, name="settings"),
    path("profile/", settings_pages.profile, name="settings-profile"),
    path("profile/address/", settings_pages.change_address, name="settings-address"),
    path("privacy-choices/", settings_pages.choices, name="settings-privacy-choices"),
    path("privacy-choices/sharing/", settings_pages.switch_sharing, name="settings-sharing"),
    path("privacy-choices/<slug:purpose>/", settings_pages.decide, name="settings-decide"),
    path("my-data/", my_data_pages.my_data, name="settings-my-data"),
    path("my-data/looks/", look_pages.looks, name="settings-looks"),
    path("my-data/copy/", my_data_pages.ask_for_copy, name="settings-copy"),
    path(
        "my-data/copy/<uuid:export_id>/download/",
        my_data_pages.download_copy,
        name="settings-copy-download",
    ),
    path("my-data/<str:model>/delete/", my_data_pages.delete_class, name="settings-delete-class"),
    path("cancel-account/", cancel_pages.cancel, name="settings-cancel"),
    path("cancel-account/code/", cancel_pages.send_code, name="settings-cancel-code"),
    path("permissions/", settings_pages.permissions, name="settings-permissions"),
    path("notifications/", settings_pages.notifications, name="settings-notifications"),
    path("privacy-policy/", settings_pages.policy, name="settings-policy"),
]

contact_urls = [
    path("", contact_pages.contact, name="contact"),
    path("<uuid:ticket_id>/", contact_pages.ticket, name="ticket"),
    path("<uuid:ticket_id>/messages/", contact_pages.write_more, name="ticket-messages"),
    path("<uuid:ticket_id>/object/", contact_pages.object_to_end, name="ticket-object"),
    path("<uuid:ticket_id>/take-back/", contact_pages.take_back, name="ticket-take-back"),
    path(
        "<uuid:ticket_id>/attachments/<uuid:attachment_id>/",
        contact_pages.attachment,
        name="ticket-attachment",
    ),
]

guardian_urls = [
    path("<str:secret>/", guardian_pages.guardian, name="guardian"),
    path("<str:secret>/ask/", guardian_pages.ask, name="guardian-ask"),
    path("<str:secret>/agree/", guardian_pages.agree, name="guardian-agree"),
    path("<str:secret>/refuse/", guardian_pages.refuse, name="guardian-refuse"),
    path("<str:secret>/withdraw/", guardian_pages.withdraw, name="guardian-withdraw"),
    path("<str:secret>/sharing/", guardian_pages.switch_child_sharing, name="guardian-sharing"),
    path("<str:secret>/cancel/", guardian_pages.cancel, name="guardian-cancel"),
]
