"""Addresses of the privacy pages, under /privacy/."""

from django.urls import path

from privacy.views.announcement_pages import (
    AnnouncementsView,
    announcement,
    end_offers,
    incident,
)
from privacy.views.cookie_pages import CookiesView, choose_counting
from privacy.views.notices import dismiss
from privacy.views.policy_pages import (
    PolicyChangesView,
    PolicyVersionView,
    PolicyView,
    accept,
)
from privacy.views.promise_pages import PromisesView
from privacy.views.receipt_pages import HeadsView, receipts, verifier
from privacy.views.third_party_pages import ThirdPartiesView
from privacy.views.transparency_pages import TransparencyView

urlpatterns = [
    path("policy/", PolicyView.as_view(), name="policy"),
    path("policy/accept/", accept, name="policy-accept"),
    path("policy/<str:version>/", PolicyVersionView.as_view(), name="policy-version"),
    path("policy/<str:version>/changes/", PolicyChangesView.as_view(), name="policy-changes"),
    path("promises/", PromisesView.as_view(), name="promises"),
    path("announcements/", AnnouncementsView.as_view(), name="announcements"),
    path("announcements/<uuid:announcement_id>/", announcement, name="announcement"),
    path("incidents/<uuid:incident_id>/", incident, name="incident"),
    path("unsubscribe/<str:token>/", end_offers, name="unsubscribe"),
    path("notices/dismiss/", dismiss, name="dismiss-notices"),
    path("receipts/", receipts, name="receipts"),
    path("receipts/heads/", HeadsView.as_view(), name="receipt-heads"),
    path("receipts/verify_offline.py", verifier, name="receipt-verifier"),
    path("third-parties/", ThirdPartiesView.as_view(), name="third-parties"),
    path("transparency/", TransparencyView.as_view(), name="transparency"),
    path("cookies/", CookiesView.as_view(), name="cookies"),
    path("cookies/choice/", choose_counting, name="choose-counting"),
]
