"""The page where a photo is given; with scripts it asks the API, without them it posts here."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views import View

from portraits.forms import ConsentForm, OptionsForm
from portraits.models import Portrait, Template
from portraits.services.accept_photo import accept_photo
from portraits.views.consent import give_consent, photo_context
from privacy.models.refusal import Refused


class CreateView(View):
    """One template, and the photos that become portraits with it."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        return _show(request, _template(slug))

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        template = _template(slug)
        form = OptionsForm(template, request.POST)
        try:
            portrait = _accept(request, template, form)
        except Refused as refused:
            return _show(request, template, options_form=form, refused=refused)
        return redirect("portrait", portrait.pk)


def _template(slug: str) -> Template:
    return get_object_or_404(Template.objects.published(), slug=slug)


def _accept(request: HttpRequest, template: Template, form: OptionsForm) -> Portrait:
    photo = request.FILES.get("photo")
    if photo is None:
        raise Refused("photo_missing", 400)
    if not form.is_valid():
        raise Refused("bad_option", 400)
    return accept_photo(
        owner=request.user,
        template_slug=template.slug,
        photo=photo,  # type: ignore[arg-type]
        options=form.cleaned_data,
        face=_chosen_face(request),
        plan=request.sealed_upload,  # type: ignore[attr-defined]
        idempotency=None,
        now=timezone.now(),
    )


def _chosen_face(request: HttpRequest) -> int | None:
    face = request.POST.get("face", "")
    return int(face) if face.isascii() and face.isdigit() and len(face) <= 2 else None


def _show(
    request: HttpRequest,
    template: Template,
    *,
    options_form: OptionsForm | None = None,
    consent_form: ConsentForm | None = None,
    refused: Refused | None = None,
) -> HttpResponse:
    context: dict[str, Any] = {
        "template": template,
        "options_form": options_form or OptionsForm(template),
        **photo_context(request, Portrait.PURPOSE, refused=refused, form=consent_form),
    }
    status = refused.status if refused else 200
    return render(request, "portraits/create.html", context, status=status)


class GiveConsentView(LoginRequiredMixin, View):
    """The answer to the question that stands before the first photo."""

    def get(self, _request: HttpRequest, slug: str) -> HttpResponse:
        return redirect("create", slug)

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        template = _template(slug)
        form = ConsentForm(request.POST)
        if not form.is_valid():
            return _show(request, template, consent_form=form)
        try:
            give_consent(request, Portrait.PURPOSE, form)
        except Refused as refused:
            # The words changed meanwhile: the new ones are shown, with the reason.
            return _show(request, template, refused=refused)
        return redirect("create", slug)
