"""Addresses of the studio's pages, at the site's root."""

from django.urls import path

from portraits.views.browse_templates import (
    TemplatesView,
    TemplateView,
    template_catalog,
    template_preview,
)
from portraits.views.home import HomeView

urlpatterns = [
    path("", HomeView.as_view(), name="home"),
    path("templates/", TemplatesView.as_view(), name="templates"),
    path("templates/catalog.json", template_catalog, name="template-catalog"),
    path("templates/<slug:slug>/", TemplateView.as_view(), name="template"),
    path("templates/<slug:slug>/preview.jpg", template_preview, name="template-preview"),
]
