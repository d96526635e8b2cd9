"""Anybody can check a deletion receipt: in the browser, here when it cannot, or without us."""

from pathlib import Path

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe
from django.views.generic import ListView

from privacy import verify_offline
from privacy.forms import ReceiptForm
from privacy.models import SignedHead
from privacy.services.verify_receipt import verify_receipt


@require_http_methods(["GET", "HEAD", "POST"])
def receipts(request: HttpRequest) -> HttpResponse:
    """This function will show the page; a posted receipt is verified and not kept."""
    form = ReceiptForm(request.POST if request.method == "POST" else None)
    verdict = verify_receipt(form.cleaned_data["receipt"]) if form.is_valid() else None
    return render(request, "privacy/receipts.html", {"form": form, "verdict": verdict})


@require_safe
def verifier(_request: HttpRequest) -> FileResponse:
    """This function will give out the program that verifies a document without this site."""
    program = Path(verify_offline.__file__)
    return FileResponse(
        program.open("rb"), as_attachment=True, filename=program.name, content_type="text/x-python"
    )


class HeadsView(ListView[SignedHead]):
    """The ledger's signed heads, a day each, newest first."""

    template_name = "privacy/heads.html"
    ordering = ("-date",)
    queryset = SignedHead.objects.all()
    paginate_by = 31
