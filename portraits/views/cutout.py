"""The page where a person is cut out of a photo; whatever follows happens in the browser."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views import View

from portraits.forms import ConsentForm
from portraits.models import Cutout
from portraits.views.consent import give_consent, photo_context
from privacy.models.refusal import Refused


class CutoutView(View):
    """The photo, the cutout, and what is made of it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return _show(request)


class GiveCutoutConsentView(LoginRequiredMixin, View):
    """The answer to the question that stands before the first cutout."""

    def get(self, _request: HttpRequest) -> HttpResponse:
        return redirect("cutout")

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ConsentForm(request.POST)
        if not form.is_valid():
            return _show(request, form=form)
        try:
            give_consent(request, Cutout.PURPOSE, form)
        except Refused as refused:
            return _show(request, refused=refused)
        return redirect("cutout")


def _show(
    request: HttpRequest, *, refused: Refused | None = None, form: ConsentForm | None = None
) -> HttpResponse:
    context = photo_context(request, Cutout.PURPOSE, refused=refused, form=form)
    status = refused.status if refused else 200
    return render(request, "portraits/cutout.html", context, status=status)
