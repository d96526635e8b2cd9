"""Addresses of the accounts part of the API."""

from django.urls import path

from accounts.api import me_views, profile_views, ticket_views, views

urlpatterns = [
    path("accounts/", views.AccountsView.as_view(), name="api_accounts"),
    path("tokens/", views.TokensView.as_view(), name="api_tokens"),
    path("tokens/<uuid:token_id>/", views.TokenView.as_view(), name="api_token"),
    path("me/", profile_views.MeView.as_view(), name="api_me"),
    path("tickets/", ticket_views.TicketsView.as_view(), name="api_tickets"),
    path("tickets/<uuid:ticket_id>/", ticket_views.TicketView.as_view(), name="api_ticket"),
    path(
        "tickets/<uuid:ticket_id>/messages/",
        ticket_views.TicketMessagesView.as_view(),
        name="api_ticket_messages",
    ),
    path(
        "tickets/<uuid:ticket_id>/appeal/",
        ticket_views.TicketAppealView.as_view(),
        name="api_ticket_appeal",
    ),
    path(
        "tickets/<uuid:ticket_id>/attachments/<uuid:attachment_id>/",
        ticket_views.TicketAttachmentView.as_view(),
        name="api_ticket_attachment",
    ),
    path("me/data/", me_views.MyDataView.as_view(), name="api_my_data"),
    path("me/access-log/", me_views.AccessLogView.as_view(), name="api_access_log"),
    path("me/export/", me_views.ExportsView.as_view(), name="api_exports"),
    path("me/export/<uuid:export_id>/", me_views.ExportView.as_view(), name="api_export"),
    path(
        "me/export/<uuid:export_id>/download/",
        me_views.ExportDownloadView.as_view(),
        name="api_export_download",
    ),
    path("me/cancel/", me_views.CancelView.as_view(), name="api_cancel"),
    path("erasures/<str:secret>/", me_views.ErasureView.as_view(), name="api_erasure"),
]
