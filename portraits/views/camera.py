"""The live camera: a page that draws by itself, and what it needs to do so. Nothing is sent to it.

Everything here is the same for everybody and needs no account, so that a browser can keep it and
the camera works with the network cut.
"""

from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from portraits.services.describe_camera import describe_camera
from portraits.services.draw_camera_art import TYPES, UnknownArt, draw_camera_art
from portraits.services.list_camera_files import RUNTIME, camera_version, list_camera_files
from portraits.services.list_licences import list_licences
from portraits.starter.live_pieces import (
    LivePiece,
    live_backdrops,
    live_filters,
    live_makeups,
    live_props,
)

ART_SECONDS = 86_400
# In the order in which a face is made up; the names are those of the scripts.
PARTS = (
    ("lips", _("Lips")),
    ("blush", _("Blush")),
    ("shadow", _("Eye shadow")),
    ("liner", _("Eyeliner")),
    ("lashes", _("Lashes")),
    ("brows", _("Brows")),
)


class CameraView(TemplateView):
    """Filters, makeup, props and backdrops on the camera, for anybody."""

    template_name = "portraits/camera.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        version = camera_version(address=_art_address)
        return super().get_context_data(version=version, **live_looks(), **kwargs)


def live_looks() -> dict[str, Any]:
    """This function will return what the choice of a look needs, on the camera and for clips."""
    return {
        "runtime": f"{settings.STATIC_URL}{RUNTIME}/",
        "filters": _named(live_filters()),
        "makeups": _named(live_makeups()),
        "props": _named(live_props()),
        "backdrops": _named(live_backdrops()),
        "parts": PARTS,
        "licences": list_licences(),
    }


def _named(pieces: tuple[LivePiece, ...]) -> list[tuple[str, str]]:
    """(slug, name in the reader's language) of each piece."""
    language = get_language() or "en"
    return [(one.slug, one.titles.get(language, one.titles["en"])) for one in pieces]


def _art_address(kind: str, name: str) -> str:
    return reverse("camera-art", args=[kind, name])


@require_safe
@cache_control(public=True, max_age=ART_SECONDS)
def camera_looks(_request: HttpRequest) -> JsonResponse:
    """This function will return every look of the camera as data, for the browser to draw."""
    return JsonResponse(describe_camera(address=_art_address))


@require_safe
@cache_control(public=True, max_age=ART_SECONDS)
def camera_art(_request: HttpRequest, kind: str, name: str) -> HttpResponse:
    """This function will return one picture that looks are drawn from.

    :raises Http404: when there is none of this kind and name
    """
    try:
        return HttpResponse(draw_camera_art(kind, name), content_type=TYPES[kind])
    except UnknownArt as error:
        raise Http404 from error


@require_safe
def camera_files(_request: HttpRequest) -> JsonResponse:
    """This function will list what a browser keeps so that the camera works without a network."""
    return JsonResponse(list_camera_files(address=_art_address))


@require_safe
@cache_control(no_cache=True)
def camera_offline(_request: HttpRequest) -> HttpResponse:
    """This function will return the service worker; its place at the root gives it its scope.

    :raises Http404: when the script is not there
    """
    path = finders.find("js/camera/offline.js")
    if not path:
        raise Http404
    with open(path, encoding="utf-8") as script:
        return HttpResponse(script.read(), content_type="text/javascript; charset=utf-8")
