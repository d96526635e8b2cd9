"""Who looked: every look of the staff at the person's data, newest first, a page at a time."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from privacy.selectors.access_log import looks_before

LONGEST_NUMBER = 18


@login_required
@require_GET
def looks(request: HttpRequest) -> HttpResponse:
    """This function will show one page of looks; `before` says where the last one ended."""
    asked = request.GET.get("before", "")
    before = int(asked) if asked.isdecimal() and len(asked) <= LONGEST_NUMBER else None
    shown, older = looks_before(request.user, before)
    context = {"looks": shown, "older": older, "is_first": before is None}
    return render(request, "settings/looks.html", context)
