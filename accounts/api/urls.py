"""Addresses of the accounts part of the API."""

from django.urls import path

from accounts.api import views

urlpatterns = [
    path("accounts/", views.AccountsView.as_view(), name="api_accounts"),
    path("tokens/", views.TokensView.as_view(), name="api_tokens"),
    path("tokens/<uuid:token_id>/", views.TokenView.as_view(), name="api_token"),
]
