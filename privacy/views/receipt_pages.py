"""Anybody can check a deletion receipt: in the browser, or here when it cannot."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from privacy.forms import ReceiptForm
from privacy.services.verify_receipt import verify_receipt


@require_http_methods(["GET", "HEAD", "POST"])
def receipts(request: HttpRequest) -> HttpResponse:
    """This function will show the page; a posted receipt is verified and not kept."""
    form = ReceiptForm(request.POST if request.method == "POST" else None)
    verdict = verify_receipt(form.cleaned_data["receipt"]) if form.is_valid() else None
    return render(request, "privacy/receipts.html", {"form": form, "verdict": verdict})
