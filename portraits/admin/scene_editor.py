"""The staff editor of scenes: found points, face mask and foreground, tried with a painted face."""

import base64
import binascii
import json
from typing import Any

import cv2
import numpy as np
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portraits.engine.errors import EngineError
from portraits.engine.template_pack import TemplatePack
from portraits.models import Template
from portraits.sandbox import DecoderUnavailable
from portraits.services.correct_scene import (
    Strokes,
    correct_scene,
    draw_test_portrait,
    keep_correction,
)
from portraits.services.template_store import load_pack
from privacy.models.refusal import explain


class SceneEditor:
    """Pages of a ModelAdmin of templates; everything asks for the right to change the template."""

    admin_site: Any
    has_change_permission: Any
    log_change: Any

    def editor_urls(self) -> list[URLPattern]:
        """The pages, to stand before the admin's own."""
        pages = (
            ("correct/", self.correct_page, "correct"),
            ("layers/<str:name>.png", self.layer, "layer"),
            ("correct/try/", require_POST(self.try_strokes), "try"),
            ("correct/save/", require_POST(self.save_strokes), "save"),
        )
        return [
            path(
                f"<int:template_id>/{route}",
                self.admin_site.admin_view(view),
                name=f"portraits_template_{name}",
            )
            for route, view, name in pages
        ]

    def correct_page(self, request: HttpRequest, template_id: int) -> HttpResponse:
        """The picture under two layers to paint on, with the points that were found."""
        template, pack = self._scene(request, template_id)
        points = None if pack.landmarks is None else np.round(pack.landmarks, 1).tolist()
        height, width = np.asarray(pack.picture).shape[:2]
        context = {
            **self.admin_site.each_context(request),
            "title": _("Correct by eye"),
            "template": template,
            "opts": Template._meta,
            "scene": {"width": width, "height": height, "points": points},
        }
        return TemplateResponse(request, "admin/portraits/template/correct.html", context)

    def layer(self, request: HttpRequest, template_id: int, name: str) -> HttpResponse:
        """One layer of the pack: `picture`, or the coverage of `face` or `foreground`."""
        _template, pack = self._scene(request, template_id)
        layer = _layer_of(pack, name)
        if layer is None:
            raise Http404
        return HttpResponse(cv2.imencode(".png", layer)[1].tobytes(), content_type="image/png")

    def try_strokes(self, request: HttpRequest, template_id: int) -> HttpResponse:
        """A JPEG of the corrected scene with a painted face; nothing is kept."""
        template, _pack = self._scene(request, template_id)
        try:
            asked = _asked(request)
            pack = correct_scene(template, _strokes(asked))
            jpeg = draw_test_portrait(pack, int(asked.get("sitter", 0)))
        except (EngineError, DecoderUnavailable, ValueError, TypeError) as error:
            return _refusal(error)
        return HttpResponse(jpeg, content_type="image/jpeg")

    def save_strokes(self, request: HttpRequest, template_id: int) -> HttpResponse:
        """The corrected pack becomes the template's version."""
        template, _pack = self._scene(request, template_id)
        try:
            pack = correct_scene(template, _strokes(_asked(request)))
        except (EngineError, DecoderUnavailable, ValueError, TypeError) as error:
            return _refusal(error)
        keep_correction(template, pack)
        self.log_change(request, template, "Corrected face mask or foreground.")
        return JsonResponse({"status": "saved"})

    def _scene(self, request: HttpRequest, template_id: int) -> tuple[Template, TemplatePack]:
        template = get_object_or_404(Template.objects.exclude(pack_file=""), pk=template_id)
        if not self.has_change_permission(request, template):
            raise PermissionDenied
        if template.kind != Template.Kind.SCENE:
            raise Http404
        return template, load_pack(template)


def _layer_of(pack: TemplatePack, name: str) -> Any:
    if name == "picture":
        return cv2.cvtColor(np.asarray(pack.picture), cv2.COLOR_RGB2BGR)
    if name == "face" and pack.face_mask is not None:
        return np.round(pack.face_mask * 255).astype(np.uint8)
    if name == "foreground" and pack.foreground is not None:
        return np.ascontiguousarray(pack.foreground[..., 3])
    return None


def _asked(request: HttpRequest) -> dict[str, Any]:
    asked = json.loads(request.body)
    if not isinstance(asked, dict):
        raise ValueError("not an object")
    return asked


def _strokes(asked: dict[str, Any]) -> Strokes:
    return Strokes(face=_png(asked.get("face")), foreground=_png(asked.get("foreground")))


def _png(text: Any) -> bytes | None:
    """:raises ValueError: when it is no base64"""
    if not text:
        return None
    try:
        return base64.b64decode(str(text), validate=True)
    except binascii.Error as error:
        raise ValueError("not base64") from error


def _refusal(error: Exception) -> JsonResponse:
    if isinstance(error, DecoderUnavailable):
        return JsonResponse({"code": "busy", "detail": explain("busy")}, status=503)
    code = error.code if isinstance(error, EngineError) else "malformed"
    return JsonResponse({"code": code, "detail": explain(code)}, status=400)
