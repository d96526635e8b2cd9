"""The API under /api/: version 1, its OpenAPI document, its documentation."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

import accounts.api.schema  # noqa: F401 names the ways to prove who one is

version_1 = [
    path("", include("accounts.api.urls")),
    path("", include("portraits.api.urls")),
    path("", include("privacy.api.urls")),
]

urlpatterns = [
    path("v1/", include(version_1)),
    path("schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path(
        "docs/",
        SpectacularSwaggerSplitView.as_view(url_name="api-schema", template_name="api_docs.html"),
        name="api-docs",
    ),
]
