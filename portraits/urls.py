"""Addresses of the studio's pages, at the site's root."""

from django.urls import path

from portraits.views.browse_templates import (
    TemplatesView,
    TemplateView,
    template_catalog,
    template_preview,
)
from portraits.views.camera import (
    CameraView,
    camera_art,
    camera_files,
    camera_looks,
    camera_offline,
)
from portraits.views.clips import ClipsView, GiveClipConsentView
from portraits.views.create import CreateView, GiveConsentView
from portraits.views.cutout import CutoutView, GiveCutoutConsentView
from portraits.views.device import DeviceView
from portraits.views.gallery import GalleryView, save_all
from portraits.views.home import HomeView
from portraits.views.portrait import DeleteClipView, DeletePortraitView, PortraitView
from portraits.views.share import (
    RevokeClipShareView,
    RevokeShareView,
    ShareClipView,
    SharePortraitView,
)
from portraits.views.shared import shared, shared_image

urlpatterns = [
    path("", HomeView.as_view(), name="home"),
    path("templates/", TemplatesView.as_view(), name="templates"),
    path("templates/catalog.json", template_catalog, name="template-catalog"),
    path("templates/<slug:slug>/", TemplateView.as_view(), name="template"),
    path("templates/<slug:slug>/preview.jpg", template_preview, name="template-preview"),
    path("create/<slug:slug>/", CreateView.as_view(), name="create"),
    path("create/<slug:slug>/consent/", GiveConsentView.as_view(), name="give-consent"),
    path("camera/", CameraView.as_view(), name="camera"),
    path("camera/looks.json", camera_looks, name="camera-looks"),
    path("camera/files.json", camera_files, name="camera-files"),
    path("camera/art/<slug:kind>/<str:name>", camera_art, name="camera-art"),
    path("camera-offline.js", camera_offline, name="camera-offline"),
    path("cutout/", CutoutView.as_view(), name="cutout"),
    path("cutout/consent/", GiveCutoutConsentView.as_view(), name="give-cutout-consent"),
    path("on-this-device/", DeviceView.as_view(), name="device"),
    path("portraits/", GalleryView.as_view(), name="portraits"),
    path("portraits/all.zip", save_all, name="save-all"),
    path("portraits/<uuid:portrait_id>/", PortraitView.as_view(), name="portrait"),
    path(
        "portraits/<uuid:job_id>/delete/",
        DeletePortraitView.as_view(),
        name="delete-portrait",
    ),
    path(
        "portraits/<uuid:job_id>/share/",
        SharePortraitView.as_view(),
        name="share-portrait",
    ),
    path(
        "portraits/<uuid:job_id>/share/<uuid:share_id>/revoke/",
        RevokeShareView.as_view(),
        name="revoke-share",
    ),
    path("clips/", ClipsView.as_view(), name="clips"),
    path(
        "clips/consent/<slug:purpose>/",
        GiveClipConsentView.as_view(),
        name="give-clip-consent",
    ),
    path("clips/<uuid:job_id>/delete/", DeleteClipView.as_view(), name="delete-clip"),
    path("clips/<uuid:job_id>/share/", ShareClipView.as_view(), name="share-clip"),
    path(
        "clips/<uuid:job_id>/share/<uuid:share_id>/revoke/",
        RevokeClipShareView.as_view(),
        name="revoke-clip-share",
    ),
    path("s/<str:secret>/", shared, name="shared"),
    path("s/<str:secret>/image/", shared_image, name="shared-image"),
]
