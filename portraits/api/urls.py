"""Addresses of the portraits part of the API."""

from django.urls import path

from portraits.api import clip_views, cutout_views, share_views, views

urlpatterns = [
    path("templates/", views.TemplatesView.as_view(), name="api_templates"),
    path("templates/<slug:slug>/", views.TemplateView.as_view(), name="api_template"),
    path("portraits/", views.PortraitsView.as_view(), name="api_portraits"),
    path("portraits/<uuid:portrait_id>/", views.PortraitView.as_view(), name="api_portrait"),
    path(
        "portraits/<uuid:portrait_id>/image/",
        views.PortraitImageView.as_view(),
        name="api_portrait_image",
    ),
    path(
        "portraits/<uuid:portrait_id>/receipt/",
        views.PortraitReceiptView.as_view(),
        name="api_portrait_receipt",
    ),
    path(
        "portraits/<uuid:job_id>/share/",
        share_views.SharesView.as_view(),
        name="api_shares",
    ),
    path(
        "portraits/<uuid:job_id>/share/<uuid:share_id>/",
        share_views.ShareView.as_view(),
        name="api_share",
    ),
    path("cutouts/", cutout_views.CutoutsView.as_view(), name="api_cutouts"),
    path("cutouts/<uuid:cutout_id>/", cutout_views.CutoutView.as_view(), name="api_cutout"),
    path(
        "cutouts/<uuid:cutout_id>/image/",
        cutout_views.CutoutImageView.as_view(),
        name="api_cutout_image",
    ),
    path(
        "cutouts/<uuid:cutout_id>/receipt/",
        cutout_views.CutoutReceiptView.as_view(),
        name="api_cutout_receipt",
    ),
    path("clips/", clip_views.ClipsView.as_view(), name="api_clips"),
    path("clips/<uuid:clip_id>/", clip_views.ClipView.as_view(), name="api_clip"),
    path(
        "clips/<uuid:clip_id>/image/",
        clip_views.ClipFileView.as_view(),
        name="api_clip_image",
    ),
    path(
        "clips/<uuid:clip_id>/receipt/",
        clip_views.ClipReceiptView.as_view(),
        name="api_clip_receipt",
    ),
    path(
        "clips/<uuid:job_id>/share/",
        share_views.ClipSharesView.as_view(),
        name="api_clip_shares",
    ),
    path(
        "clips/<uuid:job_id>/share/<uuid:share_id>/",
        share_views.ClipShareView.as_view(),
        name="api_clip_share",
    ),
]
