"""Addresses of the privacy pages, under /privacy/."""

from django.urls import path

from privacy.views.notices import dismiss
from privacy.views.policy_pages import (
    PolicyChangesView,
    PolicyVersionView,
    PolicyView,
    accept,
)
from privacy.views.promise_pages import PromisesView
from privacy.views.receipt_pages import receipts

urlpatterns = [
    path("policy/", PolicyView.as_view(), name="policy"),
    path("policy/accept/", accept, name="policy-accept"),
    path("policy/<str:version>/", PolicyVersionView.as_view(), name="policy-version"),
    path("policy/<str:version>/changes/", PolicyChangesView.as_view(), name="policy-changes"),
    path("promises/", PromisesView.as_view(), name="promises"),
    path("notices/dismiss/", dismiss, name="dismiss-notices"),
    path("receipts/", receipts, name="receipts"),
]
