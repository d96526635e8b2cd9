"""My data: what is held and why, who looked, a copy of it, and taking single classes out."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.archives import archive_answer
from accounts.views.fresh_proof import fresh_proof_required
from accounts.views.refusals import refusals_shown
from privacy.models import Export, SharingEvent
from privacy.selectors.access_log import LOOKS_SHOWN, latest_looks
from privacy.selectors.inventory import HeldClass, inventory_of
from privacy.selectors.third_parties import received_of
from privacy.services.erase_class import erase_class
from privacy.services.request_export import export_of, request_export


@login_required
@require_GET
def my_data(request: HttpRequest) -> HttpResponse:
    """This function will show every class of data, the latest copy, who received and who looked."""
    held = inventory_of(request.user)
    context = {
        "held": [one for one in held if one.count],
        "empty": [one for one in held if not one.count],
        "export": Export.objects.filter(person=request.user.pk).first(),
        "received": _received(request.user, held),
        "looks": latest_looks(request.user),
    }
    return render(request, "settings/my_data.html", context)


def _received(person: Any, held: list[HeldClass]) -> list[SharingEvent]:
    """What others received; for nearly everybody the count says already that it is nothing."""
    is_any = any(one.count for one in held if one.model == SharingEvent._meta.label)
    return list(received_of(person)[:LOOKS_SHOWN]) if is_any else []


@fresh_proof_required("settings-my-data")
@require_POST
@refusals_shown("settings-my-data")
def ask_for_copy(request: HttpRequest) -> HttpResponse:
    """This function will start the copy."""
    request_export(request.user, now=timezone.now())
    messages.success(request, _("Your copy is being made. It usually takes a few seconds."))
    return redirect("settings-my-data")


@fresh_proof_required("settings-my-data")
@require_POST
@refusals_shown("settings-my-data")
def download_copy(request: HttpRequest, export_id: UUID) -> HttpResponseBase:
    """This function will give the copy out, once."""
    return archive_answer(export_of(request.user, export_id))


@fresh_proof_required("settings-my-data")
@require_POST
@refusals_shown("settings-my-data")
def delete_class(request: HttpRequest, model: str) -> HttpResponse:
    """This function will delete one class of the person's data for good."""
    count: Any = erase_class(request.user, model, now=timezone.now())
    messages.success(request, _("%(count)d deleted.") % {"count": count})
    return redirect("settings-my-data")
