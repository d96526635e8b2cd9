"""Addresses of the privacy part of the API."""

from django.urls import path

from privacy.api import views

urlpatterns = [
    path("consents/", views.ConsentsView.as_view(), name="api_consents"),
    path("policy/", views.PolicyView.as_view(), name="api_policy"),
    path("policy/<str:version>/", views.PolicyVersionView.as_view(), name="api_policy_version"),
    path("promises/", views.PromisesView.as_view(), name="api_promises"),
    path("third-parties/", views.ThirdPartiesView.as_view(), name="api_third_parties"),
    path("receipts/verify/", views.VerifyReceiptView.as_view(), name="api_verify_receipt"),
    path("ledger/heads/", views.LedgerHeadsView.as_view(), name="api_ledger_heads"),
    path("receipts/keys/", views.ReceiptKeysView.as_view(), name="api_receipt_keys"),
]
